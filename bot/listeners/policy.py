"""What the operator decided about the bot's manners in Slack."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.domain.curators import Curators


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Manners that settings can change.

    `expert` is the id of the channel or person that may be asked what is not in the knowledge; None offers nobody.
    `curators` see what was asked in vain, and decide about it; with none named, nobody sees any of it.
    `allow_external` answers in channels shared with other companies. `thread_follow` answers replies without a mention in
    threads the bot already speaks in, where Slack sends such messages.
    """

    expert: str | None = None
    curators: Curators = field(default_factory=Curators)
    allow_external: bool = False
    thread_follow: bool = True
