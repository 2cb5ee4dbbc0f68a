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
# "And" goes on behind a hundred, in "seven-and-twenty" and in "two and a half"; else it joins two.
_AND_PART = rf"\s+and\s+a\s+(?={'|'.join(_PARTS)})"
_BEHIND_DIGITS = rf"(?:[\s-]+(?:a\s+)?|{_AND_PART})"
_BEHIND_WORDS = (
    r"(?:[\s-]+(?:a\s+)?|-and-|(?:(?<=hundred)|(?<=thousand)|(?<=[mb]illion)|(?<=score))\s+and\s+"
    rf"|{_AND_PART})"
)
# Behind digits only "million" or "half" goes on; behind words any word ("forty-one").
NUMERAL = re.compile(
    rf"(?<![\w.])(?:(?:{_DIGITS})(?:{_BEHIND_DIGITS}(?:{_SCALED})(?![a-z]))*"
    rf"|(?:{_WORDS})(?![a-z])(?:{_BEHIND_WORDS}(?:{_WORDS}|{_SCORE})(?![a-z]))*)"
)
"""A run of digits and words for numbers, in text in lower case."""
_GREAT = rf"(?:{_DIGITS})(?:\s+(?:{_SCALED})(?![a-z]))?"
_ONE = rf"(?:{_GREAT}|(?:{_WORDS})(?![a-z])(?:[\s-]+(?:{_WORDS})(?![a-z])){{0,7}})"
RANGE = re.compile(
    rf"(?<![\w.,-])(?:between\s+({_ONE})\s+and\s+({_ONE})|({_ONE})\s+(?:to|or)\s+({_ONE})"
    rf"|({_DIGITS})\s?[-–—]\s?({_GREAT}))(?![\w-])"
)
"""Two numbers that name all between them, in text in lower case: "between 200 and 300", "2-3"."""
_GROUPED = re.compile(r"(?<=\d)[,\s](?=\d{3}(?!\d))|(?<=\d)\.(?=\d{3}(?:[.,]\d{3})+(?!\d))")


def number_of(text: str) -> float | None:
    """The number that `text`, in lower case, is; None where it is no number alone.

    "a hundred and twelve" is 112, "17 million" 17000000, "two thirds" 2/3, "half a dozen" 6.
    """
    words = [word for word in re.split(r"[\s-]+", _GROUPED.sub("", text)) if word]
    total, current, any_number, added = 0.0, 0.0, False, False
    for word in words:
        if word in ("and", "a"):
            added = added or word == "and"
            continue
        part = word.rstrip("s") if word.rstrip("s") in _PARTS else ""
        if part and added and current:
            current += _PARTS[part]
        elif part:
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
        any_number, added = True, False
    return total + current if any_number else None


def range_of(match: re.Match[str]) -> tuple[float, float] | None:
    """The least and the most of a RANGE; None where the second is not the larger.

    What counts the second counts the first, too: "two to three million" is from two million on.
    """
    first, second = (words for words in match.groups() if words is not None)
    low, high = number_of(first), number_of(second)
    scale = _SCALES.get(second.split()[-1]) if " " in second else None
    if low is None or high is None:
        return None
    if scale and low < high / scale and not any(word in first for word in _SCALES):
        low *= scale
    return (low, high) if low < high else None
