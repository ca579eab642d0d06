"""The keys records are kept under: workspaces, threads, and opaque ids that fit into a button."""

from __future__ import annotations

import secrets


def team_key(*, team: str | None, enterprise: str | None = None) -> str:
    """Return the key of a workspace, `E1.T1`, `T1`, or `E1` for an installation that spans a whole organisation."""
    return ".".join(part for part in (enterprise, team) if part)


def thread_key(*, team: str, channel: str, ts: str) -> str:
    """Return the key of a thread, such as `T1:C1:1700000.1`; `team` is a `team_key`, `ts` the time stamp of its first message."""
    return f"{team}:{channel}:{ts}"


def team_of(key: str) -> str:
    """Return the workspace a thread or event key begins with, or an empty string where it names none (the terminal)."""
    team, colon, _ = key.partition(":")
    return team if colon else ""


def new_id() -> str:
    """Return an opaque id of 16 hexadecimal digits, short enough for a button's value and not to be guessed."""
    return secrets.token_hex(8)
