"""Lines become paragraphs again: broken at a column, with blank lines between, with links."""

import textwrap

import pytest

from qa.blocks import Block, blocks_of
from qa.folding import fold
from qa.lines import lines_of
from qa.wrapping import wrapping_of

PARAGRAPHS = [
    "The vote was eleven to four. Councillors agreed to sign a contract with Maundrell Marine of "
    "Brennick worth 4.2 million crowns, to be covered by a loan over fifteen years.",
    "No one was killed, but a night watchman was treated for hypothermia after he had spent five "
    "hours on the roof of the ice house, where the sea could not reach him.",
    "Divers will then inject a quick-setting grout behind the old granite face, so that the stones "
    "on the outside can be kept as the builders left them.",
]


def texts(text: str) -> list[str]:
    return [block.text for block in blocks_of(text, lines_of(text))]


def wrapped(width: int, newline: str, between: str) -> str:
    return between.join(newline.join(textwrap.wrap(text, width)) for text in PARAGRAPHS)


@pytest.mark.parametrize("width", [50, 60, 72, 80, 100, 120])
@pytest.mark.parametrize(("newline", "between"), [("\n", "\n"), ("\n", "\n\n"), ("\n\n", "\n\n")])
def test_wrapped_lines_become_paragraphs(width: int, newline: str, between: str) -> None:
    text = wrapped(width, newline, between)
    found = texts(text)
    assert " ".join(found) == " ".join(PARAGRAPHS)
    if between != newline:
        assert found == PARAGRAPHS


@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_wrapping_is_seen(width: int) -> None:
    text = wrapped(width, "\n\n", "\n\n")
    wrapping = wrapping_of(text, lines_of(text))
    assert wrapping is not None
    assert wrapping.gap == 1
    assert width - 12 <= wrapping.column <= width


GORGON = [
    "The steamer Gorgon struck a rock off Cape Evil on Tuesday night and sank within twenty "
    "minutes. Captain Elias Harker and eleven of the crew were saved by the lifeboat of Saltby. "
    "The cargo was valued at nine thousand pounds.",
    "An inquiry will be held at Saltby on Monday next before Judge Tolliver. The owners, of this "
    "town, have lost two vessels within the year.",
]


@pytest.mark.parametrize("width", [26, 28, 30, 32, 34, 36, 38])
@pytest.mark.parametrize("indent", ["", "  "])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("below", ["\n", "\n\n"])
def test_the_column_of_a_newspaper_becomes_paragraphs(
    width: int, indent: str, between: str, below: str
) -> None:
    column = between.join(textwrap.fill(one, width, initial_indent=indent) for one in GORGON)
    found = texts(f"LOSS OF THE GORGON{below}{column}\n")
    assert found[0] == "LOSS OF THE GORGON"
    assert " ".join(found[1:]) == " ".join(GORGON)
    if indent or between == "\n\n":
        assert found[1:] == GORGON


@pytest.mark.parametrize(
    "text",
    [
        "The lamp upon the harbour wall\nBurns yellow in the rain\nThe boats that heard its call\n"
        "Come slowly home again\nThe keeper sits above the sea\nCounting them one by one\n",
        "warm coats for the evening\nboots that keep the water out\nbread and cheese for the day\n"
        "a lamp with enough of oil\nmatches in a tin with a lid\na rope of at least ten feet\n",
        "butter, fresh, pound   1s 2d\nbutter, salted, pound  1s 0d\nfish, smoked, pound    0s 4d\n"
        "fish, fresh, pound     0s 3d\nflour, white, st    2s 6d\nflour, brown, st    2s 0d\n",
        "Hart and Sons, Shipowners\nOffices of the Long Quay\nSaltby by the Westmark\n"
        "Near the old custom house\nTelephone of the office 41\nTelegrams to Hartson Saltby\n",
        "weir: a dam in a river\nquay: a wall where boats lie\nlock: a chamber with two gates\n"
        "pound: the water between locks\nhole: where long boats turn\nwharf: a quay for goods\n",
        "Ships that came in today\nThe brig Hanneke, with coal\nThe bark Orlow, in ballast\n"
        "The schooner Ansk, with rye\nThe steamer Roke, with mail\nThe ketch Marrow, with eels\n",
    ],
    ids=["verse", "things", "prices", "address", "glossary", "ships"],
)
def test_short_lines_that_are_no_column_stay_apart(text: str) -> None:
    assert texts(text) == [fold(line) for line in text.splitlines()]


