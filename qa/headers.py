"""Cuts above the article: the headline printed again, menus, bylines, dates."""

import re
from collections.abc import Callable

from qa import furniture
from qa.blocks import Block
from qa.bylines import MAIL_HEADER, is_signature
from qa.furniture import is_whole
from qa.mastheads import is_about, is_kind_of_page, is_masthead, is_minutes, is_release, is_somebody
from qa.prose import Cuts, Page, body_start, is_prose, prose_in
from qa.references import is_edited
from qa.words import content_words

HEADLINE, DATELINE, FURNITURE = "headline printed again", "byline or date line", "page furniture"

DOCUMENT_HEADER, PAGE_HEADER = 16, 90  # blocks within which the text must have begun
_LABEL_WORDS, _HEADLINE_WORDS, _SHOUTED_WORDS = 4, 30, 12
_ECHO_BLOCKS, _SITE_NAME = 6, 90
_NAME_LINKS = frozenset({"and", "&", "de", "da", "van", "von", "der", "und", "et", "y"})
_TWO_SENTENCES = re.compile(r"[a-z]{3}[.!?] [A-Z]")
_SUBJECT = re.compile(r"Subject: (?:(?:Re|Fwd?|AW|WG|SV|TR)(?:\[\d+\])?: ?)*(?P<words>\S.*)")
_SALUTATION = re.compile(r"(?:(?:My )?[Dd]ear|Hi|Hello) [^.!?]{1,60},|(?:Dear )?(?:Sirs?|Madam),")
# Wiki templates and links, directives of reStructuredText: neither is printed.
_MARKUP = re.compile(r"\{\{|\}\}|\||\[\[|\.\. \S")
# What minutes and notices of meetings say above their text.
_FIELD = re.compile(r"(?:Date|Time|Venue|Place|Location|Present|Apologies|In attendance)\b ?: ")
# In a letter: where it was written, and when.
_ADDRESS = re.compile(r"\d|.*\b\d{1,2}(?:st|nd|rd|th)? [A-Z]\w+,? \d{4}$")
_YEAR = re.compile(r"(?:1\d|20)\d\d(?:[-–]\d{2,4})?")
_COUNT = re.compile(r"[\d,. ]+[kK]?|.{0,30}\(\d+\)|\d+ \w+")


def headline_of(page: Page, cuts: Cuts) -> str | None:
    """The page's headline; `page.title` is what the manifest calls it.

    Of the short blocks above the text, it is the one that the page prints most often and whose
    words come back in the text. A page that begins with its text has none.
    """
    blocks, title = page.blocks, page.title
    if named := next((block.text for block in blocks[:DOCUMENT_HEADER] if block.heading), None):
        return named
    start = end = body_start(blocks, cuts, PAGE_HEADER if page.dumped else DOCUMENT_HEADER)
    if not page.dumped:
        end = _first_statement(blocks, end, named=bool(title))
    header = [block for i, block in enumerate(blocks[:end]) if i not in cuts and _may_head(block)]
    if header and not title:
        header = _below_masthead(header, blocks[start].text)
    if title and any(block.text == title for block in header):
        return title
    if any(_SALUTATION.fullmatch(block.text) for block in blocks[:start]):
        header = [block for block in header if not _stands_above_letter(block)]
    if not header:
        return _subject(blocks[:start])
    score = _headline_score(blocks, end)
    return max(header, key=lambda block: (score(block), block.words)).text


def _below_masthead(header: list[Block], lead: str) -> list[Block]:
    """Without the names of papers, sites and bodies, unless there is nothing else, or the text is
    about one of them; what says that it is the minutes of a meeting is all that is left."""
    if minutes := [block for block in header if is_minutes(block.text)]:
        return minutes[:1]
    # "Agnes Thorn, retired net mender" says who talks below, and answers who she is.
    kinds = (is_kind_of_page, is_somebody)
    left = [block for block in header if not any(one(block.text) for one in kinds)]
    others = [b for b in left if not is_masthead(b.text) or is_about(b.text, lead)]
    return others or left or header


def _stands_above_letter(block: Block) -> bool:
    return bool(_SALUTATION.fullmatch(block.text) or _ADDRESS.match(block.text))


def _subject(blocks: list[Block]) -> str | None:
    """What a mail says that it is about, without "Re:"."""
    found = (_SUBJECT.fullmatch(block.text) for block in blocks)
    return next((match["words"] for match in found if match), None)


def _first_statement(blocks: list[Block], end: int, *, named: bool) -> int:
    """A document's headline is its first line or above its first sentence, item, date, question.

    What says where and from when on it is printed is no line of it, unless its title is known.
    """
    lines = [i for i in range(end) if not MAIL_HEADER.match(blocks[i].text)]
    if not named:
        lines = [i for i in lines if not _stands_above(blocks[i].text)]
    for index in lines:
        block = blocks[index]
        later = index > lines[0] and (_is_fact(block) or block.text.endswith("?"))
        sentence = block.text.endswith(".") and (named or not _is_shouted(block))
        if sentence or (later and (named or not _is_titled(block))):
            return index
    return end


def _stands_above(text: str) -> bool:
    above = is_masthead(text) or is_kind_of_page(text) or is_signature(text)
    return above or is_release(text) or is_minutes(text)


