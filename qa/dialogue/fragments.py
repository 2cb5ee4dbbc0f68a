"""The forms of what is said in a conversation that is no whole question of its own."""

import re
from dataclasses import dataclass
from typing import Literal

from qa.dialogue.patterns import NOT_THAT, VERB, any_of, many

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
    "told by",
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
    "how many times|how many|how much|how long|how old|how often|how far|how come|how so|"
    "how big|how large|how tall|how high|how deep|how soon|how wide|how broad|how heavy|"
    "how fast|how thick|how hot|how cold|how strong|how expensive|how early|how late|"
    "how common|how serious|why not|what for|what of|what from|whereabouts"
)
_BEFORE = (
    "in|on|at|by|from|since|until|till|for|with|to|of|about|against|during|under|after|before|than"
)
_HAPPENS = "be|happen|happened|occur|take place|come about|decided|exactly|precisely"

_THANKS = re.compile(many(any_of(_PLEASED, _GRATEFUL, _POLITE)))
_SAYS_THANKS = re.compile(rf"\b{any_of(_GRATEFUL)}\b")
_GREETING = re.compile(many(any_of(_GREETINGS), r"[\s,.!?:;)–—-]*"))
_PARTING = re.compile(many(any_of("ok|okay|well|thanks|thank you|and|you", _FAREWELLS)))
_SAYS_BYE = re.compile(rf"\b{any_of(_FAREWELLS)}\b")

_LINK = many(any_of(_LINKS))
_ASKS = any_of("who|whom|whose|what|which|when|where|why|how", _HOW_WORDS)
# "When was that", "Where did it happen": nothing but the asking words says something.
_OF_THAT = (
    r"(?:was|is|were|did|does|has|had|will) "
    rf"(?:(?:that|this|so)|it(?= (?:happen|occur|take place|come about)))(?: {any_of(_HAPPENS)})?"
)
_BARE = re.compile(
    rf"{_LINK}(?P<phrase>(?:{any_of(_BEFORE)} )?{_ASKS}(?: {any_of(_NOUNS)})?)"
    rf"(?:(?P<that> {_OF_THAT})| {any_of('exactly|precisely|then|though|so|that|there')})?"
    r"\s*[?.!…]*"
)
# "Why did he?", "Why wasn't it?": all of the question before, but for what it asks.
_WHY_DID = re.compile(
    rf"{_LINK}(?P<asks>why|(?:how|when|where)(?= (?:did|does|do|has|have|had|can|could|will)\b))"
    r" (?:is|was|are|were|did|does|do|has|have|had|can|could|will|would|should)(?P<not>n't| not)?"
    r" (?:it|he|she|they|that|this|we|i)(?P<too> not)?\s*[?.!…]*"
)
# "Who did then?", of what somebody else did not.
_WHO_DID = re.compile(
    rf"{_LINK}who (?:did|does|do|has|had|was|were|is|are|will|would|could|can)(?: it)?"
    r",? (?:then|instead)\s*[?.!…]*"
)
# "In how many takes", "at what age": what goes with any verb takes that of the question before.
_ADJUNCT = re.compile(
    rf"{_LINK}(?P<phrase>{any_of(_BEFORE)} (?:which|what|whose|how many|how much)"
    r"(?: [a-z-]+){1,2})\s*[?.!…]*"
)
_ABOUT = re.compile(
    rf"{_LINK}(?:(?:what|how) (?:about|of)|(?:is it |and )?(?:the )?same (?:for|with|of|goes for)) "
    r"(?P<rest>.+)"
)
_ALSO = re.compile(r"(?:and|but|or|&) (?P<rest>.+)")
_TOO = re.compile(r"(?:and |but )?(?P<rest>.+?),? (?:too|as well|also)\s*[?.!…]*")
# "Was Pol Pot too?", "Did his wife as well?", by the capitals of a name or the word before a noun.
_DID_TOO = re.compile(
    r"(?i:(?:(?:and|but|so),? )?(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would))"
    r" (?P<rest>[A-ZÀ-Þ][\w’'.-]*(?: [A-ZÀ-Þ][\w’'.-]*){0,3}|(?:the|his|her|their) [\w-]+),?"
    r" (?:too|as well|also)\s*[?.!…]*"
)
_OTHERS = (
    "who were the others|who are the others|who was the other|what were the others|"
    "what are the others|the others|the other|any others|any other|any more|anything more|others"
)
_ELSE = re.compile(
    rf"{_LINK}(?:(?P<asks>whom?|what|where|when|why|how) else"
    rf"|(?:any|some)(?P<any>one|body|thing) else|{any_of(_OTHERS)})\s*[?.!…]*"
)
_ON_IT = r"(?: (?:on|about|to) (?:that|this|it|him|her|them))?"
_MORE = re.compile(
    rf"{_LINK}(?:(?:is there |was there )?(?:anything|something|what) (?:more|else){_ON_IT}"
    rf"|{many(any_of('can you|could you|please'))}"
    rf"{any_of('tell me more|say more|go on|continue|more|elaborate')}{_ON_IT}(?: please)?)"
    r"\s*[?.!]*"
)
_LATER = "next|then|after|after that|after this|afterwards|afterward|later|subsequently"
_NEXT = re.compile(
    rf"{many(any_of('and|so|but|ok|okay|well'))}(?:then|then what|what then|what next|next|"
    rf"after that|afterwards|what (?:happened|came|followed|did \w+ do) {any_of(_LATER)})\s*[?.!…]*"
)
_MEANS = "meant|mean|was asking about|am asking about|was talking about|was thinking of"
_CORRECTION = re.compile(
    rf"{many(any_of(NOT_THAT))}i (?:only |just |really )?{any_of(_MEANS)} (?P<rest>.+)"
)
_MEANT = re.compile(r"(?:(?:no|sorry|oh|wait)\b[\s,.;:–—-]*)*(?P<rest>.+?),? i (?:only )?meant\b.*")
_NO = re.compile(
    r"(?:no|nope|sorry|wait)\b[\s,.;:–—-]+(?:no[\s,]+)?"
    r"(?:not \w+[\s,.;:–—-]+(?:but )?)?(?P<rest>.+)"
)
_HEDGES = re.compile(r"(?:,?\s+(?:actually|really|instead|rather|though|please|sorry|of course))+$")


