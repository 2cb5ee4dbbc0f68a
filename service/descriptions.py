"""What each field of the API means, for its documentation.

The types of `qa` say it in their docstrings, which a JSON schema has no place for.
"""

from collections.abc import Mapping, MutableMapping
from typing import Any

from service.door import OPEN
from service.openai.descriptions import FIELDS as OPENAI_FIELDS

_START = "Where the words begin in the stored text, in code points."
_END = "Where they end (exclusive)."
_SHA256 = "SHA-256 of the source's stored text as UTF-8, in hexadecimal."
_PUBLISHED = "ISO 8601 at the precision that is known: 2013-03-15, 1997-11 or 1997."
_PLACES = "Places in `citations`, counted from 0."

_SOURCE = {
    "title": "Its headline; in square brackets where it has none of its own.",
    "publisher": "Who published it.",
    "author": "Who wrote it.",
    "published": _PUBLISHED,
    "url": "Where it was first published.",
}

FIELDS: Mapping[str, Mapping[str, str]] = {
    "Query": {
        "question": "What is asked.",
        "history": "The conversation so far, oldest turn first. The server keeps none of it.",
        "limit": "How many citations to give at most.",
        "sources": "Ids of the sources that may be cited. Empty: any.",
        "published_from": "Only sources that can be as late: 1997, 1997-11 or 1997-11-05.",
        "published_to": "Only sources that can be as early.",
        "explain": "Whether to give the sentences that were considered.",
    },
    "Turn": {"question": "What was asked.", "answer": "What was answered; null where nothing was."},
    "Response": {
        "question": "The question as it was asked.",
        "resolved_question": "The question as it stands alone, without the history.",
        "answered": "Whether the sources answer.",
        "confidence": "The probability that the answer is right.",
        "answer": "The answer; null in a refusal.",
        "citations": "What answers, best first; empty in a refusal.",
        "disagreements": "Values on which the sources differ.",
        "refusal": "Why there is no answer; null where there is one.",
        "index_id": "Names the sources and the model that the answer comes from.",
        "took_ms": "Milliseconds spent on the answer.",
        "explanation": "The sentences that were considered; only where `explain` asked.",
        "stages_ms": "How long each stage took, in milliseconds; only where `explain` asked.",
    },
    "Answer": {
        "text": "A quote.",
        "short": "The words of the quote that answer by themselves, if there are such.",
        "citation": "The quote's place in `citations`, counted from 0.",
    },
    "Citation": {
        "source_id": "The source's id.",
        **_SOURCE,
        "source_sha256": _SHA256,
        "quote": "The words from `start` to `end`, white space folded.",
        "start": _START,
        "end": _END,
        "passage": "The passage that the quote stands in, white space folded.",
        "passage_start": "Where the passage begins.",
        "passage_end": "Where it ends (exclusive).",
        "score": "How well it answers; to be compared within one response.",
        "dates": "The relative and incomplete dates in the quote, with what they stand for.",
        "href": "The page that shows the quote in its source, relative to the service.",
    },
    "DateMention": {
        "text": "The words, such as 'yesterday'.",
        "start": _START,
        "end": _END,
        "resolved": "The day, month or year meant, or two with a solidus between them (ISO 8601); "
        "null where it is not known.",
    },
    "Disagreement": {"value": "What some citations say.", "citations": _PLACES},
    "Refusal": {
        "reason": "`not_in_sources`: no answer in them. `unclear_question`: not to be looked up.",
        "message": "The same for people.",
        "closest": "What came closest. Not answers.",
        "readings": "Whole questions that an unclear one may have meant.",
    },
    "Candidate": {
        "source_id": "The source's id.",
        "quote": "The sentence.",
        "score": "Its score.",
        "features": "What spoke for it.",
    },
    "Claims": {"citations": "The citations to check."},
    "Claim": {
        "source_id": "The source's id.",
        "start": _START,
        "end": _END,
        "quote": "The words that should stand there, white space folded.",
        "source_sha256": _SHA256,
    },
    "Verifications": {"results": "One for each citation, in order."},
    "Verification": {
        "verified": "Whether the source has these words at this place.",
        "reason": "If not, why.",
    },
    "SourceList": {"sources": "All of them, by id."},
    "ListedSource": {
        "id": "Its id.",
        **_SOURCE,
        "published_basis": "How the date is known: `stated`, `inferred` or `known`.",
        "published_note": "What it was inferred from, or from where it is known.",
        "language": "Its language (BCP 47).",
        "sha256": _SHA256,
        "href": "The page that shows it, relative to the service.",
    },
    "IndexInfo": {
        "index_id": "Changes with the sources and the model.",
        "model_id": "The model that encodes sentences and questions.",
        "model_sha256": "SHA-256 of its weights.",
        "sources": "How many there are.",
        "passages": "How many there are.",
        "sentences": "How many there are.",
        "built": "When the index was built (ISO 8601).",
        "threshold": "The confidence below which a question is refused.",
    },
    "Threshold": {
        "value": "What a confidence must reach for an answer, 0 to 1.",
        "origin": "`packaged`, or `calibrated` for this index.",
        "note": "What the calibration promises, or why one is not used.",
    },
    "Health": {"status": "`ok`."},
    "Readiness": {
        "status": "`ready`.",
        "generation": "The generation of the index that answers come from.",
        "damaged": "Whether a part of it was found not to be as it was written. What needs that "
        "part fails (500) until the index is built again.",
        "refused": "What is newer and cannot be used; null where there is no such thing.",
    },
    "RefusedIndex": {
        "name": "The generation, or the file beside it.",
        "reason": "`missing`, `damaged` (its bytes have changed), `unfit` (of another model or "
        "format) or `failed` (it could not be loaded).",
    },
    "Problem": {
        "type": "about:blank: the status says what kind of error it is.",
        "title": "The name of the status.",
        "status": "The HTTP status.",
        "detail": "What is wrong with this request, in one line.",
    },
    **OPENAI_FIELDS,
}


def describe_fields(schemas: MutableMapping[str, Any]) -> None:
    """Writes FIELDS into the component schemas of an OpenAPI description."""
    for name, texts in FIELDS.items():
        properties = schemas.get(name, {}).get("properties", {})
        for field, text in texts.items():
            if field in properties:
                properties[field]["description"] = text


# How a client shows its API key; either is enough. What a browser asks a person for is not among
# them: it is for pages.
SCHEMES: Mapping[str, Mapping[str, str]] = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "An API key, in the header `Authorization: Bearer KEY`.",
    },
    "header": {
        "type": "apiKey",
        "in": "header",
        "name": "X-API-Key",
        "description": "The same, in the header `X-API-Key: KEY`.",
    },
}


def describe_keys(description: MutableMapping[str, Any]) -> None:
    """Writes into an OpenAPI description that a key is needed, and which operations need none."""
    description["components"]["securitySchemes"] = SCHEMES
    description["security"] = [{name: []} for name in SCHEMES]
    for path, operations in description["paths"].items():
        for operation in operations.values() if path in OPEN else ():
            operation["security"] = []
