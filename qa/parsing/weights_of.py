"""spaCy's weights as the arrays that `vectors.py`, `arcs.py` and `names.py` take."""

from typing import Any

import numpy as np

from qa.errors import ParserError
from qa.parsing.model import Floats

_COLUMNS = ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"]


def hashing_of(words: Any, names: Any) -> dict[str, list[int]]:
    """How each attribute of a token is hashed, and how many rows its table has.

    Raises ParserError unless the encoders of words and of names share them.
    """
    seeds, sizes = _tables_of(words, _COLUMNS)
    if _tables_of(names, _COLUMNS[:4]) != (seeds[:4], sizes[:4]):
        raise ParserError("words and names do not share their attributes")
    return {"seeds": seeds, "sizes": sizes}


def weights_of(words: Any, names: Any, tagger: Any, parser: Any) -> dict[str, Floats]:
    """All weights, from the models of the stages tok2vec, ner, tagger and parser."""
    softmax = _layer(tagger, "softmax")
    return {
        **_encoders(words, names),
        "tagger.W": softmax.get_param("W").T,
        "tagger.b": softmax.get_param("b"),
        **_transitions(parser, "parser"),
        **_transitions(names, "ner"),
    }


def _layers(model: Any, name: str) -> list[Any]:
    return [layer for layer in model.walk(order="dfs_pre") if layer.name == name]


def _layer(model: Any, name: str) -> Any:
    (found,) = _layers(model, name)
    return found


def _tables_of(encoder: Any, columns: list[str]) -> tuple[list[int], list[int]]:
    """How each attribute is hashed, and how many rows its table has."""
    if _layer(encoder, "extract_features").attrs["columns"] != columns:
        raise ParserError(f"the model reads other attributes of tokens than {columns}")
    embeds = _layers(encoder, "hashembed")
    return [e.attrs["seed"] for e in embeds], [e.get_dim("nV") for e in embeds]


def _encoders(words: Any, names: Any) -> dict[str, Floats]:
    """The weights as `vectors.Encoder` takes them: the pieces of a maxout by themselves."""
    both = [_layers(words, "maxout"), _layers(names, "maxout")]
    norms = [_layers(words, "layernorm"), _layers(names, "layernorm")]
    weights = {
        f"{name}.embed": np.concatenate([e.get_param("E") for e in _layers(model, "hashembed")])
        for name, model in (("words", words), ("names", names))
    }
    weights |= {"words.mix": _pieces(both[0][0], "W"), "names.mix": _pieces(both[1][0], "W")}
    mixes, *windows = zip(*both, strict=True)
    weights["mix.b"] = np.stack([_pieces(layer, "b") for layer in mixes])
    weights["window.W"] = np.stack([[_pieces(layer, "W") for layer in pair] for pair in windows])
    weights["window.b"] = np.stack([[_pieces(layer, "b") for layer in pair] for pair in windows])
    for name in ("G", "b"):
        pairs = zip(*norms, strict=True)
        weights[f"norm.{name}"] = np.stack(
            [[layer.get_param(name)[None] for layer in pair] for pair in pairs]
        )
    return weights


def _pieces(maxout: Any, name: str) -> Floats:
    """W (units, pieces, inputs), b (units, pieces) by piece: (inputs, units), and a row."""
    param: Floats = maxout.get_param(name)
    return param.T[:, None] if name == "b" else param.transpose(1, 2, 0)


def _transitions(model: Any, name: str) -> dict[str, Floats]:
    """The weights of a parser's state as `arcs.ArcParser` takes them."""
    if model.attrs["unseen_classes"]:
        raise ParserError(f"the model has moves of its {name} that it has never seen")
    lower, upper = _layers(model, "linear")
    affine = _layer(model, "precomputable_affine")
    features, pad = affine.get_param("W"), affine.get_param("pad")[0]
    return {
        f"{name}.lower": lower.get_param("W").T,
        f"{name}.lower.b": lower.get_param("b"),
        f"{name}.features": features.transpose(3, 0, 2, 1).reshape(features.shape[3], -1),
        f"{name}.pad": pad.transpose(0, 2, 1).reshape(-1),
        f"{name}.bias": affine.get_param("b").T.reshape(-1),
        f"{name}.upper": upper.get_param("W"),
        f"{name}.upper.b": upper.get_param("b"),
    }
