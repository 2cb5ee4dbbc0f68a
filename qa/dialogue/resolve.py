"""A question and what was said before -> the question as it stands alone.

Deterministic, and without a language model: pronouns and phrases that point back are replaced by
what they point to, and a bare follow-up ("When?", "What about Karnavas?") is asked of the question
before. Where several readings are possible, all are returned, the likeliest first, and the sources
decide (`qa.dialogue.choose`). A question that stands alone comes back as it is.
"""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from qa.dialogue.aged import at_event, without_ages
from qa.dialogue.ahead import goes_back, meant_ahead, named_ahead, named_behind
from qa.dialogue.anaphors import Anaphor, may_agree, open_adverbs, open_pronouns
from qa.dialogue.asked_for import as_described, deeds_of, named_for
from qa.dialogue.continued import Continued
from qa.dialogue.decide import Decide
from qa.dialogue.facts import Facts, Refine
from qa.dialogue.filling import (
    are_joined,
    combined,
    of_adverb,
    of_pronoun,
    put,
)
from qa.dialogue.fragments import Said, said, without_thanks
from qa.dialogue.frames import capital
from qa.dialogue.heard import Antecedent, Heard, phrase
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
from qa.dialogue.mending import mended, parsed
from qa.dialogue.mentions import Mention, mentions_of, with_owners
from qa.dialogue.pointing import (
    places_of_that,
    places_of_those,
)
from qa.dialogue.readings import Reading, Resolution, only
from qa.dialogue.replies import REPLIES, is_ours
from qa.dialogue.standing import phrases_filled, pronouns_filled
from qa.dialogue.topic import asks_of_topic, by_topic
from qa.folding import fold
from qa.query import Turn
from qa.syntax import Parse, Parser
from qa.words import terms_of

