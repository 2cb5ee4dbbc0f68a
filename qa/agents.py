"""Whether what stands as the one who did something is one who can have done it.

Of "a painting by Edda Strand that was stolen" Edda Strand is not the thief, and in "a boy died at
Texas Children's Hospital" it is not the hospital that died. A wrong name is worse than none.
"""

from qa.nouns import kind_of_noun
from qa.spans import Draft
from qa.syntax import Parse

# What only persons do, or is done to them.
_PERSONS_DO = frozenset(
    "die bear marry wed score sing act faint weep drown resign retire".split()  # noqa: SIM905
)
# Whose work a thing is: the "by" of "a painting by" tells who painted it.
_MAKING = frozenset(
    """
    make write paint draw compose direct design build create produce record sing photograph
    translate edit publish invent choreograph sculpt carve author adapt perform play
    """.split()  # noqa: SIM905 - as in qa.words
)

# Where, whither or when something was done stands behind these, never who did it.
_PLACING = frozenset(
    """
    about above across after along around at before behind below beside beyond during from in
    inside into near off on onto outside over past since through to toward towards under until
    """.split()  # noqa: SIM905
)

_NEAR = 4  # words


def is_no_agent(parse: Parse, span: Draft, verb: str, *, undergoes: bool = False) -> bool:
    """Whether a span of a quote cannot be who did what a question asks for; `verb`: its lemma;
    `undergoes`: whether it asks who it was done to, in the passive."""
    first, last = span[:2]
    head = next((n for n in range(first, last) if not first <= parse[n].head < last), first)
    return (
        _is_of_a_work(parse, head, verb)
        or _is_placed(parse, head, verb)
        or _is_no_person(parse, last, verb)
        or (not undergoes and _is_untold(parse, first, head, verb))
    )


def _is_untold(parse: Parse, first: int, head: int, verb: str) -> bool:
    """Whether it is only said that it was done: "the wall below Mill Lane was built in 1953". Who
    does something else may well have done it."""
    while parse[head].dep == "appos" and parse[head].head != head:
        head = parse[head].head
    if parse[head].dep.startswith("nsubj"):
        return False
    done = [n for n, word in enumerate(parse) if word.lemma == verb and word.pos == "VERB"]
    passive = all(any(w.head == n and w.dep == "auxpass" for w in parse) for n in done)
    by = first > 0 and any(word.lemma == "by" for word in parse[max(first - _NEAR, 0) : first])
    told = any(word.dep == "agent" and word.head in done for word in parse)
    return bool(done) and passive and not told and not by


def _is_placed(parse: Parse, head: int, verb: str) -> bool:
    """Whether it says where or when the very thing was done: "ran aground near Holmskar"."""
    led = parse[parse[head].head]
    return led.pos == "ADP" and led.lemma in _PLACING and parse[led.head].lemma == verb


def _is_of_a_work(parse: Parse, head: int, verb: str) -> bool:
    by = parse[parse[head].head]
    if by.lemma != "by" or by.pos != "ADP" or verb in _MAKING:
        return False
    return parse[by.head].pos in ("NOUN", "PROPN")


def _is_no_person(parse: Parse, last: int, verb: str) -> bool:
    word = parse[last - 1]
    kind = kind_of_noun(word.lemma.lower())
    return (
        verb in _PERSONS_DO and word.pos in ("NOUN", "PROPN") and kind in ("organisation", "place")
    )
