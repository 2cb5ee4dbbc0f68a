"""spaCy's rules and lists as the tables that the other stages take."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from qa.errors import ParserError
from qa.parsing.affixes import ascii_only
from qa.parsing.hashing import string_hash

if TYPE_CHECKING:
    from spacy.language import Language

_SET = {"TAG": "tag", "POS": "pos", "LEMMA": "lemma"}
_KINDS = (
    *("adj", "adp", "adv", "aux", "cconj", "det", "intj", "noun", "num", "part", "pron"),
    *("propn", "punct", "sconj", "sym", "verb", "x"),
)


def tables_of(model: "Language") -> dict[str, Any]:
    """What the tokenizer, the transitions, the ruler and the lemmatizer need, but for lemmas."""
    return {
        "tags": list(pipe(model, "tagger").labels),
        "moves": _moves(pipe(model, "parser").moves),
        "name_moves": _moves(pipe(model, "ner").moves),
        **_tokens(model),
        **_rules(model),
    }


def lemmas_of(model: "Language") -> tuple[npt.NDArray[np.uint64], dict[str, tuple[int, int]]]:
    """The hashes of the known lemmas, and where each part of speech has its own."""
    index = pipe(model, "lemmatizer").lookups.get_table("lemma_index")
    parts: list[npt.NDArray[np.uint64]] = []
    ranges: dict[str, tuple[int, int]] = {}
    size = 0
    for kind in _KINDS:
        if known := index.get(kind):
            parts.append(np.unique(np.array([string_hash(form) for form in known], np.uint64)))
            ranges[kind] = (size, size + len(parts[-1]))
            size += len(parts[-1])
    return np.concatenate(parts), ranges


def pipe(model: "Language", name: str) -> Any:
    """A stage of the model, as what it is: spaCy types them all as functions."""
    return model.get_pipe(name)


def _moves(system: Any) -> list[str]:
    """All of them: the list that spaCy gives leaves one out."""
    return [system.get_class_name(number) for number in range(system.n_moves)]


def _tokens(model: "Language") -> dict[str, Any]:
    """What `tokenizer.Tokenizer` and `lexemes.Lexicon` need."""
    from spacy.symbols import IDS

    tokenizer: Any = model.tokenizer
    if tokenizer.token_match is not None or not tokenizer.faster_heuristics:
        raise ParserError("the model's tokenizer has a pattern of whole tokens, which is not run")
    methods = {
        "prefix": tokenizer.prefix_search,
        "suffix": tokenizer.suffix_search,
        "infix": tokenizer.infix_finditer,
        "url": tokenizer.url_match,
    }
    patterns = {name: method.__self__.pattern for name, method in methods.items()}
    specials = {
        word: [(piece["ORTH"], piece.get("NORM")) for piece in _named(pieces)]
        for word, pieces in tokenizer.rules.items()
    }
    norms, norms_by_id = _norms(model)
    return {
        "symbols": IDS,
        "norms": norms,
        "norms_by_id": norms_by_id,
        "patterns": {name: (pattern, ascii_only(pattern)) for name, pattern in patterns.items()},
        "specials": specials,
        "sequences": _sequences(tokenizer),
    }


def _named(pieces: Iterable[Mapping[int | str, str]]) -> list[dict[str, str]]:
    """Attributes by their names: in a loaded model they are numbers."""
    from spacy.attrs import NAMES

    return [
        {name if isinstance(name, str) else NAMES[name]: value for name, value in piece.items()}
        for piece in pieces
    ]


def _norms(model: "Language") -> tuple[dict[str, str], dict[str, str]]:
    """Spellings that stand for others: by word, and by a word's number."""
    from spacy.lang.norm_exceptions import BASE_NORMS

    table = model.vocab.lookups.get_table("lexeme_norm")
    return dict(BASE_NORMS), {str(number): norm for number, norm in table.items()}


def _sequences(tokenizer: Any) -> list[list[str]]:
    """The special cases that the affixes would cut, as they would cut them."""
    bare = type(tokenizer)(
        tokenizer.vocab,
        prefix_search=tokenizer.prefix_search,
        suffix_search=tokenizer.suffix_search,
        infix_finditer=tokenizer.infix_finditer,
        url_match=tokenizer.url_match,
    )
    return [
        [token.text for token in bare(word)]
        for word in tokenizer.rules
        if tokenizer.find_prefix(word)
        or tokenizer.find_infix(word)
        or tokenizer.find_suffix(word)
        or " " in word
    ]


def _rules(model: "Language") -> dict[str, Any]:
    """What `rules.Ruler` and `lemmas.Lemmatizer` need, but for the known lemmas."""
    lookups = pipe(model, "lemmatizer").lookups
    by_kind = {
        name: {
            kind: found
            for kind in _KINDS
            if (found := lookups.get_table(f"lemma_{name}").get(kind))
        }
        for name in ("rules", "exc")
    }
    return {
        "rules": [_rule(model, pattern) for pattern in pipe(model, "attribute_ruler").patterns],
        "endings": by_kind["rules"],
        "exceptions": by_kind["exc"],
    }


def _rule(model: "Language", pattern: Mapping[str, Any]) -> dict[str, Any]:
    sets = {_SET[name]: value for name, value in pattern["attrs"].items() if name in _SET}
    if (features := pattern["attrs"].get("MORPH")) is not None:
        morphology = model.vocab.morphology
        normalised = model.vocab.strings[morphology.add(features)]
        sets["features"] = morphology.feats_to_dict(normalised)
    return {"patterns": pattern["patterns"], "index": pattern["index"], **sets}
