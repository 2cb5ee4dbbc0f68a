"""The forms of what is said in a conversation that is no whole question of its own."""

import re
from dataclasses import dataclass
from typing import Literal

from qa.syntax import Parse

Form = Literal[
    "whole",
    "greeting",
    "thanks",
    "parting",
    "doubt",
    "aside",
    "bare",
    "did",
    "about",
    "else",
    "next",
    "correction",
]


@dataclass(frozen=True, slots=True)
class Said:
    """What was said.

    rest  of a bare question its asking words ("in which year"), of "what about X" and of a
          correction the X, of "who else" the asking word; else all of it
    of_that  whether a bare question is asked of "that" or "it": "Who was that?"
    """

    form: Form
    rest: str
    of_that: bool = False


def _any(*lists: str) -> str:
    """A pattern for any of the phrases that stand in `lists`, parted by "|", longer ones first."""
    phrases = [" ".join(one.split()) for text in lists for one in text.split("|")]
    return f"(?:{'|'.join(sorted(phrases, key=len, reverse=True))})"


def _many(phrases: str, marks: str = r"[\s,.!:;)–—-]*") -> str:
    """Any number of `phrases`, each with the marks and spaces behind it."""
    return rf"(?:{phrases}\b{marks})*"


_POLITE = (
    "please|then|now|again|so much|very much|a lot|for that|for this|for your help|for the help|"
    "there|all|everyone|mate|anyway|well|too|indeed"
)
_PLEASED = (
    "ok|okay|great|good|perfect|right|alright|all right|cool|nice|fine|wow|lovely|super|excellent|"
    "wonderful|brilliant|interesting|i see|got it|understood|makes sense|no|good to know|very|"
    "helpful|that helps|that's all|that is all|that's it|that's great|that's helpful|"
    "that's perfect|that's interesting|that's enough|that's good to know"
)
_GRATEFUL = "thank|thanks|thank you|many thanks|thx|ty|cheers|much appreciated"
_GREETINGS = (
    "hi|hello|hey|good morning|good afternoon|good evening|good day|greetings|howdy|dear|there|"
    "all|everyone|how are you|how are you doing|how are you today|nice to meet you"
)
_FAREWELLS = "bye|goodbye|bye bye|see you|see you later|good night|farewell|take care|next time"
_LINKS = "and|but|so|ok|okay|well|oh|hm|hmm|also|right|yes|yeah|then|now|really|actually|sorry"
_NOUNS = (
    "year|month|day|date|time|place|town|city|country|reason|ship|one|ones|people|person|exactly|"
    "precisely|for|with|by|from|to"
)
_HOW_WORDS = (
    "how many|how much|how long|how old|how often|how far|how come|how so|how big|how large|"
    "how tall|how high|how deep|how soon|why not|what for|whereabouts"
)
_BEFORE = (
    "in|on|at|by|from|since|until|till|for|with|to|of|about|against|during|under|after|before|than"
)
_HAPPENS = "be|happen|happened|occur|take place|come about|decided|exactly|precisely"

_THANKS = re.compile(_many(_any(_PLEASED, _GRATEFUL, _POLITE)))
_SAYS_THANKS = re.compile(rf"\b{_any(_GRATEFUL)}\b")
_GREETING = re.compile(_many(_any(_GREETINGS), r"[\s,.!?:;)–—-]*"))
_PARTING = re.compile(_many(_any("ok|okay|well|thanks|thank you|and|you", _FAREWELLS)))
_SAYS_BYE = re.compile(rf"\b{_any(_FAREWELLS)}\b")

