"""Whether a prompt orders a title, tags, a summary, follow-ups or an emoji of the chat itself.

What gives such an order away is that it wants something made, "a title", and of what: of the chat
("this conversation", "the user's first message", "the following query") or of nothing that it
names. Who asks an archive says of what: "the conversation with Hun Sen", "the title of the book".
"""

import re
from collections.abc import Iterator, Mapping, Sequence

_MAKE = (
    *"""
    analyse analyze assign choose compose condense craft create derive devise draft extract
    formulate generate give invent make need output pick predict produce propose provide recommend
    reflect reply respond return suggest turn want write
    """.split(),  # noqa: SIM905 - as in qa.words
    "come up",
    "think of",
)
_SUM_UP = ("summarise", "summarize", "categorise", "categorize", "name", "title", "tag", "label")
# Verbs that ask for what there is as well: "give a title" may be one of those that somebody had.
_FOUND = frozenset({"extract", "give", "need", "provide", "return", "want"})

_TITLE = (
    r"titles?|headings?|headers?|headlines?|subject lines?|names?|tags?|topics?|keywords?|emojis?|"
    r"follow[- ]?ups?(?: questions?| prompts?)?|(?:further|next|related) questions|"
    r"(?:search )?queries"
)
_OF_SYSTEM = (
    r"titles?|headings?|headlines?|names?|tags?"  # a helper may suggest the rest by the way
)
_SUMMARY = r"summary|summaries|synopsis|recap"
_WANTED, _WANTED_OF_ROLES = (
    re.compile(rf"\b(?:(?P<title>{titles})|{_SUMMARY})\b", re.IGNORECASE)
    for titles in (_TITLE, _OF_SYSTEM)
)
_SURELY = ("ours", "this")

# Of which conversation: one that can only be this one, or one that was perhaps spoken of before.
_MANY = (
    r"(?:conversations|chats|discussions|threads|dialog(?:ue)?s|messages|queries|prompts|requests)"
)
_NOUN = (
    rf"(?:{_MANY}|conversation|chat|discussion|thread|dialog(?:ue)?|message|exchange|query|prompt|"
    r"request|questions?|inputs?|session|transcript)(?: (?:history|thread|messages?|log)\b)?"
)
_MORE = r"(?:(?:first|last|whole|entire|full|latest|initial|original|short|chat|ai) )*"
_OURS = rf"our {_MORE}{_NOUN}|this {_MORE}chat|(?:the )?chat (?:history|thread|log)"
_WHOSE = (
    r"(?:this|these|(?:(?:the|a) )?(?:following|above|previous|preceding|given|current|provided|"
    r"ongoing|user['’]s|users['’]|user))"
)
_TEXT = rf"(?:{_NOUN}|text|content)"
_THIS = rf"{_WHOSE} {_MORE}{_TEXT}|the {_MORE}{_TEXT} (?:above|below)"
_SOME = rf"(?:the|a) {_MORE}{_NOUN}|(?:(?<= of )|(?<= for )){_MORE}{_MANY}"
_REFERENCE = re.compile(
    rf"\b(?:(?P<ours>{_OURS})|(?P<this>{_THIS})|(?P<some>{_SOME}))\b", re.IGNORECASE
)

