"""The options and arguments that commands share; the only file here that knows typer."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from inspect import Parameter, Signature, getdoc, signature
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

Exit = typer.Exit


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"


Config: TypeAlias = Annotated[Path, typer.Option("--config", "-c", metavar="FILE", help="The configuration.")]
MaybeConfig: TypeAlias = Annotated[
    Path | None, typer.Option("--config", "-c", metavar="FILE", help="The configuration; by default config.toml.")
]
Database: TypeAlias = Annotated[
    Path | None, typer.Option("--db", metavar="FILE", help="A database, instead of the configuration's.")
]
Shape: TypeAlias = Annotated[Format, typer.Option("--format", "-f", help="How to print rows.")]
OneWatch: TypeAlias = Annotated[str | None, typer.Option("--watch", metavar="ID", help="Only this conflict.")]
Since: TypeAlias = Annotated[
    str | None, typer.Option("--since", metavar="TIME", help="From this day or ISO 8601 instant (UTC) on.")
]
Until: TypeAlias = Annotated[
    str | None, typer.Option("--until", metavar="TIME", help="Up to this instant, or the end of this day (UTC).")
]
AsOf: TypeAlias = Annotated[
    str | None,
    typer.Option("--as-of", metavar="TIME", help="As it stood at this instant, or at the end of this day (UTC)."),
]
KnownAt: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--known-at", metavar="TIME", help="By what had been seen up to this instant, or this day's end (UTC)."
    ),
]
Limit: TypeAlias = Annotated[int, typer.Option("--limit", "-n", min=1, max=100_000, help="At most so many rows.")]
Once: TypeAlias = Annotated[bool, typer.Option("--once", help="Poll what is due, settle it, deliver, and stop.")]
ClockSpec: TypeAlias = Annotated[
    str | None,
    typer.Option("--clock", metavar="SPEC", help="A staged clock for replays: START,0=INSTANT,SECONDS=INSTANT,..."),
]
Force: TypeAlias = Annotated[bool, typer.Option("--force", help="Overwrite a file that is there.")]
NewFile: TypeAlias = Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it.")]
Rows: TypeAlias = Annotated[Path, typer.Argument(metavar="FILE", help="JSON rows, one a line; - reads stdin.")]
LabelledRows: TypeAlias = Annotated[
    Path, typer.Argument(metavar="FILE", help="Rows with `gold`, one JSON object a line; - reads stdin.")
]
Labels: TypeAlias = Annotated[
    Path | None,
    typer.Option("--labels", metavar="LABELS", help="Take `gold` from this file, by id, instead of from FILE."),
]
Errors: TypeAlias = Annotated[
    int, typer.Option("--errors", min=0, max=100_000, help="Print so many of the worst errors.")
]
Unlabelled: TypeAlias = Annotated[Path, typer.Argument(metavar="FILE", help="The rows to label, one a line.")]
NewLabels: TypeAlias = Annotated[
    Path, typer.Option("--out", "-o", metavar="LABELS", help="Where labels are kept; what is there already stays.")
]
Target: TypeAlias = Annotated[
    str | None,
    typer.Argument(metavar="FILE|URL", help="A text file or an article's address; without it, rows from stdin."),
]
ChangeId: TypeAlias = Annotated[
    str, typer.Argument(metavar="ID", help="The change's id, as `changes` prints it; its first 6 letters will do.")
]
Arrangement: TypeAlias = Annotated[
    str,
    typer.Argument(metavar="ARRANGEMENT", help="Its id, as `conditions` prints it; its first 6 letters will do."),
]
RulingId: TypeAlias = Annotated[
    str,
    typer.Argument(metavar="RULING", help="Its id, from `conditions rulings`; its first 6 letters will do."),
]
Why: TypeAlias = Annotated[
    str, typer.Option("--why", metavar="TEXT", help="The reason; it stays on record, and alerts tell it.")
]
NoteText: TypeAlias = Annotated[str, typer.Argument(metavar="TEXT", help="What to write beside it.")]
By: TypeAlias = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help="Who rules; by default your login name.")
]
SetFormal: TypeAlias = Annotated[
    str | None, typer.Option("--formal", metavar="STATUS", help="What the parties have declared: in_effect, ended ...")
]
SetCompliance: TypeAlias = Annotated[
    str | None, typer.Option("--compliance", metavar="STATUS", help="What happens: holding, strained or broken.")
]
EventTime: TypeAlias = Annotated[
    str | None,
    typer.Option("--at", metavar="TIME", help="Since when: a day or ISO 8601 instant (UTC); by default now."),
]
Query: TypeAlias = Annotated[list[str], typer.Argument(metavar="WORDS", help="Words to find in stored articles.")]
State: TypeAlias = Annotated[
    str | None, typer.Option("--state", metavar="STATE", help="Only copies that are pending, sent or dead.")
]
ChannelName: TypeAlias = Annotated[
    str | None, typer.Argument(metavar="CHANNEL", help="One channel's name; without it, all of them.")
]
Kills: TypeAlias = Annotated[int, typer.Option("--kills", min=0, max=1_000, help="Kill -9 the daemon so often.")]
Seed: TypeAlias = Annotated[int, typer.Option("--seed", help="Chooses the moments of the kills.")]
Stretch: TypeAlias = Annotated[float, typer.Option("--stretch", min=0.2, max=60.0, help="Play it so much slower.")]
Folder: TypeAlias = Annotated[
    Path | None, typer.Option("--keep", metavar="FOLDER", help="Keep database, mails and log in this folder.")
]


def group(text: str) -> typer.Typer:
    """Make an empty group of commands, plain: rich would cost half of the start-up time."""
    return typer.Typer(
        help=text, rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False, no_args_is_help=True
    )


def top(text: str) -> typer.Typer:
    """Make the group of all commands, which also knows --version."""
    made = group(text)

    def all_commands(*, version: Version = False) -> None:
        """Leave the work to a command; the version has been shown by then."""

    made.callback(help=text)(all_commands)
    return made


def leading(command: Callable[..., None], example: str) -> typer.Typer:
    """Make an empty group that does something by itself where no command of it is named."""
    made = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
    made.callback(help=getdoc(command), epilog=example, invoke_without_command=True)(_alone(command))
    return made


def _alone(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command as a group's callback: it rests where a command of the group is named, with its own options."""

    def alone(ctx: typer.Context, **given: object) -> None:
        if ctx.invoked_subcommand is None:
            command(**given)
            return
        early = [name for name in given if str(ctx.get_parameter_source(name)).endswith("COMMANDLINE")]
        if early:
            raise typer.BadParameter(f"write the options behind {ctx.invoked_subcommand}", ctx)

    found = signature(command, eval_str=True)
    context = Parameter("ctx", Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    return _signed(alone, found.replace(parameters=[context, *found.parameters.values()]))


def _signed(call: Callable[..., None], wanted: Signature) -> Callable[..., None]:
    """Give a function the signature that typer reads its options from."""
    call.__signature__ = wanted  # type: ignore[attr-defined]
    return call


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"trucewatch {version('trucewatch')}")
        raise Exit


Version: TypeAlias = Annotated[
    bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
]


def fill(into: typer.Typer, commands: Iterable[tuple[str, Callable[..., None], str]]) -> typer.Typer:
    """Put commands (name, function, example for the foot of its help) into a group."""
    for name, command, example in commands:
        into.command(name, epilog=example)(command)
    return into
