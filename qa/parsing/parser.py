"""A text to its parse: the stages of the model, one after another."""

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any

import numpy as np

from embeddings.threads import limit_products
from embeddings.together import Together
from qa.parsing.affixes import Affixes, Pattern
from qa.parsing.arcs import ArcParser, Arcs
from qa.parsing.hashing import Ids
from qa.parsing.lemmas import Lemmatizer
from qa.parsing.lexemes import Lexicon
from qa.parsing.model import Floats, Model
from qa.parsing.names import NameFinder
from qa.parsing.rules import Found, Marks, Ruler
from qa.parsing.tokenizer import Token, Tokenizer
from qa.parsing.trees import Tree, tree_of
from qa.parsing.vectors import Encoder
from qa.syntax import Parse, Word, plain

_BATCH, _ROOM = 64, 8_000  # texts and characters that are parsed together


class ExportedParser:
    """Runs an exported model. It never changes but for what it remembers of words, and serves
    many threads.
    """

    def __init__(self, model: Model) -> None:
        tables, weights = model.tables, model.weights
        self._id: str = tables["id"]
        self._tags: list[str] = tables["tags"]
        self._weights = weights
        self._tokenizer = _tokenizer(tables)
        self._encoder = Encoder(weights, tables["seeds"], tables["sizes"])
        self._arcs = ArcParser(weights, tables["moves"])
        self._ruler = Ruler(tables["rules"])
        self._lemmatizer = Lemmatizer(
            tables["endings"],
            tables["exceptions"],
            {pos: model.lemmas[start:end] for pos, (start, end) in tables["lemmas"].items()},
        )
        self._names = NameFinder(weights, tables["name_moves"])
        limit_products()
        self._together = Together(self._parse_all, _BATCH, len, _ROOM)

    @property
    def id(self) -> str:
        """Names the model and its version: the same id parses the same way."""
        return self._id

    def parse(self, texts: Sequence[str]) -> list[Parse]:
        """The parse of each of `texts`, in order; each is taken as one sentence or a few."""
        return self._together([plain(text) for text in texts])

    def tokens(self, text: str) -> list[Token]:
        """The tokens of `text`, white space among them; the first stage by itself."""
        return self._tokenizer.tokens(text)

    def _parse_all(self, texts: Sequence[str]) -> list[Parse]:
        batches = (texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH))
        return [parse for batch in batches for parse in self._parse_batch(batch)]

    def _parse_batch(self, texts: Sequence[str]) -> list[Parse]:
        """What is between a text's words and their vectors is done for all of them at once."""
        tokens = [self.tokens(text) for text in texts]
        lengths = [len(each) for each in tokens if each]
        if not lengths:
            return [() for _ in texts]
        vectors = self._encoder.encode(_ids(tokens, texts), lengths)
        arcs = iter(self._arcs.attach(vectors[0], lengths))
        bounds = pairwise(accumulate(map(len, tokens), initial=0))
        return [
            self._parse(each, vectors[:, start:end], next(arcs)) if each else ()
            for each, (start, end) in zip(tokens, bounds, strict=True)
        ]

    def _parse(self, tokens: Sequence[Token], vectors: Floats, arcs: Arcs) -> Parse:
        weights = self._weights
        scores = vectors[0] @ weights["tagger.W"]
        scores += weights["tagger.b"]
        tags = [self._tags[best] for best in scores.argmax(axis=1).tolist()]
        spaces = [token.lexeme.is_space for token in tokens]
        tree = tree_of(arcs, spaces)
        marks = [
            Marks(tag, token.lexeme.lower, label, space)
            for tag, token, label, space in zip(tags, tokens, tree.labels, spaces, strict=True)
        ]
        found = self._ruler.apply(marks)
        types = [("", False)] * len(tokens)
        for name in self._names.find(vectors[1], tree.begins, spaces):
            for token in range(name.first, name.end):
                types[token] = (name.type, token == name.first)
        return self._words(tokens, tree, found, types)

    def _words(
        self,
        tokens: Sequence[Token],
        tree: Tree,
        found: Sequence[Found],
        types: Sequence[tuple[str, bool]],
    ) -> Parse:
        """The words, which white space is none of."""
        kept = [number for number, token in enumerate(tokens) if not token.lexeme.is_space]
        numbers = {token: number for number, token in enumerate(kept)}
        words = []
        for number, place in enumerate(kept):
            token, said = tokens[place], found[place]
            lemma = said.lemma
            if lemma is None:
                lemma = self._lemmatizer.lemma(token.lexeme.text, said.pos, said.features)
            words.append(
                Word(
                    start=token.start,
                    end=token.end,
                    head=numbers.get(tree.heads[place], number),
                    lemma=lemma.lower(),
                    pos=said.pos,
                    tag=said.tag,
                    dep=tree.labels[place],
                    entity=types[place][0],
                    begins=types[place][1],
                )
            )
        return tuple(words)


def _ids(tokens: Sequence[Sequence[Token]], texts: Sequence[str]) -> Ids:
    """The attributes of all tokens (n, 6): norm, prefix, suffix, shape, whether a space follows,
    and whether it is white space.
    """
    return np.array(
        [
            (
                token.norm,
                (lexeme := token.lexeme).prefix,
                lexeme.suffix,
                lexeme.shape,
                text[token.end : token.end + 1] == " ",
                lexeme.is_space,
            )
            for each, text in zip(tokens, texts, strict=True)
            for token in each
        ],
        np.uint64,
    )


def _tokenizer(tables: Mapping[str, Any]) -> Tokenizer:
    affixes = Affixes(**{name: Pattern(*both) for name, both in tables["patterns"].items()})
    numbers = {int(number): norm for number, norm in tables["norms_by_id"].items()}
    lexicon = Lexicon(tables["symbols"], tables["norms"], numbers)
    specials = {
        word: tuple((text, norm) for text, norm in pieces)
        for word, pieces in tables["specials"].items()
    }
    return Tokenizer(affixes, specials, tables["sequences"], lexicon)
