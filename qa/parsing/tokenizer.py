"""A text into tokens, by spaCy's algorithm ("How spaCy's tokenizer works", its usage guide).

A text is cut at white space; from each piece punctuation is taken off at both ends, as long as
there is some and what remains is no special case ("U.K.", "don't"); what remains then is cut at
infixes. White space of its own, beyond one space between words, is a token. Special cases with
punctuation in them (":-)") are put together again at the end.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from qa.parsing.affixes import Affixes
from qa.parsing.lexemes import Lexeme, Lexicon

_KEPT = 4_000  # pieces that are kept in memory


@dataclass(frozen=True, slots=True)
class Token:
    """A token and its place in the text; `norm` is the number of its norm."""

    lexeme: Lexeme
    norm: int
    start: int
    end: int


Piece = tuple[str, str | None]  # a token's text, and its norm where a special case gives one


class Tokenizer:
    """Cuts texts. What it keeps in memory is bounded and only saves time."""

    def __init__(
        self,
        affixes: Affixes,
        specials: Mapping[str, Sequence[Piece]],
        sequences: Sequence[Sequence[str]],
        lexicon: Lexicon,
    ) -> None:
        """`specials` are words that are cut in their own way; `sequences` are those of them that
        the affixes would cut, as they cut them.
        """
        self._affixes, self._specials, self._lexicon = affixes, specials, lexicon
        self._sequences: dict[str, list[tuple[str, ...]]] = {}
        for sequence in sequences:
            self._sequences.setdefault(sequence[0], []).append(tuple(sequence))
        self._pieces = lru_cache(maxsize=_KEPT)(self._cut)

    def tokens(self, text: str) -> list[Token]:
        """The tokens of `text`; all of it but single spaces is in one of them."""
        pieces: list[Piece] = []
        starts: list[int] = []
        for start, end in _chunks(text):
            at = start
            for piece in self._pieces(text[start:end]):
                pieces.append(piece)
                starts.append(at)
                at += len(piece[0])
        pieces, starts = self._joined(text, pieces, starts)
        return [self._token(*piece, start) for piece, start in zip(pieces, starts, strict=True)]

    def _token(self, word: str, norm: str | None, start: int) -> Token:
        lexeme = self._lexicon.lexeme(word)
        number = lexeme.norm if norm is None else self._lexicon.number(norm)
        return Token(lexeme, number, start, start + len(word))

    def _cut(self, chunk: str) -> Sequence[Piece]:
        """The pieces of what stands between white space, or of white space."""
        if chunk in self._specials:
            return self._specials[chunk]
        before, rest, behind = self._without_affixes(chunk)
        pieces: list[Piece] = [(prefix, None) for prefix in before]
        if rest in self._specials:
            pieces += self._specials[rest]
        elif rest:
            pieces += [(part, None) for part in self._without_infixes(rest)]
        return pieces + [(suffix, None) for suffix in reversed(behind)]

    def _without_affixes(self, text: str) -> tuple[list[str], str, list[str]]:
        """Prefixes, what remains, and suffixes, the outermost first."""
        before: list[str] = []
        behind: list[str] = []
        size = 0
        while text and len(text) != size and text not in self._specials:
            size = len(text)
            first = self._affixes.prefix_length(text)
            if first and text[first:] in self._specials:
                before.append(text[:first])
                return before, text[first:], behind
            last = self._affixes.suffix_length(text[first:])
            if last and text[:-last] in self._specials:
                behind.append(text[-last:])
                return before, text[:-last], behind
            if first:
                before.append(text[:first])
            if last and first + last <= size:
                behind.append(text[-last:])
                text = text[:-last]
            text = text[first:]
        return before, text, behind

    def _without_infixes(self, text: str) -> Iterator[str]:
        if self._affixes.url.of(text).match(text):
            yield text
            return
        start = 0
        for infix in self._affixes.infix.of(text).finditer(text):
            if infix.start() == 0:
                continue
            if infix.start() > start:
                yield text[start : infix.start()]
            if infix.end() > infix.start():
                yield infix[0]
            start = infix.end()
        if start < len(text):
            yield text[start:]

    def _joined(
        self, text: str, pieces: list[Piece], starts: list[int]
    ) -> tuple[list[Piece], list[int]]:
        """The pieces with special cases in them put together again."""
        found = self._found([word for word, _ in pieces])
        if not found:
            return pieces, starts
        joined: list[Piece] = []
        places: list[int] = []
        at = 0
        for first, last in found:
            joined += pieces[at:first]
            places += starts[at:first]
            place = starts[first]
            special = self._specials.get(text[place : starts[last - 1] + len(pieces[last - 1][0])])
            if special is None:  # there is white space in it
                special, own = pieces[first:last], starts[first:last]
            else:
                own = [place, *(place + end for end in accumulate(len(p[0]) for p in special[:-1]))]
            joined += special
            places += own
            at = last
        return joined + pieces[at:], places + starts[at:]

    def _found(self, words: Sequence[str]) -> list[tuple[int, int]]:
        """Where special cases stand, in order: of those that overlap the longest, then the first.

        One that begins or ends inside a longer one is left out, even if that was left out itself.
        """
        matches = [
            (first, first + len(sequence))
            for first, word in enumerate(words)
            for sequence in self._sequences.get(word, ())
            if tuple(words[first : first + len(sequence)]) == sequence
        ]
        taken: set[int] = set()
        found = []
        for first, last in sorted(matches, key=lambda span: (span[0] - span[1], span[0])):
            if first not in taken and last - 1 not in taken:
                found.append((first, last))
            taken.update(range(first, last))
        return sorted(found)


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of white space and of anything else, without single spaces between them."""
    start = 0
    white = text[:1].isspace()
    for at, char in enumerate(text):
        if char.isspace() != white:
            if start < at:
                yield start, at
            start = at + 1 if char == " " else at
            white = not white
    if start < len(text):
        yield start, len(text)
