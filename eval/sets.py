"""A file of questions -> checked values, or an error that names file, line and key.

One JSON object a line: {"id", "kind", "question", "history": [{"question", "answer"}],
"answerable": bool, "gold": [strings, one of which must stand in the quote], "short": [acceptable
short answers], "sources": [ids that may be cited; empty for any], "disagree": [values that must
all surface], "rewrite": the question as it stands alone, for the turns of a conversation}.
`history` and the lists may be left out when they are empty, and `rewrite` always.
"""

import codecs
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError, model_validator

from qa.errors import CitewellError
from qa.folding import fold
from qa.query import Question as QuestionText
from qa.query import Turn, describe


class SetError(CitewellError):
    """A question set, or a file beside it, that cannot be used; one line: file, line and key."""


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be blank")
    return text


Words = Annotated[str, AfterValidator(_not_blank)]

# The kind of a turn that only names something ("Ieng Sary"). "Who was Ieng Sary?" is one way of
# many to read it, so it counts neither as a follow-up nor as a question that stands alone.
_SUBJECT = "subject"


class Question(BaseModel):
    """A row of a set: what is asked, and what a right answer is.

    rewrite   the question rewritten by hand so that it stands alone; as it is where it does already
              or asks nothing; None where nobody wrote one
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: Words
    kind: Words
    question: QuestionText
    history: list[Turn] = []
    answerable: bool
    gold: list[Words] = []
    short: list[Words] = []
    sources: list[Words] = []
    disagree: list[Words] = []
    rewrite: QuestionText | None = None

    @property
    def is_follow_up(self) -> bool:
        """Whether it has to be rewritten to stand alone; a mere subject is not counted."""
        return self._is_counted and not self._keeps_its_words

    @property
    def is_self_contained(self) -> bool:
        """Whether its rewriting is the question itself, so that nothing may be changed."""
        return self._is_counted and self._keeps_its_words

    @property
    def _is_counted(self) -> bool:
        return self.rewrite is not None and self.kind != _SUBJECT

    @property
    def _keeps_its_words(self) -> bool:
        return fold(self.rewrite or "") == fold(self.question)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.answerable and not self.gold:
            raise ValueError("gold: must name the words of an answer where answerable is true")
        for key in ("gold", "short", "sources", "disagree"):
            if not self.answerable and getattr(self, key):
                raise ValueError(f"{key}: must be empty where answerable is false")
        if len(self.disagree) == 1:
            raise ValueError("disagree: one value cannot disagree; name two, or none")
        return self


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The questions of a file in order; `lines` are theirs in the file, counted from 1."""

    name: str
    path: Path
    questions: tuple[Question, ...]
    lines: tuple[int, ...]


def read_set(path: Path) -> QuestionSet:
    """Reads a set. Its name is the file's stem. Raises SetError for the first thing wrong."""
    questions: list[Question] = []
    lines: list[int] = []
    first: dict[str, int] = {}
    for number, line in _lines(path):
        question = _question(line, f"{path.name}, line {number}")
        if question.id in first:
            raise SetError(
                f"{path.name}, line {number}: id: {question.id!r} is that of line "
                f"{first[question.id]}; give each row its own"
            )
        first[question.id] = number
        questions.append(question)
        lines.append(number)
    if not questions:
        raise SetError(f"{path.name}: no questions in it; write one JSON object a line")
    return QuestionSet(path.stem, path, tuple(questions), tuple(lines))


def check_against(questions: QuestionSet, texts: Mapping[str, str]) -> None:
    """Raises SetError unless every wanted string stands in a source that may be cited.

    `texts`: stored text by source id. White space is folded on both sides.
    """
    folded = {id: fold(text) for id, text in texts.items()}
    for question, line in zip(questions.questions, questions.lines, strict=True):
        where = f"{questions.path.name}, line {line}"
        if unknown := sorted(set(question.sources) - set(texts)):
            raise SetError(f"{where}: sources: no source has the id {unknown[0]!r}")
        allowed = question.sources or list(texts)
        for key, wanted in (("gold", question.gold), ("disagree", question.disagree)):
            for words in wanted:
                if not any(fold(words) in folded[id] for id in allowed):
                    named = ", ".join(question.sources) or "any source"
                    raise SetError(f"{where}: {key}: {words!r} does not stand in {named}")


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines with something in them, and their numbers. JSON Lines end in a newline only."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SetError(f"set {str(path)!r}: cannot be read: {error.strerror}") from error
    for number, line in enumerate(data.removeprefix(codecs.BOM_UTF8).split(b"\n"), start=1):
        if line.strip():
            yield number, line


def _question(line: bytes, where: str) -> Question:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise SetError(f"{where}: not JSON: {error}") from None
    if not isinstance(values, dict):
        raise SetError(f"{where}: expected an object, got {type(values).__name__}")
    try:
        return Question.model_validate(values)
    except ValidationError as error:
        raise SetError(f"{where}: {describe(error).removeprefix(': ')}") from None
