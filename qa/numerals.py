"""Numbers in digits and in English words: "forty-one", "1,312", "17 million", "half"."""

import re

_ONES = {
    word: n
    for n, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {"once": 1, "twice": 2, "both": 2}
_TENS = {
    word: 10 * n
    for n, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),  # noqa: SIM905
        start=2,
    )
}
_SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "bn": 10**9
}  # fmt: skip
_SCORE = "score"  # a number behind another only: of a game it is none
_PARTS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25}
_WORDS = "|".join(
    sorted(
        (*_ONES, *_TENS, *_SCALES, *(f"{part}s?" for part in _PARTS)),
        key=len,
        reverse=True,
    )
)
_DIGITS = r"\d+(?:[,.\s]\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
_SCALED = "|".join((*_SCALES, *(f"{part}s?" for part in _PARTS)))
_JOINED = r"[\s-]+(?:and[\s-]+|a\s+)?"
# Behind digits only "million" or "half" goes on; behind words any word ("forty-one").
NUMERAL = re.compile(
    rf"(?<![\w.])(?:(?:{_DIGITS})(?:{_JOINED}(?:{_SCALED})(?![a-z]))*"
    rf"|(?:{_WORDS})(?![a-z])(?:{_JOINED}(?:{_WORDS}|{_SCORE})(?![a-z]))*)"
)
"""A run of digits and words for numbers, in text in lower case."""
_GROUPED = re.compile(r"(?<=\d)[,\s](?=\d{3}(?!\d))|(?<=\d)\.(?=\d{3}(?:[.,]\d{3})+(?!\d))")


def number_of(text: str) -> float | None:
    """The number that `text`, in lower case, is; None where it is no number alone.

    "a hundred and twelve" is 112, "17 million" 17000000, "two thirds" 2/3, "half a dozen" 6.
    """
    words = [word for word in re.split(r"[\s-]+", _GROUPED.sub("", text)) if word]
    total, current, any_number = 0.0, 0.0, False
    for word in words:
        if word in ("and", "a"):
            continue
        part = word.rstrip("s") if word.rstrip("s") in _PARTS else ""
        if part:
            current = (current or 1) * _PARTS[part]
        elif word == _SCORE and current:
            current *= 20
        elif word in _SCALES:
            current = (current or 1) * _SCALES[word]
            if _SCALES[word] >= 1000:
                total, current = total + current, 0.0
        elif word in _ONES or word in _TENS:
            current += _ONES.get(word, 0) + _TENS.get(word, 0)
        elif re.fullmatch(r"\d+(?:\.\d+)?", word):
            current += float(word)
        else:
            return None
        any_number = True
    return total + current if any_number else None
