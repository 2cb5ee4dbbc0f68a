"""A sentence-transformers model as an ONNX graph, made once and checked against the model itself.

Run as a program of its own (`python -m embeddings.export FOLDER OUT PRECISION SHA256`), so that
torch and transformers are loaded by a process that ends, and never by one that answers. Into OUT
go the graph, its weights as they are laid out for this processor (so that processes map them into
memory and share them), the tokenizer, and `encoder.json`. A model that is not of the usual shape is
`refused` there, and why.
"""

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.encoder import Encoder
from embeddings.exported import DETAILS, GRAPH, TOKENIZER, WEIGHTS, Details, OnnxEncoder, options
from embeddings.weights import Model, check

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# How near the graph's vectors must come to the model's own, by cosine; 8-bit weights are held to
# what they can do, and what they cost is measured by the evaluation.
LEAST = {"float32": 0.99999, "int8": 0.9}
_OPSET = 17
_EXTERNAL = 1024  # bytes: what is larger lies in the file of weights
# Steps that onnxruntime would make one of, and runs slower so (1.32: a sum with its normalisation
# takes three times as long as both by themselves, a bias with its Gelu twice).
_APART = ("SkipLayerNormFusion", "BiasSkipLayerNormFusion", "BiasGeluFusion")
PROBES = (
    "Who was travelling with him on the night of 12 October 1996?",
    "No",
    "Ieng Sary, the Khmer Rouge's foreign minister, died on 14 March 2013; he was 87.",
    "",
    "“Où étiez-vous?” — l’ambassadeur répondit: ‘À Phnom Penh’ …",
    "ព្រះរាជាណាចក្រកម្ពុជា 🙂 5.3% (U.S.$1,000) https://example.org/a?b=c",
    "The committee met again in spring, and what it decided was written down by nobody. " * 30,
)


class Unusual(Exception):
    """The model is not of the shape that is exported; the message says why."""


def export(model: Model, out: Path) -> None:
    """Writes the model into `out`. Raises Unusual when it is not of the usual shape, or when the
    graph does not give the model's vectors."""
    from embeddings.reference import SentenceTransformerEncoder

    reference = SentenceTransformerEncoder(model, attention="eager")
    transformer = reference.transformer
    names = _inputs(transformer)
    transformer.tokenizer.backend_tokenizer.save(str(out / TOKENIZER))
    with tempfile.TemporaryDirectory(dir=out) as work:
        traced = Path(work) / "traced.onnx"
        names = _trace(transformer, names, traced)
        graph = _fused(traced, Path(work) / "fused.onnx")
        if model.precision == "int8":
            graph = _quantised(graph, Path(work) / "int8.onnx")
        _laid_out(graph, out)
    probe = PROBES[0]
    details = Details(
        dim=reference.dim,
        longest=int(transformer.max_seq_length),
        inputs=names,
        padding=int(transformer.tokenizer.pad_token_id or 0),
        mean=transformer[1].pooling_mode in ("mean", ("mean",), ["mean"]),
        probe=probe,
        vector=tuple(map(float, reference.encode([probe])[0])),
        nearness=LEAST[model.precision],
    )
    (out / DETAILS).write_text(json.dumps(asdict(details)), encoding="utf-8")
    _compare(OnnxEncoder(model, out), reference, LEAST[model.precision])


def _inputs(transformer: "SentenceTransformer") -> tuple[str, ...]:
    """What the graph is given of a text. Raises Unusual for a model that takes more than words, or
    does more with them than read, pool and normalise."""
    kinds = [type(module).__name__ for module in transformer]
    if kinds not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]):
        raise Unusual(f"its modules are {', '.join(kinds)}")
    if getattr(transformer, "default_prompt_name", None):
        raise Unusual("it puts a prompt before each text")
    if transformer.max_seq_length is None:
        raise Unusual("it does not say how long a text may be")
    names = tuple(transformer.tokenizer(["x"]).keys())
    if (
        not {"input_ids", "attention_mask"}
        <= set(names)
        <= {
            "input_ids",
            "attention_mask",
            "token_type_ids",
        }
    ):
        raise Unusual(f"its tokenizer gives {', '.join(names)}")
    return names


