"""Links with a text directive: what a browser finds by them is the quote, and all of it."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from qa.corpus import Span
from qa.directive import text_fragment
from qa.folding import fold
from tests.browsing import chromium

_PART = re.compile(
    r"(?:(?P<prefix>[^,]+)-,)?(?P<start>[^,]+?)(?:,(?P<end>[^,-][^,]*))?(?:,-(?P<suffix>.+))?"
)


def fragment_of(text: str, start: int, end: int, blocks: Sequence[Span] = ()) -> str:
    """The directive of a quote that has one."""
    found = text_fragment(text, start, end, blocks)
    assert found is not None
    return found


def parts_of(fragment: str) -> dict[str, str]:
    """The parts of a directive, as they are written in the text."""
    found = _PART.fullmatch(fragment)
    assert found is not None, fragment
    return {name: unquote(part) for name, part in found.groupdict(default="").items()}


def ends_of(block: str, words: str) -> list[Span]:
    """Where words stand in a block as whole ones, by a search that knows nothing of places."""
    pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
    # Every place, and those that overlap.
    return [(m.start(), m.start() + len(words)) for m in re.finditer(f"(?={pattern})", block)]


def gone_to(blocks: Sequence[str], fragment: str) -> tuple[int, int] | None:
    """Where a browser goes, in the blocks with "\\n" between them: slowly, all places tried."""
    given, starts, at = parts_of(fragment), [], 0
    for block in blocks:
        starts.append((at, block))
        at += len(block) + 1
    page = "\n".join(blocks)

    def places(words: str) -> list[Span]:
        return [(at + a, at + b) for at, block in starts for a, b in ends_of(block, words)]

    for begin, until in places(given["start"]):
        if given["prefix"] and not any(
            b <= begin and not page[b:begin].strip() for _, b in places(given["prefix"])
        ):
            continue
        ends = [b for a, b in places(given["end"]) if a >= until] if given["end"] else [until]
        for end in ends:
            if not given["suffix"] or any(
                a >= end and not page[end:a].strip() for a, _ in places(given["suffix"])
            ):
                return begin, end
    return None


def laid_out(sentences: Sequence[Sequence[str]]) -> tuple[str, list[Span]]:
    """Blocks of sentences as a text, and where they lie."""
    blocks = [" ".join(one) for one in sentences]
    spans, at = [], 0
    for block in blocks:
        spans.append((at, at + len(block)))
        at += len(block) + 1
    return "\n".join(blocks), spans


def fullest(text: str, start: int, end: int) -> str:
    """The directive of all that can be given of a quote and its neighbours."""
    above, inside, below = (
        text[a:b].split("\n") for a, b in ((0, start), (start, end), (end, None))
    )
    before = next((one for one in reversed(above) if one.strip()), "")
    after = next((one for one in below if one.strip()), "")
    parts = [quote(one.strip(), safe="") for one in (before, inside[0], inside[-1], after)]
    target = parts[1] if len(inside) == 1 else f"{parts[1]},{parts[2]}"
    return (f"{parts[0]}-," if before else "") + target + (f",-{parts[3]}" if after else "")


# Few words, so that nearly all stand more than once.
words = st.sampled_from(["we", "agree", "not", "he", "left", "a"])
sentences = st.lists(words, min_size=1, max_size=12).map(lambda said: f"{' '.join(said)}.")
pages = st.lists(st.lists(sentences, min_size=1, max_size=4), min_size=1, max_size=4)


@given(pages, st.data())
def test_a_browser_goes_to_the_quote_and_nowhere_else(
    page: list[list[str]], data: st.DataObject
) -> None:
    text, spans = laid_out(page)
    starts = [m.start() for m in re.finditer(r"(?<=[.\n] )\w|(?<![^\n])\w", text)]
    ends = [m.end() for m in re.finditer(r"\.", text)]
    start = data.draw(st.sampled_from(starts))
    end = data.draw(st.sampled_from([end for end in ends if end > start]))
    fragment = text_fragment(text, start, end, spans)
    if fragment is not None:
        assert gone_to(text.split("\n"), fragment) == (start, end)
    else:
        assert gone_to(text.split("\n"), fullest(text, start, end)) != (start, end)


@given(st.text(min_size=1), st.data())
def test_a_fragment_can_be_built_of_any_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if fold(text[start:end]) and not any("\ud800" <= c <= "\udfff" for c in text):
        assert " " not in (text_fragment(text, start, end) or "")


def test_short_quotes_are_whole_in_the_fragment_and_long_ones_by_their_ends() -> None:
    text = "He left. The harbour wall, built in 1901 - of stone & sand -, broke. "
    text += " ".join(f"word{n}" for n in range(40))
    assert unquote(fragment_of(text, 0, 8)) == "He left."
    fragment = fragment_of(text, 9, len(text))
    first, last = fragment.split(",")
    assert unquote(first) == "The harbour wall, built in 1901"
    assert unquote(last) == "word34 word35 word36 word37 word38 word39"
    assert "&" not in fragment


def test_words_that_stand_earlier_get_the_words_before_them() -> None:
    text = "One two three. I agree. Four five six. I agree."
    start = text.rindex("I agree.")
    fragment = unquote(fragment_of(text, start, len(text)))
    assert fragment == "agree. Four five six.-,I agree."


def test_a_quote_over_two_blocks_is_found_by_its_ends() -> None:
    text = "## Hours\n\n- The room opens at nine.\n- It closes at six on all weekdays but Friday.\n"
    blocks = [(3, 8), (12, 35), (38, 82)]
    start, end = text.index("The room"), text.index("\n", 40)
    assert [text[a:b] for a, b in blocks] == [
        "Hours",
        "The room opens at nine.",
        "It closes at six on all weekdays but Friday.",
    ]
    fragment = fragment_of(text, start, end, blocks)
    assert unquote(fragment) == "The room opens at nine.,six on all weekdays but Friday."
    assert unquote(fragment_of(text, start, blocks[1][1], blocks)) == "The room opens at nine."


def test_the_words_before_a_quote_are_of_one_block() -> None:
    text = "I agree. So do I. Nobody else did.\n\n- Not I.\n- I agree. We do. I agree."
    blocks = [(0, 34), (38, 44), (47, 71)]
    assert text[slice(*blocks[2])] == "I agree. We do. I agree."
    first, last = blocks[2][0], text.rindex("I agree.")
    fragment = fragment_of(text, first, first + 8, blocks)
    assert unquote(fragment) == "Not I.-,I agree."
    assert unquote(fragment_of(text, last, len(text), blocks)) == "I agree. We do.-,I agree."


# Of each page the quote is what stands between the brackets.
PAGES = {
    "once": ["One two.", "He [left the town.] Nobody knew."],
    "earlier": ["He left.", "She came. [He left.] She stayed."],
    "earlier, in other letters": ["HÉ LEFT.", "She came. [He left.] She stayed."],
    "part of a word": ["She left.", "Nobody came, and [he left.]"],
    "the words before alike": ["Then he left. So it was.", "Then [he left.] Nobody asked."],
    "words of the block before": ["I agree.", "Not I.", "[I agree.]", "Nor I."],
    "words of the block behind": ["Who?", "[I agree.] I agree.", "Nor I."],
    "the first of two": ["[I agree.]", "I agree.", "Nor I."],
    "nothing tells them apart": ["Yes.", "I agree.", "Yes.", "[I agree.]", "Yes.", "I agree."],
    "over two blocks": ["The list.", "[It opens at nine.", "It closes at six.] Not on Sundays."],
    "over two alike": [
        "It opens at nine.",
        "Else",
        "[It opens at nine.",
        "It opens at nine.] Ever.",
    ],
    "its last words in it": [
        "[Nobody in the town by the river had seen the king of the north. Neither had the miller, "
        "nor the ferryman who said that he had seen the king of the north.] He slept."
    ],
    "a long one twice": [
        "The king of the north went to the river, and from there to the town, and nobody saw him, "
        "neither the miller nor his wife nor the ferryman. He slept.",
        "[The king of the north went to the river, and from there to the town, and nobody saw him, "
        "neither the miller nor his wife nor the ferryman.] He woke.",
    ],
    "marks": ["“It's 3-4, I say,” & so on (see [“It's 3-4, I say,” & so on]). Café, “It's 3-4”."],
}


def marked(page: Sequence[str]) -> tuple[str, list[Span], int, int]:
    """A page's text, where its blocks lie, and the quote."""
    text, at = "\n".join(page), "\n".join(page).index("[")
    text = text.replace("[", "", 1)
    end = text.index("]")
    text = text.replace("]", "", 1)
    starts = [m.end() for m in re.finditer(r"^|\n", text)]
    return text, [(a, a + len(text[a:].split("\n")[0])) for a in starts], at, end


