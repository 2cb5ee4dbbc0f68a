"""A sentence as far as it can be read before anybody asks: its words, the spans that could answer.

Nothing here depends on a question, so that it is made once for a sentence and kept for a while.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from qa.nouns import kind_of_noun
from qa.span_traits import static_of
from qa.spans import Draft, drafts
from qa.syntax import Parse, Word
from qa.traits import TRAITS, traits_of
from qa.trees import clauses, tree_distance
from qa.values import Value

Floats = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

ROLES: dict[str, frozenset[str]] = {
    "subject": frozenset({"nsubj", "agent", "appos", "conj"}),
    "object": frozenset({"dobj", "nsubjpass", "pobj", "ccomp", "xcomp", "attr", "oprd"}),
    "attribute": frozenset({"attr", "appos", "nsubj", "compound", "acomp"}),
    "adverb": frozenset({"prep", "pobj", "npadvmod", "advcl", "advmod", "pcomp"}),
    "none": frozenset(),
}
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
_THROUGH = frozenset({"ADP", "AUX", "PART"})
_TREE_DECAY, _LINE_DECAY = np.float32(0.75), np.float32(0.88)


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """The c spans of a sentence of n words that could answer by themselves.

    drafts          each as `qa.spans.Draft`; `table` (c, 4) is the same as an array
    nouns           what its head names, if it is a noun (`qa.nouns.kind_of_noun`)
    up, above (c,)  what its head depends on; the same seen through a preposition
    static (c, s)   what it is (`qa.span_traits.STATIC`)
    masks (n, 4, c) how near each word outside the span is to it: by steps in the parse, by steps in
                    the line, 1 if it is in the same clause, 1 anywhere; 0 inside
    inside (n, c)   1 if a word is in it
    beyond (2, c)   1 if `up`, and if `above`, is not in it
    sense (c,)      1 for who does it, -1 for whom it is done to, 0 for neither
    roles           by each of `ROLES`, 1 if it can be that of its verb, (c,)
    named (c,)      1 if its head stands beside a name
    listed (c,)     1 if it holds a conjunction
    content (c,)    how many words with meaning it holds
    """

    drafts: tuple[Draft, ...]
    nouns: tuple[str, ...]
    table: Whole
    up: Whole
    above: Whole
    static: Floats
    masks: Floats
    inside: Floats
    beyond: Floats
    sense: npt.NDArray[np.int8]
    roles: Mapping[str, Floats]
    named: Floats
    listed: Floats
    content: Floats

    def of(self, numbers: list[int]) -> "Spans":
        """Those of these numbers, in order."""
        if len(numbers) == len(self.drafts):
            return self
        kept = np.array(numbers)
        return Spans(
            tuple(self.drafts[n] for n in numbers),
            tuple(self.nouns[n] for n in numbers),
            self.table[kept],
            self.up[kept],
            self.above[kept],
            self.static[kept],
            self.masks[:, :, kept],
            self.inside[:, kept],
            self.beyond[:, kept],
            self.sense[kept],
            {role: fitting[kept] for role, fitting in self.roles.items()},
            self.named[kept],
            self.listed[kept],
            self.content[kept],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """What the n words of a sentence are, each an array (n, ...).

    heads, traits       of each its head's number, and its `qa.traits.TRAITS`
    content             1 for a word with meaning
    named               whether it stands beside a name
    lemmas, forms       the words that have each lemma, and each form in lower case
    """

    heads: Whole
    traits: Floats
    content: Floats
    named: Truths
    lemmas: Mapping[str, list[int]]
    forms: Mapping[str, list[int]]


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """Which words the tokens of a sentence belong to.

    kept (t,)     whether a token belongs to a word at all
    starts (k,)   of those kept, the first of each word that has some
    words (k,)    the number of that word
    """

    kept: Truths
    starts: Whole
    words: Whole


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """A sentence: its quote as it is read (`qa.folding.unhyphenated`) and parse, its words in lower
    case, and what follows from them.

    `lemmas`: of the words with meaning. `words` and `spans` are None where it was not parsed, or
    where no span of it could answer. leads (n,): the first token of each of its n words, empty
    where it has no tokens. `values`: what those of its spans stand for that were looked at, by
    first word, the one after the last, and the kind that was asked for.
    """

    quote: str
    parse: Parse
    forms: tuple[str, ...]
    lemmas: frozenset[str]
    has_verb: bool
    pieces: Pieces
    leads: Whole
    words: Words | None
    spans: Spans | None
    values: dict[tuple[int, int, str], Value] = field(default_factory=dict)


def analysis_of(parse: Parse, quote: str, tokens: npt.NDArray[np.int32]) -> Analysis:
    """`tokens` (t, 2): where the tokens of the sentence stand in its quote."""
    forms = tuple(quote[word.start : word.end].lower() for word in parse)
    found = tuple(drafts(parse, quote))
    words = _words(parse, forms) if found else None
    return Analysis(
        quote=quote,
        parse=parse,
        forms=forms,
        lemmas=frozenset(word.lemma for word in parse if word.pos in _CONTENT),
        has_verb=any(word.pos in ("VERB", "AUX") for word in parse),
        pieces=pieces_of(parse, tokens),
        leads=_leads(parse, tokens),
        words=words,
        spans=None if words is None else _spans(parse, forms, found, words),
    )


def pieces_of(parse: Parse, tokens: npt.NDArray[np.int32]) -> Pieces:
    """The words that the tokens at these places (t, 2) stand in."""
    if not parse or len(tokens) == 0:
        nothing = np.zeros(0, dtype=np.int64)
        return Pieces(np.zeros(len(tokens), dtype=np.bool_), nothing, nothing)
    starts = np.array([word.start for word in parse])
    ends = np.array([word.end for word in parse])
    owners = np.searchsorted(starts, tokens[:, 0], side="right") - 1
    kept = (owners >= 0) & (tokens[:, 0] < ends[np.maximum(owners, 0)])
    words, firsts = np.unique(owners[kept], return_index=True)
    return Pieces(kept, firsts, words)


def _leads(parse: Parse, tokens: npt.NDArray[np.int32]) -> Whole:
    if len(tokens) == 0:
        return np.zeros(0, dtype=np.int64)
    places = np.searchsorted(tokens[:, 0], [word.start for word in parse])
    return np.minimum(places, len(tokens) - 1)


def joined(pieces: Sequence[Pieces], ends: Whole) -> Pieces:
    """Those of several sentences one after another; `ends` (s,): the words up to each one's end."""
    tokens = np.cumsum([0, *(int(one.kept.sum()) for one in pieces)])
    words = [0, *ends.tolist()]
    return Pieces(
        np.concatenate([one.kept for one in pieces]),
        np.concatenate([one.starts + at for one, at in zip(pieces, tokens, strict=False)]),
        np.concatenate([one.words + at for one, at in zip(pieces, words, strict=False)]),
    )


