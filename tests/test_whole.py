"""Short answers are not cut out of a number, a range, a sum or a date."""

import pytest

from qa.whole import whole


@pytest.mark.parametrize(
    ("quote", "words", "expected"),
    [
        ("Between 200 and 300 houses burned.", "300", "Between 200 and 300"),
        ("Some 200–300 houses burned.", "300 houses", "200–300 houses"),
        ("Two or three men came.", "three men", "Two or three men"),
        ("It lasted from 1975 to 1979.", "1979", "1979"),
        ("It rose from 200 to 300 men.", "300", "300"),
        ("THE SLOOP CARRIED TWO HUNDRED AND TEN MEN.", "TWO HUNDRED", "TWO HUNDRED AND TEN"),
        ("It broke out on Friday, 12 June 1931 at noon.", "Friday", "Friday, 12 June 1931"),
        ("It broke out on Friday, 12 June 1931 at noon.", "1931", "1931"),
        ("It is shut on Friday.", "Friday", "Friday"),
        ("The price was £3 4s. 6d. and it was sold.", "£3 4s", "£3 4s. 6d."),
        ("Twelve came, ten of them late.", "ten", "ten"),
        ("Nobody came in May.", "Nobody", "Nobody"),
        ("İzmir has 20 to 30 ferries.", "30", "20 to 30"),
    ],
)
def test_what_is_cut_out_of_more_is_made_whole(quote: str, words: str, expected: str) -> None:
    start = quote.index(words)
    first, last = whole(quote, start, start + len(words))
    assert quote[first:last] == expected
