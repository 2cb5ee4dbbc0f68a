"""What a page says of itself to machines: the front matter of Markdown, the head of HTML."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import unescape

from qa.blocks import Block
from qa.dates.spans import Interval
from qa.folding import fold
from qa.imprint.spots import day_in
from qa.markdown import FRONT_MATTER_BLOCK
from qa.prose import is_prose

_FIELD = re.compile(r"^(?P<key>[A-Za-z][\w -]{0,30}?)[ \t]*:[ \t]*(?P<value>\S.*)$", re.MULTILINE)
_QUOTED = re.compile(r"([\"'])(?P<words>.*)\1")
_DATES = (
    "published", "date published", "publication date", "publish date", "publishdate", "pubdate",
    "date", "created",
)  # fmt: skip
_META_DATES = (
    "article:published_time", "og:published_time", "datepublished", "citation_publication_date",
    "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publication_date",
    "dc.date.issued", "dcterms.issued", "dc.date", "date",
)  # fmt: skip
_META = re.compile(r"<meta\b[^<>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"(?P<name>[\w:-]+)\s*=\s*(?:\"(?P<one>[^\"]*)\"|'(?P<two>[^']*)'|(?P<bare>[^\s\"'<>]+))"
)
_BODY = re.compile(r"<body\b", re.IGNORECASE)
_TIME = re.compile(r"<time\b[^<>]{0,500}>", re.IGNORECASE)
_LINKED = re.compile(r"\"datePublished\"\s*:\s*\"(?P<value>[^\"]{4,40})\"")
_LIST = re.compile(r"\[[^\[\]]*\]|\{.*|[|>&*!].*")
_LONGEST, _MOST_READ = 300, 50_000  # characters of a title, of front matter


@dataclass(frozen=True, slots=True)
class Embedded:
    """What a page says of itself without showing it."""

    published: Interval | None = None
    title: str | None = None
    author: str | None = None


def embedded_in(text: str, blocks: list[Block], *, html: bool, markdown: bool) -> Embedded:
    """What `text`, whose blocks these are, says so."""
    if html:
        above = next((block.start for block in blocks if is_prose(block)), 0)
        body = _BODY.search(text)
        metas = _metas(text[: body.start() if body else above])
        found = (_alone(metas[name]) for name in _META_DATES if name in metas)
        published = next((day for day in found if day), None)
        return Embedded(
            published or _alone(_LINKED.findall(text)) or _alone(_times(text[:above])),
            author=_name(_only(metas.get("author", []))),
        )
    front = FRONT_MATTER_BLOCK.match(text) if markdown else None
    if front is None:
        return Embedded()
    fields = _in_toml(front["toml"]) if front["toml"] else _in_yaml(front[0])
    dates = (day_in(fields[key]) for key in _DATES if key in fields)
    return Embedded(
        next((day for day in dates if day), None),
        _name(fields.get("title")),
        _name(fields.get("author") or fields.get("authors") or fields.get("byline")),
    )


def _in_yaml(front: str) -> dict[str, str]:
    return {m["key"].lower().replace("_", " "): _value(m["value"]) for m in _FIELD.finditer(front)}


def _in_toml(front: str) -> dict[str, str]:
    """The fields that are no tables, one of one name as that name; none of what is no TOML."""
    try:
        given = tomllib.loads(front.replace("\r\n", "\n")[:_MOST_READ])
    except (ValueError, RecursionError):  # brackets may be nested as deep as somebody likes
        return {}
    fields: dict[str, str] = {}
    for key, value in given.items():
        one = value[0] if isinstance(value, list) and len(value) == 1 else value
        if isinstance(one, str | date):
            fields[key.lower().replace("_", " ")] = one if isinstance(one, str) else one.isoformat()
    return fields


def _value(written: str) -> str:
    written = written.rstrip()
    quoted = _QUOTED.fullmatch(written)
    return quoted["words"] if quoted else written.split(" #")[0]


def _name(value: str | None) -> str | None:
    """A title or a name as it is shown; None for a list, an address, what is in other marks or too
    long to be one."""
    if not value or len(value) > _LONGEST or _LIST.fullmatch(value) or "://" in value:
        return None
    return fold(value) or None


def _alone(values: list[str]) -> Interval | None:
    """The day that all of them name."""
    days = {day_in(value) for value in values}
    return days.pop() if len(days) == 1 else None


def _times(text: str) -> list[str]:
    tags = [dict(_attributes(tag[0])) for tag in _TIME.finditer(text)]
    marked = [tag for tag in tags if "pubdate" in tag or tag.get("itemprop") == "datePublished"]
    return [tag["datetime"] for tag in marked or tags if "datetime" in tag]


def _metas(head: str) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in _META.finditer(head):
        given = dict(_attributes(tag[0]))
        name = given.get("property") or given.get("name") or given.get("itemprop")
        if name and given.get("content"):
            found.setdefault(name.lower(), []).append(given["content"])
    return found


def _only(values: list[str]) -> str | None:
    return values[0] if len(values) == 1 else None


def _attributes(tag: str) -> Iterator[tuple[str, str]]:
    for m in _ATTRIBUTE.finditer(tag):
        yield m["name"].lower(), unescape(m["one"] or m["two"] or m["bare"] or "")
