"""HTML in a source gives what a browser would show of it, every offset kept."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.articles import article_of
from qa.folding import fold
from qa.html import FURNITURE, html_blocks, is_page
from qa.markdown import markdown_blocks


def texts(text: str) -> list[str]:
    blocks, _ = markdown_blocks(text)
    assert all(block.text == fold(text[block.start : block.end]) for block in blocks)
    return [block.text for block in blocks]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('<p align="center">The dam was closed.</p>', ["The dam was closed."]),
        ('<div class="warning">Do not climb.</div>', ["Do not climb."]),
        ("<p>The bridge\nwas opened\nby Maud.</p>", ["The bridge was opened by Maud."]),
        ("<center>The miller is Edda.</center>", ["The miller is Edda."]),
        ("<br>\nIt burned down.", ["It burned down."]),
        ("<hr/>It burned down.", ["It burned down."]),
        ("<!-- old -->The engineer was Kern.", ["The engineer was Kern."]),
        ("<p>One.</p>\n<p>Two.</p>", ["One.", "Two."]),
        ("<div>\n\nDogs must stay outside.\n\n</div>", ["Dogs must stay outside."]),
        ("<details><summary>Who?</summary>Hobson.</details>", ["Who?", "Hobson."]),
        ("<p>He came at 5 < 6 and 7 > 3.</p>", ["He came at 5 < 6 and 7 > 3."]),
        ('<p title="a > b">He came.</p>', ["He came."]),
        ("<p title=it's>He came.</p>", ["He came."]),
        ("<P>HE CAME.</P>", ["HE CAME."]),
        ("> <div>He\n> came.</div>", ["He > came."]),
        ("- <div>He came.</div>", ["He came."]),
        ("<p>He</p\n>", ["He"]),
    ],
)
def test_the_text_of_a_block_of_html_is_kept(text: str, words: list[str]) -> None:
    assert texts(f"Before.\n\n{text}\n\nBehind.\n") == ["Before.", *words, "Behind."]


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>The <b>dam</b> is high.</p>", ["The <b>dam</b> is high."]),
        ("<p><b>Height</b>: 61 metres.</p>", ["<b>Height</b>: 61 metres."]),
        ('<p><span style="x">The dam.</span></p>', ["The dam."]),
        ('<p><a name="x"></a>The dam.</p>', ["The dam."]),
        ("<p>The lake froze.<br>It thawed.</p>", ["The lake froze.", "It thawed."]),
        ("<p>The lake<br>froze.</p>", ["The lake<br>froze."]),
        ("<p><i>It froze.</i><br/>It thawed.</p>", ["It froze.", "It thawed."]),
    ],
)
def test_tags_within_a_line_stay_and_those_around_it_do_not(html: str, words: list[str]) -> None:
    assert texts(html) == words


def test_headings_items_and_rows_are_known() -> None:
    html = (
        "<h1>The mill</h1><ul><li>Rye</li><li><p>Oats</p></li></ul><p>It is old.</p>"
        "<table><tr><td>Architect</td><td>Lena Pell</td></tr></table><p>It is red.</p>"
    )
    blocks, _ = markdown_blocks(html)
    assert [(block.text, block.heading, block.item) for block in blocks] == [
        ("The mill", True, False),
        ("Rye", False, True),
        ("Oats", False, True),
        ("It is old.", False, False),
        ("Architect</td><td>Lena Pell", False, True),
        ("It is red.", False, False),
    ]


def test_the_names_of_columns_are_known_and_their_rows_are_whole() -> None:
    html = (
        "<table><thead><tr><th></th><th>Free</th></tr></thead>"
        "<tr><td>Price.</td><td>Nothing.</td></tr><tr><th>Jobs</th><td>9</td></tr></table>"
        "<table><tr><th>Architect</th><td>Lena Pell.</td><td>Edda</td></tr></table>"
    )
    blocks, _ = markdown_blocks(html)
    assert [(block.text, block.table) for block in blocks] == [
        ("<th></th><th>Free", "columns"),
        ("Price.</td><td>Nothing.", "row"),
        ("Jobs</th><td>9", "row"),
        ("Architect</th><td>Lena Pell.", ""),
        ("Edda", ""),
    ]


def test_menus_and_footers_are_cut() -> None:
    html = (
        "<nav><a href='/'>Home</a> <ul><li>News</li></ul></nav>\n<h1>Fire</h1>\n"
        "<p>The mill burned.</p>\n<p>It is <nav>closed.</p>\n<footer><p>About us.</p></footer>\n"
    )
    found, cuts = html_blocks(html, 0, len(html))
    assert [block.text for block in found] == ["Fire", "The mill burned.", "It is", "closed."]
    assert [cut.reason for cut in cuts] == [FURNITURE, FURNITURE]


def test_a_part_of_a_page_is_read_as_one() -> None:
    lines = ["<div class='top'>The Tern</div>", "<h1>Fire</h1>", "<p>The <b>mill</b> burned.</p>"]
    assert is_page("\n".join(lines))
    assert not is_page("\n".join([*lines, *["The mill burned."] * 4]))
    assert not is_page("\n".join(lines[:2]))


HIDDEN = [
    "<!-- SECRET -->",
    "<!-- SECRET\n\nSECRET -->",
    "<!-- SECRET",
    "<script>SECRET</script>",
    '<script type="x">"</p>SECRET"</script >',
    "<style>\n.a{SECRET}\n</style>",
    "<style>\n\n.a{SECRET}\n\nSECRET</style>",
    "<script>SECRET\n\nSECRET",
    "<template>\n<p>SECRET</p></template>",
    "<pre><code>SECRET</code></pre>",
    "<pre>\n<code>SECRET\n\nSECRET</code></pre>",
    "<!DOCTYPE SECRET>",
    "<?php SECRET ?>",
    "<img alt='SECRET'>",
]


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("around", ["{}", "<div>\n{}\n</div>", "<p>It froze.\n{}\n</p>"])
def test_what_a_browser_hides_is_no_text(hidden: str, around: str) -> None:
    text = f"The mill was old.\n\n{around.format(hidden)}\n\nIt burned.\n"
    assert "SECRET" not in " ".join(texts(text))
    assert texts(text)[0] == "The mill was old."
    unclosed = hidden.endswith("SECRET")
    assert ("It burned." in texts(text)) != unclosed


def test_a_sentence_around_something_hidden_is_cut_whole() -> None:
    html = "<p>He came. It was <!-- not --> a lie. She left.<!-- x --></p><p>The end.</p>"
    assert texts(html) == ["He came.", "She left.", "The end."]
    _, cuts = markdown_blocks(html)
    assert [html[cut.start : cut.end] for cut in cuts] == [
        "<!-- x -->",
        "It was <!-- not --> a lie.",
    ]


PAGE = (
    "<!DOCTYPE html>\n<html><head>\n<title>The Tern</title>\n<style>\n\n.a{color:red}\n</style>\n"
    "</head>\n<body>\n\n      <h1>Harbour fire</h1>\n\n      <p>Two dockers died.</p>\n</body>"
)


@pytest.mark.parametrize("markdown", [True, False])
@pytest.mark.parametrize("above", ["", "\ufeff", "\n<!-- saved -->\n", '<?xml version="1.0"?>\n'])
def test_a_page_in_html_is_read_as_one(above: str, markdown: bool) -> None:
    text = above + PAGE
    article = article_of(text, markdown=markdown)
    assert article.headline == "Harbour fire"
    assert [text[p.start : p.end] for p in article.paragraphs] == ["Two dockers died."]


@pytest.mark.parametrize("text", ["", "# HTML\n", "The <html> tag.", "<htmlx>", "`<html>`"])
def test_a_text_about_html_is_no_page(text: str) -> None:
    assert not is_page(text)


PIECES = ["<p>", "</p>", "<b>", "</b>", "<br>", "<td>", "<li>", "<!--", "-->", "<script>", "<x y='"]
PIECES += ["</script>", "He came. ", "she left", "\n\n", "> ", "<", "'", '"', "&amp;", "é", "<h1>"]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_blocks_and_cuts_are_in_place_whatever_the_html(text: str) -> None:
    blocks, cuts = html_blocks(text, 0, len(text))
    spans = sorted([(b.start, b.end) for b in blocks] + [(c.start, c.end) for c in cuts])
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(one[1] <= after[0] for one, after in pairwise(spans))
    assert all(block.text == fold(text[block.start : block.end]) for block in blocks)
    assert not any("<!--" in block.text or "<script>" in block.text for block in blocks)
    texts(text)
