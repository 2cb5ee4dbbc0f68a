"""Sources with odd names and hostile contents, over real HTTP."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from embeddings.encoder import Encoder
from qa.engine import Engine
from qa.indexing import update
from service.app import create_app
from service.settings import Settings
from tests.reading import page
from tests.serving import running

HOSTILE = """\
# A <b>bold</b> & "quoted" title

The lighthouse <script>alert('x')</script> was lit in 1901 by the keeper's daughter.

## The *second* part

[A link](javascript:alert(1)) stands in this sentence about the harbour & its boats.

<iframe src="https://example.org"></iframe>
"""
MANIFEST = """\
[sources.'a b?c%d#e&é "x"']
title = '<img src=x onerror=alert(1)>'
publisher = "A & B"
published = "1997-11"
published_basis = "stated"
url = 'https://example.org/?a="><script>'
"""
ODD = 'a b?c%d#e&é "x"'
ODD_IDS = [
    ODD,
    "%2e%2e%2f",
    "a\\b",
    "x...",
    "Ünïcödé 中文 🙂",
    "100%",
    "a+b",
    "a;b=c",
    "CON",
    "it's",
]


@pytest.fixture(scope="module")
def odd_site(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[httpx.Client]:
    """A server over sources with odd names and hostile contents."""
    folder = tmp_path_factory.mktemp("odd")
    for id in ODD_IDS:
        content = HOSTILE if id == ODD else f"The text of the source named {id} is short.\r\n"
        Path(folder, f"{id}.md" if id == ODD else f"{id}.txt").write_bytes(content.encode())
    (folder / "sources.toml").write_text(MANIFEST, encoding="utf-8")
    index = tmp_path_factory.mktemp("odd-index")
    update(index, folder, encoder)
    with (
        running(create_app(Settings(), Engine.open(index))) as address,
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        yield client


@pytest.mark.parametrize("id", ODD_IDS)
def test_any_id_works_percent_encoded(odd_site: httpx.Client, id: str) -> None:
    listed = {source["id"]: source for source in odd_site.get("/v1/sources").json()["sources"]}
    encoded = quote(id, safe="")
    assert listed[id]["href"] == f"/sources/{encoded}"
    assert odd_site.get(f"/v1/sources/{encoded}").json() == listed[id]
    text = odd_site.get(f"/v1/sources/{encoded}/text")
    assert id in text.content.decode() or id == ODD
    assert page(odd_site.get(listed[id]["href"])).texts("h1") == [listed[id]["title"]]


def test_line_ends_are_served_as_they_are(odd_site: httpx.Client) -> None:
    assert odd_site.get("/v1/sources/CON/text").content.endswith(b"short.\r\n")


def test_a_source_is_escaped(odd_site: httpx.Client) -> None:
    response = odd_site.get(f"/sources/{quote(ODD, safe='')}")
    found = page(response)
    assert found.texts("h1") == ["<img src=x onerror=alert(1)>"]
    assert "<script>alert('x')</script>" in found.texts("article")[0]
    assert not {tag for tag, _ in found.tags} & {"script", "img", "iframe", "b"}
    assert "The *second* part" in found.texts("h2")
    hrefs = [a["href"] or "" for a in found.attributes("a")]
    assert 'https://example.org/?a="><script>' in hrefs
    assert not any(href.startswith("javascript:") for href in hrefs)
    assert "stated on its page" in found.texts("dl")[0]


def test_an_answer_from_a_hostile_source_is_escaped(odd_site: httpx.Client) -> None:
    response = odd_site.get(
        "/", params={"q": "When was the lighthouse lit by the keeper's daughter?"}
    )
    found = page(response)
    assert "<script>alert('x')</script>" in " ".join(found.texts("blockquote"))
    assert not {tag for tag, _ in found.tags} & {"img", "iframe"}
    assert [a.get("src") for a in found.attributes("script")] == ["/widget.js"]
    link = found.attributes("blockquote")[0]["cite"]
    assert link is not None
    assert page(odd_site.get(link)).texts("mark")