_DOUBTS = (
    "really|are you sure|is that so|is that right|is that true|how do you know|"
    "how do you know that|how do you know this|where does it say that|where does it say so|"
    "what is your source|what's your source|what are your sources|which source says so|"
    "which source says that|source|sources"
)
_ASIDES = (
    "yes|yeah|yep|no|nope|so what|and|hm|hmm|what do you mean|who are you|what are you|"
    "what is your name|what's your name|are you a bot|are you human|can you help me|help|help me|"
    "what can you do|what can i ask|what can i ask you|how does this work|tell me a joke|test|"
    "i see|what about|how about|same for|i meant|i mean"
)
_DOUBT = re.compile(rf"{_LINK}{any_of(_DOUBTS)}\s*[?.!…]*")
_SAYS_WHO = re.compile(
    rf"{_LINK}{any_of('who says so|who says that|says who|according to whom?')}\s*[?.!…]*"
)
_ASIDE = re.compile(rf"{_LINK}{any_of(_ASIDES)}\s*[?.!…]*")
_HAS_WORD = re.compile(r"[^\W_]")


_SAYING_THANKS = any_of(_PLEASED, _GRATEFUL, "a lot|very much|so much|then")
_THANKS_AHEAD = re.compile(rf"{many(_SAYING_THANKS, '[ ,]*')}[.!]+\s+(?=\w+\W+\w)", re.IGNORECASE)


def without_thanks(text: str) -> str:
    """A text without the thanks before it: "OK, thank you. And when was he pardoned?"."""
    ahead = _THANKS_AHEAD.match(text)
    return text[ahead.end() :] if ahead else text


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
    if _SAYS_WHO.fullmatch(plain):
        return Said("told by", text)
    if _NEXT.fullmatch(plain):
        return Said("next", text)
    if match := _ELSE.fullmatch(plain):
        any_word = {"one": "who", "body": "who", "thing": "what"}.get(match["any"] or "", "")
        return Said("else", match["asks"] or any_word)
    if _MORE.fullmatch(plain):
        return Said("else", "more")
    if _WHO_DID.fullmatch(plain):
        return Said("did", "who")
    if match := _WHY_DID.fullmatch(plain):
        return Said("bare", f"{match['asks']}{' not' * bool(match['not'] or match['too'])}")
    if match := _BARE.fullmatch(plain):
        return Said("bare", match["phrase"].strip(), of_that=match["that"] is not None)
    if (match := _ADJUNCT.fullmatch(plain)) and not VERB.search(match["phrase"].split(" ", 2)[2]):
        return Said("bare", match["phrase"].strip())
    if match := _corrected(plain):
        return Said("correction", _same(text, match))
    if match := _ABOUT.fullmatch(plain):
        return Said("about", _same(text, match))
    if match := _DID_TOO.fullmatch(text.replace("’", "'")):
        return Said("about", _same(text, match))
    if (match := _TOO.fullmatch(plain)) and not VERB.search(match["rest"]):
        return Said("about", _same(text, match))
    if (match := _ALSO.fullmatch(plain)) and not VERB.search(match["rest"]):
        return Said("about", _same(text, match))
    return Said("whole", text)


def _corrected(plain: str) -> re.Match[str] | None:
    """ "I meant X" may be followed by a whole question, "X I meant" and "no, X" by a phrase."""
    if match := _CORRECTION.fullmatch(plain):
        return match
    match = _MEANT.fullmatch(plain) or _NO.fullmatch(plain)
    return None if match is None or VERB.search(match["rest"]) else match


def _same(text: str, match: re.Match[str]) -> str:
    """The words of `text` that a match of its lower-case form calls the rest."""
    rest = text[slice(*match.span("rest"))].rstrip("?.! ").strip()
    return _HEDGES.sub("", rest)
