"""Mends what a small parser that has seen news gets wrong in short questions."""

import re
from collections.abc import Container, Sequence
from dataclasses import replace

from qa.asking import BE, DO
from qa.dialogue.casing import cased
from qa.dialogue.extent import is_double
from qa.syntax import Parse, Parser, Word
from qa.words import STOPWORDS

_LONGEST_NAME = 3  # words
_CODE = re.compile(r"[A-Z]+-?\d")
_IDENTIFIER = re.compile(r"[A-Za-z]\w*(?:[._][A-Za-z]\w*)+|[a-z]+[A-Z]\w+")
_ALSO_NOUNS = frozenset({"charge", "close", "cost", "end", "last", "open", "run", "start", "stop"})
# Things in -ing: "When is the council meeting?"
_GERUNDS = frozenset(
    """
    building bearing ceiling clothing crossing drawing evening feeling filing funding gathering
    greeting hearing housing landing lighting meaning meeting morning opening painting parking
    planning pricing rating reading recording ruling saying seating setting spelling stocking string
    thing training warning wedding wing wiring
    """.split()  # noqa: SIM905 - as in qa.words
)
_INNER = frozenset({"conj", "pobj", "appos", "dobj"})
_OF_NOUN = frozenset({"det", "amod", "compound", "nmod", "poss"})


def parsed(
    parser: Parser, texts: Sequence[str], names: Container[str], heard: Container[int] = ()
) -> list[Parse]:
    """The parses of `texts`, mended; `names`: the words, in lower case, that are names. `heard`:
    the numbers of the texts of which another question is asked."""
    parses = parser.parse([cased(text, names) for text in texts])
    found = []
    for n, (text, parse) in enumerate(zip(texts, parses, strict=True)):
        told = _as_nouns(text, parse, names) if n in heard else parse
        found.append(_as_name(text, mended(text, told, heard=n in heard), names))
    return found


def _as_nouns(text: str, parse: Parse, names: Container[str]) -> Parse:
    """What has an article and no capital as no name: "a garden waste bin"."""
    found = list(parse)
    articled = False
    for n, word in enumerate(parse):
        said = text[word.start : word.end]
        articled = word.pos == "DET" or (articled and word.pos in ("ADJ", "NOUN", "PROPN"))
        if articled and word.pos == "PROPN" and said.islower() and said not in names:
            found[n] = replace(word, pos="NOUN", tag="NN", entity="")
    return tuple(found)


def _as_name(text: str, parse: Parse, names: Container[str]) -> Parse:
    """A text that is nothing but a name of the collection as that: "Haldane" alone may be parsed as
    anything."""
    words = [text[word.start : word.end] for word in parse if word.pos != "PUNCT"]
    if not 0 < len(words) <= _LONGEST_NAME or not all(
        one[0].isupper() and one.lower() in names for one in words
    ):
        return parse
    return _with_names(
        tuple(w if w.pos == "PUNCT" else replace(w, pos="PROPN", tag="NNP") for w in parse)
    )


def mended(text: str, parse: Parse, *, heard: bool = False) -> Parse:
    """`parse` with the names, the subject and the verb that the order of words tells.

    `heard`: also a verb inside the question, so that it can be taken apart. What is looked up stays
    as it was read when it was fitted what each thing that speaks for a sentence counts.
    """
    forms = [text[word.start : word.end].lower() for word in parse]
    parse = _with_capitals(text, _with_codes(text, parse), heard)
    parse = _with_subject(forms, _with_names(_with_verb(forms, parse, heard)))
    return _with_object(forms, _with_participle(forms, parse)) if heard else parse


def _with_participle(forms: list[str], parse: Parse) -> Parse:
    """ "Why is the brewery closing?": that is what it does, and no kind of closing."""
    last, being = _last_word(parse), next((n for n, form in enumerate(forms) if form in BE), None)
    if being is None or last < being + 2 or any(w.pos == "VERB" for w in parse):
        return parse
    done, before = parse[last], parse[last - 1]
    compound = before.dep in ("compound", "amod", "nmod") and before.head == last
    noun = done.tag == "NN" and forms[last].endswith("ing") and done.lemma not in _GERUNDS
    if not (compound and noun and before.pos in ("NOUN", "PROPN")):
        return parse
    found = [
        replace(w, head=last - 1) if w.head == last and being < n < last - 1 else w
        for n, w in enumerate(parse)
    ]
    found[last - 1] = replace(before, dep="nsubj", head=last)
    found[last] = replace(done, pos="VERB", tag="VBG", dep="ROOT", head=last, entity="")
    found[being] = replace(parse[being], pos="AUX", dep="aux", head=last)
    return tuple(found)


