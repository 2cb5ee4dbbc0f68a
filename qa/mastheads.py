"""The name of a paper, a site or a body at the head of a page, below which its headline stands."""

import re
from dataclasses import replace
from itertools import takewhile

from qa.blocks import Block
from qa.bylines import is_signature
from qa.folding import as_read
from qa.full_names import is_only_a_name
from qa.furniture import is_link, is_sign
from qa.headings import depth_of
from qa.prose import is_prose
from qa.words import content_words

PAPERS = (
    r"advertiser|argus|bulletin|chronicle|courant|courier|daily|dispatch|echo|examiner|express"
    r"|gazette|globe|guardian|herald|independent|journal|ledger|magazine|mail|mercury|messenger"
    r"|monitor|news|newsletter|observer|post|press|quarterly|record|register|review|standard|star"
    r"|telegraph|times|tribune|weekly|world"
)
"""What the name of a paper ends with."""
# What any such name ends with, or begins with before "of".
_KIND = (
    rf"{PAPERS}|advocate|blog|citizen|diary|evening (?:post|news|standard)|inquirer|mirror|notebook"
    r"|press agency|recorder|reporter|sentinel|voice"
    r"|academy|agency|archives?|association|authority|board|church|city council|club|college"
    r"|commission|committee|council|court|department|foundation|hospital|infirmary|inspectorate"
    r"|institute|institution|library|ministry|museum|network|office|parliament|project|school"
    r"|senate|services?|society|trust|union|university|voices"
)
_BODY_OF = (
    r"archives?|bank|borough|chamber|church|city|council|county|court|department|government|house"
    r"|institute|kingdom|library|ministry|office|parish|parliament|republic|society|state|town"
    r"|university|village"
)
_NAME = re.compile(
    rf"(?:the )?(?:(?!(?:of|for|in|at|on|the|from|to|by|with|over|after|against|as|an?)\b)[\w.’'&-]+ ){{0,5}}(?:{_KIND})(?: of [\w’'-]+(?: [\w’'-]+){{0,2}})?"
    rf"|(?:the )?(?:{_BODY_OF}) of (?:the )?[\w’'-]+(?: [\w’'-]+){{0,3}}",
    re.IGNORECASE,
)
_SMALL = re.compile(r"of|the|and|for|in|at|on|de|la|le|du|von|van|&")
_PARTS = re.compile(r"\s*[|:>»›·•]\s+|\s[-–—]\s|\.\s+|\s{2,}")
_TRAIL = re.compile(
    r"[^>»›]{1,40}(?:\s(?:>|»|›|//)\s[^>»›]{1,40}){2,}|(?:home|you are here:?)\s.{0,3}(?:>|»|›|/).*",
    re.IGNORECASE,
)
_DATED = re.compile(r"[\d,.\s]+|.*\b(?:1[5-9]|20)\d\d\b.*")
_KIND_OF_PAGE = re.compile(
    r"(?:press|news|media) (?:release|notice|statement)|for immediate release|minutes|leaflet"
    r"|(?:vol(?:ume)?|no|price|est(?:ablished)?)\b.{0,40}",
    re.IGNORECASE,
)
_RELEASE = re.compile(
    r"(?:for (?:immediate )?release|(?:strictly )?(?:under )?embargo(?:ed)?|not for release)\b"
    r".{0,60}",
    re.IGNORECASE,
)
# A heading of the text, not of the page.
_SECTION = re.compile(
    r"(?:about|abstract|background|contents|introduction|overview|preface|summary|who we are)\b.*",
    re.IGNORECASE,
)
_MINUTES = re.compile(
    r"(?=\D*\d)(?:\w+ )?minutes of (?!the (?:last|previous|prior)\b).*", re.IGNORECASE
)
_ARTICLE = re.compile(r"^the ")
_ROLE = re.compile(r"[^,:\d]+, (?:an? )?[a-z][a-z-]*(?: [a-z-]+){0,3}")
_LEAST = 3  # words of a headline that is printed twice
_BEGUN, _FIRST = 60, 400  # characters of a text that is about the name above it


def is_masthead(text: str) -> bool:
    """Whether it is such a name, perhaps with a date or a section, or a trail to the page."""
    if _TRAIL.fullmatch(text):
        return True
    name, *rest = [part for part in _PARTS.split(text) if part]
    if " " not in name or not _is_name(name):
        return False
    return all(_is_name(part) or _DATED.fullmatch(part) or len(part.split()) < 3 for part in rest)


def is_kind_of_page(text: str) -> bool:
    """Whether it only says what the page is, as "Press release" does."""
    return _KIND_OF_PAGE.fullmatch(text.strip(" :.")) is not None


