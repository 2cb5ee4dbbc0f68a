"""The command line: what each command takes. What it does is in `citewell.commands`.

This package stands on top of all the others and is the only place where they meet.
"""

import logging
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click

F = TypeVar("F", bound=Callable[..., object])

DEFAULT_INDEX, DEFAULT_SOURCES = Path(".citewell/index"), Path("seeds")


@dataclass(slots=True)
class Failure:
    """How a failure is shown: known once the command line and the environment have been read."""

    traceback: bool = False


def _option(*names: str, setting: str, **rest: object) -> Callable[[F], F]:
    """An option with its environment variable, which errors and the help both name."""
    return click.option(*names, envvar=setting, show_envvar=True, **rest)  # type: ignore[arg-type]


def _http_address(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is not None and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value):
        raise click.BadParameter(f"{value!r} is no http or https address")
    return value.rstrip("/") if value else None


_index = _option(
    "--index",
    setting="CITEWELL_INDEX",
    type=click.Path(path_type=Path),
    default=DEFAULT_INDEX,
    show_default=True,
    help="The index folder.",
)
_model = _option(
    "--model",
    setting="CITEWELL_MODEL",
    metavar="NAME",
    help="The encoder: a folder or a hub name.  [default: the packaged all-MiniLM-L6-v2]",
)
_json = _option(
    "--json", "as_json", setting="CITEWELL_JSON", is_flag=True, help="Print the result as JSON."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="citewell", message="%(prog)s %(version)s")
@_option(
    "--debug",
    setting="CITEWELL_DEBUG",
    is_flag=True,
    help="Show the traceback of an error instead of one line.",
)
@click.pass_context
def citewell(context: click.Context, debug: bool) -> None:
    """Answers over a collection of articles, only in the articles' own words."""
    context.ensure_object(Failure).traceback = debug


@citewell.command()
@click.argument(
    "sources",
    type=click.Path(path_type=Path),
    default=DEFAULT_SOURCES,
    envvar="CITEWELL_SOURCES",
)
@_index
@_model
@_json
def index(sources: Path, index: Path, model: str | None, as_json: bool) -> None:
    """Build the index of the folder SOURCES (.txt and .md), or bring it up to date."""
    from citewell.commands import build_index

    build_index(sources, index, model, as_json)


@citewell.command()
@click.argument("question")
@_index
@_model
@_json
@_option(
    "--limit",
    setting="CITEWELL_LIMIT",
    type=click.IntRange(1, 20),
    default=5,
    show_default=True,
    help="How many citations.",
)
@_option(
    "--explain",
    setting="CITEWELL_EXPLAIN",
    is_flag=True,
    help="Show what spoke for each sentence that was considered.",
)
def ask(
    question: str, index: Path, model: str | None, as_json: bool, limit: int, explain: bool
) -> None:
    """Answer QUESTION with a quote and its citations."""
    from citewell.commands import ask_once

    ask_once(question, index, model, limit, as_json, explain)


