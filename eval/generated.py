"""A collection of any size, written by rules: short notices on an invented coast, and questions.

Names and places are drawn as words are in a language, few often and most seldom, so that a larger
collection has more of them. The same number gives the same text.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

_SYLLABLES = tuple("ba den dor el fa gri han il ka lor mar nes ol per quin ra tor vin".split())  # noqa: SIM905 - as in qa.words
_THINGS = ("wall", "lighthouse", "ferry", "school", "bridge", "market", "mill", "chapel", "museum")
_DEEDS = ("repaired", "closed", "painted", "opened", "sold", "measured", "rebuilt", "flooded")
_CAUSES = ("a storm", "a fire", "a strike", "the frost", "a lack of money", "an old promise")
_SENTENCES = (
    "{name} {deed} the {thing} of {place} in {year}.",
    "The {thing} at {place} was {deed} by {name} after {cause}.",
    "It took {number} days, and nobody in {place} had expected {cause}.",
    "According to {name}, {number} people came to {place} to see the {thing}.",
    "The council of {place} paid {number} crowns for the {thing}, which {name} called too little.",
    "In {year}, {cause} had kept {name} away from the {thing}.",
)
_QUESTIONS = (
    "Who {deed} the {thing} of {place} in {year}?",
    "Why was the {thing} at {place} {deed}?",
    "How many people came to {place} to see the {thing}?",
    "What did the council of {place} pay for the {thing}?",
)
EACH = 2  # sentences of a notice
_NOTICES = 10  # of an article


def write_collection(folder: Path, passages: int, each: int = EACH) -> None:
    """Writes articles of so many passages in all into `folder`: notices of `each` sentences, each
    under a heading of its own, which keeps it apart from the next."""
    folder.mkdir(parents=True)
    for number in range(-(-passages // _NOTICES)):
        notices = _article(number, min(_NOTICES, passages - number * _NOTICES), each)
        parts = [f"# Report {number + 1} from {_name(_rng(number), 2)}"]
        for place, notice in enumerate(notices, start=1):
            parts += [f"## Notice {place}", notice]
        text = "\n\n".join(parts) + "\n"
        (folder / f"report-{number:07d}.md").write_text(text, encoding="utf-8")


def sentences(count: int) -> list[str]:
    """The first sentences of the collection."""
    found: list[str] = []
    for number in range(count):
        for notice in _article(number, _NOTICES, EACH):
            found += [f"{part}." for part in notice.removesuffix(".").split(". ")]
        if len(found) >= count:
            break
    return found[:count]


def questions(count: int) -> list[str]:
    """Questions on what the collection tells of."""
    rng = _rng(-1)
    return [_filled(rng, _QUESTIONS) for _ in range(count)]


def _article(number: int, notices: int, each: int) -> Iterator[str]:
    rng = _rng(number)
    return (" ".join(_filled(rng, _SENTENCES) for _ in range(each)) for _ in range(notices))


def _rng(number: int) -> np.random.Generator:
    return np.random.default_rng(number + 1)


def _filled(rng: np.random.Generator, forms: tuple[str, ...]) -> str:
    return str(rng.choice(forms)).format(
        name=f"{_name(rng, 2)} {_name(rng, 3)}",
        place=_name(rng, 3),
        thing=rng.choice(_THINGS),
        deed=rng.choice(_DEEDS),
        cause=rng.choice(_CAUSES),
        year=rng.integers(1850, 2000),
        number=rng.integers(2, 5000),
    )


def _name(rng: np.random.Generator, syllables: int) -> str:
    """A name; low numbers are drawn often, so that some names are known all over the coast."""
    number, parts = int(rng.zipf(1.25)) % len(_SYLLABLES) ** syllables, []
    for _ in range(syllables):
        number, part = divmod(number, len(_SYLLABLES))
        parts.append(_SYLLABLES[part])
    return "".join(parts).capitalize()
