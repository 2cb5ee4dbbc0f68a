"""Transcripts: interviews, hearings, debates. Who speaks stands in a label before what is said.

"NP: I left in 1988." is said by Nora Pettifer, of whom the head of the page tells. A label is known
by what a conversation is: some of them take turns, ask and answer, say "I". "Note:" does not.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qa.blocks import Block
from qa.folding import fold
from qa.full_names import TITLE, full_name, is_only_a_name, presented
from qa.questions import is_bare_question
from qa.types import Turn
from qa.wrapping import ENDED

Span = tuple[int, int]

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_STAMP = rf"(?:\[{_CLOCK}\]|\({_CLOCK}\)|{_CLOCK})"
_WORD = r"[A-ZÀ-Þ][\w’'-]*\.?"
_NAMED = rf"(?:{TITLE}\.? )?{_WORD}(?: (?:{_WORD}|of|the|for|de|van|von))*"
_SPEAKER = rf"(?:[A-ZÀ-Þ]\.? ?){{2,4}}|{_NAMED}"
_ROLE = r"(?: ?\([^()\n]{1,60}\))?"
_STRESS = r"\*{1,3}|_{1,3}|</?(?:b|strong|i|em)>"
# On a line of its own, with a time beside or below it, or a colon.
_ALONE = (
    rf"(?:{_STRESS})?(?:(?P<timed>{_SPEAKER}){_ROLE}(?:{_STRESS})?[ \t]*[,|–—-]?\s*{_STAMP}:?"
    rf"|{_STAMP}[ \t]*[|–—-]?[ \t]*(?:{_STRESS})?(?P<after>{_SPEAKER}){_ROLE}:?"
    rf"|(?P<named>{_SPEAKER}){_ROLE}(?:{_STRESS})?:)(?:{_STRESS})?:?(?:{_STRESS})?"
)
_BEGUN = re.compile(
    rf"(?:>> ?)?(?:{_STAMP}[ \t]*(?:[-–—][ \t]*)?)?(?:{_STRESS})?"
    rf"(?:(?P<label>{_SPEAKER}){_ROLE}(?: ?{_STAMP})?(?:{_STRESS})?:|(?P<letter>[QA])\.)"
    rf"(?:{_STRESS})?"
    rf"(?:[ \t]*{_STAMP})?[ \t]+(?=\S)"
    rf"|{_ALONE}[ \t]*\r?\n\s*(?=\S)"
)
_LABEL_LINES = re.compile(rf"{_ALONE}\s*")
_LONGEST_LABEL, _LONGEST_NAMED = 90, 400
_NO_SPEAKER = frozenset(
    """
    action address answers author background caution cause causes caveat comment cons conclusion
    correction date description details edit editor's effect example fact facts figure fix hint
    image important location music method note notes photo picture place price problem pros reason
    remedy result resolved rule scene setting side solution source sources step subject summary
    symptom symptoms time tip tips to title topic update verdict warning where why when from
    """.split()  # noqa: SIM905 - as in qa.words
)
_ASKING = frozenset({"q", "question", "interviewer"})
_ANSWERING = frozenset({"a", "answer", "interviewee", "respondent", "witness", "the witness"})
_FIRST_PERSON = re.compile(r"\bI(?:[’'](?:m|ve|d|ll))?\b")
_FEWEST_TURNS, _FEWEST_SPEAKERS = 4, 2
_ENDED, _ASKED, _IN_FIRST_PERSON, _OF_PARAGRAPHS, _ALTERNATING = 0.6, 0.5, 0.25, 0.3, 0.5


@dataclass(frozen=True, slots=True)
class _Labelled:
    """What stands behind what looks like a label. `key` tells labels apart."""

    key: str
    label: Span
    start: int
    said: int
    end: int

    def words(self, text: str) -> str:
        """What is said, without marks behind it."""
        return text[self.said : self.end].rstrip(" \t\r\n*_")

    def closed(self, text: str) -> int:
        """Where it ends, before a mark that was opened before the label: "**Jo: When?**"."""
        opened = text[self.start : self.said].count("*") // 2 % 2
        words = text[self.said : self.end].rstrip()
        return self.said + len(words.rstrip("*") if opened else words)


def turns_of(text: str, paragraphs: Sequence[Span]) -> tuple[Turn, ...]:
    """The turns of those who speak in `paragraphs` of `text`, none if it is no transcript."""
    labelled = [one for span in paragraphs for one in _labelled(text, span)]
    every = [one for one in labelled if not _only_names(text, one)]
    counts = Counter(one.key for one in every)
    found = _in_turn([one for one in every if counts[one.key] > 1])
    if not _take_turns(text, found, paragraphs):
        return ()
    names = _names(text, found, found[0].start)
    if not _talk(text, found, names):
        return ()
    found = _in_turn([one for one in every if counts[one.key] > 1 or _joins(text, one, found)])
    names |= _names(text, [one for one in found if counts[one.key] == 1], found[0].start)
    asking = _asking(text, found)
    return tuple(
        Turn(one.start, one.said, one.closed(text), names[one.key], one.key in asking)
        for one in found
    )


def with_labels(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a page, of a transcript each label that stands above what is said as one with
    that: "OLE LUND  00:41" and the line below."""
    joined: list[Block] = []
    place = labels = 0
    while place < len(blocks):
        count = _lines_of_label(text, blocks[place : place + 3])
        labels += count > 0
        group = blocks[place : place + count + 1]
        words = fold(text[group[0].start : group[-1].end])
        joined.append(replace(group[0], end=group[-1].end, text=words) if count else group[0])
        place += len(group)
    if labels < _FEWEST_TURNS:
        return list(blocks)
    spans = [(block.start, block.end) for block in joined if not (block.table or block.heading)]
    return joined if turns_of(text, spans) else list(blocks)


