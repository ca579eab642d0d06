"""What to do about a database that fails, by what its driver says. The driver's words stay beside it."""

from __future__ import annotations

import os
import re
from pathlib import Path

from sqlalchemy import URL

_PATTERNS: tuple[tuple[str, str], ...] = (
    # The tables.
    (
        r"no such (table|column)|no column named|(relation|column) .* does not exist",
        "Its tables are not those this version needs: run `sales-advisor migrate`.",
    ),
    (
        r"permission denied for (table|relation|schema|sequence)",
        "Let the user of DATABASE_URL read and write every table: GRANT ALL ON ALL TABLES IN SCHEMA public TO that user.",
    ),
    # A SQLite file.
    (
        r"malformed|not a database",
        "The file is damaged, or no database. Move it away, with its -wal and -shm; then put back a copy, or migrate anew.",
    ),
    (
        r"attempt to write a readonly database",
        "Let the user that runs the bot write to the file and to its folder, and see that the disk is not mounted read-only.",
    ),
    (
        r"database is locked|database table is locked",
        "Another program holds it. End its transaction; keep the file on a disk of this machine, not on a network share.",
    ),
    (r"disk I/O error", "The disk fails, or took the file away. Look at the machine's own log, and at the free space."),
    # Room.
    (
        r"database or disk is full|could not extend file|No space left on device|quota exceeded",
        "The disk is full: make room, or set ADVISOR_KEEP_DAYS lower. Nothing is kept until then.",
    ),
    # A server.
    (
        r"read-only transaction|in recovery mode|hot standby",
        "This server only reads: it is a copy, or was switched to read-only. Name the one that takes writes in DATABASE_URL.",
    ),
    (
        r"password authentication failed|role .* does not exist|no password supplied",
        "The server does not know this user or password. Copy DATABASE_URL again.",
    ),
    (
        r"database \".*\" does not exist",
        "The server has no database of this name. Make it (createdb), or name another in DATABASE_URL.",
    ),
    (
        r"no encryption|SSL off|SSL connection is required",
        "The server wants encryption: put ?sslmode=require behind DATABASE_URL.",
    ),
    (r"does not support SSL", "The server offers no encryption: take sslmode out of DATABASE_URL, or switch it on there."),
    (r"pg_hba\.conf", "The server lets nobody in from this machine as this user: ask for an entry in its pg_hba.conf."),
    (
        r"resolve host|translate host name|Name or service not known|Temporary failure in name resolution",
        "No machine of this name is known here. Check the host in DATABASE_URL, and this machine's name service.",
    ),
    (
        r"too many (clients|connections)|connection slots|QueuePool limit",
        "Every connection is in use: each process of the bot takes up to 8. Run fewer copies, or let the server take more.",
    ),
    (
        r"statement timeout|lock timeout|deadlock",
        "It answers too slowly: look for locks and long statements in pg_stat_activity.",
    ),
    (
        r"connection refused|timeout expired|timed out|connection timeout|no route to host|network is unreachable",
        "Nothing answers there. Check host and port in DATABASE_URL, that the server runs, and that no firewall stands between.",
    ),
)
_RULES = tuple((re.compile(pattern, re.IGNORECASE), remedy) for pattern, remedy in _PATTERNS)
_UNOPENED = re.compile(r"unable to open database file")
_OTHERWISE = "Check DATABASE_URL and that the database runs."


def remedy_for(why: str, *, url: URL) -> str:
    """Return what to do about a failure the driver tells of in the words `why`."""
    if url.get_backend_name() == "sqlite" and _UNOPENED.search(why):
        return _unopened(Path(url.database or ""))
    return next((remedy for rule, remedy in _RULES if rule.search(why)), _OTHERWISE)


def _unopened(file: Path) -> str:
    """SQLite says no more than that it could not open the file: look why."""
    folder = file.absolute().parent
    if file.is_dir():
        return "That is a folder: name a file in it, such as sales-advisor.db."
    if not folder.is_dir():
        return f"There is no folder {folder}: make it, or name another file in DATABASE_URL."
    if not _may(folder, os.W_OK | os.X_OK) or (file.exists() and not _may(file, os.R_OK | os.W_OK)):
        return f"Let the user that runs the bot read and write the file and its folder {folder}."
    if not file.exists():
        return "The file is gone: put it back, or run `sales-advisor migrate` for an empty one."
    return _OTHERWISE


def _may(path: Path, use: int) -> bool:
    return os.access(path, use, effective_ids=os.access in os.supports_effective_ids)