def test_a_page_with_a_paragraph_a_line_is_not_wrapped() -> None:
    text = "\n".join(PARAGRAPHS)
    assert wrapping_of(text, lines_of(text)) is None
    assert texts(text) == PARAGRAPHS


def test_an_indented_line_begins_a_paragraph() -> None:
    lines = [textwrap.fill(text, 60, initial_indent="   ") for text in PARAGRAPHS]
    assert texts("\n".join(lines)) == PARAGRAPHS


def test_a_hanging_indent_does_not() -> None:
    lines = [
        textwrap.fill(f"[{number}]  {text}", 60, subsequent_indent="     ")
        for number, text in enumerate(PARAGRAPHS, start=1)
    ]
    assert texts("\n\n".join(lines)) == [f"[{n}] {text}" for n, text in enumerate(PARAGRAPHS, 1)]


def test_list_items_stay_apart_and_lose_their_bullets() -> None:
    found = blocks_of("- Lift the lid\n- Read it\n", lines_of("- Lift the lid\n- Read it\n"))
    assert [block.text for block in found] == ["Lift the lid", "Read it"]
    assert all(block.item for block in found)


def test_short_lines_in_small_letters_stay_apart() -> None:
    assert texts("flour\nbutter\nsalt\n") == ["flour", "butter", "salt"]


def test_a_link_on_a_line_of_its_own_goes_back_into_its_sentence() -> None:
    text = (
        "The figures were published this week by the\n\nStatistics Office\n\n, which counts them.\n"
    )
    assert texts(text) == [
        "The figures were published this week by the Statistics Office , which counts them."
    ]


def test_a_drop_capital_goes_back_to_its_word() -> None:
    assert texts("I\nlse Brandt drew a cave.\n") == ["I lse Brandt drew a cave."]


@pytest.mark.parametrize("line", ["Advertisement", "Read more: Port reopens", "Share this article"])
def test_furniture_never_runs_into_a_paragraph(line: str) -> None:
    lines = textwrap.wrap(" ".join(PARAGRAPHS), 72)
    assert line in texts("\n".join([*lines[:3], line, *lines[3:]]))


def test_a_repeated_headline_stands_alone() -> None:
    text = (
        "Why they go on\nWhy they go on\nnobody knows who was asked in the long winter of 1902.\n"
    )
    assert texts(text)[:2] == ["Why they go on", "Why they go on"]


@pytest.mark.parametrize(
    ("text", "words", "ended"),
    [
        ("It rained.", 2, True),
        ("“It rained.”", 2, True),
        ("It rained (a little).", 4, True),
        ("It rained.[12]", 2, True),
        ("It rained", 2, False),
        ("他来了他走了。", 4, True),
        ("ព្រះសីហនុ។", 6, True),
        ("هل أنت هنا؟", 3, True),
    ],
)
def test_words_and_ends_in_any_script(text: str, words: int, ended: bool) -> None:
    block = Block(0, len(text), text, item=False, indent=0, gap=0)
    assert (block.words, block.ended) == (words, ended)


def test_white_space_of_every_kind_is_folded() -> None:
    assert fold(" a\u00a0\tb\r\n\u2003c ") == "a b c"


QUOTED = """Dear Nora,

the boxes will be back in time.

On Monday, June 06, 2016, Nora Dahl wrote:
> The archive will be closed for repairs of the roof from the 11th of
> July to the 5th of August. Please bring back the boxes of the Lund
> estate by the end of June, since the carriers come on the first day.
>
> The director
> > who is new
> has agreed.

Karl
"""


def test_the_lines_of_a_quoted_mail_go_on() -> None:
    assert texts(QUOTED)[1:] == [
        "On Monday, June 06, 2016, Nora Dahl wrote:",
        "The archive will be closed for repairs of the roof from the 11th of > July to the 5th of "
        "August. Please bring back the boxes of the Lund > estate by the end of June, since the "
        "carriers come on the first day.",
        "The director",
        "who is new",
        "has agreed.",
        "Karl",
    ]


def test_the_lines_above_a_mail_stand_alone() -> None:
    above = ["From: Nora Dahl of the municipal archive", "To: all", "Subject: Opening hours"]
    paragraphs = wrapped(60, "\n", "\n\n")
    assert texts("\n".join([*above, "", paragraphs])) == [*above, *PARAGRAPHS]
    one = (
        "Nobody knew what it meant when she saw at the top of a letter,\nTo: the king of the hill."
    )
    assert len(texts(paragraphs + "\n\n" + one)) == len(PARAGRAPHS) + 1
