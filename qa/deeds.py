"""Whose deed a sentence tells: "Moissan isolated fluorine" is not when Scheele isolated it.

A near miss has the words of the question, and another did it, or it was done to another. Where the
question gives a verb a name, as the one who did it or to whom it was done, and a sentence gives
the same verb only other names in that place, the sentence is of another's deed. Who is named there
by a pronoun, a noun or an office may be anybody.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher

import numpy as np

from embeddings.vectors import Mask
from qa.library import Library
from qa.roles import below, doers, patients
from qa.syntax import Parse
from qa.values import folded

# Of these verbs there are many in a sentence, or what they mean is in another word; and whom one
# marries or meets does so as well.
_LIGHT = frozenset(
    """
    be have do say tell make get go come take give call become put set keep let marry meet divorce
    """.split()  # noqa: SIM905 - as in qa.words
)
# Names of an office: who holds it, or speaks for it, has another.
_OFFICES = frozenset(
    """
    sir lady lord professor captain colonel general major president minister king queen prince
    princess pope bishop judge justice court state government council parliament ministry committee
    commission company police army navy party
    """.split()  # noqa: SIM905
)
_OF_NAME = frozenset({"appos", "compound", "conj", "flat", "nmod"})
_STEM, _ALIKE = 4, 0.7  # letters that tell a name; how alike two spellings of one are at the least


def is_anothers_deed(question: Parse, parse: Parse) -> bool:
    """Whether a sentence tells only of others what the question asks of somebody by name."""
    for n, word in enumerate(question):
        if word.pos != "VERB" or word.lemma in _LIGHT:
            continue
        deeds = [k for k, one in enumerate(parse) if one.pos == "VERB" and one.lemma == word.lemma]
        for role in (doers, patients):
            asked = [m for m in role(question, n) if _is_name(question, m)]
            told = [role(parse, k) for k in deeds]
            if asked and told and all(told):
                names = set().union(*(_names(question, m) for m in asked))
                if all(_is_other(names, parse, m) for places in told for m in places):
                    return True
    return False


def of_another(library: Library, question: Parse, rows: Sequence[int]) -> Mask:
    """Which sentence rows tell only of another what is asked of somebody, (n,)."""
    asks = any(word.pos == "PROPN" for word in question)
    told = [asks and is_anothers_deed(question, library.analysis(row).parse) for row in rows]
    return np.array(told, dtype=np.bool_)


def _names(parse: Parse, n: int) -> set[str]:
    """The words of a name, folded, and of what stands beside it as another name of the same."""
    top = parse[n].head if parse[n].dep == "appos" else n
    found, places = set[str](), [top]
    for place in places:
        if parse[place].pos == "PROPN":
            found.add(folded(parse[place].lemma))
        places += [k for k in below(parse, place, *_OF_NAME) if k not in places]
    return found


def _is_other(asked: set[str], parse: Parse, n: int) -> bool:
    """Whether a word is a name, and none of those asked about can be its."""
    named = _names(parse, n)
    alike = any(_are_alike(one, other) for one in asked for other in named)
    return _is_name(parse, n) and not alike


def _is_name(parse: Parse, n: int) -> bool:
    return parse[n].pos == "PROPN" and folded(parse[n].lemma) not in _OFFICES


def _are_alike(one: str, other: str) -> bool:
    """Whether two words can be spellings of one name, or one the initials of the other."""
    short = min(len(one), len(other)) < _STEM
    if one[:_STEM] == other[:_STEM] or (short and one[:1] == other[:1]):
        return True
    return SequenceMatcher(None, one, other).ratio() >= _ALIKE