def _with_codes(text: str, parse: Parse) -> Parse:
    """ "S-21", "B52": a letter before digits is a name, not a number, "Queue.drain" no verb, and
    "DNUM" no pronoun."""

    def is_code(word: Word) -> bool:
        said = text[word.start : word.end]
        if said.isupper() and said.isalpha() and len(said) > 1 and not text.isupper():
            return said.lower() not in STOPWORDS
        if word.pos == "NUM":
            return _CODE.match(text, word.start, word.end) is not None
        return _IDENTIFIER.fullmatch(text, word.start, word.end) is not None

    def named(word: Word) -> Word:
        # What is called "B-32" may be a camp as well as an aeroplane.
        kind = "" if word.entity == "PRODUCT" else word.entity
        return replace(word, pos="PROPN", tag="NNP", entity=kind)

    return tuple(named(word) if is_code(word) else word for word in parse)


def _with_capitals(text: str, parse: Parse, heard: bool) -> Parse:
    """The words of a name as such: the "Sary" of "Ieng Sary" is no adjective, the "Rosalind" of
    "Where did Rosalind Tay study?" no verb; and in what was heard "Elevator Four" is one name."""
    found = list(parse)
    for n in range(1, len(parse) - 1 if heard else 0):
        led = parse[n].dep == "compound" and parse[n].tag == "NN" and parse[n + 1].pos == "PROPN"
        if led and text[parse[n].start].isupper() and parse[n].end + 1 == parse[n + 1].start:
            found[n] = replace(parse[n], pos="PROPN", tag="NNP")
    for n in range(1, len(parse) - 1):
        leads = parse[n].pos == "VERB" and parse[n + 1].pos == "PROPN"
        capitals = text[parse[n].start].isupper() and text[parse[n + 1].start].isupper()
        if leads and capitals and parse[n - 1].pos != "PUNCT":
            found[n] = replace(parse[n], pos="PROPN", tag="NNP")
    for n in range(1, len(parse)):
        follows = found[n - 1].pos == "PROPN" and parse[n].start == found[n - 1].end + 1
        if follows and parse[n].tag in ("JJ", "NN") and text[parse[n].start].isupper():
            found[n] = replace(parse[n], pos="PROPN", tag="NNP")
    return tuple(found)


def _with_verb(forms: list[str], parse: Parse, heard: bool) -> Parse:
    """The last word of "What did Sary visit?" as the verb that "did" needs, not "the Sary visit";
    that of "What does a seat cost on the train" has a phrase behind it.

    The word before it takes its place in the phrase that it was the end of, or is the subject.
    """
    helper = next((n for n, form in enumerate(forms) if form in DO), None)
    if helper is None:
        return parse
    last = (_verb_in_phrase(helper, parse) if heard else 0) or _last_word(parse)
    if last <= helper + 1 or parse[last].tag not in ("NN", "NNP", "JJ"):
        return parse
    if any(word.pos == "VERB" and n != helper for n, word in enumerate(parse)):
        return parse
    old, before = parse[last], parse[last - 1]
    # "How much did that cost", but "did this work": that may be a work.
    that = before.lemma in ("that", "this") and old.lemma in _ALSO_NOUNS and last == helper + 2
    before = replace(before, pos="PRON") if that else before
    if before.pos not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM"):
        return parse
    if before.pos == "ADJ":
        before = replace(before, pos="NOUN", tag="NN")  # "the cannery last"
    found = list(parse)
    found[last] = replace(old, pos="VERB", tag="VB", dep="ROOT", head=last, entity="")
    found[helper] = replace(parse[helper], pos="AUX", dep="aux", head=last)
    inside = old.dep in _INNER and old.head not in (helper, last) and old.head < last - 1
    place = (old.dep, old.head) if inside else ("nsubj", last)
    found[last - 1] = replace(before, dep=place[0], head=place[1])
    for n, word in enumerate(found):
        if n < last - 1 and word.head in (last, helper) and n != helper:
            inner = word.head == last and word.dep in _OF_NOUN
            found[n] = replace(word, head=last - 1 if inner else last)
        elif n < last - 1 and word.head == last - 1 and word.dep.startswith("nsubj"):
            found[n] = replace(word, dep="compound")  # the "Ieng" of "Ieng Sary"
    return tuple(found)