def _words(parse: Parse, forms: tuple[str, ...]) -> Words:
    traits = traits_of(parse, forms)
    return Words(
        heads=np.array([word.head for word in parse], dtype=np.int64),
        traits=traits,
        content=traits[:, :5].max(axis=1),
        named=np.array([word.dep in ("appos", "attr", "compound") for word in parse]),
        lemmas=_places(word.lemma for word in parse),
        forms=_places(forms),
    )


def _places(strings: Iterable[str]) -> dict[str, list[int]]:
    """Where each string stands."""
    places: dict[str, list[int]] = {}
    for n, string in enumerate(strings):
        places.setdefault(string, []).append(n)
    return places


def _sense(head: Word, up: Word) -> int:
    """Of a word, or of what it depends on if that is the "by" of who does it: `Spans.sense`."""
    for dep in (head.dep, up.dep if up.dep == "agent" else ""):
        if dep in ("nsubj", "agent"):
            return 1
        if dep in ("dobj", "nsubjpass", "oprd"):
            return -1
    return 0


def _spans(parse: Parse, forms: tuple[str, ...], found: tuple[Draft, ...], words: Words) -> Spans:
    table, heads = np.array(found, dtype=np.int64), words.heads
    first, last, head = table[:, 0], table[:, 1], table[:, 2]
    place = np.arange(len(parse))
    before, behind = first[:, None] - place, place - last[:, None] + 1
    outside = ((before > 0) | (behind > 0)).astype(np.float32)
    steps = np.maximum(np.maximum(before, behind), 0).astype(np.float32)
    clause = clauses(parse, heads)
    masks = [
        outside * np.power(_TREE_DECAY, tree_distance(heads))[head],
        outside * np.power(_LINE_DECAY, steps),
        outside * (clause[head][:, None] == clause),
        outside,
    ]
    conjunctions = np.cumsum(words.traits[:, TRAITS.index("conjunction")])
    conjunctions = np.concatenate([[0], conjunctions])
    through = np.array([word.pos in _THROUGH for word in parse])
    up = heads[head]
    above = np.where(through[up], heads[up], up)
    every = np.arange(len(found))
    pairs = [(parse[h], parse[u]) for h, u in zip(head.tolist(), up.tolist(), strict=True)]
    return Spans(
        drafts=found,
        nouns=tuple(kind_of_noun(h.lemma) if h.pos == "NOUN" else "" for h, _ in pairs),
        table=table,
        up=up,
        above=above,
        static=static_of(parse, forms, table, heads, words.traits),
        masks=np.stack([mask.T for mask in masks], axis=1),
        inside=np.ascontiguousarray(1 - outside.T),
        beyond=np.stack([outside[every, up], outside[every, above]]),
        sense=np.array([_sense(h, u) for h, u in pairs], dtype=np.int8),
        roles={
            role: np.array(
                [h.dep in fitting or "agent" in (h.dep, u.dep) for h, u in pairs], dtype=np.float32
            )
            for role, fitting in ROLES.items()
        },
        named=words.named[head].astype(np.float32),
        listed=(conjunctions[last] - conjunctions[first] > 0).astype(np.float32),
        content=(1 - outside) @ words.content,
    )
