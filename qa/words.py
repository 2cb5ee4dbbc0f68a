"""Words as retrieval compares them: folded, without accents, stemmed."""

import re
import unicodedata
from functools import lru_cache

import Stemmer

from qa.folding import as_read

_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")

# Words that carry no subject. Kept short: rarity in the collection does the rest.
STOPWORDS = frozenset(
    """
    a about after again all also am an and any are as at be because been before being below
    between both but by can could did do does doing down during each few for from further
    had has have having he her here hers him his how i if in into is it its itself just me
    more most my no nor not now of off on once only or other our out over own same she
    should so some such than that the their them then there these they this those through to
    too under until up very was we were what when where which while who whom whose why will
    with would you your
    """.split()  # noqa: SIM905 - a list of 150 literals is no easier to read
)


def words_of(text: str) -> list[str]:
    """The words of `text` in order, folded but not stemmed: "Samphân's 2,447" -> samphan, 2447."""
    return [_fold(match.group()) for match in _WORD.finditer(as_read(text))]


def terms_of(text: str) -> list[str]:
    """The terms under which `text` is indexed: its words without stop words, stemmed (Porter 2)."""
    return [_stem(word) for word in words_of(text) if word not in STOPWORDS]


def content_words(text: str) -> frozenset[str]:
    """The distinct terms of `text`."""
    return frozenset(terms_of(text))


def _fold(word: str) -> str:
    if word[0].isdigit():
        return word.replace(",", "")
    word = _POSSESSIVE.sub("", word)
    if word.isascii():
        return word.lower()  # most are
    plain = unicodedata.normalize("NFKD", word)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    return str(Stemmer.Stemmer("english").stemWord(word))


def word_spans(text: str) -> list[tuple[int, int, str | None]]:
    """Start, end and term of every word of `text`; None for the term of a stop word."""
    spans: list[tuple[int, int, str | None]] = []
    for match in _WORD.finditer(text):
        word = _fold(match.group())
        term = None if word in STOPWORDS else _stem(word)
        spans.append((match.start(), match.end(), term))
    return spans
