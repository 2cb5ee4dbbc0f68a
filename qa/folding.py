"""White space as a quote has it, and words as they are read."""

_SOFT_HYPHEN = "\u00ad"  # where a word may be divided; it is not seen


def fold(text: str) -> str:
    """Every run of white space becomes one space, the ends are stripped."""
    return " ".join(text.split())


def unhyphenated(text: str) -> str:
    """`text` as it is read: without soft hyphens, which hide words from whatever compares them."""
    return text.replace(_SOFT_HYPHEN, "")


def as_written(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the characters from `start` to `end` of the unhyphenated `text` stand in `text`."""
    if _SOFT_HYPHEN not in text:
        return start, end
    places = [place for place, character in enumerate(text) if character != _SOFT_HYPHEN]
    if start >= end:
        place = places[start] if start < len(places) else len(text)
        return place, place
    return places[start], places[end - 1] + 1
