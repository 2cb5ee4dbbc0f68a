"""The forms of what is said in a conversation that is no whole question of its own."""

import re
from dataclasses import dataclass
from typing import Literal

from qa.syntax import Parse

Form = Literal[
    "whole", "greeting", "thanks", "parting", "bare", "about", "else", "next", "correction"
]


@dataclass(frozen=True, slots=True)
class Said:
    """What was said. `rest`: of a bare question its asking words ("in which year"), of "what about
    X" and of a correction the X, of "who else" the asking word; else all of it."""

    form: Form
    rest: str


_POLITE = r"(?:please|then|now|again|so much|very much|a lot|for (?:that|this|your help|the help)|there|all|everyone|mate|anyway|well|too|indeed)"
_THANKS = re.compile(
    rf"(?:(?:ok(?:ay)?|great|good|perfect|right|alright|all right|cool|nice|fine|wow|lovely|super|"
    rf"excellent|wonderful|brilliant|interesting|i see|got it|understood|makes sense|"
    rf"thanks?(?: you)?|many thanks|thx|ty|cheers|much appreciated|no|that'?s? (?:is )?(?:all|it|great|"
    rf"helpful|perfect|interesting|enough|good to know)|good to know|very|helpful|that helps|{_POLITE})"
    rf"[\s,.!;:)-]*)+"
)
_SAYS_THANKS = re.compile(r"\b(?:thank|thanks|thx|ty|cheers|appreciated)\b")
_GREETING = re.compile(
    r"(?:(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|howdy|dear|there|all|"
    r"everyone|how are you(?: doing)?(?: today)?|nice to meet you)[\s,.!?;:)-]*)+"
)
_PARTING = re.compile(
    r"(?:(?:ok(?:ay)?|well|thanks?(?: you)?|and|bye|goodbye|bye bye|see you(?: later)?|good night|"
    r"farewell|take care|until next time)[\s,.!;:)-]*)+"
)
_SAYS_BYE = re.compile(r"\b(?:bye|goodbye|see you|good night|farewell|take care|next time)\b")
_LINK = r"(?:(?:and|but|so|ok(?:ay)?|well|oh|hm+|also|right|yes|yeah|then|now|really|actually|sorry)\b[\s,.!:–—-]*)*"
_ASKS = r"(?:who|whom|whose|what|which|when|where|why|how)"
_BARE = re.compile(
    rf"{_LINK}(?P<phrase>(?:(?:in|on|at|by|from|since|until|till|for|with|to|of|about|against|during|under|after|before|than)\s+)?"
    rf"(?:{_ASKS}|how (?:many|much|long|old|often|far|come|so|big|large|tall|high|deep|soon|exactly)|why not|what for|whereabouts)"
    rf"(?:\s+(?:year|month|day|date|time|place|town|city|country|reason|ship|one|ones|people|person|exactly|precisely|for|with|by|from|to))?)"
    rf"(?:\s+(?:(?:was|is|were|did|does|has|had)(?:\s+(?:that|this|so)|\s+it(?=\s+(?:happen|occur|take place|come about|decided)))"
    rf"(?:\s+(?:be|happen|happened|occur|take place|come about|decided|exactly|precisely))?|exactly|precisely|then|though|so|that))?\s*[?.!…]*"
)
_ABOUT = re.compile(rf"{_LINK}(?:what|how) (?:about|of)\s+(?P<rest>.+)")
_ALSO = re.compile(r"(?:and|but|or|&)\s+(?:what about\s+)?(?P<rest>.+)")
_ELSE = re.compile(
    rf"{_LINK}(?:(?P<asks>who(?:m)?|what|where|when|why|how) else|(?:any|some)(?P<any>one|body|thing) else"
    rf"|(?:who|what) (?:were|are) the others?|(?:the|any) others?|any more|anything more|others?)\s*\??"
)
_MORE = re.compile(
    rf"{_LINK}(?:(?:(?:is|was) there )?(?:anything|something|what) (?:more|else)(?: (?:on|about|to) (?:that|this|it|him|her|them))?"
    rf"(?: (?:i should know|to know|to say))?|(?:can you |could you |please )*(?:tell me more|say more|go on|continue|more|more please|elaborate)"
    rf"(?: (?:on|about) (?:that|this|it|him|her|them))?(?: please)?)\s*[?.!]*"
)
_NEXT = re.compile(
    r"(?:(?:and|so|but|ok(?:ay)?|well)\b[\s,]*)*(?:then|and then|then what|what then|what (?:happened|came|followed|did \w+ do) "
    r"(?:next|then|after(?: that| this|wards?)?|later|subsequently)|what next|after that|and after(?: that|wards)?|next)\s*[?.!…]*"
)
_CORRECTION = re.compile(
    r"(?:(?:no|nope|sorry|wait|oh|actually|not (?:him|her|it|them|that(?: one)?|this(?: one)?|those))\b[\s,.;:–—-]*)*"
    r"(?:i (?:only |just |really )?(?:meant|mean|was asking about|am asking about|was talking about|want to know about|was thinking of)|i['’]m asking about)\s+"
    r"(?P<rest>.+)"
)
_MEANT = re.compile(
    r"(?:(?:no|sorry|oh|wait)\b[\s,.;:–—-]*)*(?P<rest>.+?),? (?:i (?:only )?(?:meant|mean))\b.*"
)
_NO = re.compile(
    r"(?:no|nope|sorry|wait)\b[\s,.;:–—-]+(?:no[\s,]+)?(?:not \w+[\s,.;:–—-]+(?:but )?)?(?P<rest>.+)"
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would|should|who|what|when|where|why|how|which)\b"
)


