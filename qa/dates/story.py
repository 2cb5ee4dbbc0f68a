"""A source's sentences, the dates found in them, and what has been told up to a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from qa.dates.setting import Dated, Kind, Reading
from qa.dates.spans import Interval
from qa.dates.speech import Speech, speech_left_open

_NEARBY = 4  # sentences
_CLOSE_DAYS = 45


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence: its row, the row of its passage, where it begins in its source, its words as they
    are read.

    headed: the day of the heading or line above it that dates it, if one does.
    """

    row: int
    passage: int
    start: int
    text: str
    headed: Interval | None = None

    def is_old(self, published: Interval | None) -> bool:
        """Whether it is of another year than the article that prints it, and not of its weeks."""
        if published is None or self.headed is None:
            return False
        other = self.headed.start.year != published.start.year
        return other and abs(self.headed.first - published.first) > _CLOSE_DAYS


@dataclass(frozen=True, slots=True)
class Found:
    """A date expression; `start` and `end` are offsets in the source, if it has no soft hyphens."""

    row: int
    start: int
    end: int
    kind: Kind
    reading: Reading


@dataclass(slots=True)
class Story:
    """The dates that the text has told so far."""

    told: Dated | None = None
    seen: Dated | None = None  # also said aside
    row: int = -1
    passage: int = -1
    seen_row: int = -1
    speaks_in: int = -1
    speech: Speech | None = None  # of another year, which goes on from the sentence before

    def before(self, place: Place) -> Dated | None:
        """The last date near enough to refer to: in the passage, or in the sentence before."""
        near = self.passage == place.passage or self.row >= place.row - 1
        return self.told if near else None

    def nearby(self, place: Place) -> Dated | None:
        return self.seen if self.seen_row >= place.row - _NEARBY else None

    def tell(self, place: Place, dated: Dated, *, aside: bool) -> None:
        self.seen, self.seen_row = dated, place.row
        if not aside:
            self.told, self.row, self.passage = dated, place.row, place.passage

    def lose(self) -> None:
        """Another time has come that is not known: what was told before is no longer at hand."""
        self.told = None

    def is_quoted(self, place: Place, at: int) -> bool:
        """Whether a place in the sentence is in the speech that goes on from the one before."""
        speech = self.speech
        here = speech is not None and speech.passage == place.passage
        return here and speech is not None and at < speech.end(place.text)

    def hear(self, place: Place, found: Iterable[Found], published: Interval | None) -> None:
        """Notes the speech that goes on behind the sentence, in which that was found."""
        since = 0
        if self.speech is not None and self.speech.passage == place.passage:
            since = self.speech.end(place.text) + 1
            if since > len(place.text):
                return
        dates = [
            (one.start - place.start, one.end - place.start)
            for one in found
            if one.kind == "absolute" and published and _is_of_other_year(one.reading, published)
        ]
        self.speech = speech_left_open(place.text, place.passage, dates, since)

    def end_sentence(self) -> None:
        """What was told is of no place in the sentence at hand any more."""
        self.told = self.told and replace(self.told, end=None)
        self.seen = self.seen and replace(self.seen, end=None)


def _is_of_other_year(reading: Reading, published: Interval) -> bool:
    return reading.days is not None and reading.days.year != published.start.year
