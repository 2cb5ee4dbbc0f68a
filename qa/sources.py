"""A folder of articles -> documents: stored text and metadata, or an error that names the place."""

import hashlib
import os
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError

from qa.errors import SourceError
from qa.languages import language_tag

MANIFEST = "sources.toml"
SUFFIXES = (".txt", ".md")
MAX_BYTES = 10 * 1024 * 1024

_ENCODING = "utf-8-sig"  # of the manifest: some editors begin a file with a mark

_PARTIAL_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class Document:
    """A source file as received. `text` is its stored text, `entry` what the manifest says."""

    id: str
    text: str
    sha256: str
    markdown: bool
    entry: "Entry"


def partial_date(value: str) -> str:
    """`value` if it is 1997, 1997-11 or 1997-11-05 and a date of the calendar, else ValueError."""
    match = _PARTIAL_DATE.fullmatch(value)
    try:
        if match is None:
            raise ValueError
        year, month, day = match.groups(default="1")
        date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError(f"{value!r} is no date of the form 1997, 1997-11 or 1997-11-05") from None
    return value


def _web_address(value: str) -> str:
    if not re.match(r"https?://[^\s/]+", value):
        raise ValueError(f"{value!r} is no http or https address")
    return value


def _iso(value: object) -> object:
    return value.isoformat() if type(value) is date else value  # TOML has dates of its own


class Entry(BaseModel):
    """One table of the manifest: [sources.ID]."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: Annotated[str, BeforeValidator(_iso), AfterValidator(partial_date)] | None = None
    published_basis: Literal["stated", "inferred", "known"] | None = None
    published_note: str | None = None
    url: Annotated[str, AfterValidator(_web_address)] | None = None
    language: Annotated[str, AfterValidator(language_tag)] = "en"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A source file to be read: its id, where it is, and what the manifest says of it."""

    id: str
    path: Path
    entry: "Entry"

    def check(self) -> None:
        """Raises SourceError as `read` does."""
        _text(self.path)

    def read(self) -> Document:
        """What is in it. Raises SourceError if that is no text, or too much."""
        data, text = _text(self.path)
        return Document(
            id=self.id,
            text=text,
            sha256=hashlib.sha256(data).hexdigest(),
            markdown=self.path.suffix.lower() == ".md",
            entry=self.entry,
        )


def source_files(folder: Path) -> list[SourceFile]:
    """The .txt and .md files below `folder`, by id, with what its sources.toml says of each.

    Raises SourceError for the first thing that is wrong: nothing is left out in silence. Files of
    other kinds are none of it; `left_out` names them.
    """
    if not folder.is_dir():
        raise SourceError(
            f"sources {str(folder)!r}: no such folder; name one with .txt or .md files"
        )
    paths = _source_paths(folder)
    if not paths:
        raise SourceError(f"sources {str(folder)!r}: no .txt or .md files in it")
    entries = read_manifest(folder / MANIFEST)
    composed = set(map(_composed, paths))
    if missing := sorted(id for id in entries if _composed(id) not in composed):
        line = _line_of(folder / MANIFEST, missing[0])
        raise SourceError(
            f"{MANIFEST}, line {line}: [sources.{missing[0]}] names no file; "
            f"expected {missing[0]}.txt or {missing[0]}.md"
        )
    alike = {_composed(id): entry for id, entry in entries.items()}
    return [
        SourceFile(id, paths[id], entries.get(id) or alike.get(_composed(id)) or Entry())
        for id in sorted(paths)
    ]


def left_out(folder: Path, index: Path) -> tuple[str, ...]:
    """The files below `folder`, by their paths in it, that are neither sources nor its manifest,
    nor hidden, nor of the index, which may stand in it."""
    root, inside = folder.resolve(), index.resolve()
    names = (path.relative_to(folder) for path in _walk(folder) if not _is_source(path))
    return tuple(
        name.as_posix()
        for name in names
        if name != Path(MANIFEST) and not (root / name).is_relative_to(inside)
    )


def _composed(id: str) -> str:
    """An id as it is compared: macOS writes the letters of a file's name and their marks apart, an
    editor together."""
    return unicodedata.normalize("NFC", id)


