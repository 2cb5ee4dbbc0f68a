"""The stretches of a quote that could answer by themselves: names, dates, amounts, clauses.

A stretch is a word with some of what depends on it in the parse, cut at the edges of its parts:
"the former mayor of Dunmore", "former mayor", "mayor". A name is any run of capitalised words too,
for the small model often cuts a foreign name, or sees none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from qa.syntax import Parse

Shape = Literal["phrase", "name", "number", "date", "place", "quoted", "clause", "state", "bridge"]

SHAPES: tuple[Shape, ...] = (
    "phrase",  # a noun with its parts
    "name",  # a run of capitalised words, or what the model takes for a name
    "number",  # a number with or without what it counts
    "date",  # a run of words for dates and hours
    "place",  # a preposition and what stands behind it
    "quoted",  # what stands between marks
    "clause",  # a verb with its parts
    "state",  # an adjective, an adverb, a participle with its parts
    "bridge",  # a run of what a conjunction joins
)
_MOST = 160  # spans of a quote
_ARTICLES = frozenset({"a", "an", "the"})
_DANGLING = frozenset({"CCONJ", "DET", "SCONJ", "PUNCT"})  # no span ends with one
_PAIRS = {'"': '"', "“": "”", "‘": "’", "`": "`", "«": "»", "„": "“"}
_TRIMMED = frozenset(".,;:!?-–—…|*_()[]{}'’‘\"“”«»")
_MONTHS = frozenset(
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    """.split()  # noqa: SIM905 - as in qa.words
)
_DAYS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays
    fridays saturdays sundays
    """.split()  # noqa: SIM905
)
_DATED = frozenset(
    """
    today yesterday tomorrow tonight midnight noon midday christmas easter spring summer autumn
    winter morning evening afternoon night a.m. p.m. am pm dawn dusk
    """.split()  # noqa: SIM905
)


Draft = tuple[int, int, int, int]
"""First word, the one after the last, head, and the number of the shape in SHAPES."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A parse as a tree: the words that depend on each, and the edges of what hangs on each.

    `below[n]`: children in order; `left[n]`, `right[n]`: first word and the one after the last.
    """

    below: tuple[list[int], ...]
    left: list[int]
    right: list[int]


def drafts(parse: Parse, quote: str) -> list[Draft]:
    """The spans of `quote` that could answer, in order; empty where it was not parsed.

    None is a fragment of a word, and none begins with an article.
    """
    if not parse:
        return []
    forms = [quote[word.start : word.end] for word in parse]
    whole_before, whole_after = _edges(parse, quote)
    tree = tree_of(parse)
    kept: dict[tuple[int, int], Draft] = {}
    for a, b, head, shape in _all(parse, forms, tree):
        while a < b and (forms[a] in _TRIMMED or forms[a].lower() in _ARTICLES):
            a += 1
        while b > a and (forms[b - 1] in _TRIMMED or parse[b - 1].pos in _DANGLING):
            b -= 1
        while a < b and parse[a].pos == "CCONJ" and forms[a].lower() not in ("both", "either"):
            a += 1
        if b <= a or (a, b) in kept or not (whole_before[a] and whole_after[b - 1]):
            continue
        if parse[b - 1].tag == "POS":
            continue
        kept[a, b] = (a, b, head if a <= head < b else b - 1, shape)
        if len(kept) == _MOST:
            break
    return sorted(kept.values())


def tree_of(parse: Parse) -> Tree:
    """The tree of a parse, as the parser saw it."""
    size = len(parse)
    below: tuple[list[int], ...] = tuple([] for _ in parse)
    left, right = list(range(size)), [n + 1 for n in range(size)]
    for n, word in enumerate(parse):
        if word.head == n:
            continue
        below[word.head].append(n)
        up, steps = n, 0
        while parse[up].head != up and steps < size:
            up, steps = parse[up].head, steps + 1
            if left[up] > n:
                left[up] = n
            if right[up] < n + 1:
                right[up] = n + 1
    return Tree(below, left, right)


def _edges(parse: Parse, quote: str) -> tuple[list[bool], list[bool]]:
    """Whether each word begins, and whether it ends, a word as a reader sees it.

    A parser cuts "Cambodian-Thai" and "612m" in pieces; a piece is no answer, but what stands
    before "'s" is.
    """
    starts, ends = [], []
    for word in parse:
        before = quote[max(0, word.start - 2) : word.start]
        after = quote[word.end : word.end + 2]
        starts.append(not _joins(before[::-1]))
        ends.append(not _joins(after) or after.lower() in ("'s", "’s"))
    return starts, ends


def _joins(beside: str) -> bool:
    """Whether the characters that follow a word (or, reversed, precede it) continue it."""
    if not beside:
        return False
    if beside[0].isalnum() or beside[0] == "_":
        return True
    return beside[0] in "-'’.:," and len(beside) > 1 and beside[1].isalnum() and beside[0] != ","


def _all(parse: Parse, forms: list[str], tree: Tree) -> Iterator[Draft]:
    yield from _names(parse)
    yield from _dates(parse, forms)
    for n in range(len(parse)):
        pos = parse[n].pos
        if pos in ("NOUN", "PROPN", "NUM", "PRON", "X", "SYM"):
            yield from _phrases(n, parse, tree)
        elif pos == "ADP" or (pos == "SCONJ" and tree.below[n]):
            yield from ((n, end, n, 4) for end in _ends(n, tree) if end > n + 1)
        elif pos in ("VERB", "AUX"):
            yield from _clauses(n, parse, tree)
        if pos in ("ADJ", "ADV") or (pos == "VERB" and parse[n].tag in ("VBN", "VBD")):
            for start in [n] + [tree.left[c] for c in tree.below[n] if c < n]:
                yield start, n + 1, n, 7
                yield start, tree.right[n], n, 7
    yield from _quoted(forms)
    yield from _lists(parse, forms)
    yield from _places(parse, tree)


def _names(parse: Parse) -> Iterator[Draft]:
    """What the model takes for names, and every run of proper nouns."""
    start = None
    for n, word in enumerate(parse):
        if word.begins:
            end = n + 1
            while end < len(parse) and parse[end].entity == word.entity and not parse[end].begins:
                end += 1
            numeric = word.entity in ("CARDINAL", "PERCENT", "QUANTITY", "MONEY", "ORDINAL")
            dated = word.entity in ("DATE", "TIME")
            if parse[end - 1].tag == "POS":
                end -= 1
            yield n, end, _top(n, end, parse), 3 if dated else 2 if numeric else 1
        if word.pos == "PROPN":
            start = n if start is None else start
        elif start is not None:
            yield start, n, _top(start, n, parse), 1
            start = None
    if start is not None:
        yield start, len(parse), _top(start, len(parse), parse), 1


def _lists(parse: Parse, forms: list[str]) -> Iterator[Draft]:
    """Names that a conjunction joins, which the parse often tears apart."""
    start, joined = None, False
    for n in range(len(parse) + 1):
        if n < len(parse) and parse[n].pos == "PROPN":
            start = n if start is None else start
        elif start is not None and n < len(parse) and forms[n].lower() in ("and", "or", "&", ","):
            joined = joined or forms[n] != ","
        elif start is not None:
            if joined:
                yield start, n, _top(start, n, parse), 8
            start, joined = None, False


def _places(parse: Parse, tree: Tree) -> Iterator[Draft]:
    """ "in the bin inside the lobby": two that stand one behind the other, each of the verb."""
    for below in tree.below:
        prepositions = [c for c in below if parse[c].pos == "ADP"]
        for one, other in pairwise(prepositions):
            if tree.right[one] == other:
                yield one, tree.right[other], one, 4
                yield one + 1, tree.right[other], one, 4


def _top(start: int, end: int, parse: Parse) -> int:
    """The first word of a stretch that depends on none of it."""
    for n in range(start, end):
        if not start <= parse[n].head < end or parse[n].head == n:
            return n
    return max(start, end - 1)


def _dates(parse: Parse, forms: list[str]) -> Iterator[Draft]:
    """Runs like "17 April 1975", "Nov 1", "1975-79", "08:30", "the 1980s"."""
    start = None
    for n, form in enumerate([*forms, ""]):
        low = form.lower().rstrip(".")
        if low in _MONTHS or low in _DAYS or low in _DATED or (form[:1].isdigit()):
            start = n if start is None else start
        elif start is not None and form in (",", "-", "–", "/", "of") and n > start:
            continue
        elif start is not None:
            yield start, n, n - 1, 3
            start = None


def _phrases(n: int, parse: Parse, tree: Tree) -> Iterator[Draft]:
    """A noun with its parts on the left and on the right, cut at their edges."""
    shape = 2 if parse[n].pos == "NUM" else 0
    starts = [n] + [tree.left[c] for c in tree.below[n] if c < n]
    numbers = [c for c in tree.below[n] if c < n and parse[c].pos == "NUM"]
    ends = _ends(n, tree)
    for c in numbers:
        yield tree.left[c], n + 1, n, 2
    for end in ends:
        for start in starts[:6]:
            yield start, end, n, shape
    joined = [c for c in tree.below[n] if c > n and parse[c].dep == "conj"]
    if joined:
        last = joined[-1]
        for start in starts[:6]:
            yield start, last + 1, n, 8


def _ends(n: int, tree: Tree) -> list[int]:
    """Where a phrase with the head `n` can end: behind it, and behind each part on its right."""
    return [n + 1] + [tree.right[c] for c in tree.below[n] if c > n]


def _clauses(n: int, parse: Parse, tree: Tree) -> Iterator[Draft]:
    """A verb with what follows it, with its subject, and without the word that joins it."""
    ends = _ends(n, tree)
    lefts = [c for c in tree.below[n] if c < n]
    starts = [n]
    for c in lefts:
        if parse[c].dep in ("aux", "auxpass", "neg", "advmod"):
            starts.append(c)
        elif parse[c].dep in ("mark", "nsubj", "nsubjpass", "csubj", "expl"):
            starts.append(tree.left[c])
    starts.append(tree.left[n])
    for end in ends[-4:] + ends[:1]:
        for start in starts:
            yield start, end, n, 6


def _quoted(forms: list[str]) -> Iterator[Draft]:
    """What stands between marks of quotation, with no other pair inside."""
    opened: tuple[int, str] | None = None
    for n, form in enumerate(forms):
        if opened and form == opened[1]:
            yield opened[0] + 1, n, n - 1, 5
            opened = None
        elif form in _PAIRS:
            opened = (n, _PAIRS[form])
