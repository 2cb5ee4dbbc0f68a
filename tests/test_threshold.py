"""The threshold of an index: as packaged, or as calibrated and kept beside the generations."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qa import threshold
from qa.engine import Engine, threshold_of
from qa.errors import IndexRefused, IndexUnwritable
from qa.indexing import update
from qa.ranker import packaged
from qa.threshold import CalibratedOn, Calibration, Guarantee, Threshold

QUESTION = "Who was Ieng Sary?"

PACKAGED = Threshold(packaged().threshold)


@pytest.fixture(scope="module")
def built(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("osmund")
    (folder / "wall.txt").write_text(
        "The harbour wall of Osmund was built in 1901 by two brothers.\n", encoding="utf-8"
    )
    update(folder / "index", folder, engine.encoder)
    return folder / "index"


@pytest.fixture
def index(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "index"))


@pytest.fixture(scope="module")
def calibration(built: Path) -> Calibration:
    engine = Engine.open(built)
    return Calibration(
        threshold=0.62,
        error=0.1,
        guarantee=Guarantee(0.95, 0.1),
        questions=100,
        answered=60,
        wrong=2,
        bound=0.09,
        sets=(CalibratedOn("own", "0" * 64),),
        index_id=engine.library.manifest.index_id,
        model_sha256=engine.library.manifest.model_sha256,
        ranker_id=engine.ranker.id,
        created="2026-01-01T00:00:00+00:00",
    )


def test_without_a_calibration_it_is_the_packaged_one(index: Path) -> None:
    assert threshold.read(index) is None
    assert Engine.open(index).threshold == PACKAGED
    assert str(PACKAGED) == f"{PACKAGED.value:g} (packaged)"


@pytest.mark.parametrize("guaranteed", [True, False])
def test_what_is_written_is_read(index: Path, calibration: Calibration, guaranteed: bool) -> None:
    written = calibration if guaranteed else replace(calibration, guarantee=None)
    assert threshold.write(index, written) == index / threshold.FILE
    assert threshold.read(index) == written
    found = Engine.open(index).threshold
    assert (found.value, found.origin) == (0.62, "calibrated")
    assert ("guaranteed with 95% confidence" in str(found)) == guaranteed
    assert ("not guaranteed" in str(found)) != guaranteed
    assert not list(index.glob(".calibration-*"))


def test_the_engine_refuses_below_it(index: Path, calibration: Calibration) -> None:
    question = "When was the harbour wall of Osmund built?"
    sure = Engine.open(index).ask(question).confidence
    assert sure > PACKAGED.value
    for value, answered in ((sure, True), (min(1.0, sure + 0.0001), False)):
        threshold.write(index, replace(calibration, threshold=value))
        assert Engine.open(index).ask(question).answered == answered
    assert Engine.open(index, calibrated=False).ask(question).answered


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"ranker_id": "older"}, "it was made for the ranker older, this is "),
        ({"model_sha256": "0" * 64}, "it was made with another model"),
    ],
)
def test_one_of_other_confidences_is_passed_over_and_says_why(
    index: Path, calibration: Calibration, change: dict[str, str], reason: str
) -> None:
    threshold.write(index, replace(calibration, **change))  # type: ignore[arg-type]
    found = Engine.open(index).threshold
    assert (found.value, found.origin) == (PACKAGED.value, "packaged")
    assert found.note is not None
    assert found.note.startswith(f"calibration.json is not used: {reason}")


def test_one_of_earlier_sources_is_used_and_says_so(
    index: Path, calibration: Calibration, collection: Callable[..., Path], engine: Engine
) -> None:
    threshold.write(index, calibration)
    update(index, collection(mill__txt="The mill of Osmund burned in 1870.\n"), engine.encoder)
    opened = Engine.open(index)
    assert opened.library.manifest.index_id != calibration.index_id
    assert opened.threshold.value == 0.62
    assert "the sources have changed since" in str(opened.threshold)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:0],
        lambda data: b"[" + data + b"]",
        lambda data: data[:-20],
        lambda data: data.replace(b"0.62", b"0.12"),
        lambda data: data.replace(b'"format": 1', b'"format": 2'),
        lambda data: data.replace(b'"wrong"', b'"worse"'),
        lambda data: b"\xff" + data,
    ],
)
def test_a_damaged_one_is_refused(
    index: Path, calibration: Calibration, damage: Callable[[bytes], bytes]
) -> None:
    path = threshold.write(index, calibration)
    path.write_bytes(damage(path.read_bytes()))
    manifest = Engine.open(index, calibrated=False).library.manifest
    with pytest.raises(IndexRefused, match=r"calibration\.json in '.*' is not as it was") as error:
        threshold_of(index, manifest, packaged())
    assert "\n" not in str(error.value)
    assert "citewell calibrate SET" in str(error.value)


def test_one_that_is_whole_but_makes_no_sense_is_refused(
    index: Path, calibration: Calibration
) -> None:
    threshold.write(index, replace(calibration, threshold=1.5))
    with pytest.raises(IndexRefused):
        threshold.read(index)


def test_where_it_cannot_be_written_the_one_before_stays(
    index: Path, calibration: Calibration, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = threshold.write(index, calibration)
    before = path.read_bytes()

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(IndexUnwritable, match="No space left on device"):
        threshold.write(index, replace(calibration, threshold=0.5))
    assert path.read_bytes() == before
    assert not list(index.glob(".calibration-*"))


def test_what_is_written_is_plain_json(index: Path, calibration: Calibration) -> None:
    content = json.loads(threshold.write(index, calibration).read_text(encoding="utf-8"))
    assert content["guarantee"] == {"confidence": 0.95, "error": 0.1}
    assert content["sets"] == [{"name": "own", "sha256": "0" * 64}]
