"""Who hears of an alert, under which identity, and when a failed copy is tried again.

Three pure deciders: `decide` (routing, with its reason), `copies` (outbox rows with frozen identity) and `next_attempt`
(the retry schedule). No sending, no storing and no wording here.
"""

from alerts.policy.identity import copies
from alerts.policy.retry import next_attempt, orphaned, pause_until
from alerts.policy.routing import Decision, Verdict, decide

__all__ = ["Decision", "Verdict", "copies", "decide", "next_attempt", "orphaned", "pause_until"]
