"""An engine that stays up while its index changes.

A new generation is verified and loaded beside the one in use, asked a question, and then put in
its place by one assignment. Who took the engine before goes on with the old one, whose files stay
mapped until nobody holds it. What cannot be used is refused, and the one in use stays.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from qa import generations, threshold
from qa.engine import Engine, threshold_of
from qa.errors import IndexDamaged, IndexMissing, IndexRefused
from qa.library import Library
from qa.query import query_of
from qa.threshold import Threshold

_log = logging.getLogger(__name__)

Reason = Literal["missing", "damaged", "unfit", "failed"]
# What failed for a reason that may pass, such as a lack of memory, is tried again.
_RETRY = 30.0
_PROBE = query_of({"question": "Who did what, when and where?"})


@dataclass(frozen=True, slots=True)
class Refused:
    """What stands on disk and is not used, and why.

    `name`: the generation's, or the file's that is beside the generations. `reason`: `missing` (no
    generation is there), `damaged` (its bytes changed), `unfit` (of another model or format), or
    `failed` (it could not be loaded; tried again). `at`: seconds since 1970.
    """

    name: str
    reason: Reason
    at: float


@dataclass(frozen=True, slots=True)
class State:
    """What answers now, since when (seconds since 1970), and how it came about.

    `reloads` and `refusals` count the generations that were taken and those that were refused since
    the start. `refused` is what is refused at present.
    """

    engine: Engine
    since: float
    reloads: int = 0
    refusals: int = 0
    refused: Refused | None = None


class LiveEngine:
    """The engine in use. A request takes `engine` once, and so has one generation to its end."""

    def __init__(self, engine: Engine, index: Path | None = None) -> None:
        """`index`: the folder that `engine` was opened from; None for an engine that stays."""
        self._index, self._looking = index, threading.Lock()
        self._state = State(engine, time.time())
        self._told: tuple[str, ...] = ()  # the damaged files that the log has named

    @classmethod
    def open(
        cls, index: Path, model: str | None = None, reader: Path | None = None
    ) -> "LiveEngine":
        """An engine over the newest generation; over the one before it where that one is damaged.

        So a start has what a process that was running goes on with. One of another model or format
        is refused: there it is more likely the settings that are wrong. Raises as Engine.open.
        """
        newest = generations.newest(index)
        try:
            return cls(Engine.open(index, model, reader, generation=newest), index)
        except IndexDamaged as error:
            older, damaged = generations.before(newest), error
        if older is None:
            raise damaged
        try:
            live = cls(Engine.open(index, model, reader, generation=older), index)
        except IndexRefused:
            raise damaged from None
        live._state = _refusing(live._state, newest.name, damaged)
        _log.warning("answers come from %s, the generation before", older.name)
        return live

    @property
    def engine(self) -> Engine:
        """The engine in use at this moment."""
        return self._state.engine

    @property
    def state(self) -> State:
        """The state at this moment."""
        return self._state

    def adapt(self, change: Callable[[Engine], Engine]) -> None:
        """Changes what does not belong to a generation, for this one and those that come."""
        with self._looking:
            self._state = replace(self._state, engine=change(self._state.engine))

    def look(self) -> None:
        """Takes up what has changed in the index folder, if anything has. Raises nothing."""
        if self._index is None:
            return
        with self._looking:
            before = self._state
            self._state = after = _looked(before, self._index)
            self._tell(after.engine.library)
        if after.reloads != before.reloads:
            library = after.engine.library
            _log.info(
                "answers now come from %s (%s)", library.generation, library.manifest.index_id
            )

    def _tell(self, library: Library) -> None:
        """Says once which files of the generation in use were found damaged as they were read."""
        before, self._told = self._told, library.damaged
        if self._told and self._told != before:
            _log.error(
                "%s, which answers, is damaged (%s); what needs that fails until the index is "
                "built again with: citewell index SOURCES",
                library.generation,
                ", ".join(self._told),
            )

    @contextmanager
    def watching(self, seconds: float) -> Iterator[None]:
        """Looks every so many seconds, in a thread of its own, for as long as the block runs."""
        ended = threading.Event()

        def watch() -> None:
            while not ended.wait(seconds):
                self.look()

        # The process waits for it at its end: to be stopped inside of a library would abort it.
        thread = threading.Thread(target=watch, name="index watcher")
        thread.start()
        try:
            yield
        finally:
            ended.set()


def _looked(state: State, index: Path) -> State:
    """The state after a look at the index folder."""
    library = state.engine.library
    name = "index"  # the folder, whose own name is nobody's business
    try:
        newest = generations.newest(index)
        name = threshold.FILE
        limit = threshold_of(index, library.manifest, state.engine.ranker)
        name = newest.name
        if name == library.generation:
            return replace(state, engine=_limited(state.engine, limit), refused=None)
        return state if _settled(state.refused, name) else _taken(state, newest)
    # Whatever it is, the engine in use goes on; the log has all of it.
    except Exception as error:
        if name.startswith("gen-") and _newest_name(index) != name:
            return _looked(state, index)  # a writer has replaced it while it was read
        return _refusing(state, name, error)


def _limited(engine: Engine, limit: Threshold) -> Engine:
    return engine if limit == engine.threshold else replace(engine, threshold=limit)


def _taken(state: State, generation: Path) -> State:
    """The state with an engine over `generation`, which has answered a question."""
    engine = state.engine.reopened(generation)
    engine.answer(_PROBE)
    return replace(state, engine=engine, since=time.time(), reloads=state.reloads + 1, refused=None)


def _settled(refused: Refused | None, name: str) -> bool:
    """Whether `name` was refused for what does not pass, or not long enough ago."""
    if refused is None or refused.name != name:
        return False
    return refused.reason != "failed" or time.time() - refused.at < _RETRY


def _newest_name(index: Path) -> str | None:
    try:
        return generations.newest(index).name
    except IndexMissing:
        return None


def _refusing(state: State, name: str, error: Exception) -> State:
    """The state, which stays, with what was refused; counted and logged once."""
    reason = _reason(error)
    before = state.refused
    refused = Refused(name, reason, time.time())
    if before and (before.name, before.reason) == (name, reason):
        return replace(state, refused=refused)
    text = " ".join(str(error).split())
    _log.warning("%s is not used (%s): %s", name, reason, text, exc_info=reason == "failed")
    return replace(state, refused=refused, refusals=state.refusals + 1)


def _reason(error: Exception) -> Reason:
    if isinstance(error, IndexMissing):
        return "missing"
    if isinstance(error, IndexDamaged):
        return "damaged"
    return "unfit" if isinstance(error, IndexRefused) else "failed"
