"""Takes due copies from the outbox, has their channels send them, and records what came of it.

    loop.py      claim (leased), start, rest, wind up
    courier.py   one copy: its turn in the thread, its place in the channel, send, record
    pace.py      the figures

A copy is recorded after its send: a kill in between repeats it under the same identity, and loses nothing. What is
decided (retry times, giving up, pauses) is decided in `alerts.policy`; here live only waiting and order.
"""

from alerts.dispatcher.loop import Dispatcher
from alerts.dispatcher.pace import Pace

__all__ = ["Dispatcher", "Pace"]
