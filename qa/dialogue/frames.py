"""The question before, taken apart, so that another can be asked of the same matter."""

import re
from dataclasses import dataclass

from qa.asking import AUXILIARIES, BE, asking_word
from qa.dialogue.mention import Mention
from qa.dialogue.mentions import mentions_of
from qa.syntax import Parse

_PAST = frozenset({"VBD", "VBN"})
_LINKING = frozenset({"CCONJ", "INTJ", "PUNCT", "ADV"})
_MANY = frozenset({"many", "much"})
_OBJECTLESS = re.compile(r"\b(?:do$|say(?=$| (?:about|of|on|in|at|to)\b))")
_WHO_TO = re.compile(r"^whom? (to|with|by|for|from)$")
_DENIED = {"can": "can't", "will": "won't"} | {
    helper: f"{helper}n't"
    for helper in "is are was were do does did has have had could would should".split()  # noqa: SIM905
}


@dataclass(frozen=True, slots=True)
class Frame:
    """A question without what it asks for.

    lead  what stands before the asking words ("In 1997,"), usually nothing
    asks  the asking words with their noun ("in which year"), empty for yes or no
    core  the rest as a clause in the order of a question: "did Ieng Sary die"
    noun  the noun asked for with its determiner dropped ("ships" of "which ships"), or empty
    tail  what follows the asking words, as it was written
    passive  of "who discovered argon" the clause "was argon discovered", else empty
    """

    lead: str
    asks: str
    core: str
    noun: str
    tail: str
    passive: str = ""


def frame_of(text: str, parse: Parse) -> Frame:
    """The frame of a question that stands alone; `parse` is its parse."""
    bare = text.rstrip(" ?.!")
    forms = [text[word.start : word.end].lower() for word in parse]
    place = asking_word(forms, parse)
    if place is None:
        return Frame("", "", _lowered(bare, parse), "", bare)
    first = place - 1 if place and parse[place - 1].pos == "ADP" else place
    last, noun = _phrase(place, forms, parse)
    start = parse[first].start
    # "In 1997, who ..." says when; "So who ..." says nothing.
    named = any(word.pos in ("NOUN", "PROPN", "NUM") for word in parse[:first])
    lead = text[:start].strip() if named else ""
    asks = text[start : parse[last].end]
    tail = bare[parse[last].end :].strip()
    core = _core(tail, last + 1, noun, text, forms, parse)
    asked = text[noun[0] : noun[1]] if noun else ""
    return Frame(lead, asks, core, asked, tail, _passive(last + 1, text, parse))


def _phrase(place: int, forms: list[str], parse: Parse) -> tuple[int, tuple[int, int] | None]:
    """The last word of the asking phrase, and where its noun stands."""
    last = place
    if forms[place] == "how" and place + 1 < len(forms) and forms[place + 1] not in AUXILIARIES:
        last = place + 1
        if forms[place + 1] not in _MANY:
            return last, None
    elif forms[place] not in ("what", "which", "whose"):
        return last, None
    begin = last + 1
    k = begin
    while k < len(parse) and forms[k] not in AUXILIARIES and parse[k].pos in (
        "NOUN", "PROPN", "ADJ", "NUM", "DET", "PART",
    ):  # fmt: skip
        k += 1
    if k == begin or all(parse[n].pos == "DET" for n in range(begin, k)):
        return last, None
    return k - 1, (parse[begin].start, parse[k - 1].end)


def _core(
    tail: str,
    after: int,
    noun: tuple[int, int] | None,
    text: str,
    forms: list[str],
    parse: Parse,
) -> str:
    """The clause behind the asking words with a subject: "did someone sign the pardon"."""
    if after >= len(parse) or not tail:
        return tail
    someone = text[noun[0] : noun[1]] if noun else _someone(forms)
    verb = parse[after]
    if forms[after] not in AUXILIARIES:
        if verb.pos not in ("VERB", "AUX"):
            return tail
        rest = text[verb.end :].rstrip(" ?.!").strip()
        helper = "did" if verb.tag in _PAST else ("does" if verb.tag == "VBZ" else "do")
        return f"{helper} {someone} {verb.lemma} {rest}".strip()
    if _has_subject(after, forms, parse):
        # "Which port do they connect on" asks of the port that they connect on.
        stranded = (
            noun is not None and parse[len(parse) - 1 - (parse[-1].pos == "PUNCT")].pos == "ADP"
        )
        if noun is not None and not stranded:
            return _with_object(tail, after, noun, text, parse)
        return f"{tail} {someone}" if stranded else tail
    rest = text[verb.end :].rstrip(" ?.!").strip()
    return f"{forms[after]} {someone} {rest}".strip()