def _lines_of_label(text: str, blocks: Sequence[Block]) -> int:
    """How many blocks from the first on are a label and no more, with one of words below."""
    for count in range(1, len(blocks)):
        plain = not any(block.table or block.heading for block in blocks[: count + 1])
        span = blocks[0].start, blocks[count - 1].end
        if plain and span[1] - span[0] <= _LONGEST_LABEL and _LABEL_LINES.fullmatch(text, *span):
            return count
    return 0


def _only_names(text: str, one: _Labelled) -> bool:
    # A paragraph may have thousands of labels: none is read with all that is behind it.
    return one.end - one.said <= _LONGEST_NAMED and is_only_a_name(fold(one.words(text)))


def _names(text: str, found: Sequence[_Labelled], head: int) -> dict[str, Span]:
    """Where the name of each that speaks stands: in full, if anywhere; else it is the label, or an
    empty span where that only says who asks. Who answers "Q:" is whom the page presents."""
    names: dict[str, Span] = {}
    for one in found:
        if one.key not in names:
            answering = presented(text, one.start) if one.key in _ANSWERING else None
            nameless = one.key in _ASKING | _ANSWERING
            full = None if nameless else full_name(text, one.label, head)
            names[one.key] = answering or full or ((0, 0) if nameless else one.label)
    return names


def _joins(text: str, one: _Labelled, found: Sequence[_Labelled]) -> bool:
    """Whether one who speaks but once is among those who take turns: by a title, by two names."""
    label = text[slice(*one.label)]
    among = found[0].start < one.start < found[-1].start
    return re.match(rf"{TITLE} ", label) is not None or (
        " " in label and (among or (is_only_a_name(label) and one.start < found[0].start))
    )


def _in_turn(found: Sequence[_Labelled]) -> list[_Labelled]:
    """Each ends where the next one begins in its paragraph."""
    starts = [*(one.start for one in found), sys.maxsize][1:]
    return [replace(one, end=min(one.end, n)) for one, n in zip(found, starts, strict=True)]


def _labelled(text: str, paragraph: Span) -> list[_Labelled]:
    """The lines of a paragraph that begin with what looks like a label."""
    begun: list[re.Match[str]] = []
    place, last = paragraph
    while place < last:
        line = re.compile(r"[ \t>]*").match(text, place, last)
        found = _BEGUN.match(text, line.end() if line else place, last)
        if found and found.end() - found.start() <= _LONGEST_LABEL:
            begun.append(found)
        place = text.find("\n", place, last) + 1 or last
    read = (_read(text, match, last) for match in begun)
    return [one for one in read if one.key.split(" ")[0] not in _NO_SPEAKER]


def _read(text: str, match: re.Match[str], end: int) -> _Labelled:
    label = match.span(match.lastgroup or 0)
    key = re.sub(r"[.\s]+", " ", text[slice(*label)]).strip().casefold()
    compact = key.replace(" ", "")
    return _Labelled(compact if len(compact) <= 4 else key, label, match.start(), match.end(), end)


def _take_turns(text: str, found: Sequence[_Labelled], paragraphs: Sequence[Span]) -> bool:
    """Whether what stands behind the labels are sentences, in turns with little between them."""
    if len({one.key for one in found}) < _FEWEST_SPEAKERS or len(found) < _FEWEST_TURNS:
        return False
    first, last = found[0].start, found[-1].start
    among = sum(first <= end and start <= last for start, end in paragraphs)
    ended = sum(ENDED.search(fold(one.words(text))) is not None for one in found)
    alternating = sum(a.key != b.key for a, b in pairwise(found))
    return (
        ended >= _ENDED * len(found)
        and len(found) >= _OF_PARAGRAPHS * among
        and alternating >= _ALTERNATING * (len(found) - 1)
    )


def _talk(text: str, found: Sequence[_Labelled], names: dict[str, Span]) -> bool:
    """Whether those who take turns talk: some ask and others do not, they say "I", or they are
    persons by their titles or by the names that the page has of them."""
    asking = _asking(text, found)
    said = sum(_FIRST_PERSON.search(one.words(text)) is not None for one in found)
    labels = {one.key: text[slice(*one.label)] for one in reversed(found)}
    persons = [
        key
        for key, label in labels.items()
        if re.match(TITLE, label) or text[slice(*names[key])] not in ("", label)
    ]
    return (
        (bool(asking) and asking < {one.key for one in found})
        or said >= _IN_FIRST_PERSON * len(found)
        or len(persons) >= _FEWEST_SPEAKERS
    )


def _asking(text: str, found: Iterable[_Labelled]) -> set[str]:
    """The labels of those who mostly ask."""
    asked = defaultdict[str, list[bool]](list)
    for one in found:
        asked[one.key].append(is_bare_question(fold(one.words(text))))
    return {key for key, each in asked.items() if sum(each) >= max(_ASKED * len(each), 1)}
