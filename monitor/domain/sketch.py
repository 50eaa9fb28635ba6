"""A text's sketch, by which reprints are known: the smallest hashes of its lead's word groups.

Of two texts whose leads agree in a share of their word groups the sketches agree in about that share (bottom-k sketch:
Broder, On the resemblance and containment of documents, 1997). Only the lead counts: reprints are cut short, and
datelines and bylines differ. No library: the kept ones want a numeric stack of a hundred megabytes for these lines.
"""

import re
from collections.abc import Sequence
from hashlib import blake2b
from typing import Final, TypeAlias

Sketch: TypeAlias = tuple[int, ...]

LEAD: Final = 120  # words
LEAST: Final = 16  # words: a shorter text says too little to be told from another
GROUP: Final = 4  # words that stand together
SIZE: Final = 16  # hashes that are kept
HASH_BYTES: Final = 6
ALIKE: Final = 0.5  # the share of hashes in common from which two texts are one
_HEAD: Final = 2_000  # characters in which the lead is looked for
_WORD: Final = re.compile(r"\w+")


def sketch_of(text: str) -> Sketch:
    """Give a text's sketch, smallest hash first; an empty one for a text that is too short."""
    words = _WORD.findall(text[:_HEAD].casefold())[:LEAD]
    if len(words) < LEAST:
        return ()
    groups = {" ".join(words[at : at + GROUP]) for at in range(len(words) - GROUP + 1)}
    return tuple(sorted(_hash(group) for group in groups)[:SIZE])


def alike(one: Sketch, other: Sketch) -> bool:
    """Tell whether two sketches are of the same text, reprinted, cut or little edited."""
    union = sorted({*one, *other})[:SIZE]
    both = set(one).intersection(other)
    return bool(both) and sum(hash_ in both for hash_ in union) >= ALIKE * len(union)


def to_text(sketch: Sequence[int]) -> str:
    """Write a sketch as a column."""
    return b"".join(hash_.to_bytes(HASH_BYTES, "big") for hash_ in sketch).hex()


def from_text(column: str) -> Sketch:
    """Read it back."""
    raw = bytes.fromhex(column)
    return tuple(int.from_bytes(raw[at : at + HASH_BYTES], "big") for at in range(0, len(raw), HASH_BYTES))


def _hash(group: str) -> int:
    return int.from_bytes(blake2b(group.encode("utf-8", "surrogatepass"), digest_size=HASH_BYTES).digest(), "big")