def _is_titled(block: Block) -> bool:
    """Whether it is a title with its year, as in "Tenancy Policy 2022"."""
    words = block.text.split()
    named = 2 < len(words) <= _LABEL_WORDS + 2 and all(word[0].isupper() for word in words[:-1])
    return named and _YEAR.fullmatch(words[-1]) is not None


def _is_shouted(block: Block) -> bool:
    """Whether it is the headline of an old paper: "ALARMING FIRE AT THE QUAY."."""
    return block.text.isupper() and block.words <= _SHOUTED_WORDS


def _may_head(block: Block) -> bool:
    if block.item or block.words > _HEADLINE_WORDS or _TWO_SENTENCES.search(block.text):
        return False
    if any(kind.match(block.text) for kind in (MAIL_HEADER, _MARKUP, _FIELD)):
        return False
    label = is_whole(furniture.LABELS, block.text) or is_signature(block.text)
    label = label or is_release(block.text) or is_edited(block.text)
    return not label and not furniture.is_sign(block.text)


def _headline_score(blocks: list[Block], end: int) -> Callable[[Block], float]:
    above = [block.text for block in blocks[:end]]
    below = [block.text for block in blocks[end:] if block.words <= 2 * _HEADLINE_WORDS]
    lead = blocks[end : end + _ECHO_BLOCKS]
    echo = content_words(" ".join(block.text[:1000] for block in lead))

    def score(block: Block) -> float:
        words = content_words(block.text)
        again = (text == block.text or (len(words) > 1 and block.text in text) for text in above)
        printed = min(3, sum(again) - 1)
        named_below = len(words) > 1 and any(block.text in text for text in below)
        echoed = len(words & echo) / (len(words) + 2)
        place = above.index(block.text)
        signed = any(is_signature(other.text) for other in blocks[place + 1 : place + 4])
        long = block.words >= _LABEL_WORDS
        label = is_name(block.text) or block.words == 1
        odd = block.text.endswith(".") or (label and not words & echo)
        return printed + 0.25 * named_below + echoed + 0.25 * long + 0.25 * signed - 2.0 * odd

    return score


def header_cuts(page: Page, cuts: Cuts) -> Cuts:
    """What stands above the first paragraph: the headline, and labels, bylines, dates."""
    blocks = page.blocks
    end = body_start(blocks, cuts, PAGE_HEADER if page.dumped else DOCUMENT_HEADER)
    found: dict[int, str] = {}
    for index in range(text_start(page, cuts, end)):
        block = blocks[index]
        if index < end and page.title and is_headline(block, page.title):
            found[index] = HEADLINE
        elif is_signature(block.text):
            found[index] = DATELINE
    for index in range(end):
        signed = any(found.get(other) == DATELINE for other in (index - 1, index + 1))
        signed = signed or (index > 0 and blocks[index - 1].text in ("By", "by"))
        if index not in found and index not in cuts and signed and is_name(blocks[index].text):
            found[index] = DATELINE
    labels = _labels(page, cuts, found, end) if page.dumped else []
    return found | dict.fromkeys(labels, FURNITURE)


def is_headline(block: Block, title: str) -> bool:
    """Whether the block prints the headline, perhaps with the name of the site."""
    if block.text == title:
        return True
    titled = title in block.text and not block.ended and " " in title
    return titled and len(block.text) <= len(title) + _SITE_NAME


def text_start(page: Page, cuts: Cuts, end: int) -> int:
    """Where two paragraphs follow each other: a standfirst may stand above the byline."""
    if not page.dumped:
        return end
    blocks = page.blocks
    for index in prose_in(blocks, cuts, range(end, min(end + DOCUMENT_HEADER, len(blocks) - 1))):
        pair = blocks[index : index + 2]
        if index + 1 not in cuts and is_prose(pair[1]) and not any(block.item for block in pair):
            return index
    return end


def _labels(page: Page, cuts: Cuts, found: Cuts, end: int) -> list[int]:
    """Menu lines: all above the last headline, short ones below it before the first fact."""
    blocks = page.blocks
    headline = max((index for index in found if found[index] == HEADLINE), default=-1)
    first = min((index for index in found if found[index] == HEADLINE), default=headline)
    labels = [
        i
        for i in range(headline)
        if not (is_prose(blocks[i]) or (i > first and _counts(blocks[i])))
    ]
    for index in range(headline + 1, end):
        block = blocks[index]
        if index in found or index in cuts:
            continue
        if _is_fact(block) or (index == end - 1 and (block.heading or is_edited(block.text))):
            break  # the heading of the first section is one of the text
        if block.words <= _LABEL_WORDS and not block.ended and ":" not in block.text:
            labels.append(index)
    return [index for index in labels if index not in found and index not in cuts]


def _is_fact(block: Block) -> bool:
    """Whether it is an item of a list, or gives a number that is no count of the page."""
    return block.item or _YEAR.fullmatch(block.text) is not None or _counts(block)


def _counts(block: Block) -> bool:
    """Whether it gives a number that is neither a date nor a count of the page."""
    number = any(character.isdigit() for character in block.text)
    return number and not _COUNT.fullmatch(block.text) and not is_signature(block.text)


def is_name(text: str) -> bool:
    """Whether the block may be a person's name and nothing else."""
    words = [word for word in text.split() if word not in _NAME_LINKS]
    return 2 <= len(words) <= 8 and all(word[0].isupper() for word in words)
