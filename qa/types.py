"""The values that flow. All offsets count code points of the source's stored text."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Source:
    """One document and what is known of it. `published` is ISO 8601 at the precision known."""

    id: str
    title: str
    publisher: str | None
    author: str | None
    published: str | None
    published_basis: str | None
    published_note: str | None
    url: str | None
    language: str
    sha256: str

    @property
    def is_english(self) -> bool:
        """Whether its language, a BCP 47 tag, is English."""
        return self.language.partition("-")[0].lower() == "en"


ParagraphKind = Literal["text", "heading", "row", "columns"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the article. A heading, and the row of a table that names its columns, are shown
    and give context, but are not quoted; another row is quoted whole."""

    start: int
    end: int
    kind: ParagraphKind


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of the stored text that is not the article."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody says in a transcript: the label begins at `start`, the words at `said`, and end
    at `end`, as far as the paragraph goes.

    `speaker` is where the name of that one stands, in full if anywhere, an empty span if there is
    none; `asks` whether it is one who mostly asks.
    """

    start: int
    said: int
    end: int
    speaker: tuple[int, int]
    asks: bool


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a page says of itself; None where it does not say it plainly. See `Source`."""

    published: str | None = None
    published_basis: Literal["stated", "inferred"] | None = None
    published_note: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """The article inside a page. Paragraphs and cuts do not overlap and are in order.

    turns    of those who speak in it, in order; only an article that was just read has them
    imprint  what a page that was just read says of itself, which is kept with its source
    """

    headline: str | None
    paragraphs: tuple[Paragraph, ...]
    cuts: tuple[Cut, ...]
    turns: tuple[Turn, ...] = ()
    imprint: Imprint = Imprint()


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one source that reads on its own; `row` is its place in the index.

    `headings` are those above it, up to two, the higher one first; `columns` are the names of the
    columns where it is rows of a table, `speaker` is who says it where that is known.
    """

    row: int
    source: int
    start: int
    end: int
    headings: tuple[str, ...]
    columns: tuple[str, ...]
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage; `row` is its place in the index, `passage` its passage's row."""

    row: int
    passage: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DateMention:
    """A relative date in a quote and the day, month or year that it stands for (ISO 8601)."""

    text: str
    start: int
    end: int
    resolved: str | None


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and where it stands: `quote` is stored_text[start:end], white space folded."""

    source_id: str
    title: str
    publisher: str | None
    author: str | None
    published: str | None
    url: str | None
    source_sha256: str
    quote: str
    start: int
    end: int
    passage: str
    passage_start: int
    passage_end: int
    score: float
    dates: tuple[DateMention, ...]
    href: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer: a quote, the words of it that answer by themselves, and its citation's place."""

    text: str
    short: str | None
    citation: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A value that some of the citations give, where others give another."""

    value: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer: `not_in_sources` or `unclear_question`, and what came closest.

    `readings`: the questions that an unclear one may stand for, to choose from.
    """

    reason: Literal["not_in_sources", "unclear_question"]
    message: str
    closest: tuple[Citation, ...]
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that was considered, with what spoke for it (see `qa.features`), if it was read
    closely."""

    source_id: str
    quote: str
    score: float
    features: dict[str, float]


@dataclass(frozen=True, slots=True)
class Response:
    """The whole result of a question: an answer with citations, or a refusal.

    If an explanation was asked for, `explanation` are the sentences that were considered, and
    `stages_ms` the milliseconds of each stage.
    """

    question: str
    resolved_question: str
    answered: bool
    confidence: float
    answer: Answer | None
    citations: tuple[Citation, ...]
    disagreements: tuple[Disagreement, ...]
    refusal: Refusal | None
    index_id: str
    took_ms: float
    explanation: tuple[Candidate, ...] | None = None
    stages_ms: Mapping[str, float] | None = None

    def to_json(self) -> dict[str, object]:
        """The response as JSON holds it; what explains it is there only if it was asked for."""
        values = asdict(self)
        for name in ("explanation", "stages_ms"):
            if values[name] is None:
                del values[name]
        return {key: _with_lists(value) for key, value in values.items()}


def _with_lists(value: object) -> object:
    """`value` with lists for tuples, all the way down."""
    if isinstance(value, dict):
        return {key: _with_lists(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [_with_lists(part) for part in value]
    return value
