"""`trucewatch init` and `trucewatch migrate`: making the files that everything else needs."""

from pathlib import Path

from monitor.cli.options import Config, Database, Exit, Force, NewFile

INIT = "Example: trucewatch init && trucewatch check && trucewatch run"
MIGRATE = "Example: trucewatch migrate --db trucewatch.db"


def init(file: NewFile = Path("config.toml"), *, force: Force = False) -> None:
    """Write a commented configuration to start from."""
    from monitor.cli.output import say
    from monitor.settings.default import default_config_text

    text = default_config_text()
    try:
        with file.open("w" if force else "x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError:
        say(f"{file}: is there already and stays as it is; name another file, or overwrite it with --force")
        raise Exit(1) from None
    except OSError as error:
        say(f"{file}: cannot be written ({error.strerror}); name a file in a folder of yours")
        raise Exit(2) from None
    say(f"{file}: written; next: trucewatch check --config {file}")


def migrate(config: Config = Path("config.toml"), db: Database = None) -> None:
    """Bring the database to this version.

    A backup is made beside it first; the daemon must not run.
    """
    import asyncio

    from monitor.cli.opening import find_database, now
    from monitor.cli.output import tell
    from monitor.errors import DatabaseUnusable
    from monitor.storage import migrate as bring_up

    path = find_database(db, config)
    if not path.exists():
        raise DatabaseUnusable(f"database {path}: no such file; give another path, or make one with `trucewatch run`")
    done = asyncio.run(bring_up(path, now=now()))
    if done.before == done.after:
        tell(f"{path}: version {done.after}, nothing to do")
    else:
        saved = f"; the old one is kept as {done.backup}" if done.backup else ""
        tell(f"{path}: from version {done.before} to {done.after}{saved}")
