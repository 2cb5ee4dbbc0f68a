"""A question-answering model of the user's own, in a folder, as a reader of short answers."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers import BertConfig, BertForQuestionAnswering, BertModel, BertTokenizerFast

from qa.engine import Engine
from qa.errors import ReaderError
from qa.reader import TransformersReader

QUESTION = "When was the bridge opened?"
QUOTE = "The bridge was  opened in 1931."
VOCABULARY = [
    *("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "bridge", "was", "opened", "in"),
    *("1931", "when", "may", "?", "."),
]
SIZE = 16


def tiny(folder: Path, change: Callable[[Any], None] = lambda _: None, kind: Any = None) -> Path:
    """A model of two layers and random weights, changed by `change`, in a folder."""
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(VOCABULARY),
        hidden_size=SIZE,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=SIZE,
        max_position_embeddings=32,
    )
    model = (kind or BertForQuestionAnswering)(config)
    with torch.no_grad():
        change(model)
    model.save_pretrained(folder)
    BertTokenizerFast(vocab={word: n for n, word in enumerate(VOCABULARY)}).save_pretrained(folder)
    return folder


def pointing(first: str, last: str) -> Callable[[Any], None]:
    """Weights with which an answer begins at the word `first` and ends at `last`, if they stand.

    The layers add nothing to what goes in, the place of a token neither: of each, only its word's
    vector is left, of which the first part says whether it begins an answer, the second, ends one.
    """

    def change(model: Any) -> None:
        for layer in model.bert.encoder.layer:
            for block in (layer.attention.output, layer.output):
                block.dense.weight.zero_()
                block.dense.bias.zero_()
        embeddings = model.bert.embeddings
        embeddings.position_embeddings.weight.zero_()
        embeddings.token_type_embeddings.weight.zero_()
        words = embeddings.word_embeddings.weight
        words.zero_()
        words[:, 3] = 1.0
        words[VOCABULARY.index("[CLS]"), 2] = 1.0
        words[VOCABULARY.index(first), 0] = 5.0
        words[VOCABULARY.index(last), 1] = 5.0
        head = model.qa_outputs
        head.weight.zero_()
        head.bias.zero_()
        for side, part in ((0, 0), (1, 1)):
            head.weight[side, part] = 1.0
            head.weight[side, 2] = 0.3

    return change


def test_random_weights_give_a_place_in_the_quote_or_nothing(tmp_path: Path) -> None:
    reader = TransformersReader(tiny(tmp_path / "model"))
    for quote in (QUOTE, QUOTE * 20, "…", "1931"):
        span = reader.read(QUESTION, quote)
        assert span is None or 0 <= span[0] < span[1] <= len(quote)
        assert reader.read(QUESTION, quote) == span


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("1931", "1931", "1931"),
        ("in", "1931", "in 1931"),
        ("bridge", "opened", "bridge was  opened"),
    ],
)
def test_the_words_that_the_model_points_at_are_read(
    tmp_path: Path, first: str, last: str, words: str
) -> None:
    reader = TransformersReader(tiny(tmp_path / "model", pointing(first, last)))
    span = reader.read(QUESTION, QUOTE)
    assert span is not None
    assert QUOTE[slice(*span)] == words


def test_words_of_the_question_are_no_answer(tmp_path: Path) -> None:
    reader = TransformersReader(tiny(tmp_path / "model", pointing("when", "when")))
    assert reader.read(QUESTION, QUOTE) is None


def test_an_answer_far_into_a_long_quote_is_found(tmp_path: Path) -> None:
    reader = TransformersReader(tiny(tmp_path / "model", pointing("may", "1931")))
    quote = f"{'The bridge was opened. ' * 30}In — may 1931. {'The bridge was opened. ' * 30}"
    span = reader.read(QUESTION, quote)
    assert span is not None
    assert quote[slice(*span)] == "may 1931"


def test_a_question_longer_than_the_window_leaves_room_for_the_quote(tmp_path: Path) -> None:
    reader = TransformersReader(tiny(tmp_path / "model", pointing("1931", "1931")))
    span = reader.read(QUESTION * 100, QUOTE)
    assert span is not None
    assert QUOTE[slice(*span)] == "1931"


def test_weights_that_are_not_needed_are_no_news(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tiny(tmp_path / "model")
    weights = load_file(folder / "model.safetensors")
    weights["bert.pooler.dense.weight"] = torch.zeros(SIZE, SIZE)
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    capfd.readouterr()
    TransformersReader(folder)
    assert capfd.readouterr() == ("", "")


def test_the_engine_gives_what_the_reader_reads(engine: Engine, tmp_path: Path) -> None:
    class First:
        def read(self, question: str, quote: str) -> tuple[int, int] | None:
            return None if "beach" in question else (0, quote.index(" "))

    asked = "How old was Ieng Sary when he died?"
    reading = replace(engine, reader=First()).ask(asked)
    assert reading.answer is not None
    assert reading.answer.short == reading.answer.text.split(" ")[0]
    nothing = replace(engine, reader=First()).ask("Where did Sary spend two days at the beach?")
    assert nothing.answer is not None
    assert nothing.answer.short is None


def test_the_engine_opens_the_reader(seeds_index: Path, tmp_path: Path) -> None:
    folder = tiny(tmp_path / "model")
    assert isinstance(Engine.open(seeds_index, reader=folder).reader, TransformersReader)
    with pytest.raises(ReaderError, match="no such folder"):
        Engine.open(seeds_index, reader=tmp_path / "none")


def _without_weights(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")


def _claiming_a_head(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text())
    config["architectures"] = ["BertForQuestionAnswering"]
    (folder / "config.json").write_text(json.dumps(config))


@pytest.mark.parametrize(
    ("kind", "change", "message"),
    [
        (None, lambda folder: (folder / "config.json").unlink(), "no config.json in it"),
        (None, lambda folder: (folder / "config.json").write_text("[]"), "no config.json in it"),
        (None, _without_weights, "no *.safetensors weights in it (other formats can run code)"),
        (BertModel, lambda _: None, "it is for BertModel, says its config.json"),
        (BertModel, _claiming_a_head, "its weights lack a part"),
        (
            None,
            lambda folder: (folder / "model.safetensors").write_bytes(b"not weights"),
            "cannot be loaded: ",
        ),
    ],
)
def test_a_folder_that_is_no_reader_is_named(
    tmp_path: Path, kind: Any, change: Callable[[Path], None], message: str
) -> None:
    folder = tiny(tmp_path / "model", kind=kind)
    change(folder)
    with pytest.raises(ReaderError, match=re.escape(f"reader {str(folder)!r}: {message}")) as error:
        TransformersReader(folder)
    assert "\n" not in str(error.value)
    assert str(error.value).endswith("or leave CITEWELL_READER unset")
