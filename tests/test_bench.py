import json
from pathlib import Path
from xml.etree import ElementTree

import faiss
import pytest

from eval.bench_plot import plot
from eval.bench_report import Figure, table, write

FOUNDED = "The observatory was founded in 1871 by the astronomer Clara Lindqvist."
HARVEST = "Farmers brought in the rye harvest two weeks late because of the rain."

FIGURES = (
    Figure("cold start, s", ours=(6.0, 5.0, 9.0), baseline=(4.0, 5.0, 3.0)),
    Figure("index on disk, KB", ours=(558.04,), baseline=(115.2,)),
)
CONDITIONS = {"processor": "Example 9000", "cores": 2, "rounds": 3}


# What of it loads torch is imported by the tests that need it: collecting them need not wait.


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    from eval.baseline import CUT

    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "a.txt").write_text(HARVEST.ljust(CUT) + FOUNDED, encoding="utf-8")
    (folder / "b.txt").write_text("The mayor opened a new bridge.", encoding="utf-8")
    return folder


def test_files_are_cut_blindly(sources: Path) -> None:
    from eval.baseline import CUT, cut

    assert cut(sources) == [HARVEST.ljust(CUT), FOUNDED, "The mayor opened a new bridge."]


def test_the_baseline_answers_alike_with_fresh_and_with_saved_vectors(
    sources: Path, tmp_path: Path
) -> None:
    from eval.baseline import Baseline

    baseline = Baseline(sources)
    assert baseline.ask("Who founded the observatory?") == FOUNDED
    assert baseline.ask("Why was the harvest late?").strip() == HARVEST

    saved = tmp_path / "vectors.faiss"
    faiss.write_index(baseline.index, str(saved))
    assert Baseline(sources, saved).ask("Who founded the observatory?") == FOUNDED


def test_ratios_are_taken_within_a_round() -> None:
    assert FIGURES[0].ratios == (1.5, 1.0, 3.0)


def test_a_row_shows_medians_and_spread_and_a_single_value_alone() -> None:
    assert table(FIGURES).splitlines()[2:] == [
        "| cold start, s | 6 (5–9) | 4 (3–5) | 1.5 (1–3) |",
        "| index on disk, KB | 558 | 115 | 4.84 |",
    ]


def test_the_plot_puts_what_is_as_good_as_the_baseline_on_its_line_and_half_left_of_it() -> None:
    half = Figure("resident memory, <MB>", ours=(2.0,), baseline=(4.0,))
    even = Figure("even", ours=(3.0,), baseline=(3.0,))
    root = ElementTree.fromstring(plot((half, even)))
    line = next(one for one in root.iter() if one.get("class") == "one")
    marks = [one for one in root.iter() if one.tag.endswith("circle") and not one.get("class")]
    places = [float(one.get("cx", "nan")) for one in marks]
    assert places[0] < places[1] == float(line.get("x1", "nan"))
    assert "resident memory, <MB>" in {one.text for one in root.iter()}


def test_the_report_holds_table_and_conditions_and_the_json_every_value(tmp_path: Path) -> None:
    output = tmp_path / "new" / "bench.md"
    write(output, CONDITIONS, FIGURES)
    report = output.read_text(encoding="utf-8")
    assert table(FIGURES) in report
    assert "- processor: Example 9000\n" in report

    values = json.loads(output.with_suffix(".json").read_text(encoding="utf-8"))
    assert values["conditions"] == CONDITIONS
    assert values["figures"][0]["ours"] == [6.0, 5.0, 9.0]
    assert values["figures"][0]["ratios"] == [1.5, 1.0, 3.0]
