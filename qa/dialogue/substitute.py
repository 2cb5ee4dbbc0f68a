"""One thing for another in the question before: "What about Karnavas?", "And in Paris?"."""

import re
from dataclasses import dataclass

from qa.dialogue.focus import Heard
from qa.dialogue.frames import Frame, capital, owning, preposition, replaced
from qa.dialogue.mentions import Mention
from qa.dialogue.nature import CASES
from qa.owners import RELATIVES
from qa.syntax import Parse
from qa.words import terms_of

_GENITIVE = re.compile(r"['’]s?(?!\w)")
_SAME, _LIKE, _SUBJECT, _BOTH, _ANY = 2.0, 0.5, 0.5, 0.4, 0.5
_THINGS = ("thing", "place")
_PREPOSITIONS = frozenset(
    """
    to from at in on with by against for about near into over under after before between through
    """.split()  # noqa: SIM905 - as in qa.words
)
_SINGULAR = {"were": "was", "are": "is", "do": "does", "have": "has"}
_PARTS = frozenset({"half", "third", "quarter", "part", "rest", "share", "remainder"})


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """What is put in: "in Paris" with its parse; `mention` is Paris."""

    text: str
    parse: Parse
    mention: Mention | None

    @property
    def preposition(self) -> str:
        """The word before the mention, if the piece begins with one."""
        word = self.parse[0]
        first = self.text[: word.end].lower()
        # "to Stavel" alone is often parsed as a verb.
        return first if word.pos in ("ADP", "SCONJ") or first in _PREPOSITIONS else ""


def substituted(piece: Piece, before: Heard, frame: Frame) -> list[str]:
    """The question of `before` with `piece` in the place of its like, the likeliest first."""
    mention = piece.mention
    forms = (_owned, _described, _like_in_form, _led_alike)
    if like := next(filter(None, (form(piece, before) for form in forms)), None):
        return [like]
    if before.mentions and all(one.lemma in _PARTS for one in before.mentions):
        return [f"What about {piece.text}?"]  # nothing takes the place of the half of something
    slots = sorted(before.mentions, key=lambda one: -_likeness(one, piece, before))
    slots = [one for one in slots if _likeness(one, piece, before) > 0]
    if mention is not None and (mention.named or piece.text.istitle()):
        counted = [one for one in slots if one.text == frame.noun and not one.named]
        if counted and slots == counted and frame.asks.lower().startswith("how"):
            return [f"{before.question.rstrip(' ?.!')} ({piece.text})?"]  # none of the jobs counted
        slots = [one for one in slots if one.named] or slots
    bare = before.question.rstrip(" ?.!")
    whole = mention is not None and mention.named and mention.text == piece.text
    one_of_these = whole and not slots and not piece.preposition
    asked = before.mentions if one_of_these else slots[:1]
    if any(_is_asked(one, frame, before, piece) for one in asked):
        return [_asked_of(piece, frame)]
    if mention is not None and slots:
        found = [_put(piece, slot, before) for slot in slots[:2]]
        own = set(terms_of(piece.text))
        found = [one for one in found if set(terms_of(one)) - own]
        if slots[0].nature != mention.nature and slots[0].role == "other":
            found.append(f"{capital(bare)} ({piece.text})?")  # no dog runs off the cemetery
        return found or [f"{capital(bare)} ({piece.text})?"]
    if piece.preposition:
        return [f"{capital(bare)} {piece.text}?"]
    alike = _alike(piece, before)
    if alike is not None:
        return [f"{capital(replaced(before.question, alike, piece.text)).rstrip(' ?.!')}?"]
    topic = next((one for one in before.mentions if one.role == "subject"), None)
    topic = topic or next(iter(before.mentions), None)
    if topic is None or not frame.core:
        return [f"{capital(piece.text)}?"]
    if mention is not None and mention.named and topic.named:
        return [_put(piece, topic, before)]
    beside = f"{capital(bare)} ({piece.text})?"
    ends = mention is not None and mention.bare and mention.lemma in CASES
    if mention is not None and ends and topic.named and topic.nature == "person":
        noun = mention.text.split(" ", 1)[-1]  # "And the funeral?" of one who died
        return [f"What about {owning(topic.text)} {noun}?", beside]
    if mention is not None and topic.role == "subject" and piece.parse[0].lemma == "the":
        return [_put(piece, topic, before), beside]
    return [beside]


