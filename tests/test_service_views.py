"""What the templates show of an answer, and their filters."""

import pytest

from qa.engine import Engine
from qa.types import Answer, Citation, DateMention, Disagreement, Response
from service.settings import Starters
from service.views import (
    Collection,
    ShownAnswer,
    environment,
    paragraphs,
    readable_date,
    shown_answer,
    shown_collection,
    web_address,
)
from tests.reading import Page


def test_short_answers_disagreements_and_dates_are_shown(engine: Engine) -> None:
    response = engine.ask("Where did Ieng Sary meet Khieu Thirith?", limit=2)
    first, second = response.citations
    date = DateMention("yesterday", first.start, first.start + 1, "2013-03-14")
    shown = shown_answer(
        engine.library.corpus,
        Response(
            **{name: getattr(response, name) for name in Response.__dataclass_fields__}
            | {
                "answer": Answer(second.quote, "in the <1940s>", 1),
                "citations": (first, dated(second, date)),
                "disagreements": (Disagreement("1924", (0,)), Disagreement("1925", (0, 1))),
            }
        ),
    )
    found = Page(rendered(shown, shown_collection(engine.library, 9)))
    assert "in the <1940s>" in found.texts("p")
    assert "“yesterday” means 14 March 2013." in found.texts("p")
    assert found.texts("blockquote") == [second.quote, first.quote], "the answer's comes first"
    assert [text for text in found.texts("li") if text.startswith("192")] == [
        f"1924, {first.title}",
        f"1925, {first.title}, {second.title}",
    ]


def dated(citation: Citation, date: DateMention) -> Citation:
    names = Citation.__dataclass_fields__
    return Citation(**{n: getattr(citation, n) for n in names} | {"dates": (date,)})


def rendered(answer: ShownAnswer, collection: Collection) -> str:
    return (
        environment()
        .get_template("home.html")
        .render(
            question="x",
            longest=9,
            answer=answer,
            starters=Starters(),
            collection=collection,
            address="http://x",
            root="./",
        )
    )


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("2013-03-05", "5 March 2013"),
        ("1997-11", "November 1997"),
        ("1997", "1997"),
        ("2013-02-25/2013-03-03", "25 February 2013 to 3 March 2013"),
        ("2003/2004", "2003 to 2004"),
    ],
)
def test_dates_are_readable(published: str, shown: str) -> None:
    assert readable_date(published) == shown


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a", True),
        ("HTTP://EXAMPLE.ORG", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_linked(url: str | None, linked: bool) -> None:
    assert web_address(url) == (url if linked else None)


def test_descriptions_have_paragraphs_and_code() -> None:
    parts = [
        [(part.text, part.code) for part in p] for p in paragraphs("One `two` three.\n\nFour.")
    ]
    assert parts == [[("One ", False), ("two", True), (" three.", False)], [("Four.", False)]]


def test_a_collection_says_how_much_there_is_and_from_when(engine: Engine) -> None:
    shown = shown_collection(engine.library, 2)
    assert [len(shown.sources), shown.more] == [2, 3]
    assert (shown.first_year, shown.last_year) == ("1996", "2013")
    assert shown.sentences == len(engine.library.corpus.sentences)
