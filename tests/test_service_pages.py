"""The pages over real HTTP: what they show, what they escape, what they never load."""

import re
from urllib.parse import quote

import httpx
import pytest

from qa.engine import Engine
from tests.conftest import SEEDS
from tests.reading import page, problem, target

ANSWERED = "Where did Ieng Sary meet Khieu Thirith?"
REFUSED = "How do I bake bread?"
FACE = "001_c6b08247841d3ded"
CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HOME_CSP = CSP.replace("style-src", "script-src 'self'; connect-src 'self'; style-src") + (
    "; require-trusted-types-for 'script'; trusted-types 'none'"
)


@pytest.mark.parametrize(
    "path", ["/", f"/?q={quote(ANSWERED)}", f"/?q={quote(REFUSED)}", "/docs", f"/sources/{FACE}"]
)
def test_a_page_works_under_a_strict_policy(site: httpx.Client, path: str) -> None:
    response = site.get(path)
    found = page(response)
    home = path.startswith("/?") or path == "/"
    assert response.headers["content-security-policy"] == (HOME_CSP if home else CSP)
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert found.attributes("html") == [{"lang": "en"}]
    scripts = [attributes["src"] for attributes in found.attributes("script")]
    assert [target(response, src) for src in scripts] == (["/widget.js"] if home else [])
    assert not {tag for tag, _ in found.tags} & {"style", "iframe", "object", "base"}
    assert not [a for _, a in found.tags if any(n == "style" or n.startswith("on") for n in a)]
    [_, sheet] = found.attributes("link")
    assert target(response, sheet["href"]) == "/style.css"
    # Relative, so that they lead to the service where a proxy has it below a path, too.
    assert all(re.match(r"#|\.\.?/[^/]?", a["href"] or "") for a in found.attributes("a"))
    ids = [attributes["id"] for _, attributes in found.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_the_stylesheet_loads_nothing_else(site: httpx.Client) -> None:
    response = site.get("/style.css")
    assert response.headers["content-type"].startswith("text/css")
    assert "prefers-color-scheme: dark" in response.text
    assert not re.search(r"url\(|@import", response.text)


def test_the_first_page_has_a_labelled_form_and_the_sources(
    site: httpx.Client, engine: Engine
) -> None:
    for path in ("/", "/?q=", "/?q=%20"):
        response = site.get(path)
        found = page(response)
        [form], [box] = found.attributes("form"), found.attributes("input")
        assert (form["method"], target(response, form["action"])) == ("get", "/")
        assert found.attributes("label") == [{"for": box["id"]}]
        assert box["name"] == "q"
        links = [target(response, a["href"]) for a in found.attributes("a")]
        for source in engine.library.corpus.sources:
            assert f"/sources/{source.id}" in links
            assert source.title in found.texts("a")
        assert "blockquote" not in [tag for tag, _ in found.tags]


def test_an_answer_is_a_quote_that_links_to_its_place(site: httpx.Client) -> None:
    answer = site.post("/v1/ask", json={"question": ANSWERED}).json()
    response = site.get("/", params={"q": ANSWERED})
    found = page(response)
    assert found.attributes("input")[0]["value"] == ANSWERED
    assert found.texts("blockquote") == [c["quote"] for c in answer["citations"]]
    assert [target(response, a["cite"]) for a in found.attributes("blockquote")] == [
        citation["href"] for citation in answer["citations"]
    ]
    best = answer["citations"][0]
    assert found.texts("figcaption")[0].startswith(best["title"])
    assert best["publisher"] in found.texts("figcaption")[0]
    if best["passage"] != best["quote"]:
        assert best["passage"] in found.texts("p")


def test_a_refusal_is_plain(site: httpx.Client) -> None:
    refusal = site.post("/v1/ask", json={"question": REFUSED}).json()["refusal"]
    found = page(site.get("/", params={"q": REFUSED}))
    assert "No answer" in found.texts("h2")
    assert refusal["message"] in found.texts("p")
    assert found.texts("blockquote") == [c["quote"] for c in refusal["closest"]]
    assert found.texts("p").count("Not an answer") == len(refusal["closest"]) > 0


def test_a_question_without_words_is_refused_on_the_page(site: httpx.Client) -> None:
    assert "No answer" in page(site.get("/", params={"q": "🙂"})).texts("h2")


def test_two_questions_at_once_are_refused(site: httpx.Client) -> None:
    assert problem(site.get("/?q=one&q=two"), 422) == "q: stands in the address more than once"


@pytest.mark.parametrize("question", ["x" * 2001, "a\0b"])
def test_a_question_that_cannot_be_asked(site: httpx.Client, question: str) -> None:
    assert problem(site.get("/", params={"q": question}), 422).startswith("question: ")


def test_what_is_asked_is_escaped(site: httpx.Client) -> None:
    question = '"><script>alert(1)</script><img src=x onerror=alert(1)> who?'
    response = site.get("/", params={"q": question})
    assert page(response).attributes("input")[0]["value"] == question
    assert "<script>" not in response.text
    assert "<img" not in response.text


def test_a_source_reads_as_an_article(site: httpx.Client) -> None:
    found = page(site.get(f"/sources/{FACE}"))
    assert found.texts("h1") == ["Ieng Sary, face of the Khmer Rouge"]
    assert found.texts("time") == ["15 March 2013"]
    assert "known from elsewhere" in found.texts("dl")[0]
    assert "died yesterday" in found.texts("small")[0], "how the date is known"
    [article], [details] = found.texts("article"), found.texts("details")
    assert "Born October 24, 1925" in article
    assert "Logo of Phnom Penh Post" not in article
    assert "Logo of Phnom Penh Post" in details
    assert found.texts("summary")[0].startswith("Left out of this page")
    assert found.attributes("details") == [{}], "folded"
    assert found.texts("mark") == []


def test_the_quote_of_every_citation_is_marked(site: httpx.Client) -> None:
    answer = site.post("/v1/ask", json={"question": ANSWERED, "limit": 20}).json()
    for citation in answer["citations"]:
        found = page(site.get(citation["href"]))
        assert " ".join(found.texts("mark")) == citation["quote"]
        first, *others = found.attributes("mark")
        assert first == {"id": "quote", "tabindex": "-1", "autofocus": None}
        assert not any(others)


def test_a_span_over_paragraphs_and_cuts(site: httpx.Client, engine: Engine) -> None:
    corpus = engine.library.corpus
    number = corpus.number(FACE)
    assert number is not None
    article, text = corpus.article(number), corpus.texts[number]
    found = page(site.get(f"/sources/{FACE}?start=0&end={len(text)}"))
    assert len(found.texts("mark")) == len(article.paragraphs) + len(article.cuts)
    assert [a for a in found.attributes("mark") if a] == found.attributes("mark")[:1]
    assert found.attributes("details") == [{"open": None}], "what is marked is not folded away"


def test_a_span_in_a_cut_is_unfolded(site: httpx.Client) -> None:
    found = page(site.get(f"/sources/{FACE}?start=0&end=4"))
    assert found.texts("mark") == ["Logo"]
    assert found.attributes("mark")[0]["id"] == "quote"
    assert found.attributes("details") == [{"open": None}]


def test_a_span_of_white_space_is_said_to_have_no_words(site: httpx.Client) -> None:
    text = (SEEDS / f"{FACE}.txt").read_bytes().decode()
    blank = text.index("\n\n")
    found = page(site.get(f"/sources/{FACE}?start={blank}&end={blank + 2}"))
    assert found.texts("mark") == []
    assert any("no words" in paragraph for paragraph in found.texts("p"))


@pytest.mark.parametrize("query", ["", "?start=5", "?end=5", "?other=1"])
def test_without_a_span_nothing_is_marked(site: httpx.Client, query: str) -> None:
    assert page(site.get(f"/sources/{FACE}{query}")).texts("mark") == []


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("start=a&end=5", "start: Input should be a valid integer"),
        ("start=1&end=", "end: Input should be a valid integer"),
        ("start=1.5&end=5", "start: Input should be a valid integer"),
        ("start=-1&end=5", "start: Input should be greater than or equal to 0"),
        ("start=-5", "start: Input should be greater than or equal to 0"),
        ("start=5&end=5", "end: 5 is not above start, which is 5"),
        ("start=9&end=5", "end: 5 is not above start, which is 9"),
        ("start=0&end=99999999", "end: 99999999 is beyond the text, which ends at "),
        (f"start=0&end={'9' * 5000}", "end: "),
        ("start=%00&end=%ff", "start: Input should be a valid integer"),
        ("start=A&start=1&end=5", "start: stands in the address more than once"),
    ],
)
def test_a_span_that_cannot_be(site: httpx.Client, query: str, detail: str) -> None:
    response = site.get(f"/sources/{FACE}?{query}", headers={"Accept": "text/html"})
    assert problem(response, 422).startswith(detail)
