"""A question read once, and the spans of sentence rows that could answer it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from embeddings.encoder import Encoded, Vectors
from qa.acronyms import Acronym, asked_acronym, long_form_in
from qa.ages import Age, age_in, asked_age
from qa.analysis import Analysis
from qa.asked import Asked, asked_of
from qa.birth_names import BirthName, asked_birth_name, birth_name_in
from qa.cells import Span
from qa.dates.match import asked_dates
from qa.dates.spans import Interval
from qa.defining import defined, says_what_it_is
from qa.folding import as_written
from qa.hours import hour_at, side_of
from qa.library import Library
from qa.lifespans import Life, asked_life, life_in
from qa.match import Match, QuestionWords, matches_of, question_words
from qa.owners import is_relatives, names_what_is_asked
from qa.questions import is_bare_question
from qa.retracted import corrects
from qa.short import Short, Spans, Weights, short_answer, spans_of
from qa.syntax import Parse
from qa.table_rows import asked_cell
from qa.told import NOTHING_TOLD, Told
from qa.versions import versions_in

_LIKELY = 0.5  # that a sentence has an hour that answers, though not at which end of a range
_TOLD_IN_WORDS = frozenset({"yes_no", "reason", "manner"})


@dataclass(frozen=True, slots=True, eq=False)
class Studied:
    """A sentence read for a question: how its words match, and its spans that could answer.

    `spans`: None where there are none, and for yes or no, which hardly ever stand in a quote.
    `place`: where what is asked for stands in it by its form, if it does: the birth, death, age
    or first name beside a name, what letters stand for beside them.
    """

    match: Match
    spans: Spans | None
    place: Span | None = None

    @property
    def chance(self) -> float:
        """How likely one of its spans answers, 0 to 1."""
        if self.place:
            return 1.0
        return 0.0 if self.spans is None else float(self.spans.chances.sum())


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A question: its words with their vectors, how much each counts, and what it asks for.

    weights  (t,) how much each token of `encoded` counts
    words    its words with the vectors of their tokens
    dates    the dates that it names
    defined  the lemmas of the name that it asks about, who or what it is; none where it asks
             something else
    life     whose birth or death it asks the date of, if it does
    age      whose age it asks for, if it does
    birth_name  of whom it asks the name at birth, if it does
    acronym  the letters of which it asks what they stand for, if it does
    short    the weights of short answers; None for those that citewell comes with
    completed  whether words of it are from the conversation before, and so may be wrong
    told     what was told before it
    studied  the sentence rows that were read closely for it, each once
    """

    question: str
    encoded: Encoded
    weights: Vectors
    parse: Parse
    asked: Asked
    words: QuestionWords
    dates: tuple[Interval, ...]
    defined: tuple[str, ...]
    life: Life | None = None
    age: Age | None = None
    birth_name: BirthName | None = None
    acronym: Acronym | None = None
    short: Weights | None = None
    completed: bool = False
    told: Told = NOTHING_TOLD
    studied: dict[int, Studied] = field(default_factory=dict)

    @property
    def asks_for_a_form(self) -> bool:
        """Whether what it asks for has a form of its own (`place_in`)."""
        return bool(self.life or self.age or self.birth_name or self.acronym)

    @property
    def after(self) -> tuple[int, ...]:
        """The sentence rows that it goes on from."""
        return self.told.rows

    @property
    def goes_on(self) -> bool:
        """Whether it is of what was said before, as far as can be told."""
        return self.completed or bool(self.told.rows)


def read(
    question: str,
    encoded: Encoded,
    weights: Vectors,
    parse: Parse,
    short: Weights | None = None,
    *,
    completed: bool = False,
    told: Told = NOTHING_TOLD,
) -> Reading:
    """`weights` (t,): how much each token of `encoded` counts (`qa.token_weights`)."""
    return Reading(
        question=question,
        encoded=encoded,
        weights=weights,
        parse=parse,
        asked=asked_of(question, parse),
        words=question_words(parse, encoded, weights),
        dates=asked_dates(question),
        defined=defined(question, parse, completed=completed),
        life=asked_life(question),
        age=asked_age(question),
        birth_name=asked_birth_name(question),
        acronym=asked_acronym(question),
        short=short,
        completed=completed,
        told=told,
    )


def study(library: Library, reading: Reading, rows: Sequence[int]) -> list[Studied]:
    """Sentence rows as `reading` sees them, in order; a reading is of one library."""
    new = [row for row in dict.fromkeys(rows) if row not in reading.studied]
    if new:
        matches = matches_of(library, new, reading.words)
        found: Sequence[Spans | None] = [None] * len(new)
        if reading.asked.kind != "yes_no":
            sentences = [
                (library.analysis(row), match) for row, match in zip(new, matches, strict=True)
            ]
            found = spans_of(reading.asked, reading.parse, sentences, reading.short)
        for row, match, spans in zip(new, matches, found, strict=True):
            reading.studied[row] = Studied(
                match, spans, place_in(reading, library.analysis(row).quote)
            )
    return [reading.studied[row] for row in rows]


