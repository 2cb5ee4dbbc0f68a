"""Cuts of what follows a learned text: notes, lists of references, how to cite it, contents."""

import re
from collections import Counter
from itertools import takewhile

from qa.blocks import Block
from qa.folding import as_read
from qa.furniture import CONTENTS, is_whole, pattern
from qa.prose import Cuts, is_prose

CITE, REFERENCE, CONTENTS_LIST = "how to cite", "reference list", "table of contents"

_CITE_THIS = pattern(
    r"(?:how to )?(?:cite|citing)(?: this)?"
    r"(?: (?:item|article|page|entry|paper|document|work|as))?:?",
    r"(?:(?:suggested|recommended|preferred) )?citation:?",
)
_CITATION = pattern(
    r"\baccessed\b|\bretrieved\b|\bISSN\b|\bISBN\b|\bdoi\b|\[online\]|https?://|published on"
)
_REFERENCES = pattern(
    r"(?:\d+\.? )?(?:selected |select |general )?(?:references|bibliography|works cited"
    r"|literature(?: cited)?|notes and references|footnotes|endnotes|citations"
    r"|sources and further reading)(?:\[edit\])?:?"
)
# These may also head a part of the text: the first line below must look like a reference.
_PERHAPS_REFERENCES = pattern(r"(?:notes|sources|further reading|literature)(?:\[edit\])?:?")
_LINKS = pattern(r"(?:external links|see also|further reading)(?:\[edit\])?:?")
_NO_NAME = (
    r"(?!(?:In|On|At|As|The|After|Before|By|Since|During|When|While|But|And|For|From|With|Until"
    r"|According|Although|Meanwhile|However|Later|Then|Today|Yesterday)\b)"
)
_UPPER = "A-ZÀ-ÖØ-Þ"
# "SURNAME, Given, 1993, Title, Place: Publisher." - "[3] J. Smith, ..., 2004."
_REFERENCE = re.compile(
    rf"^(?:\[?\d{{1,3}}[\].)] )?{_NO_NAME}(?:[{_UPPER}][\w’'.-]*|d[eu]|v[ao]n)"
    rf"(?: (?:[{_UPPER}][\w’'.-]*|d[eu]|v[ao]n)){{0,3}}, "
    rf"(?=[{_UPPER}“\"(\d]|eds?\.).{{0,120}}?\b(?:1[5-9]|20)\d{{2}}[a-z]?\b(?:[),.;: ]|$)"
    r"|^\[\d{1,3}\] .{10,}|^[\^↑] ?.{4,}"
)
# "Roe A, Doe B. Ploughs and seeds. Weed Res. 2009;49:1-9."
_NUMBERED = re.compile(
    r"^(?:\[?\d{1,3}[\].)] )?[^\W\d_][\w’'-]+ [A-Z]{1,3}[,.] .*\b(?:1[5-9]|20)\d{2}[;:(,.]"
)
_LIKE_REFERENCE = re.compile(
    r"\b(?:1[5-9]|20)\d{2}\b|\bibid\b|\bpp?\. ?\d|\bdoi\b|https?://|\bretrieved\b|\beds?\.|^[\^↑\[]",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^[\d.]+ |\[edit\]$|[↑¶#]$")
_EDIT = re.compile(r"[^\W\d_].* ?\[edit(?: source)?\]$", re.IGNORECASE)
_FEWEST_REFERENCES, _FEWEST_CONTENTS = 3, 2
_TOP = 60  # blocks: where a table of contents begins, and how long it may be


def is_reference(block: Block) -> bool:
    """Whether the block is an entry of a list of references, by itself."""
    text = block.text[:400]
    return bool(_REFERENCE.search(text) or _NUMBERED.search(text))


def is_edited(text: str) -> bool:
    """Whether it is a heading with the button that a wiki sets behind it: "Early life[edit]"."""
    return _EDIT.search(as_read(text[:200])) is not None


def citation_cuts(blocks: list[Block]) -> Cuts:
    """ "Cite this item" and the one or two lines below that say how."""
    found: dict[int, str] = {}
    for index, block in enumerate(blocks):
        if not is_whole(_CITE_THIS, block.text):
            continue
        found[index] = CITE
        for n, other in enumerate(blocks[index + 1 : index + 3], start=index + 1):
            if _CITATION.search(other.text[:600]) or is_reference(other):
                found[n] = CITE
    return found


def reference_cuts(blocks: list[Block]) -> Cuts:
    """A heading and the list below it, or three references and more in a row."""
    found: dict[int, str] = {}
    run = 0
    for index, block in enumerate(blocks):
        run = run + 1 if is_reference(block) else 0
        if run >= _FEWEST_REFERENCES:
            found |= dict.fromkeys(range(index - _FEWEST_REFERENCES + 1, index + 1), REFERENCE)
        if index not in found and (below := _below_heading(blocks, index)):
            found |= dict.fromkeys(below, REFERENCE)
    return found


def _below_heading(blocks: list[Block], heading: int) -> range | None:
    """The list that blocks[heading] is the heading of, with the heading."""
    text = blocks[heading].text
    links = is_whole(_LINKS, text)
    certain = is_whole(_REFERENCES, text)
    perhaps = is_whole(_PERHAPS_REFERENCES, text) and heading + 1 < len(blocks)
    if not (links or certain or (perhaps and is_reference(blocks[heading + 1]))):
        return None
    end = heading + 1
    while end < len(blocks) and _belongs(blocks, end, links=links):
        end += 1
    return range(heading, end) if end > heading + 1 else None


def _belongs(blocks: list[Block], index: int, *, links: bool) -> bool:
    block = blocks[index]
    if is_reference(block) or _LIKE_REFERENCE.search(block.text[:400]):
        return True
    return links and not is_prose(block) and not block.heading and not _heads_prose(blocks, index)


def _heads_prose(blocks: list[Block], index: int) -> bool:
    return index + 1 < len(blocks) and is_prose(blocks[index + 1])


def contents_cuts(blocks: list[Block]) -> Cuts:
    """A list of the headings that come further down, below "Contents"."""
    heading = next((i for i, b in enumerate(blocks[:_TOP]) if is_whole(CONTENTS, b.text)), None)
    if heading is None:
        return {}
    times = Counter(_bare(block.text) for block in blocks)
    below = blocks[heading + 1 : heading + _TOP]
    listed: list[Block] = []
    for block in takewhile(lambda b: not is_prose(b) and times[_bare(b.text)] > 1, below):
        # The text may begin right below with the first heading of the list.
        if any(_bare(block.text) == _bare(one.text) for one in listed) or is_edited(block.text):
            break
        listed.append(block)
    if len(listed) < _FEWEST_CONTENTS:
        return {}
    return dict.fromkeys(range(heading, heading + 1 + len(listed)), CONTENTS_LIST)


def _bare(text: str) -> str:
    """A heading without the number before it and the marks behind it."""
    return _NUMBER.sub("", text[:120]).casefold()
