"""Answers of the server as the tests read them: problem documents, pages, raw exchanges."""

import socket
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import httpx


def problem(response: httpx.Response, status: int) -> str:
    """Checks the shape of an error and gives its detail."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["x-content-type-options"] == "nosniff"
    found = response.json()
    assert set(found) == {"type", "title", "status", "detail"}
    assert found["type"] == "about:blank"
    assert found["status"] == status
    assert found["title"]
    detail: str = found["detail"]
    assert detail
    assert detail.isprintable(), "one line"
    for trace in ("Traceback", ".py", "site-packages", "/work", "/usr", "/root", "/home", "/tmp"):
        assert trace not in detail
    return detail


def exchange(address: str, request: bytes) -> httpx.Response:
    """Sends bytes as they are, which a client would put right, and reads one response."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=30) as connection:
        connection.sendall(request)
        with connection.makefile("rb") as answer:
            status = int(answer.readline().split()[1])
            headers = []
            while line := answer.readline().strip():
                name, _, value = line.partition(b": ")
                headers.append((name, value))
            has_body = status not in (204, 304)
            length = int(dict(headers)[b"content-length"]) if has_body else 0
            return httpx.Response(status, headers=headers, content=answer.read(length))


def get(address: str, path: str) -> httpx.Response:
    return exchange(address, f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())


class Page(HTMLParser):
    """A page's tags, and its text within each kind of tag, white space folded."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[tuple[str, list[str]]] = []
        self._texts: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "input", "br"):
            self._open.append((tag, []))

    def handle_data(self, data: str) -> None:
        for _, parts in self._open:
            parts.append(data)

    def handle_endtag(self, tag: str) -> None:
        name, parts = self._open.pop()
        assert name == tag, f"<{name}> is closed by </{tag}>"
        self._texts.append((tag, " ".join("".join(parts).split())))

    def texts(self, tag: str) -> list[str]:
        return [text for name, text in self._texts if name == tag]

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def target(response: httpx.Response, link: str | None) -> str:
    """Where a link of a page leads, without the server's name."""
    return urljoin(f"{response.url.raw_path.decode()}", link or "")


def page(response: httpx.Response) -> Page:
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return Page(response.text)