_LINK = _many(_any(_LINKS))
_ASKS = _any("who|whom|whose|what|which|when|where|why|how", _HOW_WORDS)
# "When was that", "Where did it happen": nothing but the asking words says something.
_OF_THAT = (
    r"(?:was|is|were|did|does|has|had|will) "
    rf"(?:(?:that|this|so)|it(?= (?:happen|occur|take place|come about)))(?: {_any(_HAPPENS)})?"
)
_BARE = re.compile(
    rf"{_LINK}(?P<phrase>(?:{_any(_BEFORE)} )?{_ASKS}(?: {_any(_NOUNS)})?)"
    rf"(?:(?P<that> {_OF_THAT})| {_any('exactly|precisely|then|though|so|that|there')})?\s*[?.!…]*"
)
# "Who did then?", of what somebody else did not.
_WHO_DID = re.compile(
    rf"{_LINK}who (?:did|does|do|has|had|was|were|is|are|will|would|could|can)(?: it)?"
    r",? (?:then|instead)\s*[?.!…]*"
)
# "In how many takes", "at what age": what goes with any verb takes that of the question before.
_ADJUNCT = re.compile(
    rf"{_LINK}(?P<phrase>{_any(_BEFORE)} (?:which|what|whose|how many|how much)(?: [a-z-]+){{1,2}})"
    r"\s*[?.!…]*"
)
_ABOUT = re.compile(
    rf"{_LINK}(?:(?:what|how) (?:about|of)|(?:is it |and )?(?:the )?same (?:for|with|of|goes for)) "
    r"(?P<rest>.+)"
)
_ALSO = re.compile(r"(?:and|but|or|&) (?P<rest>.+)")
_TOO = re.compile(r"(?:and |but )?(?P<rest>.+?),? (?:too|as well|also)\s*[?.!…]*")
_OTHERS = (
    "who were the others|who are the others|who was the other|what were the others|"
    "what are the others|the others|the other|any others|any other|any more|anything more|others"
)
_ELSE = re.compile(
    rf"{_LINK}(?:(?P<asks>whom?|what|where|when|why|how) else"
    rf"|(?:any|some)(?P<any>one|body|thing) else|{_any(_OTHERS)})\s*[?.!…]*"
)
_ON_IT = r"(?: (?:on|about|to) (?:that|this|it|him|her|them))?"
_MORE = re.compile(
    rf"{_LINK}(?:(?:is there |was there )?(?:anything|something|what) (?:more|else){_ON_IT}"
    rf"|{_many(_any('can you|could you|please'))}"
    rf"{_any('tell me more|say more|go on|continue|more|elaborate')}{_ON_IT}(?: please)?)\s*[?.!]*"
)
_LATER = "next|then|after|after that|after this|afterwards|afterward|later|subsequently"
_NEXT = re.compile(
    rf"{_many(_any('and|so|but|ok|okay|well'))}(?:then|then what|what then|what next|next|"
    rf"after that|afterwards|what (?:happened|came|followed|did \w+ do) {_any(_LATER)})\s*[?.!…]*"
)
_MEANS = "meant|mean|was asking about|am asking about|was talking about|was thinking of"
_NOT_THAT = "no|nope|sorry|wait|oh|actually|not him|not her|not it|not them|not that|not that one"
_CORRECTION = re.compile(
    rf"{_many(_any(_NOT_THAT))}i (?:only |just |really )?{_any(_MEANS)} (?P<rest>.+)"
)
_MEANT = re.compile(r"(?:(?:no|sorry|oh|wait)\b[\s,.;:–—-]*)*(?P<rest>.+?),? i (?:only )?meant\b.*")
_NO = re.compile(
    r"(?:no|nope|sorry|wait)\b[\s,.;:–—-]+(?:no[\s,]+)?"
    r"(?:not \w+[\s,.;:–—-]+(?:but )?)?(?P<rest>.+)"
)
_VERBS = (
    "is|are|was|were|did|does|do|has|have|had|can|could|will|would|should|who|what|when|where|why|"
    "how|which"
)
_VERB = re.compile(rf"\b{_any(_VERBS)}\b")
_MEANT_ASKING = re.compile(
    rf"{_many(_any(_NOT_THAT))}(?P<name>[^,.;:?!]{{2,60}}?),? i (?:only )?meant"
    rf"\s*[.,;:–—-]+\s*(?P<rest>{_any(_VERBS)}\b.{{6,}})"
)
_HEDGES = re.compile(r"(?:,?\s+(?:actually|really|instead|rather|though|please|sorry|of course))+$")


_DOUBTS = (
    "really|are you sure|is that so|is that right|is that true|how do you know|"
    "how do you know that|how do you know this|where does it say that|where does it say so|"
    "who says so|who says that|says who|what is your source|what's your source|"
    "what are your sources|which source says so|which source says that|source|sources"
)
_ASIDES = (
    "yes|yeah|yep|no|nope|so what|and|hm|hmm|what do you mean|who are you|what are you|"
    "what is your name|what's your name|are you a bot|are you human|can you help me|help|help me|"
    "what can you do|what can i ask|what can i ask you|how does this work|tell me a joke|test|"
    "i see|what about|how about|same for|i meant|i mean"
)
_DOUBT = re.compile(rf"{_LINK}{_any(_DOUBTS)}\s*[?.!…]*")
_ASIDE = re.compile(rf"{_LINK}{_any(_ASIDES)}\s*[?.!…]*")
_HAS_WORD = re.compile(r"[^\W_]")


def said(text: str, *, first: bool = False) -> Said:
    """The form of `text`; `first`: nothing was said before it, so that it can follow nothing."""
    plain = text.strip().lower().replace("’", "'")
    if _GREETING.fullmatch(plain):
        return Said("greeting", text)
    if _PARTING.fullmatch(plain) and _SAYS_BYE.search(plain):
        return Said("parting", text)
    pleased = _THANKS.fullmatch(plain) and "?" not in plain
    if pleased and (_SAYS_THANKS.search(plain) or not first) and plain.rstrip(".! ") != "no":
        return Said("thanks", text)
    if _ASIDE.fullmatch(plain):
        return Said("aside", text)
    if _DOUBT.fullmatch(plain) and not first:
        return Said("doubt", text)
    return Said("whole", text) if first else _saying(_following(text.strip(), plain), text)


