"""Which spans cannot answer, whatever else speaks for them: what is asked rules them out.

A wrong short answer is worse than none. "How old" is never answered by a number of people, "which
hotel" not by "room", and "how many of the ten" not by the ten.
"""

from collections.abc import Callable, Sequence

from qa.asked import Asked
from qa.spans import Draft
from qa.syntax import Parse, Word
from qa.trees import verb_above

_OF_AGE = frozenset({"age", "aged", "old", "turn", "birthday"})
_NUMBERS = frozenset(
    """
    no none nobody both half twice once thrice several dozen dozens few hundred hundreds thousand
    thousands million millions billion billions couple single double quarter third zero one all
    every most many neither pair score first second
    """.split()  # noqa: SIM905 - as in qa.words
)
_NEAR = 3  # words
_PAST = frozenset({"yesterday", "ago"})
# What a country cannot be the answer to.
_SMALLER = frozenset(
    """
    address airport avenue bay borough bridge building camp castle cave cemetery church city corner
    county department district farm field floor garden harbour harbor hill hospital hotel house inn
    library mosque mountain museum neighbourhood office palace park port prison province pub quay
    restaurant river room school square station street suburb temple theatre town university valley
    village ward
    """.split()  # noqa: SIM905
)
_COUNTRIES = frozenset(
    """
    afghanistan albania algeria angola argentina armenia australia austria azerbaijan bahrain
    bangladesh belarus belgium benin bhutan bolivia botswana brazil britain brunei bulgaria burma
    burundi cambodia cameroon canada chad chile china colombia congo croatia cuba cyprus
    czechoslovakia denmark ecuador egypt england eritrea estonia ethiopia fiji finland france gabon
    gambia georgia germany ghana greece greenland guatemala guinea guyana haiti honduras hungary
    iceland india indonesia iran iraq ireland israel italy jamaica japan jordan kampuchea kazakhstan
    kenya korea kosovo kuwait kyrgyzstan laos latvia lebanon lesotho liberia libya lithuania
    luxembourg macedonia madagascar malawi malaysia maldives mali malta mauritania mauritius mexico
    moldova mongolia montenegro morocco mozambique myanmar namibia nepal netherlands nicaragua niger
    nigeria norway oman pakistan palestine panama paraguay peru philippines poland portugal prussia
    qatar romania russia rwanda scotland senegal serbia singapore slovakia slovenia somalia spain
    sudan suriname sweden switzerland syria taiwan tajikistan tanzania thailand togo tunisia turkey
    turkmenistan uganda ukraine uruguay usa uzbekistan venezuela vietnam wales yemen yugoslavia
    zambia zimbabwe
    """.split()  # noqa: SIM905
)


def fitting(asked: Asked, question: Parse, parse: Parse, spans: Sequence[Draft]) -> list[int]:
    """The numbers of those `spans` of a quote (`parse`) that can be what a question asks for."""
    fits = _rule(asked, question, parse)
    return [n for n, span in enumerate(spans) if fits is None or fits(span)]


def _rule(asked: Asked, question: Parse, parse: Parse) -> Callable[[Draft], bool] | None:
    """Whether a span can be it; None where any can."""
    asking = [question[n].lemma for n in asked.words]
    if asking[:2] == ["how", "old"]:
        return lambda span: _is_age(parse, span)
    if asked.kind == "number":
        whole = _asks_for_part(asked, question)
        return lambda span: _counts(parse, span) and not (whole and _is_whole(parse, span))
    if asked.kind == "date" and not {"since", "last", "long"} & {word.lemma for word in question}:
        will = any(word.lemma == "will" for word in question)
        return lambda span: (
            not (_is_since(parse, span, first=not will) or (will and _is_past(parse, span)))
        )
    if asked.kind == "place" and asked.head is not None and asking[:1] in (["which"], ["what"]):
        small = question[asked.head].lemma in _SMALLER
        return lambda span: _is_named(parse, span) and not (small and _is_country(parse, span))
    return None


def _words(parse: Parse, span: Draft) -> Parse:
    return parse[span[0] : span[1]]


def _is_number(word: Word) -> bool:
    return word.pos == "NUM" or word.tag == "CD" or word.lemma in _NUMBERS


def _counts(parse: Parse, span: Draft) -> bool:
    return any(_is_number(word) for word in _words(parse, span))


def _is_age(parse: Parse, span: Draft) -> bool:
    """A number, with a word for age in it or beside it."""
    around = parse[max(span[0] - _NEAR, 0) : span[1] + _NEAR]
    return _counts(parse, span) and any(word.lemma in _OF_AGE for word in around)


def _is_named(parse: Parse, span: Draft) -> bool:
    return any(word.pos in ("PROPN", "NUM") or word.entity for word in _words(parse, span))


def _is_country(parse: Parse, span: Draft) -> bool:
    """Whether its only name is that of a country."""
    names = [word.lemma for word in _words(parse, span) if word.pos == "PROPN"]
    return len(names) == 1 and names[0] in _COUNTRIES


def _is_since(parse: Parse, span: Draft, *, first: bool) -> bool:
    """Whether "since" stands in it or before it; `first`: only that of "the first time since"."""
    near = range(max(span[0] - _NEAR, 0), span[1])
    since = next((n for n in near if parse[n].lemma == "since"), None)
    if since is None or since == span[1] - 1:
        return False
    return not first or any(word.lemma == "first" for word in parse[max(since - 3, 0) : since])


def _is_past(parse: Parse, span: Draft) -> bool:
    """ "Last night", "yesterday", "two days ago", but not "the last Sunday of May"; and the date of
    what was done: "trams ran there from 1897"."""
    lemmas = [word.lemma for word in parse[span[0] : span[1] + 1]]
    inside = lemmas[: span[1] - span[0]]
    told = (inside[0] == "last" and "of" not in lemmas) or not _PAST.isdisjoint(inside)
    return told or parse[verb_above(parse, span[0])].tag == "VBD"


def _asks_for_part(asked: Asked, question: Parse) -> bool:
    """Whether it says "how many of"."""
    after = asked.words[-1] + 1 if asked.words else len(question)
    return after < len(question) and question[after].lemma == "of"


def _is_whole(parse: Parse, span: Draft) -> bool:
    """Whether "of" stands before it: what is counted is a part of it."""
    before = [word for word in parse[max(span[0] - 2, 0) : span[0]] if word.pos != "DET"]
    return bool(before) and before[-1].lemma == "of"