@citewell.command()
@click.argument("questions", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("answers", type=click.Path(path_type=Path, dir_okay=False))
@_index
@_model
def batch(questions: Path, answers: Path, index: Path, model: str | None) -> None:
    """Answer every row of the file QUESTIONS into the file ANSWERS (JSON, one object a line)."""
    from citewell.commands import answer_file

    answer_file(questions, answers, index, model)


@citewell.command()
@_option(
    "--host", setting="CITEWELL_HOST", default="127.0.0.1", show_default=True, help="To listen on."
)
@_option(
    "--port",
    setting="CITEWELL_PORT",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="To listen on; 0 takes a free one.",
)
@_option(
    "--log-level",
    setting="CITEWELL_LOG_LEVEL",
    type=click.Choice(["debug", "info", "warning", "error"]),
    default="info",
    show_default=True,
    help="What the log says.",
)
@_option(
    "--public-url",
    setting="CITEWELL_PUBLIC_URL",
    metavar="URL",
    callback=_http_address,
    help="What absolute links start with.  [default: the address that a request came to]",
)
@_index
@_model
def serve(
    host: str, port: int, log_level: str, public_url: str | None, index: Path, model: str | None
) -> None:
    """Answer over HTTP until stopped."""
    from citewell.commands import serve_index

    serve_index(host, port, log_level, public_url, index, model)


@citewell.command()
@click.argument("answers", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@_index
@_json
def verify(answers: Path, index: Path, as_json: bool) -> None:
    """Check every citation of the saved answers ANSWERS (JSON or one object a line)."""
    from citewell.commands import verify_file

    verify_file(answers, index, as_json)


@citewell.command()
@click.argument("source_id", metavar="[ID]", required=False)
@_option(
    "--cuts", setting="CITEWELL_CUTS", is_flag=True, help="Show what was left out of it, and why."
)
@_index
@_json
def sources(source_id: str | None, cuts: bool, index: Path, as_json: bool) -> None:
    """List the collection, or show the article of one source as understood."""
    from citewell.commands import show_article, show_cuts, show_sources

    if source_id is None and cuts:
        raise click.UsageError("--cuts needs the ID of a source; 'citewell sources' lists them")
    if source_id is None:
        show_sources(index, as_json)
    elif cuts:
        show_cuts(index, source_id, as_json)
    else:
        show_article(index, source_id, as_json)


@citewell.command(name="eval")
@click.argument("sets", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@_index
@_model
@_json
@_option(
    "--sources",
    setting="CITEWELL_SOURCES",
    type=click.Path(path_type=Path),
    help="Index this folder first, into --index, and ask there.",
)
@_option(
    "--report",
    setting="CITEWELL_REPORT",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write report.html and report.json into this folder.",
)
@_option(
    "--compare",
    setting="CITEWELL_COMPARE",
    nargs=2,
    type=click.Path(path_type=Path, exists=True),
    metavar="OLD NEW",
    help="Say what got better and worse between two reports.",
)
@_option(
    "--gate",
    setting="CITEWELL_GATE",
    is_flag=True,
    help="Fail if a figure is below its floor in eval/floors.toml.",
)
def evaluate(
    sets: tuple[Path, ...],
    index: Path,
    model: str | None,
    as_json: bool,
    sources: Path | None,
    report: Path | None,
    compare: tuple[Path, Path] | None,
    gate: bool,
) -> None:
    """Score question sets: the files SETS, or all that citewell comes with."""
    from citewell.evaluation import compare_reports, evaluate_all, evaluate_sets, show

    if compare:
        compare_reports(*compare)
    elif sets:
        show(evaluate_sets(sets, index, sources, model), report, as_json, gate)
    else:
        show(evaluate_all(index.parent / "eval", model), report, as_json, gate)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; the exit status: 0 done (a refusal too), 1 it failed, 2 wrong usage."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    # Libraries log warnings of their own making; what concerns the user is an error of ours.
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)
    failure = Failure()
    try:
        done = citewell.main(words, prog_name="citewell", standalone_mode=False, obj=failure)
        return int(done or 0)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.Abort:
        return _fail("stopped", 1)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "citewell"
        return _fail(f"{' '.join(error.format_message().split())} ({command} --help)", 2)
    except click.ClickException as error:
        return _fail(error.format_message(), 1)
    except Exception as error:
        if failure.traceback:
            raise
        return _fail(_one_line(error), 1)


def _one_line(error: Exception) -> str:
    """Our errors speak for themselves; any other is named, with the way to see more."""
    from embeddings.errors import EncoderError, VectorsError
    from qa.errors import CitewellError
    from service.errors import ServeError

    text = " ".join(str(error).split())
    if isinstance(error, CitewellError | EncoderError | VectorsError | ServeError):
        return text
    return f"{type(error).__name__}: {text} (citewell --debug shows where)"


def _fail(message: str, status: int) -> int:
    print(f"citewell: {message}", file=sys.stderr)
    return status
