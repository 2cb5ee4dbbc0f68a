"""A fragment, asked of the question before: "When?", "What about Karnavas?", "Who else?"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qa.asked import asked_of
from qa.dialogue.activity import of_doing
from qa.dialogue.alike import Piece
from qa.dialogue.anaphors import Pointer, open_pronouns
from qa.dialogue.facts import Facts, Refine
from qa.dialogue.filling import NEAR, of_phrases, of_pronoun, put
from qa.dialogue.focus import antecedents
from qa.dialogue.fragments import Said
from qa.dialogue.frames import Frame, asked_again, frame_of
from qa.dialogue.heard import Heard, key_words, phrase
from qa.dialogue.mention import Mention
from qa.dialogue.mentions import mentions_of
from qa.dialogue.moves import (
    asked_how_many,
    died_of,
    how_many_there,
    next_of,
    others_of,
    who_did,
    who_they_are,
)
from qa.dialogue.readings import Reading, Resolution, only
from qa.dialogue.substitute import substituted
from qa.syntax import Parse
from qa.words import terms_of

_POINTERS: dict[str, Pointer] = {"he": "he", "she": "she", "they": "they"}
_UNNAMED = 0.9
_LINKS = frozenset({"and", "but", "so", "or"})
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_PHRASE = 3  # words
_OF_WHAT = frozenset({"of what", "what of", "from what", "what from"})
_HOW_MANY_THERE = re.compile(
    r"(?:and |so )?how many (?:are|were|is|was) there(?: in all| altogether| in total)?\s*[?.!…]*"
)
_WHO_THEY = re.compile(r"(?:and |so )?who (?:are|were) they\s*[?.!…]*")
# The husband of somebody's wife is himself.
_COUPLE = re.compile(r"^(.+)['’]s? (?:wife['’]s husband|husband['’]s wife)$")
_PLAIN = re.compile(r"^(?:the|an?|any|some|no|several|many|how many|all) ", re.IGNORECASE)
_THERE_IS = re.compile(r"(?:and |so |but )?(?:is|are|was|were) there\b", re.IGNORECASE)
_NEEDING = frozenset({"need", "require", "bring", "want", "use"})
_AMOUNTS = (["many"], ["much"])
_GARBLED = re.compile(r"\b(?:how many|how much|which|what) (?:the|an?|his|her) ", re.IGNORECASE)
_WHICH = frozenset({"which one", "which ones"})
_DOER = re.compile(r"\bdid (he|she|they) do\b")


@dataclass(frozen=True, slots=True)
class Continued:
    """Asks fragments of what was heard before, oldest first.

    parse_one   the parse of a text
    refine      a mention with what the collection says of it
    """

    parse_one: Callable[[str], Parse]
    facts: Facts
    refine: Refine

    def asked(self, form: Said, before: list[Heard], alone: str | None = None) -> Resolution:
        """What is asked of the question before."""
        last = before[-1]
        frame = frame_of(last.question, last.parse)
        if form.form == "next":
            who = _DOER.search(form.rest.lower())
            fits = antecedents(before, _POINTERS[who[1]], self.refine) if who else []
            doer = fits[0].text if fits else None
            return only(next_of(last, doer), form.form, moves_on=True)
        if form.form == "else":
            return only(others_of(form.rest, last, frame), form.form, moves_on=True)
        if form.form == "bare" and form.rest in ("how many", "how much"):
            return only(asked_how_many(form.rest, last, frame), form.form)
        if form.form == "did":
            return only(who_did(last, frame), "bare")
        if form.form == "bare" and form.of_that and form.rest == "who":
            found = antecedents([replace(last, mentions=())], "he", self.refine)
            return only(f"Who was {found[0].text}?" if found else "Who was that?", form.form)
        if form.form == "bare" and form.rest in _OF_WHAT and (dead := died_of(last)):
            return only(dead, form.form)
        if form.form == "bare" and form.rest in _WHICH:
            which = self._which(form.rest, self.parse_one(form.rest), before)
            return which or only(asked_again(frame, form.rest), form.form)
        if form.form == "bare":
            told = asked_again(_with_doer(frame, last), form.rest)
            nobody = " someone " in f" {told} " and " someone " not in f" {last.question} "
            if nobody and (known := self._known(last)):
                # "It was found by Gabor Sakál.": "Where?" is asked of him, though not surely.
                named = asked_again(_done_by(frame, known), form.rest)
                return Resolution((Reading(named, 1.0), Reading(told, _UNNAMED)), form.form)
            return only(told, form.form)
        return self._about(form, before, alone)

    def completed(self, text: str, parse: Parse, before: list[Heard]) -> Resolution | None:
        """What is whole in form, and asks nothing without the question before; None of the rest."""
        last, plain = before[-1], text.lower()
        if (doing := _doing(text, before)) is not None:
            return only(doing, "whole")
        if which := self._which(text, parse, before):
            return which
        if _HOW_MANY_THERE.fullmatch(plain) and (many := how_many_there(last)):
            return only(many, "whole")
        frame = frame_of(last.question, last.parse)
        if _WHO_THEY.fullmatch(plain) and (who := who_they_are(last, frame)):
            return only(who, "whole")
        return None

    def _which(self, text: str, parse: Parse, before: list[Heard]) -> Resolution | None:
        """ "What subjects?" of "Where did Sary teach?", "Which leaders?" of what the leaders did;
        None of what is more than such a phrase."""
        words = [word for word in parse if word.pos != "PUNCT" and word.lemma not in _LINKS]
        asks = [text[word.start : word.end].lower() for word in words[:1]]
        nouns = words[1:]
        last = before[-1]
        if asks == ["how"] and _asks_needed(last) and text.lower().split()[1:2] in _AMOUNTS:
            asks, nouns = [text[words[0].start : words[1].end].lower()], words[2:]
        elif asks not in (["what"], ["which"]):
            return None
        if not 0 < len(nouns) <= _PHRASE:
            return None
        if nouns[-1].pos not in ("NOUN", "PROPN") or any(w.pos not in _NOMINAL for w in nouns):
            return None
        frame = frame_of(last.question, last.parse)
        same = _same_noun(nouns[-1].lemma, last)
        noun = text[nouns[0].start : nouns[-1].end]
        if same is not None and not same.named:
            noun = _PLAIN.sub("", same.text)
            frame = replace(frame, core=frame.core.replace(same.text, "", 1), passive="")
        elif frame.noun:
            bare = f"{frame.core} ".replace(f" {frame.noun} ", " ", 1).strip()
            frame = replace(frame, core=bare, passive="")
        told = re.sub(r" {2,}", " ", asked_again(frame, f"{asks[0]} {noun}"))
        return only(re.sub(r" \?$", "?", told), "bare") if frame.core.strip() else None

    def _known(self, last: Heard) -> str:
        """Who it was that a question asked for, by its answer: the only person that it names, or
        the first of them if it is the subject; empty for nobody."""
        if asked_of(last.question, last.parse).kind != "person":
            return ""
        if last.named is not None and last.named.named:
            return last.named.text
        asked = set(terms_of(last.question))
        named = [one for one in map(self.refine, last.answered) if one.named]
        named = [one for one in named if one.nature == "person" and not key_words(one) & asked]
        sole = len(named) == 1 or (named and named[0].role == "subject" and not _are_joined(named))
        return named[0].text if sole else ""

    def _about(self, form: Said, before: list[Heard], alone: str | None) -> Resolution:
        """Another thing in the place of its like; `alone`: as which it may stand, too."""
        terms, parse = terms_of(form.rest), self.parse_one(form.rest)
        strange = terms and not any(self.facts.knows(term) for term in terms)
        inner = self.inner(form.rest, parse, before)
        if strange and parse[0].pos != "ADP":  # "for kids" goes with what was asked
            return only(alone or f"What about {inner}?", form.form)
        if Piece(inner, parse, None).preposition:
            inner = inner[0].lower() + inner[1:]  # "On Sundays too?"
        parse = parse if inner == form.rest else self.parse_one(inner)
        mentions = [self.refine(one) for one in mentions_of(inner, parse)]
        main = next((one for one in mentions if one.role != "owner"), None)
        last = before[-1]
        if form.form == "correction" and last.piece:
            led = Piece(last.piece, self.parse_one(last.piece), None).preposition
            if led and not Piece(inner, parse, None).preposition:
                inner = f"{last.piece[: len(led)]} {inner}"  # "I meant macOS", of "on Windows"
            return only(last.question.replace(last.piece, inner, 1), form.form)
        last = replace(last, mentions=tuple(self.refine(one) for one in last.mentions))
        frame = frame_of(last.question, last.parse)
        found = substituted(Piece(inner, parse, main), last, frame)
        found = [_without_piece(one, last) for one in found]
        if not _GARBLED.search(last.question):
            found = [one for one in found if not _GARBLED.search(one)]
        if not found or found[0] == last.question:  # "the company" is not the jury asked about
            found = [f"{last.question.rstrip(' ?.!')} ({form.rest})?"]
        if alone is not None:
            found = [*found[:1], alone] if frame.core else [alone]
        readings = [Reading(one, 1.0 - NEAR * n) for n, one in enumerate(found)]
        return Resolution(tuple(readings), form.form)

    def inner(self, text: str, parse: Parse, before: list[Heard]) -> str:
        """A fragment with its own pronouns replaced: "his wife"."""
        places = of_phrases(text, parse, mentions_of(text, parse), before, self.refine)
        for one in open_pronouns(text, parse, ()):
            fits = antecedents(before, one.pointer, self.refine)
            if fits:
                places.append(of_pronoun(parse, one, fits[0].text))
        if not places:
            return text
        told = _COUPLE.sub(r"\1", phrase(put(text, places)))
        # What stands first is written as it was: "before the Dutch".
        return text[0] + told[1:] if min(places)[0][0] else told


def _doing(text: str, before: Sequence[Heard]) -> str | None:
    """`text` of what somebody does by the last question, or by one before it that was gone on from
    without naming another thing: "Who decides?", "Is there a deadline?"."""
    for turn in reversed(before):
        if (doing := of_doing(text, turn.question)) is not None:
            return doing
        asked = (one for one in turn.mentions if f"({one.text})" not in turn.question)
        others = (one for one in asked if one.role in ("subject", "object"))
        if not _THERE_IS.match(turn.question) and any(one.nature != "person" for one in others):
            return None
    return None


def _asks_needed(last: Heard) -> bool:
    """Whether it asks which of some things one needs: "Which hardware do I need?"."""
    asked = asked_of(last.question, last.parse)
    needed = any(word.lemma in _NEEDING for word in last.parse)
    return needed and bool(frame_of(last.question, last.parse).noun) and asked.kind != "number"


def _same_noun(lemma: str, last: Heard) -> Mention | None:
    """What the question before has of that noun; of "ones" the last of which there are several."""
    if lemma not in ("one", "ones"):
        return next((one for one in last.mentions if one.lemma == lemma), None)
    several = [one for one in last.mentions if one.plural and not one.named]
    return several[-1] if several else None


def _without_piece(asked: str, last: Heard) -> str:
    """What was asked without what the turn before put beside it: of "Can I bring fruit (children)?"
    after "And children?" the fruit."""
    aside = f" ({last.piece})?"
    new = last.piece and not last.question.startswith(asked.removesuffix(aside))
    return asked.removesuffix(aside) + "?" if new and asked.endswith(aside) else asked


def _done_by(frame: Frame, name: str) -> Frame:
    return replace(frame, core=frame.core.replace("someone", name, 1))


def _are_joined(mentions: Sequence[Mention]) -> bool:
    return any(one.joined == mentions[0].head for one in mentions[1:])


def _with_doer(frame: Frame, last: Heard) -> Frame:
    """ "Why?" of "Who was sent off?" is asked of the one of whom the answer says the same."""
    said = re.sub(r"\s*\([^()]*\)$", "", frame.tail).lower()  # without what it was asked of
    for one in last.answered:
        behind = last.answer[one.place[1] :].lstrip().lower()
        if one.named and said and behind.startswith(said):
            return _done_by(frame, one.text)
    return frame
