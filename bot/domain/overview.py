"""The overview as data: rows that set both sides side by side, by reference to what the topics already hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.language import Segment
from bot.domain.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewRow:
    """One thing compared. `cells` name, by side, a figure (`$sales-cycle-smb`) or a claim (`topic.claim`); a side of which the
    sources say nothing has none. `topic` is where more is said.
    """

    id: str
    name: Text
    topic: str
    cells: Mapping[Segment, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The whole table; `topic` is the subject it counts as."""

    topic: str
    rows: tuple[OverviewRow, ...]
