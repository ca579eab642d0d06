"""For whom a topic is, and where: the workspace, some channels alone, or everybody, people of other companies too."""

from __future__ import annotations

import re
from dataclasses import dataclass

CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{2,}")
"""A channel's id, as Slack shows it below "About" of a channel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Who may be told a topic: everybody where it is `public`, those in its `channels`, else the whole workspace."""

    public: bool = False
    channels: frozenset[str] = frozenset()

    @classmethod
    def read(cls, value: object) -> Audience | None:
        """Return the audience that a topic's file names: `workspace`, `public`, or a list of channels' ids; None for no such."""
        if value in ("workspace", "public"):
            return cls(public=value == "public")
        ids = value if isinstance(value, list) else ()
        sound = bool(ids) and all(isinstance(one, str) and CHANNEL_ID.fullmatch(one) for one in ids)
        return cls(channels=frozenset(ids)) if sound else None

    def write(self) -> str | list[str]:
        """Return the audience as a topic's file names it."""
        return sorted(self.channels) or ("public" if self.public else "workspace")

    def reaches(self, spot: Spot) -> bool:
        """Whether the topic may be told, and named, at a spot."""
        if self.public:
            return True
        return not spot.outside and (not self.channels or spot.channel in self.channels)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where something is said: a channel's id, empty for a window or Home; `outside` where other companies may read along."""

    channel: str = ""
    outside: bool = False


WORKSPACE = Audience()
EVERYBODY = Audience(public=True)
ALONE = Spot()
"""Where one person of the own company reads: in Home, in a window."""
