"""A month, or days of it, without a year."""

from dataclasses import dataclass

from qa.dates.spans import Interval, days_of, month_of


@dataclass(frozen=True, slots=True)
class Part:
    """A month, or the days of it from `first` to `last`."""

    month: int
    first: int | None
    last: int | None

    def of(self, year: int) -> Interval | None:
        """These days of that year, or None where it does not have them (29 February)."""
        if self.first is None or self.last is None:
            return month_of(year, self.month)
        return days_of(year, self.month, self.first, self.last)
