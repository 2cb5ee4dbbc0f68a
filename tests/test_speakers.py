"""Transcripts: who speaks stands in a label, which is read as a name and never as words."""

from collections.abc import Callable

import pytest

from qa.articles import article_of
from qa.engine import Engine
from qa.passages import passages_of
from qa.types import Response

ORAL = """HARBOUR VOICES
Tape 9. Agnes Thorn, retired net mender
Interviewed by Piet Lund at the Seamen's Home, 4 May 2003

PL: When did you begin?

AT: In 1951. I was fourteen, and I had never held a needle.

PL: I wanted to ask about the fire.

AT: I was asleep. My brother Joss carried me down the ladder in a herring basket.

PL: Was anybody hurt?

AT: Not one.

PL: Did you marry?

AT: I married a cooper in 1960, and he never forgave me the smell.
"""
COURT = """Examination of PETER HOLT, a millwright
Before the Commissioners, 9 June 1841

Q. At what age did you begin?
A. At seven. My mother took me in the dark.
Q. Were you beaten?
A. Twice, by the overlooker Grimm.
"""
DEBATE = """The bridge debate, 3 May 2011

Mr Salt (North Ward): I have lived by that bridge for forty years, and it shakes when the bread van
goes over it. The bearings are worn, and the money for them went on the swimming bath in 2006.

Mrs Okafor (Harbour Ward): I cannot support that. The fish market would lose its only road, and
eighty people work there. I would rather pay for bearings from the reserve than lose the market.

Mr Salt (North Ward): The reserve is for floods.

Mrs Okafor (Harbour Ward): Then call it one.

The Mayor: We shall vote on the repair tonight.
"""
BOLD = """# The man who mends bells

*Ilse Marr met the founder Tom Ashgrove.*

**Ilse Marr: When did you cast your first bell?**

**Tom Ashgrove:** In 1979. It cracked.

**I.M.: What did you do with it?**

**T.A.:** I planted tomatoes in it.

They did well.

**I.M.: Who taught you?**

**T.A.:** Old Hendry.
"""
CUES = """Podcast: The Lamp Room
Elin Marsh talks to the keeper Jonas Weld.

[00:12] Elin: How long were you on the rock?

[00:15] Jonas: Nineteen years. I went in 1961.

[01:02] Elin: Were you lonely?

[01:04] Jonas: I had a goose.
"""


ALONE = """HARBOUR VOICES
Amara Quist talks to the pilot Ole Lund.

{0}
When did you begin?

{1}
In 1951. I was fourteen, and I had never held a rope.

{0}
Was anybody hurt?

{1}
Not one.
I was asleep.

{0}
Did you marry?

{1}
I married a cooper's daughter in 1960.
"""


def turns(text: str, *, markdown: bool = False) -> list[tuple[str, str]]:
    """The words of each turn, and whose they are."""
    article = article_of(text, markdown=markdown)
    return [
        (text[slice(*turn.speaker)], text[turn.said : turn.end].split("\n")[0])
        for turn in article.turns
    ]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (ORAL, ["Piet Lund", "Agnes Thorn"] * 4),
        (COURT, ["", "PETER HOLT"] * 2),
        (DEBATE, ["Mr Salt", "Mrs Okafor"] * 2 + ["The Mayor"]),
        (BOLD, ["Ilse Marr", "Tom Ashgrove"] * 3),
        (CUES, ["Elin Marsh", "Jonas Weld"] * 2),
    ],
)
def test_each_turn_is_said_by_whom_its_label_is_short_for(text: str, speakers: list[str]) -> None:
    assert [speaker for speaker, _ in turns(text, markdown=text is BOLD)] == speakers


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("markdown", [False, True], ids=["text", "markdown"])
@pytest.mark.parametrize(
    ("asks", "answers"),
    [
        ("AMARA QUIST  00:36", "OLE LUND  1:00:41"),
        ("Amara Quist [00:36]", "Ole Lund [00:42]"),
        ("**Amara Quist** (00:36):", "**Ole Lund** (00:42):"),
        ("**Amara Quist** 00:36\n", "**Ole Lund** 00:42\n"),
        ("[00:36] Amara Quist", "[00:42] Ole Lund"),
        ("00:36 - Quist:", "00:42 - Lund:"),
        ("Amara Quist\n00:36", "Ole Lund\n00:42"),
        ("AQ:", "OL:"),
    ],
)
def test_a_label_may_have_a_line_of_its_own(
    asks: str, answers: str, markdown: bool, newline: str
) -> None:
    text = ALONE.format(asks, answers).replace("\n", newline)
    article = article_of(text, markdown=markdown)
    names = [text[slice(*turn.speaker)].title() for turn in article.turns]
    assert names == ["Amara Quist", "Ole Lund"] * 3
    assert [turn.asks for turn in article.turns] == [True, False] * 3
    drafts = passages_of(text, article)
    quotes = [text[slice(*span)] for draft in drafts for span in draft.sentences]
    asked = quotes.index("Was anybody hurt?")
    assert quotes[asked + 1 : asked + 3] == ["Not one.", "I was asleep."]
    assert not any("00:" in quote for quote in quotes)


