"""The short answer by a model of the user's own: the words of a quote that answer a question.

A transformers model for extractive question answering gives each token of the quote a score for
being the first word of the answer and one for being the last (Devlin et al. 2019). Nothing is
generated: what comes back is a place in the quote.
"""

import json
import threading
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from qa.decoding import Flags, Places, Scores, Window, best_answer
from qa.errors import ReaderError
from qa.sentences import Span

_WINDOW, _STRIDE = 384, 128  # tokens


class Reader(Protocol):
    """What finds the words of a quote that answer by themselves."""

    def read(self, question: str, quote: str) -> Span | None:
        """Their start and end in `quote`, in code points; None where it has no such words."""
        ...


class TransformersReader:
    """A reader from a folder with a transformers question-answering model in safetensors."""

    def __init__(self, folder: str | Path) -> None:
        """Raises ReaderError where the folder holds no such model."""
        path = Path(folder)
        _check(path)
        self._tokenizing = threading.Lock()  # a tokenizer cannot serve two threads at once
        self._tokenizer, self._model = _loaded(path)
        if not self._tokenizer.is_fast:
            raise _unusable(path, "its tokenizer does not keep offsets")
        reach = getattr(self._model.config, "max_position_embeddings", _WINDOW)
        self._window = min(_WINDOW, int(reach), int(self._tokenizer.model_max_length))

    def read(self, question: str, quote: str) -> Span | None:
        """See `Reader.read`."""
        span = best_answer(self._windows(self._shortened(question), quote))
        return None if span is None else _stripped(quote, span)

    def _shortened(self, question: str) -> str:
        """The question, but for what would take more than half of a window from the quote."""
        with self._tokenizing:
            places = self._tokenizer(
                question,
                add_special_tokens=False,
                truncation=True,
                max_length=self._window // 2,
                return_offsets_mapping=True,
            )["offset_mapping"]
        return question[: places[-1][1]] if places else question

    def _windows(self, question: str, quote: str) -> list[Window]:
        import torch

        with self._tokenizing:
            encoded = self._tokenizer(
                question,
                quote,
                truncation="only_second",
                max_length=self._window,
                stride=min(_STRIDE, self._window // 4),
                padding=True,
                return_overflowing_tokens=True,
                return_offsets_mapping=True,
                return_tensors="pt",
            )
        places = encoded.pop("offset_mapping").numpy()
        encoded.pop("overflow_to_sample_mapping")
        with torch.inference_mode():
            said = self._model(**encoded)
        return [
            self._scored(
                said.start_logits[n].double().numpy(),
                said.end_logits[n].double().numpy(),
                places[n],
                np.array([part == 1 for part in encoded.sequence_ids(n)], dtype=np.bool_),
                encoded["input_ids"][n].tolist(),
            )
            for n in range(len(places))
        ]

    def _scored(
        self,
        starts: Scores,
        ends: Scores,
        places: Places,
        quoted: Flags,
        tokens: list[int],
    ) -> Window:
        """No answer is said by pointing at the token that stands for the whole text."""
        mark = self._tokenizer.cls_token_id
        row = tokens.index(mark) if mark in tokens else 0
        return Window(starts, ends, places, quoted, float(starts[row] + ends[row]))


def _loaded(path: Path) -> tuple[Any, Any]:
    """The tokenizer and the model, ready to be asked. Raises ReaderError."""
    # Imported here: only those who have such a model wait for it.
    from safetensors import SafetensorError
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    level = transformers_logging.get_verbosity()
    # It would report weights that are not needed; of those that lack, we speak ourselves.
    transformers_logging.set_verbosity_error()
    try:
        tokenizer = AutoTokenizer.from_pretrained(
            path, local_files_only=True, trust_remote_code=False
        )
        model, loaded = AutoModelForQuestionAnswering.from_pretrained(
            path,
            local_files_only=True,
            trust_remote_code=False,
            use_safetensors=True,
            output_loading_info=True,
        )
    except (SafetensorError, OSError, ValueError, KeyError, ImportError, RuntimeError) as error:
        reason = " ".join(str(error).split())[:200]
        raise _unusable(path, f"cannot be loaded: {reason}") from error
    finally:
        transformers_logging.set_verbosity(level)
    if loaded["missing_keys"] or loaded["mismatched_keys"]:
        raise _unusable(path, "its weights lack a part of a question-answering model")
    return tokenizer, model.eval()


def _check(folder: Path) -> None:
    """Raises ReaderError unless the folder says that it holds what can be read safely."""
    if not folder.is_dir():
        raise _unusable(folder, "no such folder")
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        kinds = [str(kind) for kind in config.get("architectures") or ()]
    except (OSError, ValueError, AttributeError, TypeError):
        raise _unusable(folder, "no config.json in it that can be read") from None
    if not any(kind.endswith("ForQuestionAnswering") for kind in kinds):
        raise _unusable(folder, f"it is for {', '.join(kinds) or 'nothing'}, says its config.json")
    if not any(folder.glob("*.safetensors")):
        raise _unusable(folder, "no *.safetensors weights in it (other formats can run code)")


def _unusable(folder: Path, reason: str) -> ReaderError:
    return ReaderError(
        f"reader {str(folder)!r}: {reason}; name the folder of a transformers question-answering "
        "model with safetensors weights, or leave CITEWELL_READER unset"
    )


def _stripped(quote: str, span: Span) -> Span | None:
    """The span without the white space at its ends, which some tokenizers count as the word's."""
    words = quote[slice(*span)]
    start = span[0] + len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return (start, end) if end > start else None
