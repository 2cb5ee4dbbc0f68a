"""One thing for another in the question before: "What about Karnavas?", "And in Paris?"."""

import re
from collections.abc import Sequence

from qa.dialogue.alike import Piece, in_form
from qa.dialogue.frames import Frame, capital, owning, preposition, replaced
from qa.dialogue.heard import Heard
from qa.dialogue.mention import Mention
from qa.dialogue.nature import CASES
from qa.owners import RELATIVES
from qa.words import terms_of

_SAME, _LIKE, _SUBJECT, _BOTH, _ANY = 2.0, 0.5, 0.5, 0.4, 0.5
_THINGS = ("thing", "place")
_OF_PLACE = frozenset({"in", "at", "on", "to", "from"})
_SINGULAR = {"were": "was", "are": "is", "do": "does", "have": "has"}
_WHO_IS = re.compile(r"(?P<who>who|what)(?:['’]?s| (?:is|was|are|were)) ", re.IGNORECASE)
_OF_PEOPLE = frozenset(
    """
    arrest bear call charge describe die eat feel grow know learn like live love marry meet play
    punish say see sentence serve speak study teach tell thank think trust visit want write
    """.split()  # noqa: SIM905 - as in qa.words
)
_PARTS = frozenset({"half", "third", "quarter", "part", "rest", "share", "remainder"})


def substituted(piece: Piece, before: Heard, frame: Frame) -> list[str]:
    """The question of `before` with `piece` in the place of its like, the likeliest first."""
    if like := in_form(piece, before):
        return [like]
    if before.mentions and all(one.lemma in _PARTS for one in before.mentions):
        return [f"What about {piece.text}?"]  # nothing takes the place of the half of something
    mention, slots = piece.mention, _slots(piece, before)
    if mention is not None and (mention.named or piece.text.istitle()):
        counted = [one for one in slots if one.text == frame.noun and not one.named]
        if counted and slots == counted and frame.asks.lower().startswith("how"):
            return [f"{_bare(before)} ({piece.text})?"]  # none of the jobs counted
        slots = [one for one in slots if one.named] or slots
    whole = mention is not None and mention.named and mention.text == piece.text
    one_of_these = whole and not slots and not piece.preposition
    asked = before.mentions if one_of_these else slots[:1]
    if any(_is_asked(one, frame, before, piece) for one in asked):
        return [_asked_of(piece, frame)]
    if mention is not None and _is_also_who(mention, frame):
        return [_with_one(piece, frame, before)]
    if mention is not None and _is_who(mention, frame, slots):
        return [_asked_of_one(piece, frame)]
    if mention is not None and slots:
        return _in_slots(piece, mention, slots, before)
    if piece.preposition:
        return [f"{capital(_bare(before))} {piece.text}?"]
    return _unlike(piece, before, frame)


def _is_also_who(mention: Mention, frame: Frame) -> bool:
    """Whether somebody is one more of those for whom it was asked: "Who else did he meet?"."""
    asks = frame.asks.lower() in ("who", "whom") and frame.tail.startswith("else ")
    return asks and mention.nature in ("person", "unknown")


def _with_one(piece: Piece, frame: Frame, before: Heard) -> str:
    """ "Did he know Linh in Hanoi?" of "Who else did he know in Hanoi?"."""
    core = frame.tail.removeprefix("else ")
    verb = next((w for w in before.parse if w.pos == "VERB" and w.dep == "ROOT"), None)
    said = f" {before.question[verb.start : verb.end]}" if verb is not None else core
    at = core.find(said) + len(said) if said in core else len(core)
    return f"{capital(f'{core[:at]} {piece.text}{core[at:]}')}?"


def _is_who(mention: Mention, frame: Frame, slots: Sequence[Mention]) -> bool:
    """Whether somebody is one of those of whom it was asked who they are: "Who was blamed?" """
    people = any(one.nature == "person" for one in slots)
    who = frame.asks.lower() in ("who", "whom") and " someone " in f"{frame.core} "
    return who and not people and mention.nature == "person" and not mention.plural


