"""Writes spaCy's model as the arrays and tables that this package runs.

Run as a program of its own (`python -m qa.parsing.export ID OUT`), so that spaCy is loaded by a
process that ends, and never by one that answers. What is written is checked: it must parse some
probes as spaCy does.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qa.errors import ParserError
from qa.parsing.model import Model, write
from qa.parsing.parser import ExportedParser
from qa.parsing.reference import SpacyParser
from qa.parsing.tables_of import lemmas_of, pipe, tables_of
from qa.parsing.weights_of import hashing_of, weights_of
from qa.syntax import Parser

if TYPE_CHECKING:
    from spacy.language import Language

_PIPES = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"]
PROBES = (
    "How old was Ieng Sary when he died on March 14, 2013?",
    "Didn't the U.S.-led troops leave the U.K.? They'd travelled 10km, e.g. for US$1,000.50 :-)",
    "The committee met again in spring\n\nand what it decided, nobody wrote down.",
    "“Où étiez-vous?” — “À Phnom Penh”, said the Times’ reporter, who's been there.",
    "ព្រះរាជាណាចក្រកម្ពុជា 🙂 http://example.org/a?b=c",
    " \t",
)


def export(model: "Language", parser_id: str, folder: Path) -> None:
    """Writes `model`, which is called `parser_id`, into `folder`.

    Raises ParserError where it is not of the one make that this package runs.
    """
    if model.pipe_names != _PIPES:
        raise ParserError(f"its stages are {model.pipe_names}, not {_PIPES}")
    words, tagger, parser, _, _, names = (pipe(model, name) for name in _PIPES)
    lemmas, ranges = lemmas_of(model)
    tables = {
        "id": parser_id,
        **hashing_of(words.model, names.model),
        **tables_of(model),
        "lemmas": ranges,
    }
    weights = weights_of(words.model, names.model, tagger.model, parser.model)
    write(folder, tables, weights, lemmas)


def compare(exported: Parser, reference: Parser) -> None:
    """Raises ParserError unless both parse the probes in the same way."""
    for text, own, other in zip(
        PROBES, reference.parse(PROBES), exported.parse(PROBES), strict=True
    ):
        if own != other:
            raise ParserError(
                f"as exported it parses {text[:40]!r} in another way than spaCy; install the "
                "versions of spaCy and of the model that requirements.lock names"
            )


def main(arguments: Sequence[str]) -> int:
    """Writes the model, called ID, into the folder OUT; an error is the last line of stderr."""
    parser_id, out = arguments
    try:
        reference = SpacyParser()
        export(reference.pipeline, parser_id, Path(out))
        compare(ExportedParser(Model.open(Path(out))), reference)
    except ParserError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
