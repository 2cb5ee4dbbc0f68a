"""What is put into the question before in the place of what has its form, whatever it means.

"And the observers'?" takes the place of another owner, "And 3.9.0?" of another version.
"""

import re
from dataclasses import dataclass

from qa.dialogue.frames import capital, preposition, replaced
from qa.dialogue.heard import Heard
from qa.dialogue.mention import Mention
from qa.syntax import Parse

_PREPOSITIONS = frozenset(
    """
    to from at in on with by against for about near into over under after before between through
    """.split()  # noqa: SIM905 - as in qa.words
)
_GENITIVE = re.compile(r"['’]s?(?!\w)")
_ONE = re.compile(
    r"(?P<article>the|an?|any|no)? ?(?:(?P<words>[\w-]+(?: [\w-]+)?) ones?|"
    r"(?P<rank>first|second|third|fourth|fifth|last|next|other))",
    re.IGNORECASE,
)
# What is seen to be of a kind by how it is written.
_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![\w.])v?\d+(?:\.\d+)+(?!\w)",  # a version
        r"(?<![\w-])[A-Z]{1,4}-?\d{1,5}[A-Za-z]?(?![\w-])",  # a code: "B-32", "A320"
        r"(?<!\w)-{0,2}[A-Za-z]\w*(?:[._]\w+)+(?!\w)|(?<!\w)--[a-z][\w-]+",  # an option
    )
)
_RANKS = frozenset("first second third fourth fifth last next other one".split())  # noqa: SIM905
_SUPERLATIVES = frozenset({"JJS", "RBS"})


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


def in_form(piece: Piece, before: Heard) -> str | None:
    """The question of `before` with `piece` in the place of what has its form, if anything has."""
    forms = (_owned, _described, _like_in_form, _led_alike)
    return next(filter(None, (form(piece, before) for form in forms)), None)


def _owned(piece: Piece, before: Heard) -> str | None:
    """ "And the observers'?" of the question about Pol Pot's opinion."""
    owner = next((one for one in before.mentions if one.role == "owner"), None)
    if owner is None or not piece.text.endswith(("'s", "’s", "s'", "s’")):
        return None
    start, end = owner.place
    suffix = _GENITIVE.match(before.question, end)
    place = start, suffix.end() if suffix else end
    return f"{replaced(before.question, place, piece.text).rstrip(' ?.!')}?"


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
    ranked = match["rank"] or words.lower() in _RANKS
    if ranked and not {w.lemma for w in before.parse} & _RANKS:
        # "A resident's parking permit", "And a second one?": all of it, and one more.
        bare = re.sub(r"^(?:the|an?|any|no) ", "", noun.text, flags=re.IGNORECASE)
        put_in = " ".join(filter(None, (match["article"], words, bare)))
        place = noun.place[0], max(noun.place[1], noun.place[0] + len(noun.text))
        return f"{capital(replaced(before.question, place, put_in)).rstrip(' ?.!')}?"
    first = min(_modifiers(noun, before.parse), default=noun.head)
    place = before.parse[first].start, head.end
    if first and before.parse[first - 1].lemma in ("a", "an", "the") and match["article"]:
        place = before.parse[first - 1].start, head.end
        words = f"{match['article']} {words}"
    text = replaced(before.question, place, f"{words} {before.question[head.start : head.end]}")
    return f"{capital(text).rstrip(' ?.!')}?"


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