def read_documents(folder: Path) -> list[Document]:
    """All `source_files` of `folder`, read. Raises SourceError as these do."""
    return [file.read() for file in source_files(folder)]


def read_manifest(path: Path) -> Mapping[str, Entry]:
    """The tables of a sources.toml by source id; none if there is no such file."""
    if not path.exists():
        return {}
    _check_kind(path, path.name)
    try:
        content = tomllib.loads(path.read_text(encoding=_ENCODING))
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"{path.name}, {_toml_problem(path, error)}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path.name}: {error}") from error
    if unknown := sorted(set(content) - {"sources"}):
        raise SourceError(f"{path.name}: unknown key {unknown[0]!r}; expected [sources.ID] tables")
    tables = content.get("sources", {})
    if not isinstance(tables, dict):
        raise SourceError(f"{path.name}: 'sources' must hold [sources.ID] tables")
    return {id: _entry(path, id, table) for id, table in tables.items()}


def _toml_problem(path: Path, error: tomllib.TOMLDecodeError) -> str:
    """The line first, as in our own messages: tomllib puts it last, or says "end of document"."""
    match = re.fullmatch(r"(.*) \(at line (\d+), column \d+\)", str(error))
    if match:
        return f"line {match.group(2)}: {match.group(1)}"
    last = len(path.read_text(encoding=_ENCODING).splitlines())
    return f"line {last}: {str(error).removesuffix(' (at end of document)')}"


def _entry(path: Path, id: str, table: object) -> Entry:
    try:
        return Entry.model_validate(table)
    except ValidationError as error:
        problem = error.errors()[0]
        key = str(problem["loc"][0]) if problem["loc"] else None
        message = problem["msg"].removeprefix("Value error, ")
        at = f"[sources.{id}]" + (f" {key}" if key else "")
        raise SourceError(f"{path.name}, line {_line_of(path, id, key)}: {at}: {message}") from None


def _line_of(path: Path, id: str, key: str | None = None) -> int:
    """The line, counted from 1, of the table `id`, or of `key` in it."""
    table = None
    for number, line in enumerate(path.read_text(encoding=_ENCODING).splitlines(), start=1):
        if re.match(rf"\s*\[\s*sources\s*\.\s*[\"']?{re.escape(id)}[\"']?\s*\]", line):
            table = number
        elif table and key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
            return number
        elif table and line.lstrip().startswith("["):
            break
    return table or 1


def _source_paths(folder: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in filter(_is_source, _walk(folder)):
        _check_kind(path, path.relative_to(folder).as_posix())
        id = path.stem
        if id in found:
            first, second = (p.relative_to(folder).as_posix() for p in (found[id], path))
            raise SourceError(f"two sources with the id {id!r}: {first} and {second}; rename one")
        try:
            id.encode("utf-8")
        except UnicodeEncodeError:
            raise SourceError(f"file name {id!r} is not UTF-8; rename it") from None
        found[id] = path
    return found


def _is_source(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES


def _walk(folder: Path) -> Iterator[Path]:
    """All that is no folder below `folder`, but for what is hidden."""
    root = folder.resolve()
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in [*folders, *sorted(names)]:
            path = Path(parent, name)
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                relative = path.relative_to(folder).as_posix()
                raise SourceError(
                    f"{relative} is a symbolic link out of {str(folder)!r}; put a copy in its place"
                )
            if name in names and not name.startswith("."):
                yield path


def _check_kind(path: Path, name: str) -> None:
    """Raises SourceError for what may never end, or never begin, when it is read."""
    if path.exists() and not path.is_file():
        raise SourceError(f"{name} is no file but a folder, pipe, socket or device; remove it")


def _text(path: Path) -> tuple[bytes, str]:
    """What is in a file, and the text that it is."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise SourceError(
                f"{path.name}: {size / 1e6:.0f} MB; a source may have "
                f"{MAX_BYTES / 1e6:.0f} MB at most, divide it"
            )
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path.name}: cannot be read: {error.strerror}") from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{path.name}: byte {error.start} (0x{data[error.start]:02x}) is not UTF-8; "
            "convert the file to UTF-8"
        ) from None
    if (nul := data.find(0)) >= 0:
        raise SourceError(f"{path.name}: byte {nul} is NUL; this is not a text file")
    return data, text
