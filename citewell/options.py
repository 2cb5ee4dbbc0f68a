"""The options that several commands take, and how an option gets its environment variable."""

import math
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from embeddings.errors import VectorsError
from embeddings.kinds import Kind
from service import given

F = TypeVar("F", bound=Callable[..., object])

DEFAULT_INDEX, DEFAULT_SOURCES = Path(".citewell/index"), Path("seeds")


def option(*names: str, setting: str, **rest: object) -> Callable[[F], F]:
    """An option with its environment variable, which errors and the help both name."""
    return click.option(*names, envvar=setting, show_envvar=True, **rest)  # type: ignore[arg-type]


class PathOf(click.Path):
    """A path, given as one; none that is empty, which would be the current folder. With `dash`, "-"
    is standard input or output."""

    def __init__(
        self, *, exists: bool = False, files: bool = True, folders: bool = True, dash: bool = False
    ) -> None:
        super().__init__(
            exists=exists, file_okay=files, dir_okay=folders, allow_dash=dash, path_type=Path
        )

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | os.PathLike[str]:
        if not os.fspath(value):
            self.fail("a path must not be empty; the current folder is '.'", param, ctx)
        return super().convert(value, param, ctx)


def filled(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """A callback that takes no empty name, which would be that of the current folder."""
    if value == "":
        raise click.BadParameter("a name must not be empty; the current folder is '.'")
    return value


def http_address(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """A callback that takes nothing but what links can start with."""
    try:
        return given.address(value) if value else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


class Whole(click.IntRange):
    """Whole numbers of a range, which is named whatever is wrong."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value!r} is no whole number in the range {_range(self)}", param, ctx)


class Number(click.FloatRange):
    """Numbers of a range, which is named whatever is wrong; no NaN, which is in every range."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        try:
            found = super().convert(value, param, ctx)
        except click.BadParameter:
            found = math.nan
        if math.isnan(found):
            self.fail(f"{value!r} is no number in the range {_range(self)}", param, ctx)
        return found


def _range(bounds: click.IntRange | click.FloatRange) -> str:
    above, below = ("<" if is_open else "<=" for is_open in (bounds.min_open, bounds.max_open))
    return f"{bounds.min:g}{above}x{below}{bounds.max:g}"


index_folder = option(
    "--index",
    setting="CITEWELL_INDEX",
    type=PathOf(files=False),
    default=DEFAULT_INDEX,
    show_default=True,
    help="The index folder.",
)
model = option(
    "--model",
    setting="CITEWELL_MODEL",
    metavar="NAME",
    callback=filled,
    help="The encoder: a folder or a hub name.  [default: the packaged all-MiniLM-L6-v2]",
)
precision = option(
    "--precision",
    setting="CITEWELL_PRECISION",
    type=click.Choice(["float32", "int8"]),
    default="float32",
    show_default=True,
    help="Of the encoder's weights: int8 is faster and loses a little.",
)
reader = option(
    "--reader",
    setting="CITEWELL_READER",
    type=PathOf(),
    help="The folder of a question-answering model that chooses the short answer.",
)


def kind(_: click.Context, __: click.Parameter, value: str) -> Kind | None:
    """A callback that takes a kind of vector index; None for "auto"."""
    try:
        return None if value == "auto" else Kind.parse(value)
    except VectorsError as error:
        raise click.BadParameter(str(error)) from None


vectors = option(
    "--vectors",
    setting="CITEWELL_VECTORS",
    metavar="KIND",
    callback=kind,
    default="auto",
    show_default=True,
    help="The FAISS index of the vectors, such as Flat or IVF4096,SQ8,nprobe=64.",
)
as_json = option(
    "--json", "as_json", setting="CITEWELL_JSON", is_flag=True, help="Print the result as JSON."
)
limit = option(
    "--limit",
    setting="CITEWELL_LIMIT",
    type=Whole(1, 20),
    default=5,
    show_default=True,
    help="How many citations.",
)
workers = option(
    "--workers",
    setting="CITEWELL_WORKERS",
    type=Whole(1, 64),
    default=1,
    show_default=True,
    help="How many processes answer; each has models of its own.",
)
reload = option(
    "--reload",
    setting="CITEWELL_RELOAD",
    type=Number(0, 3600),
    metavar="SECONDS",
    default=2.0,
    show_default=True,
    help="How often to look for a new index; 0 for never.",
)