_TURNS = 12  # how far back a follow-up may reach
_ANSWERS = 2  # the answers that are read for what they mention
_LONGEST = 600  # characters of a turn that are read
_AS_IT_IS = 0.9
_IN_ANSWER = 0.3  # what a reading gains whose words are in the answer
_PHRASE = 5  # words of a fragment without a verb that may stand for one of the question before
_WITHOUT = re.compile(r"\b(who|what|where|when|how|why)s\b", re.IGNORECASE)  # "whos mo?"
_POINTS = re.compile(
    r"\b(?:he|him|his|she|hers?|it|its|they|them|their|there|that|this)\b|^\W*\w+\W*$",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\b(?:who|whom|whose|what|which|when|where|why|how|if|is|are|was|were|did|does|do)\b"
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
    return Resolver(parser, facts, facts.refiner(), decide).resolve(asked, turns)


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

    parser: Parser
    facts: Facts
    refine: Refine
    decide: Decide | None = None

    def resolve(self, question: str, history: Sequence[tuple[int, Turn]]) -> Resolution:
        """What `question` means after turns of a history, each with its number there."""
        turns = [turn for _, turn in history]
        answers = ["" if is_ours(turn.answer) else fold(turn.answer[:_LONGEST]) for turn in turns]
        asked = [_WITHOUT.sub(r"\1's", fold(turn.question[:_LONGEST])) for turn in turns]
        # Answers are sentences of the collection, and these were parsed when it was indexed.
        told = [self.facts.parse_of(text) if text else () for text in answers]
        late = len(turns) - _ANSWERS
        new = [
            text
            for n, (text, parse) in enumerate(zip(answers, told, strict=True))
            if parse is None and n >= late
        ]
        first, *parses = self._parse([question, *asked, *new], range(1, len(asked) + 1))
        rest = iter(parses[len(asked) :])
        heard: list[Heard] = []
        for n, text in enumerate(asked):
            turn = self._heard(text, parses[n], _lately(heard), answers[n], history[n][0])
            parse = told[n]
            if parse is None and n < late:  # it would have to be parsed, and is of long ago
                answers[n], parse = "", ()
            parse = next(rest) if parse is None else mended(answers[n], parse)
            if turn is not None:
                found = mentions_of(answers[n], parse)
                found = told_couples(answers[n], parse, found)
                found = with_owners(told_persons(answers[n], parse, found))
                asking = told_by_answer(turn.mentions, answers[n], parse, found)
                asking = told_kinds(told_owners_by(asking, answers[n]), parse, answers[n])
                named = named_for(turn.question, turn.parse, parse, found)
                heard.append(
                    replace(
                        turn,
                        mentions=asking,
                        answer=answers[n],
                        answered=found,
                        named=named,
                        deeds=deeds_of(parse, found),
                    )
                )
        return replace(self._read(question, first, _lately(heard)), parse=first)

    @property
    def _continued(self) -> Continued:
        return Continued(self._parse_one, self.facts, self.refine)

    def _parse(self, texts: Sequence[str], heard: Container[int] = ()) -> list[Parse]:
        return parsed(self.parser, texts, self.facts.names, heard)

    def _parse_one(self, text: str) -> Parse:
        return self._parse([text])[0]

    def _heard(
        self, text: str, parse: Parse, before: list[Heard], answer: str, number: int
    ) -> Heard | None:
        """An earlier question as it stood alone, in the sense in which it was answered; None for
        thanks and the like."""
        resolution = replace(self._read(text, parse, before), parse=parse)
        if resolution.form in REPLIES:
            return None
        if self.decide is not None and len(resolution.readings) > 1:
            whole = self.decide(number, text, resolution)
        else:
            whole = max(resolution.readings, key=lambda one: _told(one, text, answer)).question
        parse = parse if whole == text else self._parse([whole], [0])[0]
        mentions = told_couples(whole, parse, with_owners(mentions_of(whole, parse)))
        mentions = carried(text, whole, parse, mentions, before)
        mentions = told_owners(parse, known_persons(text, whole, parse, mentions))
        mentions = told_things(parse, mentions)
        asked = [(turn.question, turn.parse) for turn in before[-_ANSWERS:]]
        mentions = as_described(text, whole, mentions, asked)
        rest = said(text).rest if resolution.form in ("about", "correction") else ""
        if rest and rest not in whole:
            rest = self._continued.inner(rest, self._parse_one(rest), before)
        if resolution.form == "about" and whole.rstrip("?").endswith(f" {rest}"):
            mentions = tuple(_without(one, rest) for one in mentions)
        return Heard(whole, parse, mentions, "", (), rest if rest in whole else "")

    def _read(self, text: str, parse: Parse, before: list[Heard]) -> Resolution:
        form = said(text, first=not before)
        opens = form.form in ("whole", "about") and before
        if opens and (ahead := named_ahead(text, parse) or named_behind(text)):
            return self._ahead(text, parse, ahead, before)
        if before and (ahead := meant_ahead(text)):
            return self._ahead(text, parse, ahead, before)
        if form.form == "whole":
            return self._whole(text, parse, before)
        if form.form == "correction" and _ASKING.search(form.rest.lower()):
            # "No, I meant how long he was there": a question of its own; "what time" is none.
            rest = form.rest + "?" * text.rstrip().endswith("?")
            parse = self._parse_one(rest)
            if before and not any(word.pos in ("VERB", "AUX") for word in parse):
                return self._continued.asked(Said("bare", form.rest.lower()), before)
            if before and (ahead := named_ahead(rest, parse)):
                return self._ahead(rest, parse, ahead, before)
            return self._whole(rest, parse, before)
        if not before or form.form in REPLIES:
            return only(text, form.form)
        return self._continued.asked(
            form, list(without_ages(before)) if form.form == "bare" else before
        )

    def _whole(self, text: str, parse: Parse, before: list[Heard]) -> Resolution:
        """A question that may hold words that point back."""
        mentions = mentions_of(text, parse)
        pronouns = open_pronouns(text, parse, mentions)
        if not before:
            word = _shown(text, parse, pronouns[0]) if pronouns else ""
            return Resolution((Reading(text, 1.0),), "whole", open=word)
        if _is_phrase(parse, mentions):
            return self._continued.asked(Said("about", text.rstrip(" ?.!")), before, alone=text)
        if completed := self._continued.completed(text, parse, before):
            return completed
        moves_on = " else" in f" {text.lower()}"
        fixed = phrases_filled(text, parse, mentions, before, self.refine)
        filled = [place for place, _ in fixed]
        pronouns = tuple(
            one
            for one in pronouns
            if not any(start <= parse[one.word].start < end for start, end in filled)
        )
        put_in = [words for _, words in fixed if words[:1].islower() and "(" not in words]
        barred = [*(one.text for one in mentions if one.named), *put_in]
        groups = pronouns_filled(text, parse, pronouns, barred, before, self.refine)
        lost = next((_shown(text, parse, one) for one, fits in groups if not fits), "")
        groups = [group for group in groups if group[1]]
        if groups:
            readings = combined(text, parse, fixed, groups)
            if told := at_event(text, readings[0].question, before[-1]):
                readings = (Reading(told, 1.0), Reading(readings[0].question, _AS_IT_IS))
            even = are_joined(groups[0][1])
            return Resolution(readings, "whole", moves_on, lost, even)
        readings = (Reading(put(text, fixed), 1.0),)
        if not fixed and not lost:
            by_name = by_topic(text, parse, mentions, before)
            # What the sources have no word for is asked of something else.
            if by_name and all(map(self.facts.knows, terms_of(text))):
                alone = () if asks_of_topic(text, parse, before) else readings
                readings = (*alone, *by_name)
            elif pronouns:
                lost = _shown(text, parse, pronouns[0])
            readings = tuple(sorted(readings, key=lambda one: -one.weight))
        return Resolution(readings, "whole", moves_on, lost)

    def _ahead(
        self, text: str, whole: Parse, ahead: tuple[str, str], before: list[Heard]
    ) -> Resolution:
        """ "Back to X: what did he do?": of what is named ahead the question is asked."""
        name, rest = ahead[0].rstrip("'’"), ahead[1]
        parse, named = self._parse_one(rest), self._parse_one(name)
        inner = phrase(self._continued.inner(name, named, before))
        inside = [one for one in mentions_of(text, whole) if one.text in name]
        meant = [self.refine(one) for one in mentions_of(name, named) or inside]
        somewhere = not meant and self.facts.natures(name)[0] == "place"
        pronouns = [
            one
            for one in open_pronouns(rest, parse, mentions_of(rest, parse))
            if _may_mean(one, name, meant) and not somewhere
        ]
        spots = [of_pronoun(parse, one, inner) for one in pronouns[:1]]
        if meant and (meant[0].named or name.istitle()) and meant[0].nature != "time":
            there = [one for one in open_adverbs(rest, parse) if one.pointer == "there"]
            spots = spots or [
                of_adverb(rest, parse, one, Antecedent(meant[0], inner, 1.0, asked=True), before)
                for one in there[:1]
            ]
        those = [*places_of_that(rest, parse), *places_of_those(rest, parse)]
        spots = spots or [(place, inner) for place in those[:1]]
        if not spots and not goes_back(text):
            return self._whole(text, self._parse_one(text), before)
        end = len(rest.rstrip(" ?.!"))
        asked = capital(put(rest, spots or [((end, end), f" ({inner})")]))
        return self._whole(asked, self._parse_one(asked), before)


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


def _is_phrase(parse: Parse, mentions: Sequence[Mention]) -> bool:
    """Whether a text is nothing but one short noun phrase."""
    asks = any(w.pos in ("VERB", "AUX") or w.tag in ("WP", "WP$", "WRB", "WDT") for w in parse)
    return len(mentions) == 1 and len(parse) <= _PHRASE and not asks


def _may_mean(one: Anaphor, name: str, meant: Sequence[Mention]) -> bool:
    """Whether a pronoun may stand for what is named right before it.

    A phrase alone is often parsed wrongly: of things the number is not asked, and what is written
    as a name may be somebody's.
    """
    if any(may_agree(one.pointer, mention) for mention in meant):
        return True
    if one.pointer in ("it", "they"):
        return all(mention.nature == "thing" for mention in meant)
    return name.istitle() and all(mention.gender == "unknown" for mention in meant)


def _shown(text: str, parse: Parse, one: Anaphor) -> str:
    return text[parse[one.word].start : parse[one.word].end]
