"""What can stand for each word of a question that points back."""

from collections.abc import Sequence
from dataclasses import replace

from qa.dialogue.anaphors import Anaphor, open_adverbs
from qa.dialogue.asked_for import THE
from qa.dialogue.couples import couple
from qa.dialogue.facts import Refine
from qa.dialogue.filling import Place, of_adverb, of_phrases
from qa.dialogue.focus import antecedents, said_the_same
from qa.dialogue.heard import Antecedent, Heard, is_named
from qa.dialogue.known import is_told_as
from qa.dialogue.mention import Mention
from qa.dialogue.pointing import of_those, ones, pairs, places_of_that, ranked, said_before
from qa.syntax import Parse

# What is said of what happened: nobody "runs" it.
_OF_EVENTS = frozenset("be start begin end last happen change matter".split())  # noqa: SIM905

_TELLING = frozenset("say tell show mention reveal describe contain report mean claim".split())  # noqa: SIM905
_TEXTS = frozenset(
    """
    account article book cable diary dispatch document email entry essay file interview journal
    letter log logbook memo memorandum message minute note page paper passage post record report
    statement telegram testimony text transcript
    """.split()  # noqa: SIM905 - as in qa.words
)
_TEXT = 1.0


def phrases_filled(
    text: str,
    parse: Parse,
    mentions: Sequence[Mention],
    before: Sequence[Heard],
    refine: Refine,
) -> list[Place]:
    """What is put in whatever the pronouns stand for."""
    places = of_phrases(text, parse, mentions, before, refine) + ones(text, parse, before)
    places += pairs(text, before) + of_those(text, parse, before) + ranked(text, before)
    for one in open_adverbs(text, parse):
        fits = antecedents(before, one.pointer, refine)
        if fits:
            places.append(of_adverb(text, parse, one, fits[0], before))
    if places_of_that(text, parse):
        places.append(said_before(text, parse, before[-1]))
    return places


def pronouns_filled(
    text: str,
    parse: Parse,
    pronouns: Sequence[Anaphor],
    barred: Sequence[str],
    before: Sequence[Heard],
    refine: Refine,
) -> list[tuple[Anaphor, list[Antecedent]]]:
    """The pronouns with what each may stand for: nothing `barred`, as what the question itself
    names, or what its "there" stands for."""
    found = []
    for one in pronouns:
        verb = parse[parse[one.word].head]
        passive = verb.tag == "VBN" or (verb.tag == "VBD" and parse[0].lemma == "be")
        does = parse[one.word].dep == "nsubj" and verb.pos == "VERB" and not passive
        fits = antecedents(before, one.pointer, refine, does=does)
        fits = [fit for fit in fits if not is_named(fit, barred)]
        if one.pointer == "it" and not (one.word and verb.lemma in _OF_EVENTS):
            fits = [fit for fit in fits if fit.mention.text != THE["it"]]
        if one.pointer in ("it", "they") and parse[one.word].dep.startswith("nsubj"):
            fits = said_the_same(fits, verb.lemma, before)
        if one.pointer == "they" and verb.lemma in _TELLING:
            fits = _texts_first(fits)
        if one.pointer == "they" and (two := couple(parse, before, refine)):
            fits = [two]
        if one.owning:
            owned = text[parse[one.word].start : parse[parse[one.word].head].end]
            fits = [fit for fit in fits if not is_told_as(fit.text, owned, before)] or fits
        if fits or one.pointer in ("he", "she"):
            found.append((one, fits))
    return found


def _texts_first(fits: Sequence[Antecedent]) -> list[Antecedent]:
    """Before others the texts that were asked about: "What did they say?" of the letters."""
    raised = (
        replace(fit, weight=fit.weight + _TEXT * (fit.asked and fit.mention.lemma in _TEXTS))
        for fit in fits
    )
    return sorted(raised, key=lambda fit: -fit.weight)
