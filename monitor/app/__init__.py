"""The composition root: builds the program from its parts and owns the clock.

run.py       the daemon's life: lock, build, run, stop
load.py      a backfill's life
refold.py    a refold's life
rulings.py   an analyst's ruling's life
parts.py     what they need: store, workers, settler
channels.py  from channel settings to channels
trial.py     a test alert over the configured channels
"""

from monitor.app.load import run_backfill
from monitor.app.refold import run_refold
from monitor.app.rulings import Ruled, Said, run_on_arrangement, run_on_change, run_undo
from monitor.app.run import run_daemon
from monitor.app.trial import send_test

__all__ = [
    "Ruled",
    "Said",
    "run_backfill",
    "run_daemon",
    "run_on_arrangement",
    "run_on_change",
    "run_refold",
    "run_undo",
    "send_test",
]
