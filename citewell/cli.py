"""The command line: what each command takes. What it does is in `citewell.commands`.

This package stands on top of all the others and is the only place where they meet.
"""

import atexit
import gc
import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from citewell.measuring import calibrate, evaluate
from citewell.options import (
    DEFAULT_SOURCES,
    PathOf,
    as_json,
    http_address,
    index_folder,
    limit,
    model,
    option,
    precision,
    reader,
    vectors,
)
from citewell.serving import serve
from citewell.tools import mcp
from embeddings.kinds import Kind
from embeddings.weights import Precision


@dataclass(slots=True)
class Failure:
    """How a failure is shown: known once the command line and the environment have been read."""

    traceback: bool = False


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="citewell", message="%(prog)s %(version)s")
@option(
    "--debug",
    setting="CITEWELL_DEBUG",
    is_flag=True,
    help="Show the traceback of an error instead of one line.",
)
@click.pass_context
def citewell(context: click.Context, debug: bool) -> None:
    """Answers over a collection of articles, only in the articles' own words."""
    context.ensure_object(Failure).traceback = debug
    if os.environ.get("NO_COLOR"):  # https://no-color.org
        context.color = False


@citewell.command()
@click.argument(
    "sources",
    type=PathOf(),
    default=DEFAULT_SOURCES,
    envvar="CITEWELL_SOURCES",
)
@index_folder
@model
@precision
@vectors
@as_json
def index(
    sources: Path,
    index: Path,
    model: str | None,
    precision: Precision,
    vectors: Kind | None,
    as_json: bool,
) -> None:
    """Build the index of the folder SOURCES (.txt and .md), or bring it up to date."""
    from citewell.building import build_index

    build_index(sources, index, model, precision, vectors, as_json)


@citewell.command()
@click.argument("question")
@index_folder
@model
@reader
@as_json
@limit
@option(
    "--explain",
    setting="CITEWELL_EXPLAIN",
    is_flag=True,
    help="Show what spoke for each sentence that was considered.",
)
def ask(
    question: str,
    index: Path,
    model: str | None,
    reader: Path | None,
    as_json: bool,
    limit: int,
    explain: bool,
) -> None:
    """Answer QUESTION with a quote and its citations."""
    from citewell.commands import ask_once, opened

    ask_once(opened(index, model, reader), question, limit, as_json, explain)


@citewell.command()
@index_folder
@model
@reader
@limit
@option(
    "--public-url",
    setting="CITEWELL_PUBLIC_URL",
    metavar="URL",
    callback=http_address,
    help="Where the service runs: what links start with.  [default: links without a host]",
)
def chat(
    index: Path, model: str | None, reader: Path | None, limit: int, public_url: str | None
) -> None:
    """Ask question after question, with follow-ups; /help lists the commands."""
    try:
        from citewell.chat import converse
        from citewell.commands import opened

        converse(opened(index, model, reader), limit, public_url)
    except KeyboardInterrupt:  # at any time, while the index is opened too: a way to leave
        click.echo()


@citewell.command()
@click.argument("questions", type=PathOf(exists=True, folders=False, dash=True))
@click.argument("answers", type=PathOf(folders=False, dash=True))
@index_folder
@model
@reader
def batch(
    questions: Path, answers: Path, index: Path, model: str | None, reader: Path | None
) -> None:
    """Answer every row of the file QUESTIONS into the file ANSWERS (JSON, one object a line).

    "-" is standard input or output.
    """
    from citewell.commands import answer_file

    answer_file(questions, answers, index, model, reader)


@citewell.command()
@click.argument("answers", type=PathOf(exists=True, folders=False, dash=True))
@index_folder
@as_json
def verify(answers: Path, index: Path, as_json: bool) -> None:
    """Check every citation of the saved answers ANSWERS (JSON or one object a line; "-" is standard
    input).

    The quote, its place, the passage around it and the link must be those of the stored text, and
    the source as it was. Titles, publishers and dates are not checked.
    """
    from citewell.commands import verify_file

    verify_file(answers, index, as_json)


@citewell.command()
@click.argument("source_id", metavar="[ID]", required=False)
@option(
    "--cuts", setting="CITEWELL_CUTS", is_flag=True, help="Show what was left out of it, and why."
)
@index_folder
@as_json
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


citewell.add_command(serve)
citewell.add_command(evaluate)
citewell.add_command(calibrate)
citewell.add_command(mcp)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; the exit status: 0 done (a refusal too), 1 it failed, 2 wrong usage."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if arguments is None:
        # The process ends with its command. Python would then look through all that is loaded for
        # garbage, several times: half a second of the processor, a minute where others have it.
        atexit.register(gc.freeze)
    # Libraries log warnings of their own making; what concerns the user is an error of ours.
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)
    _tell_what_is_prepared()
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


def _tell_what_is_prepared() -> None:
    """On a terminal: exporting a model, which is done once, would be a long silence."""
    if not sys.stderr.isatty():
        return
    shown = logging.StreamHandler()
    shown.setFormatter(logging.Formatter("citewell: %(message)s"))
    for name in ("embeddings.exported", "qa.parsing.opening"):
        log = logging.getLogger(name)
        log.handlers, log.propagate = [shown], False
        log.setLevel(logging.INFO)


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
