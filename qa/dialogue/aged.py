"""How old somebody was, asked of what was spoken of: "When was he adopted?", "How old was he?"."""

import re
from collections.abc import Sequence

from qa.dialogue.heard import Heard
from qa.syntax import Parse

_HOW_OLD = re.compile(r"(?:(?:and|so|but),? )?how old (?:was|were) \S+\s*[?.!…]*", re.IGNORECASE)
_AGED = re.compile(
    r"how old (?:was|were) (?P<who>[^()]+?)(?: \((?P<event>[^()]+)\))?\?*", re.IGNORECASE
)
_EVENT = re.compile(
    r"(?:when|where|why|by whom|how|who|with whom) (?:did|was|were)\b(?! [^ ]+(?: [^ ]+)?$)"
    r"|(?:did|was|were) .+|who \w+ed .+",
    re.IGNORECASE,
)


def at_event(text: str, whole: str, last: Heard) -> str | None:
    """`whole`, which `text` asks of somebody's age, with what the turn before asked about, if that
    was an event of the same person; else None."""
    event = last.question.rstrip(" ?.!")
    aged = _AGED.fullmatch(whole)
    if not _HOW_OLD.fullmatch(text.strip()) or aged is None or "(" in event:
        return None
    told = _EVENT.match(event) is not None and aged["who"] in event and _is_past(last.parse)
    return f"{whole.rstrip(' ?.!')} ({event})?" if told else None


def _is_past(parse: Parse) -> bool:
    done = any(word.pos == "VERB" and word.tag in ("VB", "VBN", "VBD") for word in parse)
    return done and any(word.tag == "VBD" for word in parse)


def without_ages(turns: Sequence[Heard]) -> Sequence[Heard]:
    """The turns before a bare question: "Why?" behind "How old was he?" is asked of what happened
    to him, not of his age."""
    aged = _AGED.fullmatch(turns[-1].question) if len(turns) > 1 else None
    if aged is None or aged["event"] is None or not turns[-2].question.startswith(aged["event"]):
        return turns
    return turns[:-1]
