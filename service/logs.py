"""The log: one event a line, as JSON or for people, with nothing in it that could pass for another.

What is asked stands in the log only where the settings say so. The words of an error may hold a
question, so they are left out, too; where it happened and of what kind it was is always there.
"""

import json
import logging
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TextIO

from service.visit import request_id

# Ours, and the server's; other libraries speak up only to warn.
_LOGGERS = ("citewell", "service", "qa", "embeddings", "uvicorn")
_WITHHELD = "(its words are left out: they may hold a question; CITEWELL_LOG_QUESTIONS shows them)"

Fields = Mapping[str, str | int | float | bool | None]


def log_to(stream: TextIO, level: str, form: str | None, *, questions: bool = False) -> None:
    """Sends all logging to `stream` from `level` on, as "json" or "text".

    None for `form`: text on a terminal, else JSON. `questions`: whether errors are told in full.
    """
    text = form == "text" or (form is None and stream.isatty())
    handler = logging.StreamHandler(stream)
    handler.setFormatter(TextLines(questions) if text else JsonLines(questions))
    wanted = logging.getLevelNamesMapping()[level.upper()]
    root = logging.getLogger()
    for other in list(root.handlers):
        root.removeHandler(other)
    root.addHandler(handler)
    root.setLevel(max(wanted, logging.WARNING))
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(wanted)


def fields(**values: str | int | float | bool | None) -> dict[str, Fields]:
    """What an event says besides its message, for the argument `extra` of a logger."""
    return {"fields": values}


class JsonLines(logging.Formatter):
    """An event as one line of JSON in ASCII: time, level, logger, message, request_id, the rest."""

    def __init__(self, questions: bool) -> None:
        super().__init__()
        self._questions = questions

    def format(self, record: logging.LogRecord) -> str:
        event: dict[str, object] = {
            "time": _time(record).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if number := request_id.get():
            event["request_id"] = number
        event |= _fields(record)
        if record.exc_info and record.exc_info[1]:
            event["error"] = _told(record.exc_info[1], self._questions)
        return json.dumps(event, default=str)


class TextLines(logging.Formatter):
    """An event as one line for people; an error's frames below it, each marked as such."""

    def __init__(self, questions: bool) -> None:
        super().__init__()
        self._questions = questions

    def format(self, record: logging.LogRecord) -> str:
        parts = [f"{_time(record):%H:%M:%S}", f"{record.levelname:7}", record.getMessage()]
        parts += [f"{name}={value}" for name, value in _fields(record).items()]
        if number := request_id.get():
            parts.append(f"id={number}")
        lines = [printable(" ".join(parts))]
        if record.exc_info and record.exc_info[1]:
            told = _told(record.exc_info[1], self._questions)
            lines += [f"    | {printable(line)}" for line in told.split("\n")]
        return "\n".join(lines)


def printable(text: str) -> str:
    """`text` with what could break or colour a line spelled out: "a\\nb" -> "a\\\\nb"."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _time(record: logging.LogRecord) -> datetime:
    return datetime.fromtimestamp(record.created, UTC)


def _fields(record: logging.LogRecord) -> Fields:
    found: Fields = getattr(record, "fields", {})
    return found


def _told(error: BaseException, questions: bool) -> str:
    """An error with its frames; its words only where `questions` may be told."""
    if questions:
        return "".join(traceback.format_exception(error)).rstrip()
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
    return "\n".join([*places, f"{type(error).__name__} {_WITHHELD}"])
