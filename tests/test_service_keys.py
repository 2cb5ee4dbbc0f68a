"""API keys over real HTTP: missing, wrong, in the address, replaced while the service runs."""

import base64
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from qa.engine import Engine
from service.errors import ServeError
from service.keys import Keys
from service.settings import Settings
from tests.guarding import QUESTION, service
from tests.reading import exchange, problem

CLOSED = [
    ("GET", "/"), ("GET", "/?q=Who%3F"), ("GET", "/docs"), ("GET", "/openapi.json"),
    ("GET", "/v1/sources"), ("GET", "/sources/001_c6b08247841d3ded"), ("GET", "/metrics"),
    ("GET", "/v1/index"), ("POST", "/v1/ask"), ("POST", "/v1/verify"), ("GET", "/nothing"),
    ("OPTIONS", "/v1/ask"), ("DELETE", "/v1/ask"), ("HEAD", "/v1/sources"), ("GET", "/mcp"),
]  # fmt: skip


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def basic(key: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"reader:{key}".encode()).decode()}


@pytest.fixture(scope="module")
def closed(engine: Engine) -> Iterator[httpx.Client]:
    """A service that lets in who has one of two keys."""
    with service(engine, Settings(api_keys=("first-key", "second:key"))) as client:
        yield client


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_nothing_of_the_sources_is_given_without_a_key(
    closed: httpx.Client, method: str, path: str
) -> None:
    response = closed.request(method, path)
    assert response.status_code == 401
    program = path.startswith(("/v1", "/mcp", "/metrics", "/openapi"))
    assert response.headers["www-authenticate"].split()[0] == ("Bearer" if program else "Basic")
    if method != "HEAD":
        assert problem(response, 401).startswith("Send an API key in the header Authorization")


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/style.css"])
def test_probes_and_our_own_files_need_no_key(closed: httpx.Client, path: str) -> None:
    assert closed.get(path).status_code == 200


@pytest.mark.parametrize("key", ["first-key", "second:key"])
def test_a_right_key_lets_in(closed: httpx.Client, key: str) -> None:
    for headers in (
        bearer(key),
        basic(key),
        {"X-API-Key": key},
        {"authorization": f"bearer {key}"},
    ):
        assert closed.post("/v1/ask", json=QUESTION, headers=headers).status_code == 200
        assert closed.get("/", headers=headers).status_code == 200
        assert closed.get("/metrics", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        bearer("wrong"), bearer("first-key,second:key"), bearer("first-ke"),
        bearer("first-key x"), bearer("FIRST-KEY"), basic("wrong"), basic(""),
        {"Authorization": "first-key"}, {"Authorization": "Bearer"}, {"Authorization": ""},
        {"Authorization": "Basic first-key"}, {"Authorization": "Digest first-key"},
        {"X-API-Key": ""}, {"X-API-Key": "wrong"}, {"Cookie": "key=first-key"},
        {"X-API-Key": "first-key", "Authorization": "Bearer wrong"},
    ],
)  # fmt: skip
def test_a_wrong_key_does_not(closed: httpx.Client, headers: dict[str, str]) -> None:
    assert "first" not in problem(closed.get("/v1/index", headers=headers), 401)


@pytest.mark.parametrize(
    "lines",
    [
        b"Authorization: Bearer first-key\r\nAuthorization: Bearer wrong\r\n",
        b"Authorization: Bearer \xff\xfe\r\n",
        b"X-API-Key: \xc3\xa9\r\n",
    ],
)
def test_headers_that_only_bytes_can_be(closed: httpx.Client, lines: bytes) -> None:
    request = b"GET /v1/index HTTP/1.1\r\nHost: x\r\n" + lines + b"\r\n"
    problem(exchange(str(closed.base_url), request), 401)


@pytest.mark.parametrize(
    "query", ["api_key=first-key", "key=first-key", "TOKEN=x", "access_token=", "other=first-key"]
)
@pytest.mark.parametrize("headers", [{}, bearer("first-key")])
def test_a_key_in_the_address_is_refused(
    closed: httpx.Client, query: str, headers: dict[str, str]
) -> None:
    response = closed.get(f"/v1/index?{query}", headers=headers)
    assert problem(response, 401).startswith("An API key in the address is not taken")


def test_an_address_of_many_parameters_takes_nobody_s_time(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = list[str]()
    known = Keys.known

    def counted(keys: Keys, key: str) -> str | None:
        compared.append(key)
        return known(keys, key)

    monkeypatch.setattr(Keys, "known", counted)
    with service(engine, Settings(api_keys=("first-key",))) as client:
        response = client.get("/v1/index?" + "a=b&" * 5000, headers=bearer("first-key"))
    assert response.status_code == 200
    assert len(compared) < 50


def test_keys_are_replaced_while_the_service_runs(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text("# ours\n\nold-key\n")

    def status(key: str) -> int:
        return client.get("/v1/index", headers=bearer(key)).status_code

    with service(engine, Settings(api_keys=("fixed",), api_keys_file=file)) as client:
        assert [status(key) for key in ("old-key", "new-key", "# ours", "fixed")] == [
            200, 401, 401, 200,
        ]  # fmt: skip
        (tmp_path / "new").write_text("new-key\r\n")
        (tmp_path / "new").replace(file)
        assert [status(key) for key in ("old-key", "new-key", "fixed")] == [401, 200, 200]
        for broken in (b"", b"# none\n", b"a b\n", b"\xff\n"):
            file.write_bytes(broken)
            assert [status(key) for key in ("new-key", "a", "fixed")] == [200, 401, 200]
        file.unlink()
        assert [status("new-key"), status("other")] == [200, 401], "it does not open the service"
        file.write_text("last-key\n")
        assert [status("new-key"), status("last-key")] == [401, 200]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "No such file or directory"),
        (b"", "there is no key in it; write one a line"),
        (b"good\nnot good\n", "line 2 holds a character that a key cannot have"),
        (b"se\xff\n", "it is not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_used_stops_the_start(
    tmp_path: Path, content: bytes | None, reason: str
) -> None:
    file = tmp_path / "keys"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ServeError) as caught:
        Keys(file=file)
    assert str(caught.value).startswith(
        f"CITEWELL_API_KEYS_FILE: '{file}' cannot be used: {reason}"
    )


def test_all_keys_are_compared_and_none_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[bytes] = []

    def compare(given: bytes, right: bytes) -> bool:
        compared.append(right)
        return given == right

    monkeypatch.setattr("hmac.compare_digest", compare)
    keys = Keys(("one", "two", "three"))
    assert keys.known("one")
    assert not keys.known("")
    assert len(compared) == 6
    assert all(len(digest) == 32 for digest in compared)
