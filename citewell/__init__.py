"""citewell: answers over a collection of articles, only in the articles' own words.

from citewell import Engine

engine = Engine.open(".citewell/index")
response = engine.ask("How old was Ieng Sary when he died?")
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.engine import Engine

__all__ = ["Engine"]


def __getattr__(name: str) -> object:
    # Late, so that `citewell --help` does not wait for what it does not need.
    if name == "Engine":
        from qa.engine import Engine

        return Engine
    raise AttributeError(f"module 'citewell' has no attribute {name!r}")
