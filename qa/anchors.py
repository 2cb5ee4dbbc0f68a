"""How much of what a question names stands around a sentence, and in its source."""

import re

from qa.asked import Asked
from qa.folding import as_read
from qa.library import Library
from qa.syntax import Parse
from qa.types import Sentence
from qa.values import folded
from qa.words import terms_of

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")
_YEAR = re.compile(r"1\d{3}|20\d\d")


def anchored_in(
    library: Library, asked: Asked, question: Parse, sentence: Sentence
) -> tuple[float, float, float]:
    """What share of the question's names stand around the sentence, of its numbers there, and of
    its names anywhere in the source."""
    told = [word for n, word in enumerate(question) if n not in asked.words]
    digits = {word.lemma for word in told if any(map(str.isdigit, word.lemma))}
    names = {folded(word.lemma) for word in told if word.pos == "PROPN"} - digits
    numbers = {one for one in digits if not _YEAR.fullmatch(one)}
    if not names and not numbers:
        return 1.0, 1.0, 1.0
    corpus, passage = library.corpus, library.corpus.passage(sentence.passage)
    around = as_read(corpus.quote(passage.source, passage.start, passage.end))
    there = _words(f"{corpus.sources[passage.source].title} {around}")
    source = {name for name in names if _is_in_source(library, name, passage.source)}
    return _share(names, there), _share(numbers, there), _share(names, source)


def _is_in_source(library: Library, name: str, source: int) -> bool:
    """Whether a source has a name anywhere: what it says of "it" may be of that."""
    first, last = library.corpus.rows_of(source)[[0, -1]].tolist()
    held = (library.sentence_words.holders(term) for term in terms_of(name))
    return all(bool(((first <= rows) & (rows <= last)).any()) for rows in held)


def _share(wanted: set[str], there: set[str]) -> float:
    return len(wanted & there) / len(wanted) if wanted else 1.0


def _words(text: str) -> set[str]:
    """Words, and numbers with their points: "5.1" is not 5."""
    return set(_WORD.findall(folded(text)))
