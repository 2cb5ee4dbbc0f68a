"""An engine that stays up while its index is replaced, damaged, removed."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from embeddings.encoder import Encoder
from qa import generations, threshold
from qa.engine import Engine
from qa.errors import IndexDamaged, IndexRefused
from qa.indexing import update
from qa.live import LiveEngine, Refused
from tests.conftest import ROOT
from tests.publishing import publish_damaged, publish_with

Make = Callable[..., Path]
QUESTION = "When was the harbour wall built?"


class Harbour:
    """A collection of one source, of which there is a new generation for every year."""

    def __init__(self, folder: Path, index: Path, encoder: Encoder) -> None:
        self.folder, self.index, self.encoder = folder, index, encoder

    def publish(self, year: int) -> str:
        text = f"The harbour wall was built in {year}. It broke in a storm."
        (self.folder / "wall.txt").write_text(text)
        update(self.index, self.folder, self.encoder)
        return generations.newest(self.index).name


@pytest.fixture
def harbour(collection: Make, tmp_path: Path, engine: Engine) -> Harbour:
    harbour = Harbour(collection(), tmp_path / "index", engine.encoder)
    harbour.publish(1901)
    return harbour


@pytest.fixture
def live(harbour: Harbour, engine: Engine) -> LiveEngine:
    return LiveEngine(engine.reopened(generations.newest(harbour.index)), harbour.index)


def quote(engine: Engine) -> str:
    return engine.ask(QUESTION).citations[0].quote


def refusal(live: LiveEngine) -> tuple[str, str] | None:
    refused = live.state.refused
    return (refused.name, refused.reason) if refused else None


def test_a_new_generation_takes_the_place_of_the_old(live: LiveEngine, harbour: Harbour) -> None:
    old = live.engine
    name = harbour.publish(1902)
    live.look()
    assert live.engine.library.generation == name
    assert "1902" in quote(live.engine)
    assert live.state.reloads == 1
    assert live.state.refused is None
    # Whoever took the old one goes on with it, though its files are gone by now.
    for year in (1903, 1904):
        harbour.publish(year)
        live.look()
    assert not (harbour.index / str(old.library.generation)).exists()
    assert "1901" in quote(old)
    assert "1904" in quote(live.engine)


def test_nothing_new_changes_nothing(live: LiveEngine) -> None:
    before = live.engine
    live.look()
    assert live.engine is before
    assert live.state.reloads == 0


def test_the_models_are_loaded_once(live: LiveEngine, harbour: Harbour) -> None:
    before = live.engine
    harbour.publish(1902)
    live.look()
    assert live.engine.encoder is before.encoder
    assert live.engine.parser is before.parser


def test_what_is_no_part_of_a_generation_is_kept(live: LiveEngine, harbour: Harbour) -> None:
    ranker = replace(live.engine.ranker)
    live.adapt(lambda engine: replace(engine, ranker=ranker))
    harbour.publish(1902)
    live.look()
    assert live.state.reloads == 1
    assert live.engine.ranker is ranker


def test_what_is_damaged_is_refused_once(live: LiveEngine, harbour: Harbour) -> None:
    before = live.engine
    name = publish_damaged(harbour.index)
    for _ in range(3):
        live.look()
    assert live.engine is before
    assert refusal(live) == (name, "damaged")
    assert live.state.refusals == 1
    assert "1901" in quote(live.engine)
    harbour.publish(1902)
    live.look()
    assert "1902" in quote(live.engine)
    assert live.state.refused is None


def test_a_start_takes_the_generation_before_a_damaged_one(
    harbour: Harbour, caplog: pytest.LogCaptureFixture
) -> None:
    before = generations.newest(harbour.index).name
    name = publish_damaged(harbour.index)
    live = LiveEngine.open(harbour.index)
    assert live.engine.library.generation == before
    assert "1901" in quote(live.engine)
    assert refusal(live) == (name, "damaged")
    assert (live.state.refusals, live.state.reloads) == (1, 0)
    assert f"{name} is not used (damaged)" in caplog.text
    assert f"answers come from {before}" in caplog.text
    live.look()
    assert refusal(live) == (name, "damaged")
    assert live.state.refusals == 1
    harbour.publish(1902)
    live.look()
    assert "1902" in quote(live.engine)
    assert live.state.refused is None


def test_a_start_without_a_sound_generation_says_what_is_wrong_with_the_newest(
    harbour: Harbour,
) -> None:
    (before,) = harbour.index.glob("gen-*")
    name = publish_damaged(harbour.index)
    (before / "texts.utf8").write_bytes(b"")
    with pytest.raises(IndexDamaged, match=name):
        LiveEngine.open(harbour.index)
    shutil.rmtree(before)
    with pytest.raises(IndexDamaged, match=name):
        LiveEngine.open(harbour.index)


def test_a_start_takes_none_before_one_of_another_model(harbour: Harbour) -> None:
    publish_with(harbour.index, {"model_sha256": "0" * 64})
    with pytest.raises(IndexRefused, match="was built with the model"):
        LiveEngine.open(harbour.index)


def test_a_damaged_one_that_was_removed_is_no_longer_named(
    live: LiveEngine, harbour: Harbour
) -> None:
    name = publish_damaged(harbour.index, "passages.faiss")
    live.look()
    assert refusal(live) == (name, "damaged")
    shutil.rmtree(harbour.index / name)
    live.look()
    assert live.state.refused is None


@pytest.mark.parametrize(
    "changes", [{"model_sha256": "0" * 64}, {"format": generations.FORMAT + 1}], ids=str
)
def test_another_model_or_format_is_refused(
    live: LiveEngine, harbour: Harbour, changes: dict[str, object]
) -> None:
    name = publish_with(harbour.index, changes)
    live.look()
    assert refusal(live) == (name, "unfit")


def test_what_failed_is_tried_again(
    live: LiveEngine, harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = harbour.publish(1902)

    def full(engine: Engine, generation: Path) -> Engine:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(Engine, "reopened", full)
        live.look()
        assert refusal(live) == (name, "failed")
    live.look()
    assert "1901" in quote(live.engine), "not at once"
    monkeypatch.setattr("qa.live._RETRY", 0.0)
    live.look()
    assert "1902" in quote(live.engine)
    assert live.state.refused is None


def test_one_that_cannot_answer_is_refused(live: LiveEngine, harbour: Harbour) -> None:
    broken = LiveEngine(replace(live.engine, parser=None), harbour.index)  # type: ignore[arg-type]
    name = harbour.publish(1902)
    broken.look()
    assert refusal(broken) == (name, "failed")


def test_one_that_is_replaced_while_it_is_read_is_passed_over(
    live: LiveEngine, harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    harbour.publish(1902)
    reopened, later = Engine.reopened, iter([1903, 1904])

    def slow(engine: Engine, generation: Path) -> Engine:
        for year in later:
            harbour.publish(year)
        return reopened(engine, generation)

    monkeypatch.setattr(Engine, "reopened", slow)
    live.look()
    assert "1904" in quote(live.engine)
    assert (live.state.refusals, live.state.reloads) == (0, 1)


def test_an_index_that_is_gone_is_missed_and_answered_from(
    live: LiveEngine, harbour: Harbour
) -> None:
    shutil.rmtree(harbour.index)
    live.look()
    assert refusal(live) == ("index", "missing")
    assert "1901" in quote(live.engine)


def test_a_calibration_is_taken_up(live: LiveEngine, harbour: Harbour) -> None:
    engine = live.engine
    manifest = engine.library.manifest
    threshold.write(
        harbour.index,
        threshold.Calibration(
            threshold=0.99,
            error=0.1,
            guarantee=None,
            questions=9,
            answered=1,
            wrong=0,
            bound=1.0,
            sets=(),
            index_id=manifest.index_id,
            model_sha256=manifest.model_sha256,
            ranker_id=engine.ranker.id,
            created="2024-01-01T00:00:00Z",
        ),
    )
    live.look()
    assert live.engine.threshold.value == 0.99
    path = harbour.index / threshold.FILE
    kept = path.read_text()
    path.write_text(kept.replace("0.99", "0.01"))
    live.look()
    assert refusal(live) == (threshold.FILE, "damaged")
    assert live.engine.threshold.value == 0.99
    path.write_text(kept)
    live.look()
    assert live.state.refused is None


def test_an_engine_of_no_folder_stays(engine: Engine) -> None:
    fixed = LiveEngine(engine)
    fixed.look()
    assert fixed.engine is engine


def test_it_looks_by_itself(live: LiveEngine, harbour: Harbour) -> None:
    with live.watching(0.02):
        harbour.publish(1902)
        _until(lambda: live.state.reloads == 1)
        publish_damaged(harbour.index)
        _until(lambda: isinstance(live.state.refused, Refused))
    assert "1902" in quote(live.engine)


def _until(true: Callable[[], bool]) -> None:
    for _ in range(1000):
        if true():
            return
        time.sleep(0.02)
    pytest.fail("it did not happen")


def test_a_process_that_ends_lets_the_watcher_end_what_it_does() -> None:
    script = """
import threading, time
from qa.live import LiveEngine
begun = threading.Event()
class Slow(LiveEngine):
    def __init__(self): pass
    def look(self):
        begun.set()
        time.sleep(0.5)
        print("to its end")
with Slow().watching(0.001):
    begun.wait()
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "to its end\n"
