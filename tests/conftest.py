"""What the tests share: the real encoder and a real index of the articles in seeds/."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import hypothesis
import pytest

from embeddings.encoder import Encoder, open_encoder
from qa.engine import Engine
from qa.indexing import update
from service.app import create_app
from service.settings import Settings
from tests.serving import running

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"

# An example takes as long as it takes: a busy machine is no failure.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return open_encoder()


@pytest.fixture(scope="session")
def seeds_index(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Path:
    index = tmp_path_factory.mktemp("seeds") / "index"
    update(index, SEEDS, encoder)
    return index


@pytest.fixture(scope="session")
def engine(seeds_index: Path) -> Engine:
    return Engine.open(seeds_index)


@pytest.fixture(scope="session")
def indexed(
    tmp_path_factory: pytest.TempPathFactory, encoder: Encoder
) -> Callable[[dict[str, str]], Engine]:
    """Opens an engine over texts, given by the names of their files."""

    def over(texts: dict[str, str]) -> Engine:
        folder = tmp_path_factory.mktemp("indexed")
        (folder / "sources").mkdir()
        for name, text in texts.items():
            (folder / "sources" / name).write_text(text, encoding="utf-8")
        update(folder / "index", folder / "sources", encoder)
        return Engine.open(folder / "index")

    return over


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


@pytest.fixture(scope="session")
def address(engine: Engine) -> Iterator[str]:
    """Where a real server answers over the articles in seeds/."""
    with running(create_app(Settings(), engine)) as found:
        yield found


@pytest.fixture(scope="session")
def site(address: str) -> Iterator[httpx.Client]:
    """A client of that server."""
    with httpx.Client(base_url=address, timeout=60) as client:
        yield client
