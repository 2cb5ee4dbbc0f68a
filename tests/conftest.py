"""What the tests share: the real encoder and a real index of the articles in seeds/."""

from collections.abc import Callable
from pathlib import Path

import pytest

from embeddings.encoder import SentenceTransformerEncoder, open_encoder
from qa.engine import Engine
from qa.library import update

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"


@pytest.fixture(scope="session")
def encoder() -> SentenceTransformerEncoder:
    return open_encoder()


@pytest.fixture(scope="session")
def seeds_index(
    tmp_path_factory: pytest.TempPathFactory, encoder: SentenceTransformerEncoder
) -> Path:
    index = tmp_path_factory.mktemp("seeds") / "index"
    update(index, SEEDS, encoder)
    return index


@pytest.fixture(scope="session")
def engine(seeds_index: Path) -> Engine:
    return Engine.open(seeds_index)


@pytest.fixture
def collection(tmp_path: Path) -> Callable[..., Path]:
    """Makes a folder of sources from names and contents."""

    def make(**files: str | bytes) -> Path:
        folder = tmp_path / "sources"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            path = folder / name.replace("__", ".")
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    return make