def _saying(found: Said, text: str) -> Said:
    """What was found, unless it leaves out what it is about: "What about ...?", "no, I meant ?"."""
    empty = found.form in ("about", "correction") and not _HAS_WORD.search(found.rest)
    return Said("aside", text) if empty else found


def _following(text: str, plain: str) -> Said:
    if _NEXT.fullmatch(plain):
        return Said("next", text)
    if match := _ELSE.fullmatch(plain):
        any_word = {"one": "who", "body": "who", "thing": "what"}.get(match["any"] or "", "")
        return Said("else", match["asks"] or any_word)
    if _MORE.fullmatch(plain):
        return Said("else", "more")
    if _WHO_DID.fullmatch(plain):
        return Said("did", "who")
    if match := _BARE.fullmatch(plain):
        return Said("bare", match["phrase"].strip(), of_that=match["that"] is not None)
    if (match := _ADJUNCT.fullmatch(plain)) and not _VERB.search(match["phrase"].split(" ", 2)[2]):
        return Said("bare", match["phrase"].strip())
    if match := _corrected(plain):
        return Said("correction", _same(text, match))
    if match := _ABOUT.fullmatch(plain):
        return Said("about", _same(text, match))
    if (match := _TOO.fullmatch(plain)) and not _VERB.search(match["rest"]):
        return Said("about", _same(text, match))
    if (match := _ALSO.fullmatch(plain)) and not _VERB.search(match["rest"]):
        return Said("about", _same(text, match))
    return Said("whole", text)


def _corrected(plain: str) -> re.Match[str] | None:
    """ "I meant X" may be followed by a whole question, "X I meant" and "no, X" by a phrase."""
    if match := _CORRECTION.fullmatch(plain):
        return match
    match = _MEANT.fullmatch(plain) or _NO.fullmatch(plain)
    return None if match is None or _VERB.search(match["rest"]) else match


def _same(text: str, match: re.Match[str]) -> str:
    """The words of `text` that a match of its lower-case form calls the rest."""
    rest = text[slice(*match.span("rest"))].rstrip("?.! ").strip()
    return _HEDGES.sub("", rest)


def meant_ahead(text: str) -> tuple[str, str] | None:
    """Of "No, the president I meant. What became of him?" the president and the question; None of
    any other form."""
    match = _MEANT_ASKING.fullmatch(text.strip().lower().replace("’", "'"))
    if match is None:
        return None
    return text.strip()[slice(*match.span("name"))], text.strip()[slice(*match.span("rest"))]


_BACK = (
    "what about|how about|and|but|so|ok|okay|well|i see|now|right|to|let's|can we|going|"
    "coming|come|go|get|getting|returning|return|back to|about|as for|regarding|on|once more|"
    "again|of"
)
_AHEAD = re.compile(
    rf"{_many(_any(_BACK))}(?P<name>[^,.:;?–—]{{2,60}}?)"
    r"(?: again| once more| then| themselves| itself| himself| herself)?"
    r"\s*(?:[,.:;?–—]| - )+\s*(?P<rest>.{8,})"
)


def named_ahead(text: str, parse: Parse) -> tuple[str, str] | None:
    """Of "Back to X: what did he do?" the X and the question; None for any other form."""
    match = _AHEAD.fullmatch(text.lower().replace("’", "'"))
    if match is None or not _VERB.match(match["rest"]):
        return None
    start, end = match.span("name")
    inside = [word for word in parse if start <= word.start < end]
    if any(word.pos in ("AUX", "ADP", "SCONJ") and word.lemma != "of" for word in inside):
        return None
    # "Spa again": what is written as a name is one, whatever the parser takes it for.
    named = start > 0 and text[start:end].istitle()
    if not named and any(word.pos == "VERB" for word in inside):
        return None
    if not named and not any(word.pos in ("NOUN", "PROPN") for word in inside):
        return None
    return text[start:end], text[slice(*match.span("rest"))]


_BEHIND = re.compile(
    r"(?P<rest>.*\b(?:he|she|it|they|him|her|them)\b[^,]*), (?P<name>(?:the|that|this|those|these) "
    r"[a-z'’ -]{2,40})\s*[?.!…]*",
    re.IGNORECASE,
)


def named_behind(text: str) -> tuple[str, str] | None:
    """Of "What are they made of, the rafts?" the rafts and the question; None of any other form."""
    match = _BEHIND.fullmatch(text)
    if match is None or _VERB.search(match["name"].lower()):
        return None
    return match["name"], f"{match['rest']}?"


def goes_back(text: str) -> bool:
    """Whether a text says that it takes up an earlier subject: "back to X", "X again"."""
    return re.search(r"\b(?:back to|again|once more|as for)\b", text.lower()) is not None
