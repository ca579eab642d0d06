"""Blocks of a message that are drawn once and sent often."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, overload


class KeptBlock(dict[str, Any]):
    """A block that nobody changes any more, so that what follows from it is worked out once."""

    measured: Any = None
    """What Slack's limits say of it, kept by `bot.rendering.limits`."""
    alike: KeptBlock | None = None
    """Another one that differs in nothing that the limits look at, so that only one of them is measured."""

    @cached_property
    def json(self) -> str:
        """The block as JSON."""
        return json.dumps(self)


def block_json(block: Mapping[str, Any]) -> str:
    """Return a block as JSON."""
    return block.json if isinstance(block, KeptBlock) else json.dumps(block)


class DrawnLater(Sequence[dict[str, Any]]):
    """Blocks that are drawn when somebody looks at them, which is seldom."""

    def __init__(self, draw: Callable[[], Sequence[dict[str, Any]]]) -> None:
        self._draw = draw

    @cached_property
    def _drawn(self) -> Sequence[dict[str, Any]]:
        return self._draw()

    @overload
    def __getitem__(self, at: int) -> dict[str, Any]: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[dict[str, Any]]: ...

    def __getitem__(self, at: int | slice) -> dict[str, Any] | Sequence[dict[str, Any]]:
        """Return a block, or some of them."""
        return self._drawn[at]

    def __len__(self) -> int:
        """Return the number of blocks."""
        return len(self._drawn)