def is_release(text: str) -> bool:
    """Whether it says from when on a text may be printed."""
    return _RELEASE.fullmatch(text) is not None


def is_minutes(text: str) -> bool:
    """Whether it heads the minutes of a meeting."""
    return _MINUTES.fullmatch(text) is not None


def is_somebody(text: str) -> bool:
    """Whether a line presents somebody: "Tape 9. Agnes Thorn, retired net mender"."""
    words = text.rpartition(". ")[2]
    return _ROLE.fullmatch(words) is not None and is_only_a_name(words)


def is_about(name: str, paragraph: str) -> bool:
    """Whether a text is about what is named above it, so that it is its title: it begins with the
    name, or says all of its words at once ("The mayor resigned from the council")."""
    bare = _ARTICLE.sub("", name.casefold())
    begins = bare in as_read(paragraph)[: _BEGUN + len(bare)].casefold()
    return begins or content_words(name) <= content_words(as_read(paragraph)[:_FIRST])


def headline_below(text: str, blocks: list[Block]) -> str | None:
    """The headline below the first heading of a page, where that is only a masthead.

    It is printed twice, or is the one heading of its depth, right below the masthead.
    """
    head = list(takewhile(lambda block: not is_prose(block), blocks))
    first = next((index for index, block in enumerate(head) if block.heading), None)
    if first is None:
        return None
    name, below = head[first], head[first + 1 :]
    lead = blocks[len(head)].text if len(head) < len(blocks) else ""
    masthead = is_masthead(name.text) and not is_about(name.text, lead)
    again = _printed_again(name, below)
    if again is not None and (masthead or _says_more(again, name.text, lead)):
        return again
    if not masthead:
        return None
    second = next((block for block in below if block.heading), None)
    return second.text if second and _is_alone(text, second, blocks) else None


def heads_section(
    text: str, blocks: list[Block], heading: str, title: str, *, within: bool
) -> bool:
    """Whether the first heading of a page that is called `title` is that of its first section.

    It says something else, and another one is as high; or it is below the highest, where the title
    stands in the page by itself (`within`), in front matter.
    """
    headings = [block for block in blocks if block.heading]
    first = next((block for block in headings if block.text == heading), None)
    said, named = content_words(heading), content_words(title)
    if first is None or said <= named or named <= said:
        return False
    depth = depth_of(text, (first.start, first.end))
    others = (block for block in headings if block.start > first.start)
    alike = any(depth_of(text, (other.start, other.end)) == depth for other in others)
    return depth > 0 and (alike or (within and depth > 1))


def with_mastheads(blocks: list[Block], headline: str | None) -> list[Block]:
    """The blocks, in which the names above the headline are headings: of what body or paper all of
    it is, and no statement."""
    place = next((index for index, block in enumerate(blocks) if block.text == headline), 0)
    names = [is_masthead(block.text) or is_kind_of_page(block.text) for block in blocks[:place]]
    above = (
        replace(block, heading=block.heading or name)
        for block, name in zip(blocks[:place], names, strict=True)
    )
    return [*above, *blocks[place:]]


def _printed_again(name: Block, below: list[Block]) -> str | None:
    """The line that the head prints twice below a heading that it prints once."""
    lines = [block.text for block in below if not block.item and not _is_furniture(block.text)]
    if name.text in lines:
        return None
    found = (line for line in lines if lines.count(line) > 1 and len(line.split()) >= _LEAST)
    return next(found, None)


def _says_more(line: str, name: str, lead: str) -> bool:
    """Whether a line has more in common with the text than a name of a few words above it."""
    said = content_words(as_read(lead)[:_FIRST])
    few = len(name.split()) <= _LEAST < len(line.split())
    return few and len(content_words(line) & said) > 2 * len(content_words(name) & said)


def _is_furniture(text: str) -> bool:
    return is_sign(text) or is_link(text) or is_signature(text)


def _is_alone(text: str, second: Block, blocks: list[Block]) -> bool:
    """Whether no other heading of the page is as high as the second one, which is no section's."""
    if _SECTION.fullmatch(second.text) or " " not in second.text or is_somebody(second.text):
        return False
    depth = depth_of(text, (second.start, second.end))
    others = (block for block in blocks if block.heading and block.start > second.start)
    return all(depth_of(text, (other.start, other.end)) > depth for other in others)


def _is_name(part: str) -> bool:
    words = part.split()
    capitals = all(word[0].isupper() or _SMALL.fullmatch(word) for word in words)
    return capitals and _NAME.fullmatch(part.strip(" .")) is not None
