"""`citewell chat`: a conversation at a terminal or over a pipe; only this process remembers it."""

import contextlib
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace

import click

from citewell.terminal import as_text, escaped, explained, source_line
from qa.engine import Engine
from qa.errors import QueryError
from qa.folding import fold
from qa.query import MAX_TURN_TEXT, MAX_TURNS
from qa.types import Response

HELP = """\
Ask a question; what follows may point back to it ("When?", "And his wife?").

/sources  the collection; numbers are the footnotes of the last reply
/why      what spoke for each sentence that was considered for the last reply
/new      forget the conversation
/help     this
/quit     leave, as do Ctrl-C and the end of the input"""
_QUIT, _PROMPT = "/quit", "> "


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was asked and said, oldest first, and the last response whole."""

    turns: tuple[tuple[str, str], ...] = ()
    last: Response | None = None

    def after(self, question: str, response: Response) -> "Conversation":
        """With one more turn; only as many and as much as a question may bring along is kept."""
        said = response.answer.text if response.answer else ""
        said = response.refusal.message if response.refusal else said
        turn = question, said[:MAX_TURN_TEXT]
        return Conversation((*self.turns, turn)[-MAX_TURNS:], response)

    @property
    def readings(self) -> tuple[str, ...]:
        """The questions that the last reply offers."""
        return self.last.refusal.readings if self.last and self.last.refusal else ()


def converse(engine: Engine, limit: int = 5, public_url: str | None = None) -> None:
    """Answers line after line of standard input until /quit or its end.

    `limit`: how many citations; `public_url`: what links start with. Ctrl-C raises
    KeyboardInterrupt. What cannot be asked is told in one line, and the conversation goes on.
    """
    talk = Conversation()
    for line in _lines(f"{len(engine.library.corpus.sources)} sources"):
        try:
            if line == _QUIT:
                return
            if line.startswith("/"):
                talk = _command(engine, talk, line)
                continue
            question = _meant(talk, line)
            response = engine.ask(question, talk.turns, limit=limit, explain=True)
        except QueryError as error:
            click.echo(f"citewell: {escaped(str(error))}", err=True)
            continue
        click.echo(reply(question, response, public_url) + "\n")
        talk = talk.after(question, response)


def reply(question: str, response: Response, public_url: str | None = None) -> str:
    """The response to `question`; above it, dimly, how it was read, if that is not as it stands."""
    shown = [as_text(replace(response, explanation=None, stages_ms=None), public_url)]
    if response.resolved_question != fold(question):
        understood = f"Understood as: {escaped(response.resolved_question)}"
        shown.insert(0, click.style(understood, dim=True) + "\n")
    if response.refusal and response.refusal.readings:
        shown.append("\nType its number to ask one of them.")
    return "\n".join(shown)


def _lines(greeting: str) -> Iterator[str]:
    """What is typed or piped in, without blank lines; prompts only a person at a terminal."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        # Bytes that are not text become half surrogates, which the engine refuses by name.
        sys.stdin.reconfigure(errors="surrogateescape")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield from filter(None, map(str.strip, sys.stdin))
        return
    with contextlib.suppress(ImportError):  # no such module on Windows: no editing of the line
        import readline  # noqa: F401
    click.echo(f"{greeting}. Ask a question; /help lists the commands.")
    while True:
        try:
            line = input(_PROMPT).strip()
        except EOFError:
            click.echo()
            return
        if line:
            yield line


def _meant(talk: Conversation, line: str) -> str:
    """The line, or the reading that was offered under the number that the line is."""
    if not (talk.readings and line.isdecimal()):
        return line
    number = int(line) if len(line) < 3 else 0
    if not 1 <= number <= len(talk.readings):
        raise QueryError(f"no reading {line}; type 1 to {len(talk.readings)}, or a whole question")
    return talk.readings[number - 1]


def _command(engine: Engine, talk: Conversation, line: str) -> Conversation:
    """Does what a line that begins with / says. Raises QueryError for an unknown command."""
    match line:
        case "/sources":
            click.echo(_sources(engine, talk) + "\n")
        case "/why":
            click.echo(_why(talk) + "\n")
        case "/new":
            click.echo("The conversation is forgotten.\n")
            return Conversation()
        case "/help":
            click.echo(HELP + "\n")
        case _:
            raise QueryError(f"no command {line[:40]!r}; /help lists them")
    return talk


def _sources(engine: Engine, talk: Conversation) -> str:
    """The collection, with the numbers of the last reply's footnotes."""
    last = talk.last
    cited = (last.citations or (last.refusal.closest if last.refusal else ())) if last else ()
    lines = []
    for source in engine.library.corpus.sources:
        marks = [f"[{n}]" for n, c in enumerate(cited, start=1) if c.source_id == source.id]
        lines.append("  ".join([source_line(source), *([" ".join(marks)] if marks else [])]))
    return "\n".join(lines)


def _why(talk: Conversation) -> str:
    if talk.last is None:
        return "There is no reply to explain yet; ask a question."
    return explained(talk.last.explanation or ()) or "No sentence was considered for it."
