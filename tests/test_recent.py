"""What was made last is kept, and what was not asked for longest goes."""

from qa.recent import Recent


def test_what_was_asked_for_last_is_kept() -> None:
    made: list[int] = []

    def make(key: int) -> str:
        made.append(key)
        return f"made for {key}"

    recent: Recent[int, str] = Recent(2)
    for key in (1, 2, 1, 3, 1, 2):
        assert recent.get(key, lambda key=key: make(key)) == f"made for {key}"  # type: ignore[misc]
    assert made == [1, 2, 3, 2]