def _asked_of_one(piece: Piece, frame: Frame) -> str:
    """ "Was Dr Pallister blamed?" of "Who was blamed?"."""
    core = f"{frame.core} ".replace(" someone ", f" {piece.text} ", 1).strip()
    return f"{capital(core)}?"


def _bare(before: Heard) -> str:
    """The question before, without the marks at its end."""
    return before.question.rstrip(" ?.!")


def _slots(piece: Piece, before: Heard) -> list[Mention]:
    """What `piece` can take the place of, the likest first."""
    likeness = [(_likeness(one, piece, before), one) for one in before.mentions]
    return [one for like, one in sorted(likeness, key=lambda pair: -pair[0]) if like > 0]


def _in_slots(piece: Piece, mention: Mention, slots: list[Mention], before: Heard) -> list[str]:
    """The question before with `piece` in each of the best two slots, and beside it where it may be
    in none."""
    beside = f"{capital(_bare(before))} ({piece.text})?"
    own = set(terms_of(piece.text))
    found = [_put(piece, slot, before) for slot in slots[:2]]
    # "Who was X?" is all of the question, and "What is X?" of what has a name.
    who = None if piece.preposition else _WHO_IS.match(before.question)
    whole = who is not None and (who["who"].lower() == "who" or mention.named)
    found = [one for one in found if whole or set(terms_of(one)) - own]
    if slots[0].nature != mention.nature and slots[0].role == "other":
        found.append(beside)  # no dog runs off the cemetery
    return found or [beside]


def _unlike(piece: Piece, before: Heard, frame: Frame) -> list[str]:
    """The question before with a `piece` that is like nothing in it."""
    alike = _alike(piece, before)
    if alike is not None:
        return [f"{capital(replaced(before.question, alike, piece.text)).rstrip(' ?.!')}?"]
    topic = next((one for one in before.mentions if one.role == "subject"), None)
    topic = topic or next(iter(before.mentions), None)
    if topic is None or not frame.core:
        return [f"{capital(piece.text)}?"]
    beside, mention = f"{capital(_bare(before))} ({piece.text})?", piece.mention
    if mention is None:
        return [beside]
    if mention.named and topic.named:
        return [_put(piece, topic, before)]
    ends = mention.bare and mention.lemma in CASES
    if ends and topic.named and topic.nature == "person":
        noun = mention.text.split(" ", 1)[-1]  # "And the funeral?" of one who died
        return [f"What about {owning(topic.text)} {noun}?", beside]
    people = frame.asks.lower().startswith("who") or _is_of_people(before)
    if people and topic.nature == "person" and mention.nature in _THINGS and not mention.named:
        asks = f"What about {piece.text}"  # no logbook dies, and no roof says anything
        return [f"{asks}?", f"{asks} ({topic.text})?"]
    if topic.role == "subject" and piece.parse[0].lemma == "the":
        return [_put(piece, topic, before), beside]
    return [beside]


def _is_of_people(before: Heard) -> bool:
    """Whether only people do, or have done to them, what a question asks; a ferry may need time."""
    return any(
        (word.pos == "VERB" and word.lemma in _OF_PEOPLE)
        or (word.dep == "attr" and word.lemma in RELATIVES)
        for word in before.parse
    )


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
    behind = slot.text[slot.place[1] - slot.place[0] :].split()[:1]
    stays = slot.nature == "person" and behind in (["in"], ["at"], ["on"])  # "his wife in prison"
    if not slot.named and behind and not stays:
        place = slot.place[0], slot.place[0] + len(slot.text)
    if piece.preposition:
        found = preposition(before.question, before.parse, slot)
        led = piece.preposition in _OF_PLACE
        if found is None and led and piece.mention and slot.nature == piece.mention.nature:
            found = place[0], ""  # "visit Beijing", and then "in Hanoi"
            words = piece.mention.text
        if found is None:
            bare = before.question.rstrip(" ?.!")
            return f"{capital(bare)} {piece.text}?"
        place = found[0], place[1]
    led = before.question[: place[0]].lower().endswith("the ")
    words = words[len("the ") :] if led and words.lower().startswith("the ") else words
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
