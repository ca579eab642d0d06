"""How a message is written, whatever it says: proper names, and the sentences and clauses that it comes apart into."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.matching.reading import Reading

_PROPER_NAME = re.compile(r"(?<=[^\W\d_A-Z] )[A-Z]\w+")
"""A word with a capital after one that ends in a small letter."""

SHORT = 3
"""Words of a clause that does little more than name something."""


def proper_names(reading: Reading) -> Mapping[str, bool]:
    """Tell whether something is called by its name, a capital amid small letters, and whether nobody knows the name."""
    names = {found.lower() for found in _PROPER_NAME.findall(reading.message.text)}
    return {"proper name": bool(names), "unknown name": bool(names & set(reading.unknown))}


def parted(reading: Reading) -> Iterator[tuple[str, bool]]:
    """Yield how a message comes apart: a remark often names its subject first ("taxes. of course"), and asks nothing."""
    clauses = reading.message.clause_of
    if clauses and clauses[-1] > 0:
        words = reading.message.words
        several = words[-1].sentence > 0
        yield "several sentences", several
        yield "several sentences, no question", several and not reading.asks
        yield "short beginning", clauses.count(0) <= SHORT
