"""The verb of a question that the parser took for a noun."""

from dataclasses import replace

from qa.asking import DO
from qa.syntax import Parse

_INNER = frozenset({"conj", "pobj", "appos", "dobj"})


def with_verb(text: str, parse: Parse) -> Parse:
    """`parse` with the last word of "What did Sary visit?" as the verb that "did" needs.

    A small parser that has seen news reads "the Sary visit". The word before it takes its place in
    the phrase that it was the end of, or is the subject.
    """
    last = next((n for n in reversed(range(len(parse))) if parse[n].pos != "PUNCT"), -1)
    forms = [text[word.start : word.end].lower() for word in parse]
    helper = next((n for n, form in enumerate(forms) if form in DO), None)
    if helper is None or last <= helper + 1 or parse[last].tag not in ("NN", "NNP"):
        return parse
    if any(word.pos == "VERB" and n != helper for n, word in enumerate(parse)):
        return parse
    old, before = parse[last], parse[last - 1]
    if before.pos not in ("NOUN", "PROPN", "PRON"):
        return parse
    found = list(parse)
    found[last] = replace(old, pos="VERB", tag="VB", dep="ROOT", head=last, entity="")
    found[helper] = replace(parse[helper], pos="AUX", dep="aux", head=last)
    inside = old.dep in _INNER and old.head not in (helper, last) and old.head < last - 1
    place = (old.dep, old.head) if inside else ("nsubj", last)
    found[last - 1] = replace(before, dep=place[0], head=place[1])
    for n, word in enumerate(found):
        if n < last - 1 and word.head in (last, helper) and n != helper:
            inner = word.head == last and word.dep in ("det", "amod", "compound", "nmod", "poss")
            found[n] = replace(word, head=last - 1 if inner else last)
    return tuple(found)
