import json
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from eval.judge import Alone, judge
from eval.plots import Plot, polyline, thinned
from eval.report import to_html, write
from eval.score import Ablation, Evaluation, score
from eval.summary import as_json, as_text
from qa.errors import CitewellError
from qa.threshold import Threshold
from tests.judged import RIGHT, WRONG, citation, question, record, response, verdicts

MARKUP = "<script>alert(1)</script>\"'&"


class Reader(HTMLParser):
    """The elements, what they are bound to, and the words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += " ".join(data.split()) + "\n"


@cache
def town() -> Evaluation:
    return Evaluation((score("town", "0123456789abcdef", "a model", verdicts()),))


def read(evaluation: Evaluation) -> Reader:
    reader = Reader()
    reader.feed(to_html(evaluation))
    reader.close()
    assert reader.open == []
    return reader


def test_the_page_stands_alone() -> None:
    page = read(town())
    assert {"script", "img", "link", "iframe"}.isdisjoint(page.tags)
    assert page.links == ["#set-1"]
    assert "svg" in page.tags


def test_the_page_says_where_each_failed_question_was_lost() -> None:
    text = read(town()).text
    for id in ("ranked", "refused", "answered"):
        assert f"{id}, " in text
    assert "the wanted sentence is a candidate, but others rank above it" in text
    assert "wanted, rank 2\n0.500\n" in text
    assert "winner, rank 1\n1.000\n" in text
    assert "declined, " not in text


def test_nothing_from_sources_or_questions_becomes_markup() -> None:
    asked = question(
        MARKUP,
        question=MARKUP,
        kind=MARKUP,
        gold=[MARKUP],
        short=[MARKUP],
        sources=[MARKUP],
        disagree=[MARKUP, "y"],
        history=[{"question": MARKUP, "answer": MARKUP}],
    )
    said = response([citation(MARKUP[:-1], MARKUP)], short="x", disagree=[MARKUP])
    scored = score(MARKUP, "i", MARKUP, judge([record(asked, said, {}, unverified=[MARKUP])]))
    page = read(Evaluation((scored,)))
    assert "script" not in page.tags
    assert page.text.count(MARKUP) >= 8


def test_a_row_without_a_date_or_a_disagreement_shown_says_so() -> None:
    dated = question("d", kind="date", short=["1931"])
    differs = question("e", disagree=["1931", "1932"])
    rows = [record(one, response([citation(RIGHT)])) for one in (dated, differs)]
    text = read(Evaluation((score("s", "i", "m", judge(rows)),))).text
    assert "1: a date that is not resolved" in text
    assert "1: a disagreement that is not shown" in text


def test_a_set_of_one_refused_question_has_a_page() -> None:
    said = response([], 0.0, answered=False)
    page = read(Evaluation((score("s", "i", "m", judge([record(question(), said, {})])),)))
    assert "the wanted words stand in no sentence of the index" in page.text


def test_variants_of_the_engine_stand_in_a_table_of_their_own(tmp_path: Path) -> None:
    (one,) = town().sets
    assert "Without parts of the engine" not in read(town()).text
    variants = (Ablation("all", {"quote@1": 0.75}), Ablation(MARKUP, {"quote@1": None}))
    evaluation = Evaluation((replace(one, ablations=variants),))
    page = read(evaluation)
    assert "script" not in page.tags
    assert f"variant\nquote@1\n\nall\n0.750\n\n{MARKUP}\n–\n" in page.text.replace("\n\n\n", "\n\n")
    write(evaluation, tmp_path)
    content = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert content["sets"][0]["ablation"] == [
        {"name": "all", "figures": {"quote@1": 0.75}},
        {"name": MARKUP, "figures": {"quote@1": None}},
    ]
    lines = as_text(evaluation).splitlines()
    assert [line.split() for line in lines[-3:-1]] == [["town", "quote@1"], ["all", "0.750"]]


def test_the_threshold_in_use_is_named() -> None:
    (one,) = town().sets
    evaluation = Evaluation((replace(one, threshold=Threshold(0.62, "calibrated", MARKUP)),))
    page = read(evaluation)
    assert "script" not in page.tags
    assert f", threshold 0.62 (calibrated; {MARKUP})" in page.text
    assert f"town: threshold 0.62 (calibrated; {MARKUP})" in as_text(evaluation).splitlines()


def talk(id: str = "f", words: str = "it") -> Evaluation:
    """A follow-up, which quotes something else, and is right as rewritten by hand."""
    asked = question(
        id,
        question=words,
        rewrite=f"the bridge, {words}",
        history=[{"question": f"before {words}", "answer": f"said {words}"}],
    )
    wrong = record(asked, response([citation(WRONG)], resolved=f"ours, {words}"))
    alone = Alone(
        judge([record(asked, response([citation(words)]))])[0],
        judge([record(asked, response([citation(RIGHT)]))])[0],
    )
    verdicts = tuple(replace(verdict, alone=alone) for verdict in judge([wrong]))
    return Evaluation((score("talk", "i", "m", verdicts),))


def test_a_failed_follow_up_is_shown_with_all_that_led_to_it() -> None:
    text = read(talk()).text
    assert "\nraw\n0.000\n[0.000, 0.000]\n" in text.replace("\n\n", "\n")
    assert "\nhand\n1.000\n[1.000, 1.000]\n" in text.replace("\n\n", "\n")
    section = text.split("\nFollow-ups\n")[1].split("Failed questions, by where")[0]
    assert "1 follow-ups that fail, and do not as rewritten by hand\n" in section
    for words in ("before it", "said it", "ours, it", "the bridge, it", WRONG, RIGHT):
        assert f"{words}\n" in section
    assert "was opened in 1931\n" in section


def test_nothing_from_a_conversation_becomes_markup() -> None:
    page = read(talk(MARKUP, MARKUP))
    assert "script" not in page.tags
    for words in (f"before {MARKUP}", f"said {MARKUP}", f"ours, {MARKUP}", f"the bridge, {MARKUP}"):
        assert words in page.text


def test_the_figures_of_conversations_are_shown_for_these_only(tmp_path: Path) -> None:
    page = read(town()).text
    assert "Follow-ups" not in page
    assert "recovered" not in page
    assert "recovered" not in as_text(town())
    both = Evaluation(town().sets + talk().sets)
    single, talks = as_text(both).split("\n\n")
    assert single == as_text(town())
    assert talks == as_text(talk())
    assert ["recovered", "0.000", "[0.000,", "0.000]"] in [s.split() for s in talks.splitlines()]
    write(both, tmp_path)
    content = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert [one["figures"]["recovered"]["value"] for one in content["sets"]] == [None, 0]
    assert content["sets"][0]["questions"][0]["alone"] is None
    (asked,) = content["sets"][1]["questions"]
    assert asked["rewrite"] == "the bridge, it"
    assert {way: one["right"] for way, one in asked["alone"].items()} == {
        "raw": False,
        "hand": True,
    }
    assert asked["alone"]["hand"]["quotes"] == [{"source_id": "town", "quote": RIGHT}]


def test_every_plot_is_there() -> None:
    text = read(town()).text
    for title in ("Risk against coverage", "Reliability", "Retrieval by k"):
        assert f"{title}\n" in text
    for title in ("quote@1 by kind", "quote@1 by source"):
        assert f"{title}\n" in text


def test_both_files_are_written(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "report"
    assert write(town(), folder) == folder / "report.html"
    content = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    (scored,) = content["sets"]
    assert scored["figures"]["quote@1"] | {"low": 0, "high": 0} == {
        "value": 0.3333,
        "low": 0,
        "high": 0,
        "rows": 3,
    }
    assert scored["kinds"]["when"]["figures"]["answered"]["value"] == 0.6667
    ranked = scored["questions"][1]
    assert (ranked["id"], ranked["stage"], ranked["rank"]) == ("ranked", "ranked", 2)
    assert ranked["first_candidate"]["quote"] == WRONG
    assert ranked["wanted_candidate"]["features"] == {"dense": 0.5, "lexical": 0.25}
    assert [one["quote"] for one in ranked["quotes"]] == [WRONG, RIGHT]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(CitewellError, match=r"report '.*file': cannot be written: File exists"):
        write(town(), tmp_path / "file")


def test_the_summary_has_a_column_for_each_set() -> None:
    (one,) = town().sets
    lines = as_text(Evaluation((one, score("city", "i", "m", one.verdicts[:1])))).splitlines()
    assert lines[0].split() == ["town", "(5)", "city", "(1)"]
    assert lines[1].startswith("quote@1 ")
    assert lines[1].endswith("1.000 [1.000, 1.000]")
    assert " 0.333 [0.000, 1.000]" in lines[1]
    assert next(line for line in lines if line.startswith("dates")).split() == ["dates", "–", "–"]


def test_the_summary_as_json_is_plain() -> None:
    found = json.loads(json.dumps(as_json(town())))
    assert found["town"]["rows"] == 5
    assert found["town"]["figures"]["refusal_recall"]["value"] == 0.5
    assert found["town"]["figures"]["dates"] == {
        "value": None,
        "low": None,
        "high": None,
        "rows": 0,
    }


def test_shares_are_drawn_from_the_corner() -> None:
    plot = Plot(width=120, height=120, left=10, right=10, top=10, bottom=10)
    assert polyline(plot, [(0, 0), (0.5, 0.25), (1, 1)]) == "10,110 60,85 110,10"


def test_a_long_curve_is_thinned_between_its_ends() -> None:
    points = [(n / 1000, 0.5) for n in range(1001)]
    few = thinned(points, 5)
    assert [x for x, _ in few] == [0, 0.25, 0.5, 0.75, 1]
    assert thinned(points[:3], 5) == points[:3]
