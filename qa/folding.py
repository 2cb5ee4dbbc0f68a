"""White space as a quote has it."""


def fold(text: str) -> str:
    """Every run of white space becomes one space, the ends are stripped."""
    return " ".join(text.split())
