"""A question and what was said before -> the question as it stands alone.

Deterministic, and without a language model: pronouns and phrases that point back are replaced by
what they point to, and a bare follow-up ("When?", "What about Karnavas?") is asked of the question
before. Where several readings are possible, all are returned, the likeliest first, and the sources
decide (`qa.dialogue.choose`). A question that stands alone comes back as it is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.blocks import fold
from qa.dialogue.anaphors import Anaphor, open_adverbs, open_pronouns
from qa.dialogue.casing import cased
from qa.dialogue.focus import Antecedent, Heard, Refine, antecedents, key_words
from qa.dialogue.fragments import Said, named_ahead, said
from qa.dialogue.frames import asked_again, capital, frame_of, owning, replaced
from qa.dialogue.known import known_persons
from qa.dialogue.mentions import Mention, mentions_of, with_owners
from qa.dialogue.moves import asked_how_many, more_of, next_of, others_of
from qa.dialogue.pointing import is_firm, meant, places_of_that, points_back, said_before
from qa.dialogue.replies import is_ours
from qa.dialogue.substitute import Piece, substituted
from qa.query import Turn
from qa.syntax import Parse, Parser
from qa.words import terms_of

_TURNS = 8  # how far back a follow-up may reach
_ANSWERS = 2  # the answers that are read for what they mention
_LONGEST = 600  # characters of a turn that are read
_READINGS, _NEAR = 3, 0.5
_PHRASE = 5  # words of a fragment without a verb that may stand for one of the question before
_FEW = 3  # content words: a question with more of them stands by itself
_OWNED = 1.0
_OF_TOPIC = 1.0
_MOVING = frozenset(
    "get gets go goes went gone going come came travel travelled move moved".split()
)  # noqa: SIM905
_KEPT = frozenset("to from near around over in at on by since until till before after".split())  # noqa: SIM905

_ASKING = re.compile(
    r"\b(?:who|whom|whose|what|which|when|where|why|how|if|is|are|was|were|did|does|do)\b"
)

Places = list[tuple[tuple[int, int], str]]


@dataclass(frozen=True, slots=True)
class Reading:
    """A question that stands alone, and how likely it is meant (no probability)."""

    question: str
    weight: float


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a question may mean.

    readings  at least one, the likeliest first; the question itself where it stands alone
    form      what was said: "greeting", "thanks" and "parting" get a reply and no answer
    moves_on  whether what was quoted before is no answer: "who else", "and then"
    open      the word that nothing said before fits, or empty
    even      whether the grammar has no preference between the first readings
    """

    readings: tuple[Reading, ...]
    form: str
    moves_on: bool = False
    open: str = ""
    even: bool = False


