"""`trucewatch refold`: every condition derived again from the stored reports."""

from typing import TYPE_CHECKING

from monitor.cli.options import Database, Format, MaybeConfig, OneWatch, Shape

if TYPE_CHECKING:
    from monitor.app.refold import WatchRefold

REFOLD = "Example: trucewatch refold --watch iraq-us"
COLUMNS = ("watch", "reports", "conditions", "changes", "same")


def refold(
    watch: OneWatch = None, db: Database = None, config: MaybeConfig = None, shape: Shape = Format.TABLE
) -> None:
    """Derive every condition again from the stored reports.

    For new watches, a new catalogue or a new version: what it makes of the past stands in the journal as corrections,
    and is announced to nobody. A second run changes nothing. The daemon must not run meanwhile.
    """
    from monitor.app import run_refold
    from monitor.cli.opening import find_watches, load_lexicon, open_settings
    from monitor.cli.output import emit
    from monitor.cli.terminal import progress
    from monitor.errors import SettingsError
    from monitor.logs import configure_logs
    from monitor.settings.guess import did_you_mean, show

    configure_logs(plain=None, level="warning")  # what changes is read with `changes`
    followed = {one.id for one in find_watches(config, load_lexicon())}
    if watch is not None and watch not in followed:
        near = did_you_mean(watch, followed) or "; follow it in [watches] first"
        raise SettingsError((f"--watch: {show(watch)} is not followed{near}",))
    settings = open_settings(config)
    with progress("folding") as advance:
        done = run_refold(settings=settings, database=db or settings.database, watch=watch, progress=advance)
    emit(map(_row, done), shape, COLUMNS)


def _row(done: "WatchRefold") -> dict[str, object]:
    return {
        "watch": done.watch,
        "reports": done.reports,
        "conditions": done.conditions,
        "changes": done.changes,
        "same": done.same,
    }
