"""What the commands do. Each prints its result and raises an error of one line when it fails."""

import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from citewell.terminal import as_text, escaped, source_line
from qa.batch import answer_rows
from qa.corpus import Corpus
from qa.engine import Engine, threshold_of
from qa.errors import CitewellError, QueryError
from qa.library import Library
from qa.live import LiveEngine
from qa.ranker import packaged
from qa.saved import check
from service.settings import Settings

# "-" among the arguments, and what messages call it.
_STANDARD, _INPUT, _OUTPUT = Path("-"), "standard input", "standard output"


def opened(index: Path, model: str | None, reader: Path | None = None) -> Engine:
    """The engine that a command asks."""
    return Engine.open(index, model, reader)


def ask_once(engine: Engine, question: str, limit: int, as_json: bool, explain: bool) -> None:
    """`citewell ask`."""
    response = engine.ask(question, limit=limit, explain=explain)
    if as_json:
        click.echo(json.dumps(response.to_json(), ensure_ascii=False, indent=1))
    else:
        click.echo(as_text(response))


def answer_file(
    questions: Path, answers: Path, index: Path, model: str | None, reader: Path | None
) -> None:
    """`citewell batch`."""
    piped = _STANDARD in (questions, answers)
    if not piped and answers.exists() and answers.samefile(questions):
        raise CitewellError(f"{answers}: the answers would overwrite the questions; name another")
    engine = Engine.open(index, model, reader)
    failed = rows = 0
    try:
        with (
            click.open_file(str(questions), "rb") as lines,
            # An id may hold half a surrogate pair, which this writes as JSON does: \ud800.
            click.open_file(str(answers), "w", "utf-8", "backslashreplace") as out,
        ):
            for row in answer_rows(engine, lines):
                rows += 1
                failed += "error" in row
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
                if piped:
                    out.flush()  # who asks row by row waits for it
    except OSError as error:
        place = error.filename or (_OUTPUT if answers == _STANDARD else answers)
        raise CitewellError(f"{place}: {error.strerror}") from error
    if failed:
        raise CitewellError(
            f"{failed} of {rows} rows could not be answered; see 'error' in "
            f"{_OUTPUT if answers == _STANDARD else answers}"
        )


@dataclass(frozen=True, slots=True)
class Opening:
    """What a command that stays up opens, and how often it looks for a new index (seconds; 0 for
    never)."""

    index: Path
    model: str | None
    reader: Path | None
    reload: float

    @contextmanager
    def live(self) -> Iterator[LiveEngine]:
        """The engine, which takes up a new index for as long as the block runs."""
        engine = LiveEngine.open(self.index, self.model, self.reader)
        with engine.watching(self.reload) if self.reload else nullcontext():
            yield engine


@dataclass(frozen=True, slots=True)
class Listening:
    """Where the service listens, whom it believes, and what it logs."""

    host: str
    port: int
    trusted_proxies: str
    log_level: str
    log_format: str | None


def serve_http(opening: Opening, settings: Settings, listening: Listening) -> None:
    """`citewell serve`."""
    from service.app import create_app
    from service.logs import log_to
    from service.server import serve

    log_to(sys.stderr, listening.log_level, listening.log_format, questions=settings.log_questions)
    with opening.live() as engine:
        serve(
            create_app(settings, engine),
            listening.host,
            listening.port,
            on_ready=click.echo,
            log_level=listening.log_level,
            trusted_proxies=listening.trusted_proxies,
        )


def serve_tools(opening: Opening, public_url: str) -> None:
    """`citewell mcp`."""
    from service.logs import log_to
    from service.mcp.tools import mcp_server

    log_to(sys.stderr, "warning", None)  # standard output is the protocol's
    with opening.live() as live:
        # The SDK reads in a thread that waits for a line, where no exception reaches it.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        mcp_server(lambda: live.engine, public_url).run("stdio")


def verify_file(answers: Path, index: Path, as_json: bool) -> None:
    """`citewell verify`."""
    corpus = Library.open(index).corpus
    name = _INPUT if answers == _STANDARD else str(answers)
    try:
        results = check(corpus, _saved(answers, name))
    except QueryError as error:
        raise CitewellError(f"{name}: {error}") from error
    failed = [(where, result) for where, result in results if not result.verified]
    if as_json:
        rows = [{"citation": where, **asdict(result)} for where, result in results]
        click.echo(json.dumps({"results": rows}, indent=1))
    else:
        for where, result in failed:
            click.echo(f"{where}: {result.reason}")
    if failed:
        raise CitewellError(f"{name}: {len(failed)} of {len(results)} citations do not hold")
    if not as_json:
        click.echo(f"{len(results)} citations verified")


def _saved(path: Path, name: str) -> object:
    """A file of answers: one JSON value, or one object a line as `citewell batch` writes."""
    try:
        # Some editors begin a file with a mark.
        with click.open_file(str(path), "r", "utf-8-sig") as file:
            text = file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise CitewellError(f"{name}: cannot be read: {error}") from error
    try:
        return json.loads(text)
    except ValueError:
        pass
    rows = []
    # Not splitlines: a question may hold one of the other marks that it takes for a line's end.
    for number, line in enumerate(text.split("\n"), start=1):
        try:
            rows += [json.loads(line)] if line.strip() else []
        except ValueError as error:
            raise CitewellError(f"{name}, line {number}: not JSON: {error}") from None
    return rows


def show_sources(index: Path, as_json: bool) -> None:
    """`citewell sources`."""
    library = Library.open(index)
    corpus = library.corpus
    if (limit := threshold_of(index, library.manifest, packaged())).note:
        click.echo(f"citewell: threshold {limit}", err=True)
    if as_json:
        click.echo(json.dumps([asdict(s) for s in corpus.sources], ensure_ascii=False, indent=1))
        return
    for source in corpus.sources:
        click.echo(source_line(source))


def show_article(index: Path, source_id: str, as_json: bool) -> None:
    """`citewell sources ID`."""
    corpus, number = _source(index, source_id)
    article = corpus.article(number)
    rows = [
        {
            "start": part.start,
            "end": part.end,
            "heading": part.kind == "heading",
            "text": corpus.quote(number, part.start, part.end),
        }
        for part in article.paragraphs
    ]
    if as_json:
        content = {**asdict(corpus.sources[number]), "paragraphs": rows}
        click.echo(json.dumps(content, ensure_ascii=False, indent=1))
        return
    click.echo(f"# {escaped(corpus.sources[number].title)}\n")
    for row in rows:
        click.echo(f"{'## ' if row['heading'] else ''}{escaped(str(row['text']))}\n")


def show_cuts(index: Path, source_id: str, as_json: bool) -> None:
    """`citewell sources ID --cuts`."""
    corpus, number = _source(index, source_id)
    rows = [
        {**asdict(cut), "text": corpus.quote(number, cut.start, cut.end)}
        for cut in corpus.article(number).cuts
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo(f"{row['start']}-{row['end']}  {row['reason']}: {escaped(str(row['text']))}")
    if not rows:
        click.echo("nothing was left out")


def _source(index: Path, source_id: str) -> tuple[Corpus, int]:
    corpus = Library.open(index).corpus
    number = corpus.number(source_id)
    if number is None:
        raise CitewellError(f"no source has the id {source_id!r}; 'citewell sources' lists them")
    return corpus, number