def test_times_above_the_points_of_an_agenda_are_no_turns() -> None:
    points = (
        "Coffee 09:30",
        "Tools 10:15",
        "Coffee 11:00",
        "Ropes 11:30",
        "Coffee 13:00",
        "Tools 14:00",
    )
    lines = [f"{point}\n\nIn the hall below the stairs, for all who come." for point in points]
    text = "The keepers' day\n\n" + "\n\n".join(lines)
    assert article_of(text).turns == ()
    assert "Coffee 09:30" in [text[one.start : one.end] for one in article_of(text).paragraphs]


def test_a_label_is_given_behind_its_name() -> None:
    head = "MV/217, Ada Oram Bede\nInterviewer: Piet Lund (PL)\nNarrator: Ada Bede, née Oram (AB)\n"
    said = "PL: When was it?\n\nAB: I was eleven.\n\nPL: And then?\n\nAB: I left."
    assert [one for one, _ in turns(f"{head}\n{said}")] == ["Piet Lund", "Ada Bede"] * 2


def test_a_label_and_the_mark_around_all_are_no_words() -> None:
    said = [words for _, words in turns(BOLD, markdown=True)]
    assert said[:2] == ["When did you cast your first bell?", "In 1979. It cracked."]
    assert turns(CUES)[0][1] == "How long were you on the rock?"


def test_of_two_that_a_label_may_be_short_for_it_is_none() -> None:
    text = ORAL.replace("Tape 9.", "Tape 9, for Anna Tull.")
    assert turns(text)[1][0] == "AT"


@pytest.mark.parametrize(
    "text",
    [
        "Note: Close it.\n\nWarning: It is hot.\n\nNote: Wait.\n\nWarning: I said wait. Is it hot?",
        "Length: 312 km\nMotto: We endure\nLength: 40 km\nMotto: I wait",
        "Pier: It holds.\n\nSpan: It lies.\n\nTruss: It is made of triangles.\n\nArch: It is bent.",
        "Fixed: The lamp.\n\nAdded: A bell.\n\nFixed: The door.\n\nAdded: A switch.",
        "Monday: Closed.\nSunday: Open.\nMonday: Closed in May.\nSunday: Open in May.",
        "Side Effects: You feel ill.\n\nStorage Rules: Cold.\n\n" * 2,
        "Anna: I came.\n\nTom: I left.",
    ],
)
def test_what_only_looks_like_labels_is_no_transcript(text: str) -> None:
    assert turns(text) == []


def test_an_answer_is_read_with_who_gives_it_and_with_what_was_asked() -> None:
    drafts = passages_of(ORAL, article_of(ORAL))
    said = [draft for draft in drafts if draft.speaker != (0, 0)]
    assert {ORAL[slice(*draft.speaker)] for draft in said} == {"Agnes Thorn"}
    sentences = [ORAL[slice(*span)] for draft in said for span in draft.sentences]
    assert sentences[:2] == ["When did you begin?", "In 1951."]
    assert ORAL[said[0].start :].startswith("PL: When")


def test_short_turns_of_several_stay_together_with_their_labels() -> None:
    drafts = passages_of(DEBATE, article_of(DEBATE))
    assert [DEBATE[slice(*draft.speaker)] for draft in drafts if draft.speaker != (0, 0)] == [
        "Mr Salt", "Mrs Okafor",
    ]  # fmt: skip
    last = [DEBATE[slice(*span)] for span in drafts[-1].sentences]
    assert last[0] == "Mr Salt (North Ward): The reserve is for floods."
    assert last[-1] == "The Mayor: We shall vote on the repair tonight."


def test_nothing_of_a_turn_is_lost_where_another_line_looks_like_a_label() -> None:
    text = COURT.replace("in the dark.", "in the dark.\nRemember: I was seven.")
    drafts = passages_of(text, article_of(text))
    assert "Remember: I was seven." in [text[slice(*s)] for d in drafts for s in d.sentences]


@pytest.fixture(scope="module")
def ask(indexed: Callable[[dict[str, str]], Engine]) -> Callable[[str], Response]:
    return indexed({"thorn.txt": ORAL, "bells.md": BOLD, "debate.txt": DEBATE}).ask


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("When did Agnes Thorn begin?", "When did you begin? AT: In 1951."),
        ("Did Agnes Thorn marry?", "I married a cooper in 1960"),
        ("Who carried Agnes Thorn down the ladder?", "My brother Joss carried me down"),
        ("What did Tom Ashgrove plant in the bell?", "I planted tomatoes in it."),
    ],
)
def test_who_says_i_is_found_by_name(
    ask: Callable[[str], Response], question: str, quote: str
) -> None:
    assert quote in ask(question).citations[0].quote


def test_an_answer_of_a_few_words_is_quoted_with_its_question(
    ask: Callable[[str], Response],
) -> None:
    response = ask("Was anybody hurt in the fire of Agnes Thorn?")
    found = response.citations or (response.refusal.closest if response.refusal else ())
    assert found[0].quote == "Was anybody hurt? AT: Not one."
    assert " ".join(ORAL[found[0].start : found[0].end].split()) == found[0].quote


def test_the_line_that_presents_them_answers_only_what_is_asked_of_it(
    ask: Callable[[str], Response],
) -> None:
    assert "Piet Lund" in ask("Who interviewed Agnes Thorn?").citations[0].quote
    assert ask("Who is Agnes Thorn?").citations[0].quote.endswith("retired net mender")
    response = ask("What does Agnes Thorn like to eat?")
    found = response.citations or (response.refusal.closest if response.refusal else ())
    assert "retired net mender" not in found[0].quote
