"""An option that no source has is asked for: nothing that is alike answers."""

from collections.abc import Callable

import pytest

from qa.engine import Engine
from qa.unheard import names_unheard_of

TEXT = """# Settings

The option `max_upload_mb` sets how many megabytes may be uploaded at once; its default is 250.
Call Queue.drain before a restart. With --dry-run nothing is changed. The Spool Dir Size is 4 GB.
"""


@pytest.fixture(scope="module")
def settings(indexed: Callable[[dict[str, str]], Engine]) -> Engine:
    return indexed({"settings.md": TEXT})


@pytest.mark.parametrize(
    ("question", "unheard"),
    [
        ("What is the default of max_upload_mb?", False),
        ("What is the default of max_download_mb?", True),
        ("What is the default of MAX_UPLOAD_MB?", False),
        ("What is spool_dir_size?", False),
        ("What is spool_dir?", False),
        ("What is dir_spool?", True),
        ("What does Queue.drain do?", False),
        ("What does Queue.restart do?", True),
        ("What does --dry-run do?", False),
        ("What does --force do?", True),
        ("Who wrote to the U.S. at 10.30, e.g. from a.example/settings?", False),
        ("What is the default?", False),
    ],
)
def test_a_name_of_code_stands_in_the_sources_or_not(
    settings: Engine, question: str, unheard: bool
) -> None:
    assert names_unheard_of(settings.library, question) == unheard


def test_what_no_source_has_is_refused(settings: Engine) -> None:
    assert settings.ask("What is the default of max_upload_mb?").answered
    assert not settings.ask("What is the default of max_download_mb?").answered
