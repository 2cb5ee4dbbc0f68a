"""How old somebody was, asked of what was spoken of: "When was he adopted?", "How old was he?"."""

import re
from collections.abc import Sequence

from qa.dialogue.heard import Heard
from qa.syntax import Parse

_HOW_OLD = re.compile(
    r"(?:(?:and|so|but),? )?how old (?:was|were) (?P<pronoun>\S+?)\s*[?.!…]*", re.IGNORECASE
)
_AGED = re.compile(
    r"how old (?:was|were) (?P<who>[^()]+?)(?: when (?P<then>[^()?]+)| \((?P<event>[^()]+)\))?\?*",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"(?:when|where|why|by whom|how|who|with whom) "
    r"(?:did .+ .+|(?:was|were)\b(?! [^ ]+(?: [^ ]+)?$))"
    r"|(?:did|was|were) .+|who \w+ed .+",
    re.IGNORECASE,
)
_ASKING = r"(?:(?:when|where|why|how|by whom|with whom) )?"
_VERB = r"(?P<verb>[a-z]+)(?P<rest> .+)?"
_IRREGULAR = dict(
    pair.split("/")
    for pair in """
    become/became begin/began break/broke bring/brought build/built buy/bought catch/caught
    choose/chose come/came do/did draw/drew drive/drove fall/fell fight/fought find/found flee/fled
    fly/flew get/got give/gave go/went grow/grew have/had hold/held keep/kept know/knew lead/led
    leave/left lose/lost make/made meet/met pay/paid quit/quit read/read ride/rode rise/rose run/ran
    say/said see/saw sell/sold send/sent set/set shoot/shot sing/sang sit/sat speak/spoke
    spend/spent stand/stood steal/stole swear/swore swim/swam take/took teach/taught tell/told
    think/thought win/won write/wrote
    """.split()  # noqa: SIM905 - as in qa.words
)


def at_event(text: str, whole: str, last: Heard) -> str | None:
    """`whole`, which `text` asks of somebody's age, with what the turn before asked about, if that
    was an event of the same person; else None."""
    event = last.question.rstrip(" ?.!")
    aged, old = _AGED.fullmatch(whole), _HOW_OLD.fullmatch(text.strip())
    if old is None or aged is None or "(" in event:
        return None
    if _EVENT.match(event) is None or aged["who"] not in event or not _is_past(last.parse):
        return None
    then = _clause(event, aged["who"], old["pronoun"].lower())
    return f"{whole.rstrip(' ?.!')} {f'when {then}' if then else f'({event})'}?"


def _clause(event: str, who: str, pronoun: str) -> str:
    """ "he was adopted" of "When was Ieng Sary adopted", "he died" of "When did he die"; empty for
    what is asked in another way."""
    name = re.escape(who)
    if found := re.fullmatch(rf"{_ASKING}(?P<was>was|were) {name} {_VERB}", event, re.IGNORECASE):
        return f"{pronoun} {found['was'].lower()} {found['verb']}{found['rest'] or ''}"
    if found := re.fullmatch(rf"{_ASKING}did {name} {_VERB}", event, re.IGNORECASE):
        return f"{pronoun} {_past(found['verb'])}{found['rest'] or ''}"
    return ""


def _past(verb: str) -> str:
    """The past of a verb, as English makes it of most."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return f"{verb}d"
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ied"
    doubled = re.fullmatch(r"[^aeiou]*[aeiou][bdgmnprt]", verb)  # "stop", "rob"
    return f"{verb}{verb[-1] * bool(doubled)}ed"


def _is_past(parse: Parse) -> bool:
    done = any(word.pos == "VERB" and word.tag in ("VB", "VBN", "VBD") for word in parse)
    return done and any(word.tag == "VBD" for word in parse)


def without_ages(turns: Sequence[Heard]) -> Sequence[Heard]:
    """The turns before a bare question: "Why?" behind "How old was he?" is asked of what happened
    to him, not of his age."""
    aged = _AGED.fullmatch(turns[-1].question) if len(turns) > 1 else None
    if aged is None:
        return turns
    event = turns[-2].question.rstrip(" ?.!")
    then = aged["then"] or ""
    told = then and then == _clause(event, aged["who"], then.partition(" ")[0])
    return turns[:-1] if told or (aged["event"] and event.startswith(aged["event"])) else turns