def _with_object(tail: str, after: int, noun: tuple[int, int], text: str, parse: Parse) -> str:
    """ "Did Cambodia deport Uighurs" of "How many Uighurs did Cambodia deport": the clause `tail`
    with what is asked for, if it is the object of its verb."""
    head = next((n for n, word in enumerate(parse) if word.end == noun[1]), None)
    verb = None if head is None else parse[head].head
    if head is None or verb is None or parse[head].dep != "dobj" or verb <= after:
        return tail
    place = parse[verb].end - parse[after].start
    return f"{tail[:place]} {text[noun[0] : noun[1]]}{tail[place:]}"


def _passive(after: int, text: str, parse: Parse) -> str:
    """What was done, where what is asked for did it. Of verbs that do not end in -ed the form does
    not tell the participle."""
    if after + 1 >= len(parse) or parse[after].tag != "VBD":
        return ""
    done, start = text[parse[after].start : parse[after].end], parse[after + 1].start
    mentions = mentions_of(text, parse)
    thing = next((one for one in mentions if one.place[0] == start), None)
    if thing is None or parse[thing.head].head != after or not done.endswith("ed"):
        return ""
    if any(one.joined == thing.head for one in mentions):
        return ""  # the clause would take the first of two apart from the other
    rest = text[start + len(thing.text) :].rstrip(" ?.!")
    return f"{'were' if thing.plural else 'was'} {thing.text} {done}{rest}"


def _someone(forms: list[str]) -> str:
    return "something" if forms and "what" in forms[:2] else "someone"


def _has_subject(aux: int, forms: list[str], parse: Parse) -> bool:
    """Whether a noun stands between the auxiliary and the verb, or there is no other verb."""
    if parse[aux + 1 : aux + 2] and parse[aux + 1].pos == "DET":
        return True  # "did the cannery close", whatever the parser takes the cannery for
    for n in range(aux + 1, len(parse)):
        if parse[n].pos in ("NOUN", "PROPN", "PRON") and parse[n].dep != "npadvmod":
            return True
        if parse[n].pos == "AUX" and forms[n] not in AUXILIARIES | BE:
            return True  # a name in lower case that the parser does not know
        if parse[n].pos == "VERB" or forms[n] in BE or parse[n].pos == "ADP":
            return False
    return False


def _lowered(bare: str, parse: Parse) -> str:
    """A question of yes or no, its first word in lower case, without "so" and "and" before it."""
    first = next((w for w in parse if bare[w.start : w.end].lower() in AUXILIARIES), None)
    if first is None:
        return bare
    before = [w for w in parse if w.start < first.start and w.pos not in _LINKING]
    if before and any(w.pos in ("NOUN", "PROPN", "PRON") for w in before):
        # "And the prosecutor had wanted life?" has its subject before the verb.
        subject = bare[before[0].start : first.start].strip(" ,")
        rest = bare[first.end :].strip()
        return f"{bare[first.start : first.end].lower()} {subject} {rest}".strip()
    return bare[first.start].lower() + bare[first.start + 1 :]


def asked_again(frame: Frame, asks: str) -> str:
    """The question that asks `asks` ("in which year") of the matter of `frame`."""
    core = frame.passive or frame.core
    if frame.asks.lower() == "what":
        core = _OBJECTLESS.sub(r"\g<0> that", core, count=1)  # "Why did he want China to do that?"
    asks = "why" if asks in ("what for", "how come") else asks
    asks = _WHO_TO.sub(r"\1 whom", asks)
    if asks.endswith(" not") and core.split(" ", 1)[0] in _DENIED:
        # "Why not" of "did Vietnam accept them" is "why didn't Vietnam accept them".
        helper, _, rest = core.partition(" ")
        asks, core = asks.removesuffix(" not"), f"{_DENIED[helper]} {rest}"
    return f"{capital(f'{frame.lead} {asks} {core}'.strip())}?"


def capital(text: str) -> str:
    """`text` with a capital at its start."""
    return text[:1].upper() + text[1:]


def replaced(text: str, place: tuple[int, int], words: str) -> str:
    """`text` with `words` for what stands at `place`; a capital at its start stays."""
    start, end = place
    if start == 0 and text[:1].isupper():
        words = capital(words)
    return text[:start] + words + text[end:]


def owning(name: str) -> str:
    """The genitive of a name or a phrase: "Ieng Sary's", "the letters'"."""
    if name.endswith(("s'", "s’")):
        return name
    last = name.split()[-1]
    plural = last.islower() and last.endswith("s") and not last.endswith("ss")
    return f"{name}'" if plural else f"{name}'s"


def preposition(text: str, parse: Parse, mention: Mention) -> tuple[int, str] | None:
    """Where the preposition before a mention begins, and what it is; None if there is none."""
    before = [n for n, word in enumerate(parse) if word.end <= mention.place[0]]
    if not before or parse[before[-1]].pos not in ("ADP", "SCONJ"):
        return None
    word = parse[before[-1]]
    return word.start, text[word.start : word.end].lower()