def _trace(transformer: "SentenceTransformer", names: Sequence[str], path: Path) -> tuple[str, ...]:
    """Writes the graph of the modules, one after the other. Returns those of its inputs that it
    has a use for: a tokenizer may tell parts of a text apart for a model that does not."""
    import onnx
    import torch

    class Modules(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.modules_ = transformer

        def forward(self, *given: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            features: dict[str, Any] = dict(zip(names, given, strict=True))
            for module in self.modules_:
                features = module(features)
            return features["sentence_embedding"], features["token_embeddings"]

    example = transformer.tokenizer(["a few words", "and some more of them"], padding=True)
    torch.onnx.export(
        Modules().train(False),
        tuple(torch.tensor(example[name]) for name in names),
        str(path),
        input_names=list(names),
        output_names=["vector", "tokens"],
        dynamic_axes={name: {0: "texts", 1: "length"} for name in (*names, "tokens")}
        | {"vector": {0: "texts"}},
        opset_version=_OPSET,
        dynamo=False,  # its graph is the one in which the tools below find what they look for
    )
    taken = onnx.load(path, load_external_data=False).graph.input
    return tuple(one.name for one in taken)


def _fused(graph: Path, out: Path) -> Path:
    """Normalisation and Gelu, each as one step (onnxruntime's transformer tools).

    Not attention: it gains nothing in a passage, and is rounded otherwise than by the model.
    """
    from onnxruntime.transformers import optimizer
    from onnxruntime.transformers.fusion_options import FusionOptions

    fusions = FusionOptions("bert")
    fusions.enable_skip_layer_norm = fusions.enable_bias_skip_layer_norm = False  # see _APART
    fusions.enable_bias_gelu = fusions.enable_attention = False
    optimised = optimizer.optimize_model(
        str(graph), "bert", optimization_options=fusions, opt_level=0
    )
    optimised.save_model_to_file(str(out))
    return out


def _quantised(graph: Path, out: Path) -> Path:
    """Weights in 8 bits, each column with a scale of its own; what they are multiplied with is
    brought to 8 bits as it comes."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        str(graph),
        str(out),
        op_types_to_quantize=["MatMul", "Attention"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    return out


def _laid_out(graph: Path, out: Path) -> None:
    """The graph as this processor runs it, with its weights in a file that is mapped into memory.

    Products with weights read them in blocks: they are stored in that order (prepacked).
    """
    import onnxruntime

    session = options()
    session.optimized_model_filepath = str(out / GRAPH)
    for key, value in {
        "session.optimized_model_external_initializers_file_name": WEIGHTS,
        "session.optimized_model_external_initializers_min_size_in_bytes": str(_EXTERNAL),
        "session.save_external_prepacked_constant_initializers": "1",
    }.items():
        session.add_session_config_entry(key, value)
    onnxruntime.InferenceSession(
        str(graph), session, providers=["CPUExecutionProvider"], disabled_optimizers=list(_APART)
    )


def _compare(exported: Encoder, reference: Encoder, least: float) -> None:
    """Raises Unusual unless every probe has the model's own vectors, of the text and its tokens."""
    for text, own, other in zip(
        PROBES, reference.encode_tokens(PROBES), exported.encode_tokens(PROBES), strict=True
    ):
        if not np.array_equal(own.spans, other.spans):
            raise Unusual(f"the tokens of {text[:40]!r} are not the model's")
        cosines = [float(own.vector @ other.vector), *(own.tokens * other.tokens).sum(axis=1)]
        if not min(cosines) >= least:
            raise Unusual(f"its graph gives other vectors: cosine {min(cosines):.6f}")


def main(arguments: Sequence[str]) -> int:
    """Writes the model in the folder FOLDER, or why it is not exported, into the folder OUT."""
    folder, out, precision, sha256 = arguments
    weights = Path(folder)
    model = Model(weights.name, sha256, weights, "int8" if precision == "int8" else "float32")
    check(model)
    try:
        export(model, Path(out))
    except Unusual as reason:
        for path in _files(Path(out)):
            path.unlink()
        (Path(out) / DETAILS).write_text(json.dumps({"refused": str(reason)}), encoding="utf-8")
    return 0


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if path.is_file())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
