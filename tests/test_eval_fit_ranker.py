"""The fit of the confidence, and what it writes."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from eval.fit_ranker import Ranked, confidence_of, figures, probabilities, saved, trade
from qa import confidence
from qa.features import NAMES
from qa.ranker import read


def learned(seed: int) -> list[Ranked]:
    """Questions that are right the more often the larger their lead is."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(400):
        values = np.zeros(len(confidence.NAMES))
        values[0] = 1
        lead = rng.normal()
        values[confidence.NAMES.index("lead")] = lead * 3 + 1
        right = bool(rng.random() < 1 / (1 + np.exp(-2 * lead)))
        answerable = right or bool(rng.random() < 0.5)
        found.append(
            Ranked(values, goes_on=False, right=right, right_in_three=True, answerable=answerable)
        )
    return found


def test_the_confidence_is_the_logistic_regression_of_a_library() -> None:
    made = learned(1)
    table = np.stack([one.values for one in made])[:, [confidence.NAMES.index("lead")]]
    labels = np.array([one.right for one in made])
    scaled = (table - table.mean()) / table.std()
    theirs = (
        LogisticRegression(C=0.1, max_iter=5000).fit(scaled, labels).predict_proba(scaled)[:, 1]
    )
    ours = probabilities(made, confidence_of(made))
    np.testing.assert_allclose(ours, theirs, atol=1e-4)


def test_questions_that_go_on_differ_by_a_constant() -> None:
    alone = learned(4)
    # The same again, and wrong wherever they were right: less is to be expected of them.
    worse = [replace(one, goes_on=True, right=False) for one in alone]
    apart = probabilities(alone, confidence_of(alone + worse))
    assert apart.mean() < probabilities(alone, confidence_of(alone)).mean() / 2
    same = [replace(one, goes_on=True) for one in alone]
    alike = probabilities(alone, confidence_of(alone + same))
    np.testing.assert_allclose(alike, probabilities(alone, confidence_of(alone + alone)), atol=1e-3)


def test_what_never_varies_has_no_weight() -> None:
    weights = dict(zip(confidence.NAMES, confidence_of(learned(2)).tolist(), strict=True))
    assert {name for name, weight in weights.items() if weight} == {"one", "lead"}


def test_what_counts_little_moves_little() -> None:
    made = learned(5)
    amiss = [replace(one, right=False) for one in made]
    lightly = [replace(one, weight=0.1) for one in amiss]
    before, after, halved = (
        probabilities(made, confidence_of(each)).mean()
        for each in (made, made + lightly, made + amiss)
    )
    assert halved < after < before
    assert before - after < (before - halved) / 2


def test_figures_of_a_perfect_confidence() -> None:
    made = learned(3)
    right = np.array([one.right for one in made], dtype=np.float64)
    said = figures(made, right)
    assert "AUROC right 1.000" in said
    assert "calibration error 0.000" in said
    assert "in three 1.000" in said
    assert all("error among answered 0.000" in line for line in trade(made, right))


def test_what_is_written_is_read(tmp_path: Path) -> None:
    ranking = np.linspace(-1, 1, len(NAMES))
    sure = np.linspace(0, 2, len(confidence.NAMES))
    weights = {"ranking": ranking, "confidence": sure, "completed": sure[::-1]}
    content = saved(weights, 0.4)
    (tmp_path / "ranker.json").write_text(content, encoding="utf-8")
    ranker = read(tmp_path / "ranker.json")
    np.testing.assert_allclose(ranker.ranking, ranking, atol=1e-4)
    np.testing.assert_allclose(ranker.confidence, sure, atol=1e-4)
    np.testing.assert_allclose(ranker.completed, sure[::-1], atol=1e-4)
    assert ranker.threshold == 0.4