# What says which one, as in "the message that he sent"; not "the chat in five words".
_WHICH = re.compile(
    r"['’]s\b|\s+(?:between|with|that|which|who|whom|from|by|of|about|on|over|for|to|at|in|during|"
    r"he|she|they|it|sent|held|had|written|\w+ed)\b|\s+(?-i:[A-Z])",
    re.IGNORECASE,
)
_HARMLESS = re.compile(
    r"\b(?:users?|assistant|you|me|us|ai|model|words?|\d+-\w+|characters?|emojis?|titles?|tags?|use|"
    r"punctuation|languages?|json|english|quotes|format|sentences?|case|line|phrase|name|summary|"
    r"only|following|below|above|so far)\b",
    re.IGNORECASE,
)
_FORM = re.compile(
    r"\bjson\b|\bconcise\b|\bshort\b|\bfitting\b|\bcharacters\b|\bwords?\b|\bpunctuation\b|"
    r"\bnothing else\b|\bonly\b|\bjust\b",
    re.IGNORECASE,
)
# What may stand behind a title of nothing: how long it is to be, or "for it".
_LENGTH = re.compile(
    r"\s*(?:$|\(|itself\b|text\b|for (?:it|this|the following)\W*$|"
    r"(?:that |which )?(?:I|you|we|users?|the user) (?:can|could|may|might|should|would)\b|"
    r"(?:of|in|with|within|without|under|using|that is)\s+"
    r"(?:at most|up to|less|no|\d|one|two|three|four|five|six|an? (?:\w+ )?emoji))",
    re.IGNORECASE,
)
_DETERMINER = re.compile(
    r"\b(?:(the|its|his|her|their|my|your|whose|which|what|that|[\w.]+['’]s)|an?|one|some|several|"
    r"two|three|four|five|\d[\w-]*)(?=[\s,])",
    re.IGNORECASE,
)

