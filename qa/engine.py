"""A whole query: question in, answer with citations or refusal out."""

import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from embeddings.encoder import Encoder, open_model
from embeddings.vectors import Mask
from embeddings.weights import locate
from qa import generations, threshold
from qa.answer import Finding, find
from qa.dialogue.choose import Encodings
from qa.dialogue.decide import Kept
from qa.dialogue.facts import Facts
from qa.dialogue.mending import parsed
from qa.dialogue.replies import NOT_IN_SOURCES
from qa.dialogue.understand import Understood, facts_of, understood
from qa.disagree import with_disagreements
from qa.errors import QueryError
from qa.features import named
from qa.generations import Manifest
from qa.hits import Hit
from qa.library import Library
from qa.query import Query, query_of, turn_of
from qa.ranker import Ranker, packaged
from qa.reading import Reading, read, short_of
from qa.retrieve import retrieve
from qa.stages import Stages, Watch
from qa.syntax import Parse, Parser, open_parser
from qa.threshold import Threshold
from qa.types import Answer, Candidate, Citation, Disagreement, Refusal, Response

if TYPE_CHECKING:
    from qa.reader import Reader

_EXPLAINED = 20


@dataclass(frozen=True, slots=True)
class Engine:
    """Answers questions from one generation of an index. Holds no state of any conversation.

    `watch` is told of every answer: what was asked, what came of it, how long each stage took.
    `kept` spares the next turn of a conversation searches that were done; it changes no answer.
    """

    library: Library
    encoder: Encoder
    parser: Parser
    ranker: Ranker
    threshold: Threshold
    facts: Facts
    reader: "Reader | None" = None
    watch: Watch | None = None
    kept: Kept = field(default_factory=Kept)

    @classmethod
    def open(
        cls,
        index: str | Path = ".citewell/index",
        model: str | None = None,
        reader: str | Path | None = None,
        *,
        calibrated: bool = True,
        generation: Path | None = None,
    ) -> "Engine":
        """The engine over the index folder `index`, with the model that it was built with.

        `model`: a folder or a hub name; None for the packaged all-MiniLM-L6-v2. `reader`: the
        folder of a question-answering model that is to choose the short answers. `calibrated`: with
        the threshold that `citewell calibrate` chose for the index, if it did. `generation`: its
        folder; None for the newest.

        Raises IndexMissing, IndexRefused, EncoderError, or ReaderError.
        """
        generation = generation or generations.newest(Path(index))
        located = locate(model, generations.read_manifest(generation).model_precision)
        with ThreadPoolExecutor(1) as pool:
            # One thread a question: a question is too short to gain from two, and threads that wait
            # for each other at every layer make it twenty times slower on a machine with other
            # work. It is opened beside the rest, since its weights are checked first.
            opening = pool.submit(open_model, located, threads=1)
            library, parser = Library.open_generation(generation, located), open_parser()
            encoder = opening.result()
        ranker = packaged()
        limit = Threshold(ranker.threshold)
        if calibrated:
            limit = threshold_of(Path(index), library.manifest, ranker)
        return cls(
            library,
            encoder,
            parser,
            ranker,
            limit,
            facts_of(library),
            None if reader is None else _reader(reader),
        )

    def reopened(self, generation: Path) -> "Engine":
        """An engine over another generation of an index (its folder), with this one's models.

        All of the generation is checked first: what is damaged must not replace what is not.
        This one is left as it is, and both can be asked. Raises IndexRefused.
        """
        library = Library.open_generation(generation, self.encoder.model, whole=True)
        limit = threshold_of(generation.parent, library.manifest, self.ranker)
        return replace(self, library=library, threshold=limit, facts=facts_of(library))

    def ask(
        self,
        question: str,
        history: Sequence[tuple[str, str | None] | Mapping[str, str | None]] | None = None,
        **options: object,
    ) -> Response:
        """One answer. `history`: (question, answer) pairs, or the turns of a JSON request
        ({"question", "answer"}), oldest first, their answer None where there was none; options as
        in Query, None as where not given.

        Raises QueryError for a question, a turn or an option that cannot be used.
        """
        turns = [turn_of(one) for one in history or ()]
        return self.answer(query_of({"question": question, "history": turns, **options}))

    def answer(self, query: Query) -> Response:
        """The answer to a query that has been checked."""
        stages = Stages()
        # Now and then a product of finite numbers is flagged, whose result is finite as well.
        with np.errstate(invalid="ignore"):
            response = self._answer(query, stages)
        if query.explain:
            taken = {name: round(s * 1000, 2) for name, s in stages.seconds.items()}
            response = replace(response, stages_ms=taken)
        if self.watch is not None:
            self.watch(self.library, query, response, stages.seconds)
        return response

    def _answer(self, query: Query, stages: Stages) -> Response:
        started = time.perf_counter()
        allowed = self._allowed(query)
        asked = self.understood(query, allowed)
        stages.end("understand")
        nothing = Finding((), 0.0, self.threshold.value)
        if asked.encoded is None:
            return self._response(query, asked, started, [], nothing)
        reading = self._read(asked, asked.encoded)
        hits = retrieve(self.library, reading, self.ranker, allowed, asked.found)
        stages.end("retrieve")
        finding = find(self.library, reading, hits, query.limit, self.ranker, self.threshold.value)
        stages.end("find")
        if not finding.answered:
            return self._response(query, asked, started, hits, finding)
        short = self._short(reading, hits[0], finding)
        stages.end("short_answer")
        finding, differing = with_disagreements(self.library, reading, hits, finding, query.limit)
        stages.end("disagreements")
        return self._response(query, asked, started, hits, finding, short, differing)

    def understood(self, query: Query, allowed: Mask | None = None) -> Understood:
        """What `query` asks, after its history; `allowed`: the sources that may be cited."""
        models = self.library, self.encoder, self.parser
        return understood(*models, query, self.facts, allowed, self.kept)

    def _read(self, asked: Understood, meant: Encodings) -> Reading:
        return read(
            meant.question,
            meant.encoded,
            meant.weights,
            self.parse(meant.question) if asked.parse is None else asked.parse,
            completed=asked.completed,
            told=asked.told,
        )

    def parse(self, question: str) -> Parse:
        """The parse of a question, names that were typed without capitals known as such."""
        return parsed(self.parser, [question], self.facts.names)[0]

    def _short(self, reading: Reading, best: Hit, finding: Finding) -> str | None:
        """The words of the first quote that answer by themselves, if there are such."""
        quote = finding.citations[0].quote
        if self.reader is not None:
            words = self.reader.read(reading.question, quote)
            return quote[slice(*words)] if words else None
        rows = sorted({best.sentence.row, (best.partner or best.sentence).row})
        short = short_of(self.library, reading, rows, best.sentence.row, quote)
        return None if short is None else quote[short.start : short.end]

    def _allowed(self, query: Query) -> Mask | None:
        """Which sources the filters leave, or None where there is no filter."""
        if not (query.sources or query.published_from or query.published_to):
            return None
        sources = self.library.corpus.sources
        allowed = sources.within(query.published_from, query.published_to)
        if query.sources:
            if unknown := [id for id in query.sources if id not in sources.ids]:
                raise QueryError(f"sources: no source has the id {min(unknown)!r}")
            named = np.zeros_like(allowed)
            named[[sources.ids.find(id) or 0 for id in query.sources]] = True
            allowed &= named
        return allowed

    def _response(
        self,
        query: Query,
        asked: Understood,
        started: float,
        hits: list[Hit],
        finding: Finding,
        short: str | None = None,
        differing: tuple[Disagreement, ...] = (),
    ) -> Response:
        answered = finding.answered
        return Response(
            question=query.question,
            resolved_question=asked.question,
            answered=answered,
            confidence=finding.confidence,
            answer=Answer(finding.citations[0].quote, short, 0) if answered else None,
            citations=finding.citations if answered else (),
            disagreements=differing,
            refusal=None if answered else asked.refusal or _refusal(finding.citations),
            index_id=self.library.manifest.index_id,
            took_ms=round((time.perf_counter() - started) * 1000, 1),
            explanation=self._explanation(hits) if query.explain else None,
        )

    def _explanation(self, hits: list[Hit]) -> tuple[Candidate, ...]:
        corpus = self.library.corpus
        return tuple(
            Candidate(
                source_id=corpus.sources[corpus.source_of(hit.sentence.row)].id,
                quote=corpus.sentence_quote(hit.sentence.row),
                score=round(hit.score, 4),
                features=named(hit.features),
            )
            for hit in hits[:_EXPLAINED]
        )


def _reader(folder: str | Path) -> "Reader":
    # Imported here: few have one, and it loads transformers.
    from qa.reader import TransformersReader

    return TransformersReader(folder)


def threshold_of(index: Path, manifest: Manifest, ranker: Ranker) -> Threshold:
    """The threshold in use for the index folder. Raises IndexRefused if its file is damaged."""
    return threshold.in_use(threshold.read(index), manifest, ranker.id, ranker.threshold)


def _refusal(closest: tuple[Citation, ...]) -> Refusal:
    return Refusal("not_in_sources", NOT_IN_SOURCES, closest)
