"""HTML in a stored text: what a browser shows of it, every offset kept.

Tags within a line stay, as the marks of Markdown do: a quote is the stored text. They are trimmed
where they only wrap what is read.
"""

import re
from dataclasses import dataclass, field

from qa.blocks import Block, TablePart
from qa.folding import fold
from qa.hiding import HIDDEN, VISIBLE, shown_of
from qa.sentences import Span
from qa.types import Cut
from qa.wrapping import ENDED

_PAGE = re.compile(
    r"\ufeff?\s*(?:<\?xml[^<>]*>\s*)?(?:<!--.*?-->\s*)*+<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
FURNITURE = "menu or footer"
_FURNITURE = re.compile(r"<(?:nav|footer|select|button)\b", re.IGNORECASE)
# Of a part of one: three lines and more, half of all, begin with a tag that a browser sets apart.
_TAGGED_LINE = re.compile(
    r"^[ \t]*</?(?:article|aside|body|div|dl|figure|footer|h[1-6]|header|li|main|nav|ol|p|section"
    r"|table|tr|ul)\b[^<>\n]*>",
    re.IGNORECASE | re.MULTILINE,
)
_LINE, _TAGGED = re.compile(r"^[^\S\n]*\S", re.MULTILINE), 3
# What is opened and never closed hides the rest, or ends at the next "<": nothing is searched to
# its end again and again.
_MARK = re.compile(
    r"(?P<hidden><!--(?:-?>|.*?(?:-->|\Z))|<(?P<name>script|style|template)\b.*?(?:</(?P=name)\s*>|\Z)"
    r"|<(?P<menu>nav|footer|select|button)\b(?:(?!<(?P=menu)\b).){0,9000}?</(?P=menu)\s*>"
    r"|<title\b[^<]*</title\s*>|<pre\b[^<>]*>\s*<code\b.*?(?:</pre\s*>|\Z))"
    r"|<[!?][^<>]*>"
    r"|<(?P<end>/?)(?P<tag>[a-z][\w:-]*)(?:(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+|[^<>]*)>",
    re.IGNORECASE | re.DOTALL,
)
_WITHIN = re.compile(
    r"a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|img|ins|kbd|label|mark|nobr|q|s"
    r"|samp|small|span|strike|strong|su[bp]|time|tt|u|var|wbr"
)
_SOFT = frozenset({"br", "td", "th"})  # what a sentence may go on behind, and a row does
_CELLS = frozenset({"td", "th"})
_EMPTY = frozenset({"img", "wbr"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ITEMS = frozenset({"li", "dt", "dd", "tr"})
_LISTS = frozenset({"ul", "ol", "dl", "table"})
_WRAPPED = re.compile(
    r"(?:<(?P<empty>\w+)\b[^<>]*></(?P=empty)\s*>\s*)+"
    r"|<(?P<tag>\w+)\b[^<>]*>\s*(?P<words>(?:(?!</?(?P=tag)\b).)*?)\s*</(?P=tag)\s*>\Z",
    re.DOTALL,
)
_CLOSING = re.compile(r"(?:</\w+\s*>\s*)+\Z")
_LOOKED_AT = 40  # characters


def is_page(text: str) -> bool:
    """Whether the whole text is a page in HTML, or a part of one, whatever its file is called."""
    if _PAGE.match(text) is not None:
        return True
    tagged = len(_TAGGED_LINE.findall(text))
    return tagged >= _TAGGED and tagged >= len(_LINE.findall(text)) / 2


def html_blocks(text: str, start: int, end: int) -> tuple[list[Block], list[Cut]]:
    """The blocks of the HTML text[start:end], and what of it is hidden from its reader.

    What is hidden may go on behind `end`: an element ends where it is closed.
    """
    found = _Runs(text)
    place = start
    for mark in _MARK.finditer(text, start):
        if mark.start() >= end or (mark.end() > end and not mark["hidden"]):
            break
        found.words(place, mark.start())
        found.mark(mark)
        place = mark.end()
    found.words(place, end)
    found.close()
    cuts = [
        Cut(*span, FURNITURE if _FURNITURE.match(text, span[0]) else HIDDEN)
        for span in found.between
    ]
    blocks: list[Block] = []
    for run in found.runs:
        shown, hidden = shown_of(text, *run.span, run.hidden)
        cuts += hidden
        blocks += [
            Block(a, b, fold(text[a:b]), run.item, 0, 1, run.heading, run.table) for a, b in shown
        ]
    return blocks, cuts


@dataclass(frozen=True, slots=True)
class _Run:
    """What stands between two tags that end a line, and what is hidden in it."""

    span: Span
    hidden: tuple[Span, ...]
    item: bool
    heading: bool
    table: TablePart


@dataclass(slots=True)
class _Runs:
    """The runs of a text, from left to right. `between`: what is hidden outside of them."""

    text: str
    runs: list[_Run] = field(default_factory=list)
    between: list[Span] = field(default_factory=list)
    _kind: str = ""  # the heading or item that it stands in
    _begun: int | None = None
    _end: int = 0
    _read: bool = False
    _hidden: list[Span] = field(default_factory=list)
    _row: int = 0  # where the row of a table begins
    _cells: set[str] = field(default_factory=set)  # of what kinds its cells are
    _named: bool = False  # whether a row before it names the columns

    def words(self, start: int, end: int) -> None:
        """What stands between two marks."""
        if seen := VISIBLE.search(self.text, start, end):
            self._begun = seen.start() if self._begun is None else self._begun
            self._read = True
            self._end = start + len(self.text[start:end].rstrip())

    def mark(self, mark: re.Match[str]) -> None:
        """A tag, or what is hidden."""
        tag = (mark["tag"] or "").lower()
        if mark["hidden"]:
            self._hidden.append(mark.span())
            self._begun = self._begun if self._read else None
        elif _WITHIN.fullmatch(tag):
            self._within(mark, tag)
        elif tag not in _SOFT or (self._ended() and not (self._named and tag in _CELLS)):
            self.close()
        if tag in _HEADINGS | _ITEMS | _LISTS:
            self._kind = "" if mark["end"] or tag in _LISTS else tag
        if tag in _CELLS:
            self._cells.add(tag)
        elif tag == "tr":
            self._row, self._cells = mark.end(), set()
        elif tag == "table":
            self._named = False

    def _within(self, mark: re.Match[str], tag: str) -> None:
        if self._begun is not None:
            self._end = mark.end() if mark["end"] else self._end
        elif not mark["end"] and tag not in _EMPTY:
            self._begun = self._end = mark.start()

    def _ended(self) -> bool:
        words = self.text[max(self._end - _LOOKED_AT, 0) : self._end]
        return ENDED.search(_CLOSING.sub("", words)) is not None

    def close(self) -> None:
        """Ends the run that is begun."""
        inside: tuple[Span, ...] = ()
        if self._begun is not None and self._read:
            table = self._table()
            # Of the names of columns the tags stay, which tell where one is empty.
            whole = (self._row, self._end)
            span = whole if table == "columns" else _trimmed(self.text, self._begun, self._end)
            inside = tuple(one for one in self._hidden if span[0] <= one[0] and one[1] <= span[1])
            item, heading = self._kind in _ITEMS, self._kind in _HEADINGS
            self.runs.append(_Run(span, inside, item, heading, table))
        self.between += sorted(set(self._hidden) - set(inside))
        self._begun, self._read, self._hidden = None, False, []

    def _table(self) -> TablePart:
        """What the run is of a table whose first row has nothing but names."""
        if self._kind != "tr":
            return ""
        if not self._named and self._cells == {"th"}:
            self._named = True
            return "columns"
        return "row" if self._named else ""


def _trimmed(text: str, start: int, end: int) -> Span:
    """text[start:end] without the tags around all of it, and without anchors before it."""
    while wrapped := _WRAPPED.match(text, start, end):
        start, end = wrapped.span("words") if wrapped["tag"] else (wrapped.end(), end)
    return start, end
