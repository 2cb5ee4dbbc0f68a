"""Whether a question is asked in another language than English, which alone is read.

Told by what hardly any English question has: a word that asks in one of the languages below, beside
another of their function words, and no function word of English. Keywords ask with no such word.
"""

from qa.syntax import Parse
from qa.words import STOPWORDS

# German, French, Spanish, Italian, Portuguese, Dutch; as the parser folds them.
_ASKING = frozenset(
    """
    wer wen wem wessen wann wo woher wohin wie wieso weshalb warum wieviel welche welcher welches
    welchem welchen qui quand où pourquoi combien quel quelle quels quelles quién quien quiénes qué
    cuándo cuando dónde donde cómo cuál cuánto cuántos cuántas chi quando dove perché quanto quanti
    quante quale quali quem onde quantos quantas qual waar wanneer waarom welk hoeveel
    """.split()  # noqa: SIM905 - as in qa.words
)
_BESIDE = frozenset(
    """
    der die das dem den des ein eine einen einem einer ist sind war waren wurde wurden hat haben
    hatte von im am zum zur und mit nicht viele le la les l' un une du de est sont était fut ont il
    elle que ce se au aux et en dans el los las una es son fue era del al y por lo gli i è di della
    fu ha si o os um uma é foi da do na no het een van werd
    """.split()  # noqa: SIM905
)
# Stop words of English that are words of these, too.
_SHARED = frozenset("a am as be d do has he i in me no on out s so t was".split())  # noqa: SIM905
_ENGLISH = STOPWORDS - _SHARED


def is_foreign(question: Parse) -> bool:
    """Whether a question shows that it is asked in another language."""
    lemmas = {word.lemma for word in question}
    return bool(lemmas & _ASKING and lemmas & _BESIDE) and not lemmas & _ENGLISH
