"""How fast and how far the dispatcher goes: figures only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """The dispatcher's figures.

    `lease` is in milliseconds of the dispatcher's clock and longer than twice the longest send; a clock that runs fast
    needs a longer one. `in_flight` bounds all copies under way, `per_channel` the sends of one channel at a time.
    The rests and `grace`, what sends under way get at the end, are in seconds of real time.
    """

    lease: int = 15 * 60_000
    in_flight: int = 200
    per_channel: int = 4
    shortest_rest: float = 0.2
    longest_rest: float = 30.0
    grace: float = 5.0
