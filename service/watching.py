"""What becomes of a question besides its answer: counted, and logged where that is wanted."""

import logging
import time
from collections.abc import Iterator, Mapping
from datetime import datetime

from prometheus_client.core import Metric

from qa.library import Library
from qa.live import LiveEngine
from qa.query import Query
from qa.types import Response
from service.logs import fields
from service.measures import Measures, gauge
from service.queueing import Queue
from service.refused import RefusedTerms

_log = logging.getLogger(__name__)


class Watching:
    """The engine's watch: measures, the log (only if `log_questions`), counts of refusals."""

    def __init__(
        self, measures: Measures, refused: RefusedTerms | None, *, log_questions: bool
    ) -> None:
        self._measures, self._refused, self._log_questions = measures, refused, log_questions

    def __call__(
        self, library: Library, query: Query, response: Response, seconds: Mapping[str, float]
    ) -> None:
        self._measures.answered(response, seconds)
        if self._refused is not None:
            self._refused.note(library, response)
        if self._log_questions:
            said = fields(
                question=query.question,
                resolved=response.resolved_question,
                answered=response.answered,
                confidence=response.confidence,
            )
            _log.info("question", extra=said)


def queue_gauges(queue: Queue) -> Iterator[Metric]:
    """How full the queue is at this moment."""
    yield gauge("citewell_queue_running", "Questions that are worked on.", queue.running)
    yield gauge("citewell_queue_waiting", "Questions that wait.", queue.waiting)
    yield gauge("citewell_queue_at_once", "How many may be worked on.", queue.at_once)
    yield gauge("citewell_queue_longest", "How many may wait.", queue.longest)


def index_gauges(live: LiveEngine) -> Iterator[Metric]:
    """The index in use: which it is, how old, how much it holds; and what became of newer ones."""
    state = live.state
    library = state.engine.library
    manifest = library.manifest
    yield gauge("citewell_index_reloads", "Indexes taken up since the start.", state.reloads)
    yield gauge("citewell_index_refusals", "Indexes refused since the start.", state.refusals)
    yield gauge(
        "citewell_index_refused", "Whether the newest index is refused.", float(bool(state.refused))
    )
    yield gauge(
        "citewell_index_damaged",
        "Whether the index in use was found damaged.",
        float(bool(library.damaged)),
    )
    built = datetime.fromisoformat(manifest.created).timestamp()
    labels = {"index_id": manifest.index_id, "model_id": manifest.model_id}
    yield gauge("citewell_index_info", "The index in use.", 1, labels)
    yield gauge("citewell_index_built_timestamp_seconds", "When it was built.", built)
    yield gauge("citewell_index_age_seconds", "Time since it was built.", time.time() - built)
    yield gauge("citewell_index_sources", "Sources in it.", len(library.corpus.sources))
    yield gauge("citewell_index_passages", "Passages in it.", manifest.passages)
    yield gauge("citewell_index_sentences", "Sentences in it.", manifest.sentences)
