"""How often Python looks for circles of dead objects: seldom, since ours make thousands of objects and hardly a circle.

What lives as long as the process (lexicon, settings, rules) is looked at no more: walking it cost a quarter of parsing
a feed, and a sixteenth of coding a text.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

NEW_OBJECTS = 20_000  # more than died, before the youngest are looked at


def collect_seldom() -> None:
    """Collect what is dead now, and from here on seldom, and only among what is made from here on."""
    gc.set_threshold(NEW_OBJECTS, 10, 10)
    gc.collect()
    gc.freeze()


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Do so for a while; not one within the other, since the inner one's end thaws everything."""
    thresholds = gc.get_threshold()
    collect_seldom()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*thresholds)
