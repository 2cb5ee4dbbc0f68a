"""One turn after those before it: its form, and the readings that it may have.

Pronouns and phrases that point back are replaced by what they may point to, and a bare follow-up
is asked of the question before (`qa.dialogue.continued`).
"""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from qa.dialogue.aged import at_event, without_ages
from qa.dialogue.ahead import goes_back, meant_ahead, named_ahead, named_behind
from qa.dialogue.anaphors import Anaphor, may_agree, open_adverbs, open_pronouns
from qa.dialogue.continued import Continued
from qa.dialogue.facts import Facts, Refine
from qa.dialogue.filling import are_joined, combined, of_adverb, of_pronoun, put
from qa.dialogue.fragments import Said, said
from qa.dialogue.frames import capital
from qa.dialogue.heard import Antecedent, Heard, phrase
from qa.dialogue.mending import parsed
from qa.dialogue.mention import Mention
from qa.dialogue.mentions import mentions_of
from qa.dialogue.pointing import places_of_that, places_of_those
from qa.dialogue.readings import Reading, Resolution, only
from qa.dialogue.replies import REPLIES
from qa.dialogue.standing import phrases_filled, pronouns_filled
from qa.dialogue.topic import asks_of_topic, by_topic
from qa.syntax import Parse, Parser
from qa.words import terms_of

_AS_IT_IS = 0.9
_SAYS_WHO = "Who said that?"
_PHRASE = 5  # words of a fragment without a verb that may stand for one of the question before
_ASKING = re.compile(
    r"\b(?:who|whom|whose|what|which|when|where|why|how|if|is|are|was|were|did|does|do)\b"
)


@dataclass(frozen=True, slots=True)
class Interpreter:
    """Reads a turn, given those before it as they stood alone."""

    parser: Parser
    facts: Facts
    refine: Refine

    @property
    def continued(self) -> Continued:
        return Continued(self.parse_one, self.facts, self.refine)

    def parse(self, texts: Sequence[str], heard: Container[int] = ()) -> list[Parse]:
        """`heard`: the numbers of those that are earlier turns."""
        return parsed(self.parser, texts, self.facts.names, heard)

    def parse_one(self, text: str) -> Parse:
        return self.parse([text])[0]

    def read(self, text: str, parse: Parse, before: list[Heard]) -> Resolution:
        form = said(text, first=not before)
        opens = form.form in ("whole", "about") and before
        if opens and (ahead := named_ahead(text, parse) or named_behind(text)):
            return self._ahead(text, parse, ahead, before)
        if before and (ahead := meant_ahead(text)):
            return self._ahead(text, parse, ahead, before)
        if form.form == "whole":
            return self._whole(text, parse, before)
        if form.form == "told by":
            return self._whole(_SAYS_WHO, self.parse_one(_SAYS_WHO), before)
        if form.form == "correction" and _ASKING.search(form.rest.lower()):
            # "No, I meant how long he was there": a question of its own; "what time" is none.
            rest = form.rest + "?" * text.rstrip().endswith("?")
            parse = self.parse_one(rest)
            if before and not any(word.pos in ("VERB", "AUX") for word in parse):
                return self.continued.asked(Said("bare", form.rest.lower()), before)
            if before and (ahead := named_ahead(rest, parse)):
                return self._ahead(rest, parse, ahead, before)
            return self._whole(rest, parse, before)
        if not before or form.form in REPLIES:
            return only(text, form.form)
        return self.continued.asked(
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
            return self.continued.asked(Said("about", text.rstrip(" ?.!")), before, alone=text)
        if completed := self.continued.completed(text, parse, before):
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
        parse, named = self.parse_one(rest), self.parse_one(name)
        inner = phrase(self.continued.inner(name, named, before))
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
            return self._whole(text, self.parse_one(text), before)
        end = len(rest.rstrip(" ?.!"))
        asked = capital(put(rest, spots or [((end, end), f" ({inner})")]))
        return self._whole(asked, self.parse_one(asked), before)


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
