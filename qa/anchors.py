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
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z]\w+")
_CAPITAL = re.compile(r"\b(?!(?:The|An?|In|On|At|Of)\b)[A-Z]\w*")
_YEAR = re.compile(r"1\d{3}|20\d\d")


def anchored_in(
    library: Library, asked: Asked, question: Parse, sentence: Sentence
) -> tuple[float, float, float]:
    """What share of the question's names stand around the sentence, of its numbers there, and of
    its names anywhere in the source."""
    names, numbers, things = _named(asked, question)
    if not things and not numbers:
        return 1.0, 1.0, 1.0
    corpus, passage = library.corpus, library.corpus.passage(sentence.passage)
    around = as_read(corpus.quote(passage.source, passage.start, passage.end))
    there = _words(f"{corpus.sources[passage.source].title} {around}")
    source = {name for name in things if _is_in_source(library, name, passage.source)}
    return _share(names, there), _share(numbers, there), _share(things, source)


def are_of_two(library: Library, asked: Asked, question: Parse, rows: tuple[int, int]) -> bool:
    """Whether a question says nothing of what it is about ("How many were killed?"), and two
    sentences are of sources that have no name in common around them."""
    corpus = library.corpus
    told = any(word.tag in ("VBD", "VBN") for word in question)  # what is so is so for all
    same = corpus.source_of(rows[0]) == corpus.source_of(rows[1])
    if same or not told or any(_named(asked, question)):
        return False
    passages = [corpus.passage(int(corpus.sentences[row, 0])) for row in rows]
    texts = [as_read(corpus.quote(one.source, one.start, one.end)) for one in passages]
    titles = [corpus.sources[one.source].title or "" for one in passages]
    around = [
        set(_NAME.findall(text)) | set(_CAPITAL.findall(title))
        for text, title in zip(texts, titles, strict=True)
    ]
    return not around[0] & around[1]


def _named(asked: Asked, question: Parse) -> tuple[set[str], set[str], set[str]]:
    """The names of a question, its numbers that are no years, and what it is about: the names, or
    where it has none, its nouns besides the one that is asked for."""
    told = [word for n, word in enumerate(question) if n not in asked.words]
    digits = {word.lemma for word in told if any(map(str.isdigit, word.lemma))}
    names = {folded(word.lemma) for word in told if word.pos == "PROPN"} - digits
    nouns = {word.lemma for word in question if word.pos == "NOUN"} - {asked.unit}
    if asked.head is not None:
        nouns.discard(question[asked.head].lemma)
    return names, {one for one in digits if not _YEAR.fullmatch(one)}, names or nouns


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
