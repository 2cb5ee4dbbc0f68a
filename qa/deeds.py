"""Whose deed a sentence tells: "Moissan isolated fluorine" is not when Scheele isolated it.

A near miss has the words of the question, and another did it, or it was done to another. Where the
question gives a verb a name, as the one who did it or to whom it was done, and a sentence gives
the same verb only other names in that place, the sentence is of another's deed. Who is named there
by a pronoun, a noun or an office may be anybody.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import numpy as np

from embeddings.vectors import Mask
from qa.library import Library
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
_LONGEST_CHAIN = 3  # of verbs joined by "and"


def is_anothers_deed(question: Parse, parse: Parse) -> bool:
    """Whether a sentence tells only of others what the question asks of somebody by name."""
    for n, word in enumerate(question):
        if word.pos != "VERB" or word.lemma in _LIGHT:
            continue
        deeds = [k for k, one in enumerate(parse) if one.pos == "VERB" and one.lemma == word.lemma]
        for role in (_doers, _patients):
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


def _below(parse: Parse, n: int, *deps: str) -> Iterator[int]:
    """The words that hang on a word by one of `deps`; of "who" that for which it stands."""
    for k, word in enumerate(parse):
        if word.head == n and k != n and word.dep in deps:
            relative = word.tag in ("WP", "WDT") and parse[n].dep == "relcl"
            yield parse[n].head if relative else k


def _is_passive(parse: Parse, n: int) -> bool:
    """Whether a verb is done to its subject: "was beaten", "beaten by"."""
    told = any(True for _ in _below(parse, n, "auxpass", "agent"))
    helping = {parse[k].lemma for k in _below(parse, n, "aux")}
    # "When was the label founded?", in which "was" is often parsed as a verb of its own.
    opens = parse[n].dep == "ROOT" and [word.lemma for word in parse[:2]][-1:] == ["be"]
    asked = opens and parse[n].tag in ("VBD", "VBN")
    return told or asked or (parse[n].tag == "VBN" and "be" in helping)


def _doers(parse: Parse, n: int, chain: int = 0) -> list[int]:
    """Who does what a verb says."""
    agents = [m for k in _below(parse, n, "agent") for m in _below(parse, k, "pobj")]
    if _is_passive(parse, n):
        return agents
    doers = [*_below(parse, n, "nsubj"), *agents]
    joined = not doers and parse[n].dep == "conj" and chain < _LONGEST_CHAIN
    if not joined or parse[parse[n].head].pos != "VERB":
        return doers
    head = parse[n].head  # "was beaten and left": the one who was beaten
    return _patients(parse, head) if _is_passive(parse, head) else _doers(parse, head, chain + 1)


def _patients(parse: Parse, n: int) -> list[int]:
    """Whom or what a verb is done to."""
    if _is_passive(parse, n):
        return [*_below(parse, n, "nsubjpass", "nsubj")]
    return [*_below(parse, n, "nsubjpass", "dobj")]


def _names(parse: Parse, n: int) -> set[str]:
    """The words of a name, folded, and of what stands beside it as another name of the same."""
    top = parse[n].head if parse[n].dep == "appos" else n
    found, below = set[str](), [top]
    for place in below:
        if parse[place].pos == "PROPN":
            found.add(folded(parse[place].lemma))
        below += [k for k in _below(parse, place, *_OF_NAME) if k not in below]
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
