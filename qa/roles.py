"""Who does what a verb says, and to whom, as the parse of a sentence has it."""

from collections.abc import Iterator

from qa.syntax import Parse

_LONGEST_CHAIN = 3  # of verbs joined by "and"


def below(parse: Parse, n: int, *deps: str) -> Iterator[int]:
    """The words that hang on a word by one of `deps`; of "who" that for which it stands."""
    for k, word in enumerate(parse):
        if word.head == n and k != n and word.dep in deps:
            relative = word.tag in ("WP", "WDT") and parse[n].dep == "relcl"
            yield parse[n].head if relative else k


def _is_passive(parse: Parse, n: int) -> bool:
    """Whether a verb is done to its subject: "was beaten", "beaten by"."""
    told = any(True for _ in below(parse, n, "auxpass", "agent"))
    helping = {parse[k].lemma for k in below(parse, n, "aux")}
    # "When was the label founded?", in which "was" is often parsed as a verb of its own.
    opens = parse[n].dep == "ROOT" and [word.lemma for word in parse[:2]][-1:] == ["be"]
    asked = opens and parse[n].tag in ("VBD", "VBN")
    return told or asked or (parse[n].tag == "VBN" and "be" in helping)


def doers(parse: Parse, n: int, chain: int = 0) -> list[int]:
    """Who does what a verb says."""
    agents = [m for k in below(parse, n, "agent") for m in below(parse, k, "pobj")]
    if _is_passive(parse, n):
        return agents
    doing = [*below(parse, n, "nsubj"), *agents]
    joined = not doing and parse[n].dep == "conj" and chain < _LONGEST_CHAIN
    if not joined or parse[parse[n].head].pos != "VERB":
        return doing
    head = parse[n].head  # "was beaten and left": the one who was beaten
    return patients(parse, head) if _is_passive(parse, head) else doers(parse, head, chain + 1)


def patients(parse: Parse, n: int) -> list[int]:
    """Whom or what a verb is done to."""
    if _is_passive(parse, n):
        return [*below(parse, n, "nsubjpass", "nsubj")]
    return [*below(parse, n, "nsubjpass", "dobj")]