def _owned(piece: Piece, before: Heard) -> str | None:
    """ "And the observers'?" of the question about Pol Pot's opinion."""
    owner = next((one for one in before.mentions if one.role == "owner"), None)
    if owner is None or not piece.text.endswith(("'s", "’s", "s'", "s’")):
        return None
    start, end = owner.place
    suffix = _GENITIVE.match(before.question, end)
    place = start, suffix.end() if suffix else end
    return f"{replaced(before.question, place, piece.text).rstrip(' ?.!')}?"


_ONE = re.compile(
    r"(?P<article>the|an?|any|no)? ?(?:(?P<words>[\w-]+(?: [\w-]+)?) ones?|"
    r"(?P<rank>first|second|third|fourth|fifth|last|next|other))",
    re.IGNORECASE,
)


def _described(piece: Piece, before: Heard) -> str | None:
    """ "An oral one?" of the question about a written exam, "And the second?" of that about the
    first theory: its noun, otherwise described."""
    match = _ONE.fullmatch(piece.text)
    if match is None:
        return None
    nouns = [one for one in before.mentions if not one.named and one.nature != "time"]
    described = [one for one in nouns if _modifiers(one, before.parse)]
    noun = next(iter(described or nouns), None)
    if noun is None:
        return None
    words, head = match["words"] or match["rank"], before.parse[noun.head]
    first = min(_modifiers(noun, before.parse), default=noun.head)
    place = before.parse[first].start, head.end
    if first and before.parse[first - 1].lemma in ("a", "an", "the") and match["article"]:
        place = before.parse[first - 1].start, head.end
        words = f"{match['article']} {words}"
    text = replaced(before.question, place, f"{words} {before.question[head.start : head.end]}")
    return f"{capital(text).rstrip(' ?.!')}?"


# What is seen to be of a kind by how it is written.
_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![\w.])v?\d+(?:\.\d+)+(?!\w)",  # a version
        r"(?<!\w)-{0,2}[A-Za-z]\w*(?:[._]\w+)+(?!\w)|(?<!\w)--[a-z][\w-]+",  # an option
    )
)
_SUPERLATIVES = frozenset({"JJS", "RBS"})


def _like_in_form(piece: Piece, before: Heard) -> str | None:
    """ "And 3.9.0?" of the question about 4.1.0, "And the smallest?" of that about the biggest."""
    bare = re.sub(r"^(?:the|of|with|in|for|version|option) ", "", piece.text, flags=re.IGNORECASE)
    for form in _FORMS:
        last = next(iter(reversed(list(form.finditer(before.question)))), None)
        if last is not None and form.fullmatch(bare):
            return f"{replaced(before.question, last.span(), bare).rstrip(' ?.!')}?"
    if piece.parse[-1].tag in _SUPERLATIVES and len(bare.split()) == 1:
        most = next((word for word in before.parse if word.tag in _SUPERLATIVES), None)
        if most is not None:
            place = most.start, most.end
            return f"{replaced(before.question, place, bare).rstrip(' ?.!')}?"
    return None


def _led_alike(piece: Piece, before: Heard) -> str | None:
    """ "And to Stavel?" of the question when the trains got to Hollen."""
    led = piece.preposition
    if not led or led == "in" or piece.mention is None:
        return None  # "in 1979", "in Paris": their kinds tell
    times = piece.mention.nature == "time"
    found = [
        one
        for one in before.mentions
        if (preposition(before.question, before.parse, one) or (0, ""))[1] == led
        and (one.nature == "time") == times
    ]
    if len(found) != 1:
        return None
    start = preposition(before.question, before.parse, found[0])
    place = (start or found[0].place)[0], found[0].place[1]
    return f"{capital(replaced(before.question, place, piece.text)).rstrip(' ?.!')}?"


def _modifiers(one: Mention, parse: Parse) -> list[int]:
    """The words that describe a noun: the "written" of "a written exam"."""
    return [
        n
        for n in range(one.head)
        if parse[n].head == one.head and parse[n].dep in ("amod", "nummod") and n >= one.head - 2
    ]


def _is_asked(slot: Mention, frame: Frame, before: Heard, piece: Piece) -> bool:
    """Whether a mention is what the question asks for: the systems of "which systems", and of "how
    many people" the people, where the piece is but one: "And the king?"."""
    first = frame.asks.lower().split(" ", 1)[0]
    start = before.question.find(frame.asks)
    inside = start <= slot.place[0] and slot.place[1] <= start + len(frame.asks)
    one = first == "how" and piece.mention is not None and not piece.mention.plural
    return (first in ("what", "which") or one) and inside and bool(frame.core)