def said(text: str, *, first: bool = False) -> Said:
    """The form of `text`; `first`: nothing was said before it, so that it can follow nothing."""
    plain = text.strip().lower().replace("’", "'")
    words = plain.rstrip("?.! ")
    if _GREETING.fullmatch(plain):
        return Said("greeting", text)
    if _PARTING.fullmatch(plain) and _SAYS_BYE.search(plain):
        return Said("parting", text)
    if _THANKS.fullmatch(plain) and "?" not in plain and words != "no":
        return Said("thanks", text)
    if first:
        return Said("whole", text)
    return _following(text.strip(), plain)


def _following(text: str, plain: str) -> Said:
    if _NEXT.fullmatch(plain):
        return Said("next", text)
    if _MORE.fullmatch(plain):
        return Said("else", "what")
    if match := _ELSE.fullmatch(plain):
        any_word = {"one": "who", "body": "who", "thing": "what"}.get(match["any"] or "", "")
        return Said("else", match["asks"] or any_word)
    if match := _BARE.fullmatch(plain):
        return Said("bare", match["phrase"].strip())
    if (match := _CORRECTION.fullmatch(plain)) or (
        (match := _NO.fullmatch(plain)) and not _VERB.search(match["rest"])
    ):
        return Said("correction", _same(text, match))
    if (match := _MEANT.fullmatch(plain)) and not _VERB.search(match["rest"]):
        return Said("correction", _same(text, match))
    if match := _ABOUT.fullmatch(plain):
        return Said("about", _same(text, match))
    if (match := _ALSO.fullmatch(plain)) and not _VERB.search(match["rest"]):
        return Said("about", _same(text, match))
    return Said("whole", text)


def _same(text: str, match: re.Match[str]) -> str:
    """The words of `text` that a match of its lower-case form calls the rest."""
    return text[slice(*match.span("rest"))].rstrip("?.! ").strip()


_AHEAD = re.compile(
    r"(?:(?:and|but|so|ok(?:ay)?|well|i see|now|right|to|let's|can we|going|coming|come|go|get|"
    r"getting|returning|return|back to|about|as for|regarding|on|once more|again|of)"
    r"\b[\s,.!:–—-]*)*"
    r"(?P<name>[^,.:;?–—]{2,60}?)(?: again| once more)?\s*(?:[,.:;–—]| - )+\s*(?P<rest>.{8,})"
)


def named_ahead(text: str, parse: Parse) -> tuple[str, str] | None:
    """Of "Back to X: what did he do?" the X and the question; None for any other form."""
    plain = text.lower().replace("’", "'")
    match = _AHEAD.fullmatch(plain)
    if match is None or not _VERB.match(match["rest"]):
        return None
    start, end = match.span("name")
    inside = [word for word in parse if start <= word.start < end]
    if any(word.pos in ("VERB", "AUX", "ADP", "SCONJ") for word in inside):
        return None
    if not any(word.pos in ("NOUN", "PROPN") for word in inside):
        return None
    return text[start:end], text[slice(*match.span("rest"))]