_LOOKED_AT = 2_000  # characters from the beginning and the end: what stands between is the chat
# Clauses end where an order does, and before what it is about begins.
_CLAUSE = re.compile(r"([^.!?\n:;\"“”]{1,600})([.!?\n:;\"“”]|$)")
_POLITE = re.compile(r"\W{0,6}(?:please|(?:can|could|would|will) you)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"\W{0,6}(?:who|whom|whose|what|when|where|why|how|which|is|are|was|were|do|does|did|has|have|had)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(
    rf"\W{{0,4}}\d{{0,2}}\W{{0,4}}(?:an? )?(?:[\w,-]+ ){{0,4}}(?:{_TITLE})\b", re.IGNORECASE
)
_ROLE = re.compile(
    r"\byou(?:['’]re| are) (?:an? |the )?(?:[\w-]+ ){0,5}?(?:titles?|titling|tagging|headlines?)"
    r"(?:[- ]\w+)? ?(?:generator|assistant|creator|maker|writer|ai|bot|model|expert|engine)\b",
    re.IGNORECASE,
)
# Instructions that hold for a conversation, whatever they say of titles besides.
_CONVERSES = re.compile(
    r"(?:^|[.!\n] ?|\b(?:you|to|please|and|must|should|will|can|always|who|that|which) )answers?\b|"
    r"\banswering\b|"
    r"\b(?:when|if|whenever) (?:you are |you're )?(?:asked|the user|users|a user|they)\b|"
    r"\b(?:after|with|in|end of) (?:each|every|your|the) (?:answer|reply|response|message)s?\b",
    re.IGNORECASE,
)


def _forms(verbs: Sequence[str], *, told: bool) -> str:
    """The verbs of orders; where a role is `told`, in the forms of "who creates", too."""
    if not told:
        return "|".join(verbs)
    return "|".join(
        rf"{re.escape(one.removesuffix('e'))}(?:{'e' if one[-1] == 'e' else ''}s?|{one[-1]}?ing)"
        for one in verbs
    )


def _order(verbs: Sequence[str], *, told: bool) -> re.Pattern[str]:
    before = (
        "please|you|will|must|should|to|and|then|instead|can|could|would|now|just|also|only|i|we"
    )
    before += "|always|directly|who|that|which|in|for|at|by" if told else ""
    place = rf"(?:^\W{{0,6}}(?:\d{{1,2}}\W{{1,4}})?|,\s*|\b(?:{before})\s+)"
    return re.compile(rf"{place}({_forms(verbs, told=told)})\b", re.IGNORECASE)


_ORDERS = {told: _order((*_MAKE, *_SUM_UP), told=told) for told in (False, True)}
_SUMS_UP = {
    told: re.compile(rf"{_order(_SUM_UP, told=told).pattern}\s+(?:up )?", re.IGNORECASE)
    for told in (False, True)
}
_BOUND = re.compile(r"\s+(?:of|for)\s", re.IGNORECASE)
_LINK = re.compile(r"\s+(?:of|for)\s+(?:the (?:\w+ ){1,3}(?:of|in) )?", re.IGNORECASE)


def orders_chore(prompt: str) -> bool:
    """Whether a message orders such a thing."""
    if len(prompt) > 2 * _LOOKED_AT:
        prompt = f"{prompt[:_LOOKED_AT]}\n{prompt[-_LOOKED_AT:]}"
    if _ROLE.search(prompt):
        return True
    clauses = list(_clauses(prompt))
    brief = _FORM.search(prompt) is not None
    if any(_is_order(clause, brief, told=False) for clause in clauses):
        return True
    listed = any(_ITEM.match(clause) for clause in clauses)
    return listed and any(
        _ORDERS[False].search(clause)
        and any(kind in _SURELY for kind in _references(clause).values())
        for clause in clauses
    )


def instructs_chore(instructions: str) -> bool:
    """Whether instructions are those of a chore, and of nothing else."""
    if _ROLE.search(instructions):
        return True
    if any(not _denied(instructions, found) for found in _CONVERSES.finditer(instructions)):
        return False
    brief = _FORM.search(instructions) is not None
    return any(_is_order(clause, brief, told=True) for clause in _clauses(instructions))


def _denied(text: str, found: re.Match[str]) -> bool:
    """Whether it says that this is not to be done: "do not try to answer it"."""
    return (
        re.search(
            r"(?:not|never|n['’]t|without|instead of|rather than)\W[^.\n]{0,20}$",
            text[: found.end()],
        )
        is not None
    )


def _clauses(prompt: str) -> Iterator[str]:
    """The parts of a prompt that may order something."""
    for clause, end in _CLAUSE.findall(prompt):
        if _POLITE.match(clause) or not (end == "?" or _ASKS.match(clause)):
            yield clause


def _references(clause: str) -> dict[int, str]:
    """Where a clause speaks of the chat, and how surely of this one; not "the one that he had"."""
    return {
        found.start(): found.lastgroup or ""
        for found in _REFERENCE.finditer(clause)
        if found.lastgroup == "ours" or not _is_specified(clause[found.end() :])
    }


def _is_specified(rest: str) -> bool:
    return _WHICH.match(rest) is not None and not _HARMLESS.search(" ".join(rest.split()[:5]))


def _is_order(clause: str, brief: bool, *, told: bool) -> bool:
    references = _references(clause)
    if summed := _SUMS_UP[told].search(clause):
        kind = references.get(summed.end())
        if kind in _SURELY or (kind and brief):
            return True
    verb = _ORDERS[told].search(clause)
    if verb is None:
        return False
    found = verb.group(1).lower() in _FOUND
    wanted = (_WANTED_OF_ROLES if told else _WANTED).finditer(clause, verb.end())
    return any(_is_wanted(clause, one, references, found=found, brief=brief) for one in wanted)


def _is_wanted(
    clause: str, wanted: re.Match[str], references: Mapping[int, str], *, found: bool, brief: bool
) -> bool:
    """Whether it is to be made, and of the chat; `found`: the verb may ask for what there is."""
    made = _is_made(clause[: wanted.start()])
    after = clause[wanted.end() :]
    short = _LENGTH.match(after) is not None
    if made and short and wanted["title"] and not found:
        return True
    enough = made and (wanted["title"] or brief)
    places = [at for at, kind in references.items() if enough or kind in _SURELY]
    if _BOUND.match(after) and not short:
        return any(_LINK.fullmatch(clause, wanted.end(), at) for at in places)
    return bool(places) and (made or not found)


def _is_made(before: str) -> bool:
    """Whether what follows is "a title", or "titles": not "the title", "its title"."""
    determiners = _DETERMINER.findall(" ".join(before.split()[-7:]) + " ")
    return not (determiners and determiners[-1])
