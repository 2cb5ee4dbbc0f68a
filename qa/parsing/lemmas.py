"""Lemmas of words, by rules over their endings (spaCy's rule lemmatiser for English)."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from qa.parsing.hashing import string_hash
from qa.parsing.rules import Features

_KEPT = 4_000  # words that are kept in memory

Endings = Sequence[tuple[str, str]]  # an ending, and what stands for it in the lemma


class Lemmatizer:
    """Words with their part of speech to lemmas."""

    def __init__(
        self,
        endings: Mapping[str, Endings],
        exceptions: Mapping[str, Mapping[str, Sequence[str]]],
        known: Mapping[str, npt.NDArray[np.uint64]],
    ) -> None:
        """All by part of speech in small letters ("noun"): the endings to try in order, the lemmas
        of irregular words, and the hashes of known lemmas, sorted.
        """
        self._endings, self._exceptions = endings, exceptions
        # Views as plain numbers: bisection is faster on them than on numpy's.
        self._known = {pos: hashes.data for pos, hashes in known.items()}
        self._found = lru_cache(maxsize=_KEPT)(self._find)

    def lemma(self, word: str, pos: str, features: Features) -> str:
        """The lemma of a word as it is written, with its part of speech ("NOUN") and features."""
        kind = pos.lower()
        if kind in ("", "space") or is_base(kind, features):
            return word.lower()
        if kind not in self._endings and kind not in self._exceptions and kind not in self._known:
            return word if kind == "propn" else word.lower()
        return self._found(word, kind)

    def _find(self, word: str, kind: str) -> str:
        lower = word.lower()
        irregular = self._exceptions.get(kind, {}).get(lower, ())
        known: list[str] = []
        plausible: list[str] = []
        unknown: list[str] = []
        for old, new in self._endings.get(kind, ()):
            form = lower.removesuffix(old) + new if lower.endswith(old) else ""
            if not form:
                continue
            if self._knows(form, kind):
                known.insert(0, form)
            elif not form.isalpha():
                plausible.append(form)
            else:
                unknown.append(form)
        forms = list(dict.fromkeys(known + plausible))
        for form in irregular:
            if form not in forms:
                forms.insert(0, form)
        return (forms or unknown or [word])[0]

    def _knows(self, form: str, kind: str) -> bool:
        hashes = self._known.get(kind)
        if hashes is None:
            return False
        wanted = string_hash(form)
        at = bisect_left(hashes, wanted)
        return at < len(hashes) and hashes[at] == wanted


def is_base(kind: str, features: Features) -> bool:
    """Whether a word is its own lemma by its part of speech and features."""
    verb_form, number = features.get("VerbForm"), features.get("Number")
    if verb_form in ("Inf", "None") or features.get("Degree") == "Pos":
        return True
    if kind == "noun":
        return number == "Sing"
    return (
        kind == "verb" and verb_form == "Fin" and features.get("Tense") == "Pres" and number is None
    )
