"""Examples of requests and responses for the API's documentation, as the service gives them."""

from collections.abc import Mapping
from typing import Any

from service.openai.descriptions import examples_of

QUESTION: dict[str, Any] = {
    "question": "How many US cables were posted from diplomats in Phnom Penh?",
    "limit": 1,
}

_QUOTE = (
    "Of the 251,287 US diplomatic cables WikiLeaks claimed in its possession, just 777 were posted "
    "from diplomats in Phnom Penh."
)
_CLAIM = {
    "source_id": "004_2a289903efe9c1c9",
    "start": 767,
    "end": 890,
    "quote": _QUOTE,
    "source_sha256": "6c43fb2577c83559978ff239c7f1e5d6966dca8f64d2f04461746574c928dda3",
}
_CITATION = {
    **_CLAIM,
    "title": "US sought asylum for KR leaders: WikiLeaks",
    "publisher": "Phnom Penh Post",
    "author": "Thomas Miller",
    "published": "2011-09-05",
    "url": None,
    "passage": f"{_QUOTE} Those were made public in July, yet a total of 2,447 dispatches from "
    "the US State Department and embassies around the world catalogue developments related to "
    "Cambodia.",
    "passage_start": 767,
    "passage_end": 1058,
    "score": 30.7532,
    "dates": [],
    "href": "/sources/004_2a289903efe9c1c9?start=767&end=890#:~:text="
    "Of%20the%20251%2C287%20US%20diplomatic%20cables,"
    "posted%20from%20diplomats%20in%20Phnom%20Penh.",
}

ANSWER: dict[str, Any] = {
    "question": QUESTION["question"],
    "resolved_question": QUESTION["question"],
    "answered": True,
    "confidence": 0.8968,
    "answer": {"text": _QUOTE, "short": None, "citation": 0},
    "citations": [_CITATION],
    "disagreements": [],
    "refusal": None,
    "index_id": "83c872a3406a71a0",
    "took_ms": 22.0,
}

CLAIMS: dict[str, Any] = {"citations": [_CLAIM]}
VERIFIED: dict[str, Any] = {"results": [{"verified": True, "reason": None}]}


# Operation id -> request, response.
_EXAMPLES: Mapping[str, tuple[Any, Any]] = {
    "ask": (QUESTION, ANSWER),
    "verify_citations": (CLAIMS, VERIFIED),
    **examples_of(ANSWER),
}


def add_examples(paths: Mapping[str, Any]) -> None:
    """Writes the examples into the paths of an OpenAPI description.

    FastAPI would leave out the nulls of those that it is given.
    """
    for operations in paths.values():
        for operation in operations.values():
            if operation["operationId"] in _EXAMPLES:
                request, response = _EXAMPLES[operation["operationId"]]
                operation["requestBody"]["content"]["application/json"]["example"] = request
                operation["responses"]["200"]["content"]["application/json"]["example"] = response
