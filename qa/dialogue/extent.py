"""Where a noun phrase begins and ends."""

from qa.syntax import Parse

_INSIDE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "PART", "X", "SYM", "ADV"})
_LEFT = frozenset(
    {"det", "amod", "compound", "nmod", "nummod", "poss", "case", "quantmod", "advmod"}
)
_RIGHT = frozenset({"amod", "compound", "nummod", "nmod", "flat", "npadvmod"})
_ASKING = ("WDT", "WP", "WRB", "WP$")
_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
_TAIL = 9  # words of "of the harbour of Pellavik" that may follow a noun


def edges(parse: Parse, n: int) -> tuple[int, int]:
    """The first and last word of the noun phrase around the head `n`, without what follows it."""
    first = n
    while first > 0 and (
        _is_inside(parse, first - 1, n)
        or is_double(parse, first - 1)
        or (first < n and _is_hyphened(parse, first - 1))
    ):
        first -= 1
    last = n
    while last + 1 < len(parse) and parse[last + 1].head == n and parse[last + 1].dep in _RIGHT:
        if parse[last + 1].pos not in ("NOUN", "PROPN", "ADJ", "NUM", "X"):
            break
        last += 1
    while first < n and (parse[first].tag in _ASKING or _is_counted(parse, first)):
        first += 1
    return first, last


def _is_inside(parse: Parse, k: int, head: int) -> bool:
    participle = parse[k].tag in ("VBN", "VBG") and parse[k].dep == "amod"  # "the painted bridge"
    return (parse[k].pos in _INSIDE or participle) and _below(parse, k, head, _LEFT)


def is_double(parse: Parse, n: int) -> bool:
    """Whether a word is the hyphen of "Adelson-Katz" or "sixty-three"."""
    if parse[n].tag != "HYPH" or not 0 < n < len(parse) - 1:
        return False
    before, after = parse[n - 1], parse[n + 1]
    joined = before.end == parse[n].start and parse[n].end == after.start
    return joined and before.pos == after.pos and after.pos in ("PROPN", "NUM")


def _is_hyphened(parse: Parse, n: int) -> bool:
    """Whether a word, or the hyphen behind it, is of "general-purpose" within a phrase."""
    at = n if parse[n].tag == "HYPH" else n + 1
    if not 0 < at < len(parse) - 1 or parse[at].tag != "HYPH":
        return False
    return parse[at - 1].end == parse[at].start and parse[at].end == parse[at + 1].start


def _is_counted(parse: Parse, n: int) -> bool:
    """The "many" of "how many"."""
    return n > 0 and parse[n - 1].lemma == "how" and parse[n].lemma in ("many", "much")


def first_of_name(parse: Parse, first: int, n: int) -> int:
    """Of "the former minister Ieng Sary" the name, of "King Sihanouk" all."""
    start = n
    while start > first and (parse[start - 1].pos == "PROPN" or is_double(parse, start - 1)):
        start -= 1
    if start > first and parse[start - 1].pos == "DET" and parse[start - 1].lemma == "the":
        start -= 1
    return start


def end_of_name(parse: Parse, last: int) -> int:
    """The last word of "the Treaty of Breda", of which `last` is the treaty."""
    at = last + 1
    if at >= len(parse) or parse[at].lemma != "of":
        return last
    at += at + 1 < len(parse) and parse[at + 1].lemma == "the"
    end = at
    while end + 1 < len(parse) and parse[end + 1].pos == "PROPN":
        end += 1
    return end if end > at else last


def with_owner_of(text: str, parse: Parse, first: int) -> int:
    """Where "the Linnet Families' Office" begins: the plural that owns a body is of its name."""
    owner = first - 2
    if owner < 0 or parse[first - 1].tag != "POS" or parse[owner].pos != "PROPN":
        return first
    if text[parse[first - 1].start : parse[first - 1].end] not in ("'", "’"):
        return first  # "Sary's Foreign Ministry"
    while owner > 0 and parse[owner - 1].pos == "PROPN":
        owner -= 1
    return owner - 1 if owner and parse[owner - 1].lemma == "the" else owner


def _below(parse: Parse, n: int, head: int, deps: frozenset[str]) -> bool:
    """Whether `n` hangs on `head` by left-hand dependencies only."""
    for _ in range(8):
        if n == head:
            return True
        if parse[n].dep not in deps or parse[n].head == n:
            return False
        n = parse[n].head
    return False


def end_with_tail(parse: Parse, n: int, last: int) -> int:
    """Where "of ..." and "to ..." behind a noun end."""
    if n and (verb := _verb_after(parse, n, last)):
        return parse[verb - 1].end
    if last + 1 < len(parse) and parse[last + 1].lemma in ("of", "to", "from", "about"):
        # "accept the letters to Muoi": what follows a noun at once is its own, whatever the parse.
        end = last + 1
        while end + 1 < len(parse) and end - last < _TAIL and parse[end + 1].pos in _PHRASE:
            end += 1
        if end > last + 1 and parse[end].pos in ("NOUN", "PROPN", "NUM"):
            return parse[_end_of_prepositions(parse, n, last, end)].end
    end = _end_of_prepositions(parse, n, last, last)
    return parse[end - _is_said_of_all(parse, n, last, end)].end


def _is_said_of_all(parse: Parse, n: int, last: int, end: int) -> bool:
    """Whether the last word of "Is the permit for a skip valid" is what is asked of all of it."""
    closes = all(word.pos == "PUNCT" for word in parse[end + 1 :])
    nouns = last + 1 < end and parse[end - 1].pos in ("NOUN", "PROPN", "ADJ")
    first, _ = edges(parse, n)
    return closes and nouns and parse[end].pos == "ADJ" and parse[first - 1].lemma == "be"


def _verb_after(parse: Parse, n: int, last: int) -> int:
    """The verb of "did the strike at the cannery last": all before it is the subject's; or 0."""
    first, _ = edges(parse, n)
    if not first or parse[first - 1].lemma not in ("do", "have"):
        return 0
    verb = next((k for k in range(last + 1, len(parse)) if parse[k].pos == "VERB"), 0)
    between = parse[last + 1 : verb]
    phrase = bool(between) and between[0].pos == "ADP"
    return verb if phrase and all(one.pos in _PHRASE | {"ADP"} for one in between) else 0


def _end_of_prepositions(parse: Parse, n: int, last: int, end: int) -> int:
    """The last word of the phrases behind `end` that hang on the noun `n`, whose own end `last`."""
    for k in range(end + 1, min(len(parse), last + 1 + _TAIL)):
        begins = (parse[k].dep == "prep" and last < parse[k].head <= end) or parse[k].head == n
        if not (begins and parse[k].dep == "prep") and not (
            k > last + 1 and _under(parse, k, n, last)
        ):
            break
        end = k
    while end > last and parse[end].pos in ("PUNCT", "ADP", "DET"):
        end -= 1
    return end


def _under(parse: Parse, k: int, n: int, last: int) -> bool:
    """Whether `k` hangs on a word between `last` and itself, or on the noun as its preposition."""
    for _ in range(10):
        if parse[k].pos in ("VERB", "AUX", "PUNCT"):
            return False
        head = parse[k].head
        if head == n:
            return parse[k].dep == "prep"
        if head == k or head <= last:
            return False
        k = head
    return False