def _asked_of(piece: Piece, frame: Frame) -> str:
    """Whether `piece` is one of what was asked for: "does it run on Windows"."""
    named, core = f" {frame.noun} ", frame.core
    if frame.noun and named in f"{core} ":
        helper = core.split(" ", 1)[0]
        if piece.mention is not None and piece.mention.named and not piece.mention.plural:
            core = core.replace(helper, _SINGULAR.get(helper, helper), 1)
        return f"{capital(f'{core} '.replace(named, f' {piece.text} ', 1).strip())}?"
    return f"{capital(f'{core} {piece.text}')}?"


def _put(piece: Piece, slot: Mention, before: Heard) -> str:
    place, words = slot.place, piece.text
    if not slot.named and slot.text != before.question[slice(*slot.place)]:
        place = slot.place[0], slot.place[0] + len(slot.text)
    if piece.preposition:
        found = preposition(before.question, before.parse, slot)
        if found is None and piece.mention is not None and slot.nature == piece.mention.nature:
            found = place[0], ""  # "visit Beijing", and then "in Hanoi"
            words = piece.mention.text
        if found is None:
            bare = before.question.rstrip(" ?.!")
            return f"{capital(bare)} {piece.text}?"
        place = found[0], place[1]
    text = replaced(before.question, place, words).rstrip(" ?.!")
    return f"{capital(text)}?"


def _likeness(slot: Mention, piece: Piece, before: Heard) -> float:
    """How much a mention of the question before is of the kind of what is put in; 0 for not."""
    new = piece.mention
    if new is None:
        return 0
    same = slot.nature == new.nature or _are_things(slot, new)
    if not same and "unknown" not in (slot.nature, new.nature):
        return 0
    like = _SAME if same else _LIKE
    like += _LIKE * (slot.named == new.named) + _SUBJECT * (slot.role == "subject")
    if slot.lemma == new.lemma or {slot.lemma, new.lemma} <= RELATIVES:
        like += _SAME
    like += _ANY * (_article(slot) == _article(new) == "a")  # one of a kind, as well
    if piece.preposition:
        found = preposition(before.question, before.parse, slot)
        like += _BOTH if found is not None else -_SAME
        alike = found is not None and found[1] == piece.preposition
        if not alike and "unknown" in (slot.nature, new.nature):
            return 0  # "in version 5" takes the place of no "of the default"
        like += _BOTH * alike
    return like


def _are_things(one: Mention, other: Mention) -> bool:
    """Whether two nouns of one article name no person and no time: a seat is a place, and a bed is
    none."""
    of_things = one.nature in _THINGS and other.nature in _THINGS
    return of_things and not one.named and _article(one) == _article(other) != ""


def _article(one: Mention) -> str:
    first = one.text.lower().split(" ", 1)[0]
    return {"a": "a", "an": "a", "the": "the"}.get(first, "")


def _alike(piece: Piece, before: Heard) -> tuple[int, int] | None:
    """Where the question before has what one word can take the place of: a number that of a
    number, "shut" that of "opened", and any other word that of what was asked about."""
    if len(piece.parse) > 2:
        return None
    last = piece.parse[-1]
    words = [word for word in before.parse if word.pos not in ("PUNCT", "SPACE")]
    if piece.text.isdigit():
        numbers = (w for w in words if before.question[w.start : w.end].isdigit())
        return next(((w.start, w.end) for w in numbers), None)
    does = last.pos == "VERB" and last.tag != "VBZ"  # not "And passwords?"
    if does and words and words[-1].tag in ("VBN", "VBD", "VB"):
        return words[-1].start, words[-1].end
    things = [one for one in before.mentions if one.nature in ("thing", "unknown")]
    topic = next((one for one in things if one.role == "subject"), None) or next(iter(things), None)
    if topic is None or not _is_name_like(piece.text):
        return None
    return topic.place[0], max(topic.place[1], topic.place[0] + len(topic.text) * topic.named)


def _is_name_like(text: str) -> bool:
    """Whether a word is an option, a command, or anything else that is no common word."""
    return any(c in "_-.=`0123456789" for c in text)
