"""Settings as people write them."""

from collections.abc import Callable

import pytest

from service import given
from service.settings import Rate, Settings


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("60/minute", Rate(60, 60)),
        ("5 per second", Rate(5, 1)),
        ("1000 / Day", Rate(1000, 86400)),
        ("2 per hours", Rate(2, 3600)),
        ("off", None),
        (" OFF ", None),
    ],
)
def test_rates(text: str, rate: Rate | None) -> None:
    assert given.rate(text) == rate


@pytest.mark.parametrize(
    ("read", "text"),
    [
        *((given.rate, text) for text in ("0/minute", "60", "-1/minute", "60/min", "1.5/hour", "")),
        *((given.rate, text) for text in ("9999999/day", "60/minute;1/second", "on")),
        *((given.address, text) for text in ("a.org", "ftp://a.org", "https://", "https:///x", "")),
        *(
            (given.address, text)
            for text in ("https://a.org?x", "https://a.org/#x", "https://a.org?")
        ),
        *((given.address, text) for text in ("https://a.org:0", "https://a.org:65536")),
        *((given.address, text) for text in ("https://a.org:x", "https://a.org:", "https://:80")),
        *((given.address, text) for text in ("https://[::1", "https://::1]", "https://[::1]x")),
        *((given.address, text) for text in ("https://[x]", "https://[]", "https://u:p@a.org")),
        *(
            (given.address, text)
            for text in ("https://*.a.org", "https://a b.org", "https://é.org")
        ),
        *(
            (given.address, text)
            for text in ("https://a.org/a b", "https://a.org/<", "https://a\n.org")
        ),
        *((given.origins, text) for text in ("example.org", "ftp://a.org", "https://a.org/", "")),
        *((given.origins, text) for text in ("https://a.org/x", "https://u@a.org", "null")),
        *((given.origins, text) for text in ("https://", "https://a.org:0", "https://a.org,,")),
        *((given.origins, text) for text in ("https://a.org:x", "https://[::1", "https://é.org")),
        *((given.hosts, text) for text in ("a.org:80", "https://a.org", "a b", "", "*.", "a,")),
        *((given.proxies, text) for text in ("proxy", "10.0.0.0/33", "10.0.0.1/8", "*", "")),
    ],
)
def test_what_cannot_be_used_is_named_with_what_can(
    read: Callable[[str], object], text: str
) -> None:
    with pytest.raises(ValueError, match="allowed: ") as caught:
        read(text)
    assert "\n" not in str(caught.value)
    assert any(repr(part.strip()) in str(caught.value) for part in (text, *text.split(",")))


@pytest.mark.parametrize(
    "text",
    [
        "https://ask.example.org",
        "http://localhost:8000/",
        "http://[::1]:65535",
        "https://a.org/deep/er/",
        "https://A_b.org:1/~x/%20(1)",
        "http://127.0.0.1",
    ],
)
def test_what_links_may_start_with(text: str) -> None:
    assert given.address(text) == text.rstrip("/")


def test_lists() -> None:
    assert given.origins("https://A.org, http://localhost:8080,https://a.org") == (
        "https://a.org",
        "http://localhost:8080",
    )
    assert given.origins("*") == ("*",)
    assert given.hosts("Ask.Example.org, *.example.org,[::1]") == (
        "ask.example.org",
        "*.example.org",
        "[::1]",
    )
    assert given.hosts("a.org,*") == ()
    assert given.proxies("10.0.0.1, 10.1.0.0/16") == "10.0.0.1,10.1.0.0/16"
    assert given.keys("one, two") == ("one", "two")


@pytest.mark.parametrize(
    "text", ["", "secret-1,", ",secret-1", "secret-1, ,x", "secret 1", "sécret-1"]
)
def test_a_key_that_cannot_be_one_is_not_repeated(text: str) -> None:
    with pytest.raises(ValueError, match=r"^key \d of \d ") as caught:
        given.keys(text)
    assert "cret" not in str(caught.value)


def test_no_key_stands_in_what_is_printed_of_settings() -> None:
    assert "secret" not in repr(Settings(api_keys=("secret",)))


LOOPBACK = ("localhost", "*.localhost", "127.0.0.1", "[::1]")


@pytest.mark.parametrize(
    ("named", "listening", "public", "hosts"),
    [
        (None, "127.0.0.1", None, LOOPBACK),
        (None, "::1", None, LOOPBACK),
        (None, "localhost", "https://Ask.example.org/x", (*LOOPBACK, "ask.example.org")),
        (None, "0.0.0.0", None, ()),
        (None, "0.0.0.0", "https://ask.example.org", ()),
        (("a.org",), "127.0.0.1", None, ("a.org",)),
        (("a.org",), "0.0.0.0", "http://[2001:db8::1]:80", ("a.org", "[2001:db8::1]")),
        ((), "127.0.0.1", "https://ask.example.org", ()),
    ],
)
def test_the_hosts_in_use(
    named: tuple[str, ...] | None, listening: str, public: str | None, hosts: tuple[str, ...]
) -> None:
    assert given.hosts_in_use(named, listening, public) == hosts
