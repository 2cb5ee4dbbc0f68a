"""Bodies that are too large, whatever their headers say."""

from collections.abc import Iterator

import httpx
import pytest

from service.limits import MAX_BODY
from tests.reading import exchange, problem

JSON = {"Content-Type": "application/json"}


def padded(size: int) -> bytes:
    body = b'{"question": "x"}'
    return body + b" " * (size - len(body))


def test_a_body_up_to_the_limit_is_read(site: httpx.Client) -> None:
    assert site.post("/v1/ask", content=padded(MAX_BODY), headers=JSON).status_code == 200


@pytest.mark.parametrize("size", [MAX_BODY + 1, 8 * MAX_BODY])
def test_a_body_above_the_limit(site: httpx.Client, size: int) -> None:
    assert str(MAX_BODY) in problem(site.post("/v1/ask", content=padded(size), headers=JSON), 413)


def test_a_body_above_the_limit_that_declares_no_length(site: httpx.Client) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(40):
            yield b" " * 65536

    response = site.post("/v1/ask", content=chunks(), headers=JSON)
    assert response.request.headers["transfer-encoding"] == "chunked"
    problem(response, 413)


@pytest.mark.parametrize("path", ["/v1/ask", "/nothing", "/healthz"])
def test_a_declared_length_above_the_limit_is_refused_before_the_body_comes(
    address: str, path: str
) -> None:
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    response = exchange(address, f"{head}Content-Length: {MAX_BODY + 1}\r\n\r\n".encode())
    assert problem(response, 413).startswith("The body is above")


def test_a_declared_length_below_that_of_the_body(address: str) -> None:
    head = "POST /v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    response = exchange(address, f"{head}Content-Length: 4\r\n\r\n".encode() + padded(5000))
    assert problem(response, 400).startswith("The body is not JSON")
