"""Makes named tuples without a call of Python: to make such small things is most of what takes time to read a message."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, TypeVar

MadeT = TypeVar("MadeT", bound=NamedTuple)


def maker(kind: type[MadeT]) -> Callable[[tuple[Any, ...]], MadeT]:
    """Return what makes a named tuple of all its parts, in their order, in a third of the time."""
    return partial(tuple.__new__, kind)
