"""Blocks of a message that are drawn once and sent often."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any


class KeptBlock(dict[str, Any]):
    """A block that nobody changes any more, so that what follows from it is worked out once."""

    measured: Any = None
    """What Slack's limits say of it, kept by `bot.rendering.limits`."""

    @cached_property
    def json(self) -> str:
        """The block as JSON."""
        return json.dumps(self)


def block_json(block: Mapping[str, Any]) -> str:
    """Return a block as JSON."""
    return block.json if isinstance(block, KeptBlock) else json.dumps(block)
