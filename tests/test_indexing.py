"""Which tokens belong to which sentence, found again by the words that they stand for."""

from collections.abc import Callable
from pathlib import Path

import pytest

from embeddings.encoder import Encoder
from qa.indexing import update
from qa.library import Library

LISTS = """# Keeping bees

Before winter, three things matter. They are these:

- Leave the colony twenty pounds of honey.
- Wrap the hive in November.
- Close the upper entrance, but not the lower one.

1. Open the lid.
2. Look for the queen.

| Month | Work |
| --- | --- |
| May | Watch for swarms. |
| June | Take the honey. |

> The bees know best. They
> always have.
"""
UNSPACED = "他来了。她走了。天黑了，大家都回家了。"
NUMBERED = """RULES

3. Visitors leave at eight. They take the stairs.
4. Flowers are not allowed on Ward 3.

  • Dogs stay outside
  • Children stay with their parents
"""


def sentences_by_tokens(library: Library, encoder: Encoder) -> list[str]:
    """For each sentence row the words from its first token to its last."""
    corpus = library.corpus
    texts = list(corpus.passage_texts())
    encoded = encoder.encode_tokens(texts)
    words = []
    for row, (start, end) in enumerate(library.sentence_tokens):
        passage = int(corpus.sentences[row, 0])
        shift = int(library.passage_tokens[passage, 0])
        spans = encoded[passage].spans[int(start) - shift : int(end) - shift]
        words.append(texts[passage][spans[0, 0] : spans[-1, 1]])
    return words


@pytest.mark.parametrize(
    ("name", "text"), [("a.md", LISTS), ("a.txt", UNSPACED), ("a.txt", NUMBERED)]
)
def test_a_sentence_has_its_own_tokens(
    collection: Callable[..., Path],
    tmp_path: Path,
    encoder: Encoder,
    name: str,
    text: str,
) -> None:
    update(tmp_path / "i", collection(**{name.replace(".", "__"): text}), encoder)
    library = Library.open(tmp_path / "i")
    corpus = library.corpus
    quotes = [corpus.quote(0, int(a), int(b)) for _, a, b in corpus.sentences]
    assert len(quotes) > 2
    assert sentences_by_tokens(library, encoder) == quotes


def test_the_sentences_of_the_seeds_have_their_own_tokens(
    seeds_index: Path, encoder: Encoder
) -> None:
    library = Library.open(seeds_index)
    corpus = library.corpus
    quotes = [
        corpus.quote(corpus.source_of(row), int(a), int(b))
        for row, (_, a, b) in enumerate(corpus.sentences)
    ]
    assert sentences_by_tokens(library, encoder) == quotes


def test_a_sentence_beyond_the_models_reach_has_the_tokens_of_its_passage(
    collection: Callable[..., Path], tmp_path: Path, encoder: Encoder
) -> None:
    digits = " ".join(f"{n * 7919:05d}" for n in range(1, 100))  # some four tokens a number
    update(tmp_path / "i", collection(a__txt=f"Title\n\n{digits}. The bees left."), encoder)
    library = Library.open(tmp_path / "i")
    assert library.corpus.sentences[-1, 0] == library.corpus.sentences[-2, 0]
    assert library.sentence_tokens[-1].tolist() == library.passage_tokens[-1].tolist()
