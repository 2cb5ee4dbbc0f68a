"""A question and what was said before -> the question as it stands alone.

Deterministic, and without a language model: pronouns and phrases that point back are replaced by
what they point to, and a bare follow-up ("When?", "What about Karnavas?") is asked of the question
before. Where several readings are possible, all are returned, the likeliest first, and the sources
decide (`qa.dialogue.choose`). A question that stands alone comes back as it is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.dialogue.asked_for import as_described, deeds_of, named_for
from qa.dialogue.decide import Decide
from qa.dialogue.facts import Facts
from qa.dialogue.fragments import said, without_thanks
from qa.dialogue.heard import Heard
from qa.dialogue.interpret import Interpreter
from qa.dialogue.known import (
    carried,
    known_persons,
    told_by_answer,
    told_couples,
    told_kinds,
    told_owners,
    told_owners_by,
    told_persons,
    told_things,
)
from qa.dialogue.mending import mended
from qa.dialogue.mention import Mention
from qa.dialogue.mentions import mentions_of, with_owners
from qa.dialogue.readings import Reading, Resolution, only
from qa.dialogue.replies import REPLIES, is_ours
from qa.folding import fold
from qa.query import Turn
from qa.syntax import Parse, Parser
from qa.words import terms_of

_TURNS = 12  # how far back a follow-up may reach
_ANSWERS = 2  # the answers that are read for what they mention
_LONGEST = 600  # characters of a turn that are read
_IN_ANSWER = 0.3  # what a reading gains whose words are in the answer
_WITHOUT = re.compile(r"\b(who|what|where|when|how|why)s\b", re.IGNORECASE)  # "whos mo?"
_POINTS = re.compile(
    r"\b(?:he|him|his|she|hers?|it|its|they|them|their|there|that|this)\b|^\W*\w+\W*$",
    re.IGNORECASE,
)


def resolve(
    question: str,
    history: Sequence[Turn],
    parser: Parser,
    facts: Facts | None = None,
    decide: Decide | None = None,
) -> Resolution:
    """What `question` means after `history`, which is oldest first.

    `facts`: what the collection knows; `decide`: what an earlier turn was taken for, without which
    the words of its answer tell. Nothing is kept: the same texts always give the same readings.
    """
    asked = without_thanks(fold(question))
    turns = [(n, turn) for n, turn in _within_reach(history) if turn.question.strip()]
    form = said(asked, first=not turns).form
    if form in REPLIES:
        return only(asked, form)
    facts = facts or Facts()
    interpreter = Interpreter(parser, facts, facts.refiner())
    return Resolver(interpreter, decide).resolve(asked, turns)


def _within_reach(history: Sequence[Turn]) -> list[tuple[int, Turn]]:
    """The last turns by their number, and before them, if the first of these points back, the last
    that does not: a subject may have been named long ago."""
    turns = list(enumerate(history))
    lately = turns[-_TURNS:]
    if len(lately) == len(turns) or not _POINTS.search(lately[0][1].question):
        return lately
    earlier = reversed(turns[:-_TURNS])
    whole = next((one for one in earlier if not _POINTS.search(one[1].question)), None)
    return lately if whole is None else [whole, *lately]


@dataclass(frozen=True, slots=True)
class Resolver:
    """Reads the turns of a conversation one after the other."""

    interpreter: Interpreter
    decide: Decide | None = None

    def resolve(self, question: str, history: Sequence[tuple[int, Turn]]) -> Resolution:
        """What `question` means after turns of a history, each with its number there."""
        turns = [turn for _, turn in history]
        answers = ["" if is_ours(turn.answer) else fold(turn.answer[:_LONGEST]) for turn in turns]
        asked = [_WITHOUT.sub(r"\1's", fold(turn.question[:_LONGEST])) for turn in turns]
        # Answers are sentences of the collection, and these were parsed when it was indexed.
        told = [self.interpreter.facts.parse_of(text) if text else () for text in answers]
        late = len(turns) - _ANSWERS
        new = [
            text
            for n, (text, parse) in enumerate(zip(answers, told, strict=True))
            if parse is None and n >= late
        ]
        first, *parses = self.interpreter.parse([question, *asked, *new], range(1, len(asked) + 1))
        rest = iter(parses[len(asked) :])
        heard: list[Heard] = []
        for n, text in enumerate(asked):
            turn = self._heard(text, parses[n], _lately(heard), answers[n], history[n][0])
            parse = told[n]
            if parse is None and n < late:  # it would have to be parsed, and is of long ago
                answers[n], parse = "", ()
            parse = next(rest) if parse is None else mended(answers[n], parse)
            if turn is not None:
                heard.append(_answered(turn, answers[n], parse))
        return replace(self.interpreter.read(question, first, _lately(heard)), parse=first)

    def _heard(
        self, text: str, parse: Parse, before: list[Heard], answer: str, number: int
    ) -> Heard | None:
        """An earlier question as it stood alone, in the sense in which it was answered; None for
        thanks and the like, and for "Says who?", behind which the talk goes on where it was."""
        if said(text, first=not before).form == "told by":
            return None
        resolution = replace(self.interpreter.read(text, parse, before), parse=parse)
        if resolution.form in REPLIES:
            return None
        if self.decide is not None and len(resolution.readings) > 1:
            whole = self.decide(number, text, resolution)
        else:
            whole = max(resolution.readings, key=lambda one: _told(one, text, answer)).question
        parse = parse if whole == text else self.interpreter.parse([whole], [0])[0]
        mentions = told_couples(whole, parse, with_owners(mentions_of(whole, parse)))
        mentions = carried(text, whole, parse, mentions, before)
        mentions = told_owners(parse, known_persons(text, whole, parse, mentions))
        mentions = told_things(parse, mentions)
        asked = [(turn.question, turn.parse) for turn in before[-_ANSWERS:]]
        mentions = as_described(text, whole, mentions, asked)
        rest = said(text).rest if resolution.form in ("about", "correction") else ""
        if rest and rest not in whole:
            rest = self.interpreter.continued.inner(rest, self.interpreter.parse_one(rest), before)
        if resolution.form == "about" and whole.rstrip("?").endswith(f" {rest}"):
            mentions = tuple(_without(one, rest) for one in mentions)
        return Heard(whole, parse, mentions, "", (), rest if rest in whole else "")


def _answered(turn: Heard, answer: str, parse: Parse) -> Heard:
    """An earlier question with its answer, and what each tells of the other."""
    found = told_couples(answer, parse, mentions_of(answer, parse))
    found = with_owners(told_persons(answer, parse, found))
    asking = told_by_answer(turn.mentions, answer, parse, found)
    named = named_for(turn.question, turn.parse, parse, found)
    if named is not None:
        found = tuple(named if one.head == named.head else one for one in found)
    return replace(
        turn,
        mentions=told_kinds(told_owners_by(asking, answer), parse, answer),
        answer=answer,
        answered=found,
        named=named,
        deeds=deeds_of(parse, found),
    )


def _told(reading: Reading, text: str, answer: str) -> float:
    """How likely a reading of `text` is after it was answered: by its weight, and by how much of
    what it puts in the answer has."""
    added = set(terms_of(reading.question)) - set(terms_of(text))
    share = len(added & set(terms_of(answer))) / len(added) if added else 0.0
    return reading.weight + _IN_ANSWER * share


def _lately(heard: Sequence[Heard]) -> list[Heard]:
    """The turns before one that is read, with the answers of the last of them only."""
    early = [
        replace(turn, answer="", answered=(), named=None, deeds=()) for turn in heard[:-_ANSWERS]
    ]
    return [*early, *heard[-_ANSWERS:]]


def _without(mention: Mention, added: str) -> Mention:
    """A phrase without what only stands behind it: "the museum for kids" of "And for kids?"."""
    return replace(mention, text=mention.text.removesuffix(f" {added}"))
