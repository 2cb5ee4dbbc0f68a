from pathlib import Path

from eval.sets import Question, read_set
from eval.split import facts_of, main, split
from tests.judged import question, unanswerable

TEXT = "The bridge was opened in 1931 by the king. The mill burned in 1870. The inn is old."


def asked(id: str, *gold: str, kind: str = "when", wording: str = "") -> Question:
    return question(id, gold=list(gold), kind=kind, question=wording or f"Question {id}?")


def ids(facts: list[list[Question]]) -> list[list[str]]:
    return [[one.id for one in fact] for fact in facts]


def test_overlapping_gold_is_one_fact() -> None:
    questions = [
        asked("a", "was opened in 1931"),
        asked("b", "in 1931 by the king"),
        asked("c", "mill burned in 1870"),
        asked("d", "by the   king", "inn is old"),
        asked("e", "inn"),
    ]
    assert ids(facts_of(questions, {"town": TEXT})) == [["a", "b", "d", "e"], ["c"]]


def test_gold_side_by_side_is_not_one_fact() -> None:
    questions = [asked("a", "was opened"), asked("b", " in 1931"), asked("c", "opened in")]
    assert ids(facts_of(questions[:2], {"town": TEXT})) == [["a"], ["b"]]
    assert ids(facts_of(questions, {"town": TEXT})) == [["a", "b", "c"]]


def test_a_long_gold_reaches_past_short_ones_in_it() -> None:
    questions = [
        asked("a", "bridge was opened in 1931 by"),
        asked("b", "was"),
        asked("c", "1931"),
    ]
    assert ids(facts_of(questions, {"town": TEXT})) == [["a", "b", "c"]]


def test_the_same_wording_is_one_fact() -> None:
    questions = [
        unanswerable("a"),
        unanswerable("b"),
        asked("c", "mill", wording="when did the BRIDGE open"),
        asked("d", "inn"),
    ]
    assert ids(facts_of(questions, {"town": TEXT})) == [["a", "b", "c"], ["d"]]


def test_the_sides_have_as_many_of_each_kind_and_nothing_is_lost() -> None:
    words = [f"word{n:02}" for n in range(60)]
    questions = [
        asked(f"q{n}", word, kind=("who", "when", "why")[n % 3]) for n, word in enumerate(words)
    ]
    tune, test = split(questions, {"town": " ".join(words)})
    assert sorted([*tune, *test], key=questions.index) == questions
    for kind in ("who", "when", "why"):
        assert sum(one.kind == kind for one in tune) == 10
    assert [questions.index(one) for one in tune] == sorted(questions.index(one) for one in tune)


def test_the_split_does_not_depend_on_the_order_of_the_rows() -> None:
    words = [f"word{n:02}" for n in range(20)]
    questions = [asked(f"q{n}", word) for n, word in enumerate(words)]
    tune, _ = split(questions, {"town": " ".join(words)})
    other, _ = split(questions[::-1], {"town": " ".join(words)})
    assert {one.id for one in tune} == {one.id for one in other}


def test_a_set_of_ones_own_is_divided_into_two_files(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "town.txt").write_text(TEXT, encoding="utf-8")
    questions = [asked("a", "opened in 1931"), asked("b", "mill burned"), asked("c", "1931 by")]
    path = tmp_path / "own.jsonl"
    path.write_text("".join(f"{one.model_dump_json()}\n" for one in questions), encoding="utf-8")
    main(path, tmp_path / "sources")
    tune, test = (read_set(tmp_path / f"own-{side}.jsonl") for side in ("tune", "test"))
    sides = {frozenset(one.id for one in part.questions) for part in (tune, test)}
    assert sides == {frozenset("ac"), frozenset("b")}