def place_in(reading: Reading, quote: str) -> Span | None:
    """Where in a sentence stands what the question asks for, if it asks for what has a form of its
    own there; None where it does not."""
    if reading.life:
        return life_in(quote, reading.life) if "(" in quote else None
    if reading.age:
        return age_in(quote, reading.age) if any(map(str.isdecimal, quote)) else None
    if reading.birth_name:
        return birth_name_in(quote, reading.birth_name)
    return long_form_in(quote, reading.acronym) if reading.acronym else None


def short_of(
    library: Library, reading: Reading, rows: Sequence[int], best: int, quote: str
) -> Short | None:
    """The short answer of `quote`, which is the sentences `rows` in order, or None.

    It is of the sentence `best` of them, which answers best: one of the other, where this has none,
    is as a rule of something else. Of a sentence that asks it is that of the one behind it. Its
    places are those in `quote`.
    """
    offset = 0
    for row in rows:
        part = library.corpus.sentence_quote(row)
        # Between sentences stands a space, a bullet, or nothing.
        offset = quote.find(part, offset)
        if offset < 0:
            return None
        if row >= best and not is_bare_question(part):
            return _short_of_sentence(library, reading, row, offset)
        offset += len(part)
    return None


def _short_of_sentence(library: Library, reading: Reading, row: int, offset: int) -> Short | None:
    """The short answer of a sentence that stands at `offset` in a quote."""
    if columns := library.corpus.passage(int(library.corpus.sentences[row][0])).columns:
        return _short_of_row(reading, columns, library.corpus.sentence_quote(row), offset)
    (studied,) = study(library, reading, [row])
    short = Short(*studied.place, 1.0) if studied.place else None
    if short is None and _asks_who(reading, library.analysis(row).parse):
        return None  # who somebody was is told by the sentence, not by another name in it
    if short is None and studied.spans is not None:
        short = _short_by_hour(reading, library.analysis(row), studied.spans)
    if short is None or _is_beside_it(library, reading, row):
        return None
    words = library.analysis(row).quote[short.start : short.end]
    if names_what_is_asked(reading.asked.kind, reading.question, reading.parse, words):
        return None
    start, end = as_written(library.corpus.sentence_quote(row), short.start, short.end)
    return Short(offset + start, offset + end, short.score)


def _asks_who(reading: Reading, parse: Parse) -> bool:
    """Whether it asks who or what a name is; names alone of which the sentence (`parse`) does not
    say it may be keywords."""
    words = [word for word in reading.parse if word.pos != "PUNCT"]
    alone = len(reading.defined) == len(words)
    return bool(reading.defined) and (not alone or says_what_it_is(parse, reading.defined) > 0)


def _short_by_hour(reading: Reading, analysis: Analysis, spans: Spans) -> Short | None:
    """The short answer of a sentence; of "from 2 to 7 pm" the end that is asked for."""
    short = short_answer(analysis, spans)
    side = side_of(reading.question) if reading.asked.kind == "date" else None
    if side is None or (short is None and spans.chances.sum() < _LIKELY):
        return short
    near = None if short is None else (short.start, short.end)
    found = hour_at(side, analysis.quote, near)
    return Short(*found, short.score if short else _LIKELY) if found else short


def _short_of_row(reading: Reading, columns: Sequence[str], row: str, offset: int) -> Short | None:
    """That of a row of a table: a cell. What is a likely answer in prose is none in a row."""
    kind = reading.asked.kind
    cell = None if kind in _TOLD_IN_WORDS else asked_cell(reading.question, columns, row)
    return None if cell is None else Short(offset + cell[0], offset + cell[1], 1.0)


def _is_beside_it(library: Library, reading: Reading, row: int) -> bool:
    """Whether a sentence is of another version than the question, or of a relative of whom it asks
    about, or the next one corrects it."""
    corpus = library.corpus
    passage = corpus.passage(int(corpus.sentences[row][0]))
    if is_relatives(reading.parse, library.analysis(row).parse):
        return True
    if asked := versions_in(reading.question):
        around = corpus.quote(passage.source, passage.start, passage.end)
        if not asked <= versions_in(f"{corpus.context(passage)} {around}"):
            return True
    follows = row + 1 < len(corpus.sentences) and corpus.source_of(row + 1) == passage.source
    return follows and corrects(corpus.sentence_quote(row + 1))