def resolve(
    question: str,
    history: Sequence[Turn],
    parser: Parser,
    refine: Refine | None = None,
    names: frozenset[str] = frozenset(),
) -> Resolution:
    """What `question` means after `history`, which is oldest first.

    `refine` says what the collection knows of a name, `names` which words are names in it. Nothing but the texts of the question and the
    history is looked at, so that the same ones always give the same readings.
    """
    asked = fold(question)
    turns = [turn for turn in history[-_TURNS:] if turn.question.strip()]
    first = said(asked, first=not turns)
    if first.form in ("greeting", "thanks", "parting"):
        return Resolution((Reading(asked, 1.0),), first.form)
    return Reader(parser, refine or (lambda mention: mention), names).resolve(asked, turns)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the turns of a conversation one after the other."""

    parser: Parser
    refine: Refine
    names: frozenset[str]

    def _parse(self, texts: Sequence[str]) -> list[Parse]:
        return self.parser.parse([cased(text, self.names) for text in texts])

    def resolve(self, question: str, turns: Sequence[Turn]) -> Resolution:
        """What `question` means after `turns`."""
        answers = ["" if is_ours(turn.answer) else fold(turn.answer[:_LONGEST]) for turn in turns]
        answers = ["" if n < len(turns) - _ANSWERS else text for n, text in enumerate(answers)]
        asked = [fold(turn.question[:_LONGEST]) for turn in turns]
        texts = [*asked, question, *answers]
        parses = self._parse(texts)
        heard: list[Heard] = []
        for n, text in enumerate(asked):
            turn = self._heard(text, parses[n], heard)
            if turn is not None:
                parse = parses[len(asked) + 1 + n]
                found = with_owners(mentions_of(answers[n], parse))
                heard.append(replace(turn, answer=answers[n], answered=found))
        return self._read(question, parses[len(asked)], heard)

    def _heard(self, text: str, parse: Parse, before: list[Heard]) -> Heard | None:
        """An earlier question as it stood alone; None for thanks and the like."""
        resolution = self._read(text, parse, before)
        if resolution.form in ("greeting", "thanks", "parting"):
            return None
        whole = resolution.readings[0].question
        if whole != text:
            parse = self._parse([whole])[0]
        mentions = known_persons(text, whole, parse, with_owners(mentions_of(whole, parse)))
        return Heard(whole, parse, mentions, "", ())

    def _read(self, text: str, parse: Parse, before: list[Heard]) -> Resolution:
        form = said(text, first=not before)
        if form.form == "whole" and before and (ahead := named_ahead(text, parse)):
            return self._ahead(text, ahead, before)
        if form.form == "whole":
            return self._whole(text, parse, before)
        if form.form == "correction" and _ASKING.search(form.rest.lower()):
            # "No, I meant how long he was there": a question of its own.
            return self._whole(form.rest, self._parse([form.rest])[0], before)
        if not before or form.form in ("greeting", "thanks", "parting"):
            return Resolution((Reading(text, 1.0),), form.form)
        return self._fragment(form, before)

    def _whole(self, text: str, parse: Parse, before: list[Heard]) -> Resolution:
        mentions = mentions_of(text, parse)
        moves = " else" in f" {text.lower()}"
        pronouns = open_pronouns(text, parse, mentions)
        if not before:
            word = _shown(text, parse, pronouns[0]) if pronouns else ""
            return Resolution((Reading(text, 1.0),), "whole", open=word)
        if _is_phrase(parse, mentions) and len(mentions) == 1 and len(parse) <= _PHRASE:
            return self._fragment(Said("about", text), before, alone=text)
        fixed = self._adverbs(text, parse, before) + _pointed(text, parse, mentions, before)
        barred = [one.text for one in mentions if one.named]
        groups = self._groups(parse, pronouns, before, barred)
        lost = next((_shown(text, parse, one) for one, fits in groups if not fits), "")
        groups = [group for group in groups if group[1]]
        if places_of_that(text, parse):
            fixed = [*fixed, said_before(text, parse, before[-1])]
        if not groups:
            readings = [Reading(_put(text, fixed), 1.0)]
            if not fixed and not lost:
                readings += owned_by_topic(text, parse, mentions, before)
            return Resolution(tuple(readings), "whole", moves, lost)
        return Resolution(_combined(text, parse, fixed, groups), "whole", moves)

    def _ahead(self, text: str, ahead: tuple[str, str], before: list[Heard]) -> Resolution:
        """ "Back to X: what did he do?": of what is named ahead the question is asked."""
        name, rest = ahead
        parse = self._parse([rest])[0]
        inner = self._inner(name, self._parse([name])[0], before)
        pronouns = open_pronouns(rest, parse, mentions_of(rest, parse))
        spots = [_owned(rest, parse, one, inner) for one in pronouns[:1]]
        spots = spots or [(place, inner) for place in places_of_that(rest, parse)[:1]]
        if not spots:
            return _alone(text)
        asked = capital(_put(rest, spots))
        return self._whole(asked, self._parse([asked])[0], before)

    def _groups(
        self, parse: Parse, pronouns: Sequence[Anaphor], before: list[Heard], barred: Sequence[str]
    ) -> list[tuple[Anaphor, list[Antecedent]]]:
        """The pronouns with what each may stand for: not what the question itself names."""
        found = []
        for one in pronouns:
            does = parse[one.word].dep == "nsubj" and parse[parse[one.word].head].pos == "VERB"
            fits = antecedents(before, one.pointer, self.refine, does=does)
            fits = [fit for fit in fits if not _is_named(fit, barred)]
            if fits or one.pointer in ("he", "she"):
                found.append((one, fits))
        return found

    def _adverbs(self, text: str, parse: Parse, before: list[Heard]) -> Places:
        """ "there" and "then" with what stands for them."""
        found: Places = []
        for one in open_adverbs(text, parse):
            fits = antecedents(before, one.pointer, self.refine)
            if fits:
                word = parse[one.word]
                last = text[: word.start].lower().split()[-1:]
                if last and last[0] in _MOVING:
                    words = f"to {fits[0].text}"
                else:
                    bare = last and last[0] in _KEPT
                    words = fits[0].text if bare else _at(fits[0], before)
                found.append(((word.start, word.end), words))
        return found

    def _fragment(self, form: Said, before: list[Heard], alone: str | None = None) -> Resolution:
        last = before[-1]
        frame = frame_of(last.question, last.parse)
        moves = form.form in ("else", "next")
        if form.form == "next":
            return _only(next_of(last), form, moves=moves)
        if form.form == "else":
            found = more_of(last) if form.rest == "what" and not frame.asks else None
            return _only(found or others_of(form.rest, last, frame), form, moves=moves)
        if form.form == "bare":
            if form.rest in ("how many", "how much"):
                return _only(asked_how_many(form.rest, last, frame), form)
            return _only(asked_again(frame, form.rest), form)
        return self._about(form, before, alone)

    def _about(self, form: Said, before: list[Heard], alone: str | None) -> Resolution:
        """Another thing in the place of its like."""
        parse = self._parse([form.rest])[0]
        inner = self._inner(form.rest, parse, before)
        if inner != form.rest:
            parse = self._parse([inner])[0]
        mentions = [self.refine(one) for one in mentions_of(inner, parse)]
        main = next((one for one in mentions if one.role != "owner"), None)
        last = before[-1]
        last = replace(last, mentions=tuple(self.refine(one) for one in last.mentions))
        frame = frame_of(last.question, last.parse)
        found = (
            []
            if main is None and not parse
            else substituted(Piece(inner, parse, main), last, frame)
        )
        if alone is not None:
            found = [*found[:1], alone] if found and frame.core else [alone]
        readings = [Reading(one, 1.0 - _NEAR * n) for n, one in enumerate(found)]
        return Resolution(tuple(readings) or (Reading(form.rest, 1.0),), form.form)

    def _inner(self, text: str, parse: Parse, before: list[Heard]) -> str:
        """A fragment with its own pronouns replaced: "his wife"."""
        mentions = mentions_of(text, parse)
        places = _pointed(text, parse, mentions, before)
        for one in open_pronouns(text, parse, ()):
            fits = antecedents(before, one.pointer, self.refine)
            if fits:
                places.append(_place(text, parse, one, fits[0]))
        return _put(text, places)


def _is_phrase(parse: Parse, mentions: Sequence[Mention]) -> bool:
    """Whether a text is nothing but a noun phrase."""
    return bool(mentions) and not any(
        word.pos in ("VERB", "AUX") or word.tag in ("WP", "WRB", "WDT") for word in parse
    )


def _only(question: str, form: Said, *, moves: bool = False) -> Resolution:
    return Resolution((Reading(question, 1.0),), form.form, moves)


def owned_by_topic(
    text: str, parse: Parse, mentions: Sequence[Mention], before: Sequence[Heard]
) -> list[Reading]:
    """ "the pictures" as those of what was spoken of, where the question names nothing."""
    if any(one.named or one.nature == "time" for one in mentions):
        return []
    topic = next((one for one in before[-1].mentions if one.named and one.nature != "time"), None)
    terms = terms_of(text)
    if topic is None or len(terms) > _FEW or key_words(topic) & set(terms):
        return []
    bare = [one for one in mentions if points_back(text, parse, one)]
    if not bare:
        end = len(text.rstrip(" ?.!"))
        return [Reading(_put(text, [((end, end), f" ({topic.text})")]), _OF_TOPIC)]
    noun = text[slice(*bare[0].place)].split(" ", 1)[1]
    return [Reading(_put(text, [(bare[0].place, f"{owning(topic.text)} {noun}")]), _OWNED)]


def _is_named(fit: Antecedent, names: Sequence[str]) -> bool:
    """Whether a name of the question is a form of what a pronoun would stand for."""
    words = set(terms_of(fit.text))
    return any(set(terms_of(name)) <= words for name in names if terms_of(name))


def _combined(
    text: str, parse: Parse, fixed: Places, groups: list[tuple[Anaphor, list[Antecedent]]]
) -> tuple[Reading, ...]:
    """The readings: each of the near antecedents of the first pronoun, the best of the others."""
    first, options = groups[0]
    near = [one for one in options if one.weight >= _NEAR * options[0].weight][:_READINGS]
    readings = []
    for one in near:
        places = [*fixed, _place(text, parse, first, one)]
        taken = [one.text]
        for pronoun, fits in groups[1:]:
            free = [fit for fit in fits if fit.text not in taken] or fits
            taken.append(free[0].text)
            places.append(_place(text, parse, pronoun, free[0]))
        readings.append(Reading(_put(text, places), one.weight / options[0].weight))
    return tuple(readings)


def _pointed(text: str, parse: Parse, mentions: Sequence[Mention], before: list[Heard]) -> Places:
    """The phrases that point back, with what they point to."""
    found: Places = []
    for mention in mentions:
        if not points_back(text, parse, mention):
            continue
        if any(one.named for one in mentions) and not is_firm(text, mention):
            continue
        fuller = meant(text, mention, before)
        if fuller is not None:
            found.append((mention.place, fuller))
    return found


def _alone(text: str) -> Resolution:
    return Resolution((Reading(text, 1.0),), "whole")


def _owned(text: str, parse: Parse, one: Anaphor, name: str) -> tuple[tuple[int, int], str]:
    word = parse[one.word]
    return (word.start, word.end), owning(name) if one.owning else name


def _place(text: str, parse: Parse, one: Anaphor, fit: Antecedent) -> tuple[tuple[int, int], str]:
    return _owned(text, parse, one, fit.text)


def _shown(text: str, parse: Parse, one: Anaphor) -> str:
    return text[parse[one.word].start : parse[one.word].end]


def _at(fit: Antecedent, before: Sequence[Heard]) -> str:
    """ "in Paris", "on the island", "in 1979", "on 15 March": as it was said, if it was."""
    for turn in reversed(before):
        for text in (turn.question, turn.answer):
            said = re.search(rf"\b(in|on|at) {re.escape(fit.text)}\b", text)
            if said:
                return said.group()
    if fit.mention.nature != "time":
        return f"in {fit.text}"
    day = " " in fit.text and fit.text[0].isdigit()
    return f"{'on' if day else 'in'} {fit.text}"


def _put(text: str, places: Places) -> str:
    """`text` with every replacement; the "and" before a follow-up goes once something is said."""
    if not places:
        return text
    edge = len(text) + 1
    for place, words in sorted(places, reverse=True):
        if place[1] > edge:
            continue  # a phrase inside one that is replaced already
        text = replaced(text, place, words)
        edge = place[0]
    for link in ("and ", "but ", "so "):
        if text.lower().startswith(link):
            text = text[len(link) :]
    return capital(text)
