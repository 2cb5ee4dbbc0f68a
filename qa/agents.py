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


def is_no_agent(parse: Parse, span: Draft, verb: str) -> bool:
    """Whether a span of a quote cannot be who did what a question asks for; `verb`: its lemma."""
    return _is_of_a_work(parse, span[0], span[1], verb) or _is_no_person(parse, span[1], verb)


def _is_of_a_work(parse: Parse, first: int, last: int, verb: str) -> bool:
    head = next((n for n in range(first, last) if not first <= parse[n].head < last), first)
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