def _last_word(parse: Parse) -> int:
    return next((n for n in reversed(range(len(parse))) if parse[n].pos != "PUNCT"), -1)


def _verb_in_phrase(helper: int, parse: Parse) -> int:
    """The "cost" of "does a seat cost on the train", which "does" helps though the parser takes it
    for a noun; or 0. In "does the ferry ticket to Osmund cost" the verb is the last word."""
    n = helper + 1
    while n < len(parse) and parse[n].pos == "PROPN":
        n += 1
    behind = parse[n + 1].pos if n + 1 < len(parse) else ""
    if n > helper + 1 and behind in ("PROPN", "DET", "PRON") and parse[n].tag == "NN":
        return n  # "did Philip Short interview Sary"
    n = parse[helper].head
    if parse[helper].dep != "aux" or not helper + 1 < n < len(parse) - 1:
        return 0
    before = parse[n - 1]
    follows = parse[n].tag == "NN" and before.head == n and before.dep in ("compound", "nsubj")
    last = parse[_last_word(parse)]
    verb = last.tag in ("JJ", "VB") or last.lemma in _ALSO_NOUNS
    return n if follows and parse[n + 1].pos == "ADP" and not verb else 0


def _with_names(parse: Parse) -> Parse:
    """Proper nouns with nothing between them as one name: "Youk Chhang"."""
    found = list(parse)
    first = 0
    for n in range(len(parse)):
        ends = n + 1 == len(parse) or not _is_one_name(parse, n)
        if not ends:
            continue
        outside = [k for k in range(first, n + 1) if not first <= parse[k].head <= n]
        if n > first and outside and outside != [n]:
            told = parse[outside[-1]]
            for k in range(first, n):
                found[k] = replace(found[k], dep="compound", head=n)
            found[n] = replace(found[n], dep=told.dep, head=told.head)
        first = n + 1
    return tuple(found)


def _is_one_name(parse: Parse, n: int) -> bool:
    one, following = parse[n], parse[n + 1]
    if one.tag == "HYPH" or following.tag == "HYPH":
        return is_double(parse, n if one.tag == "HYPH" else n + 1)
    joined = one.pos == following.pos == "PROPN" and following.start == one.end + 1
    return joined and not following.begins  # "Secretary of State Lawrence Eagleburger"


def _with_subject(forms: list[str], parse: Parse) -> Parse:
    """ "Was Ieng Sary foreign minister": the name is the subject, no part of the office."""
    being = next((n for n, form in enumerate(forms) if form in BE), None)
    if being is None:
        return parse
    last = being
    while last + 1 < len(parse) and parse[last + 1].pos == "PROPN":
        last += 1
    head = parse[last].head
    office = parse[last].dep in _OF_NOUN and head > last and parse[head].pos == "NOUN"
    between = all(word.pos in ("ADJ", "NOUN") for word in parse[last + 1 : head])
    if last == being or not office or not between:
        return parse
    found = list(parse)
    for n in range(being + 1, last):
        if not being < parse[n].head <= last:
            found[n] = replace(found[n], dep="compound", head=last)
    found[last] = replace(parse[last], dep="nsubj", head=being)
    if parse[head].dep.startswith("nsubj"):
        found[head] = replace(parse[head], dep="attr", head=being)
    return tuple(found)


def _with_object(forms: list[str], parse: Parse) -> Parse:
    """ "How many Uighurs did Cambodia deport?": what stands behind "did" is who does it, whatever
    the parser takes for the object."""
    helper = next((n for n, form in enumerate(forms) if form in DO), None)
    verb = None if helper is None else parse[helper].head
    if helper is None or verb is None or verb <= helper:
        return parse
    of_verb = [n for n, word in enumerate(parse) if word.head in (helper, verb)]
    before = [n for n in of_verb if n < helper and parse[n].dep == "nsubj"]
    behind = [n for n in of_verb if helper < n < verb and parse[n].dep == "dobj"]
    if len(before) != 1 or len(behind) != 1 or parse[before[0]].pos not in ("NOUN", "PROPN"):
        return parse
    swapped = {before[0]: "dobj", behind[0]: "nsubj"}
    return tuple(
        replace(word, dep=swapped[n], head=verb) if n in swapped else word
        for n, word in enumerate(parse)
    )
