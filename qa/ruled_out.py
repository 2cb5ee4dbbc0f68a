"""What can hardly answer, whatever speaks for it: how sure one can be of it at most."""

from qa.acronyms import explains
from qa.answering import only_asks
from qa.deeds import is_anothers_deed
from qa.hits import Hit
from qa.lacking import beside_it, lacking
from qa.library import Library
from qa.numbered import is_of_none
from qa.persons import is_namesakes
from qa.reading import Reading, study
from qa.superlatives import is_contrary
from qa.unheard import names_unheard_of
from qa.words import terms_of

_CERTAIN = 1.0
# Where another did it, or it was done to another: of 16 collections two such sentences in twelve.
_OF_ANOTHER = 0.17
# "Who was X?" where no source has the name, or a part of it: what they tell is of somebody else;
# and so it is where what is asked for in so many words is not in the quote.
_UNHEARD_OF = 0.05
_PART = 0.1  # of the question's weight


def most_sure(library: Library, reading: Reading, first: Hit, unknown_name: float) -> float:
    """The most that the probability can be that the first hit answers, 1 for most.

    `unknown_name`: the share of the question's weight in names that no sentence holds.
    """
    row, question = first.sentence.row, reading.question
    quoted = [row] if first.partner is None else [row, first.partner.row]
    said = " ".join(map(library.corpus.sentence_read, quoted))
    if (
        (reading.defined and unknown_name > _PART)
        or _are_namesakes(library, reading, quoted)
        or names_unheard_of(library, question)
        or is_of_none(library, question)
        or lacking(library, question, quoted).all()
        or beside_it(library, reading, quoted).all()
        or only_asks(library, quoted).all()
        or is_contrary(question, said)
        or _is_unexplained(library, reading, row, said)
    ):
        return _UNHEARD_OF
    if is_anothers_deed(reading.parse, library.analysis(row).parse):
        return _OF_ANOTHER
    return _CERTAIN


def _are_namesakes(library: Library, reading: Reading, quoted: list[int]) -> bool:
    """Whether it is asked who somebody is, and all that is quoted is of a namesake. Whom a sentence
    calls by the whole name may have another as well: Ieng Thirith was born Khieu Thirith."""
    name = tuple(terms_of(" ".join(reading.defined)))
    if len(name) < 2 or library.rows_with(name).size:
        return False
    analyses = [library.analysis(row) for row in quoted]
    found = [is_namesakes(reading.defined, one.quote, one.parse) for one in analyses]
    told = [any(word.lemma in reading.defined[-1:] for word in one.parse) for one in analyses]
    return any(found) and found == told


def _is_unexplained(library: Library, reading: Reading, row: int, said: str) -> bool:
    """Whether it is asked what letters stand for, and nothing like that is said."""
    asked = reading.acronym
    placed = study(library, reading, [row])[0].place
    return asked is not None and asked.sure and placed is None and not explains(said)