@pytest.mark.parametrize("name", PAGES)
def test_a_slow_search_finds_the_same(name: str) -> None:
    text, blocks, start, end = marked(PAGES[name])
    fragment = text_fragment(text, start, end, blocks)
    if name == "nothing tells them apart":
        assert fragment is None
    else:
        assert fragment is not None
        assert gone_to(text.split("\n"), fragment) == (start, end)


def test_a_title_above_the_text_is_found_first() -> None:
    text = "It was so. The river rose. Nobody slept."
    start, end = text.index("The river"), text.index(" Nobody")
    assert text_fragment(text, start, end) == "The%20river%20rose."
    above = text_fragment(text, start, end, head=["The river rose."])
    assert above == "It%20was%20so.-,The%20river%20rose."


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


STYLE = "::target-text, mark { background: #ff0; color: #000 } p { margin: 0 }"


def pictured(browser: Browser, body: Sequence[str], link: str) -> bytes:
    """What a page looks like where a link leads to it."""
    html = f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{''.join(body)}"
    page = browser.new_page()
    page.route("**/*", lambda route: route.fulfill(content_type="text/html", body=html))
    page.goto(f"http://page.test/{link}", timeout=5_000)
    page.wait_for_timeout(100)
    picture = page.screenshot()
    page.close()
    return picture


@pytest.mark.parametrize("name", [name for name in PAGES if name != "nothing tells them apart"])
def test_a_browser_marks_the_quote(browser: Browser, name: str) -> None:
    """What it marks by the link looks as if the quote itself were marked."""
    text, blocks, start, end = marked(PAGES[name])
    fragment = fragment_of(text, start, end, blocks)
    plain, by_hand = ([], [])
    for a, b in blocks:
        low, high = max(a, min(start, b)), min(b, max(end, a))
        plain.append(f"<p>{escape(text[a:b])}</p>")
        inside = f"<mark>{escape(text[low:high])}</mark>" if low < high else ""
        by_hand.append(f"<p>{escape(text[a:low])}{inside}{escape(text[max(low, high) : b])}</p>")
    shown = pictured(browser, plain, f"#:~:text={fragment}")
    assert shown == pictured(browser, by_hand, "")
    assert shown != pictured(browser, plain, "")


def test_what_begins_above_the_quote_as_it_does_is_not_taken_for_it() -> None:
    text, spans = laid_out([["we.", "not."], ["we."], ["we.", "not."], ["we.", "agree."]])
    start = text.rindex("not.")
    fragment = text_fragment(text, start, len(text), spans)
    assert fragment is None or gone_to(text.split("\n"), fragment) == (start, len(text))
