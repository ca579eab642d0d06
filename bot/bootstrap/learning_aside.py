"""Learns what layers add in a process of its own, so that a running bot goes on answering meanwhile."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bot.advisor.ports import LearntStore
from bot.bootstrap.prepared import built_in
from bot.bootstrap.snapshots import knowledge_of
from bot.knowledge.learnt_folder import LearntFolder

logger = logging.getLogger(__name__)

LONGEST = 600.0
"""Seconds that learning may take: a thousand topics take half of them."""

NICE = 5
"""How far the process stands back behind those that answer."""

_ROOT = Path(__file__).parents[2]
_SCRIPT = "import sys; sys.path.insert(0, sys.argv.pop(1)); from bot.bootstrap.learning_aside import learn; learn(*sys.argv[1:])"


def learn_aside(folder: Path, layers: Sequence[Path], kept: LearntStore, cache: Path | None = None) -> LearntStore:
    """Learn what layers add to a built-in knowledge folder in another process, unless `kept` has it; it is kept then.

    `cache` is where the built-in phrases are, ready to be learnt beside new ones; None where nothing is kept there.
    Returns where it can be read, whether it could be kept or not. Where the process failed, which is told, whoever needs it
    learns it.
    """
    read = knowledge_of(folder, layers, cache)[1]
    if not read:
        return kept
    from bot.knowledge.learnt import model_kept, stamp_of

    stamp = stamp_of(folder, read)
    if not stamp or model_kept(folder, stamp, kept) is not None:
        return kept
    content = _learnt_aside(folder, layers, stamp, cache)
    if content is None:
        return kept
    kept.keep(stamp=stamp, content=content)
    return _InHand(stamp, content, kept)


class _InHand:
    """What was just learnt, before all that is kept: a store that fails costs no second lesson."""

    def __init__(self, stamp: str, content: bytes, kept: LearntStore) -> None:
        self._own = {stamp: content}
        self._kept = kept

    def find(self, *, stamp: str) -> bytes | None:
        """Return what was learnt, or what is kept."""
        return self._own.get(stamp) or self._kept.find(stamp=stamp)

    def keep(self, *, stamp: str, content: bytes) -> None:
        """Keep what was learnt."""
        self._kept.keep(stamp=stamp, content=content)

    def forget(self, *, stamp: str) -> None:
        """Let go of what cannot be used."""
        self._own.pop(stamp, None)
        self._kept.forget(stamp=stamp)


def _learnt_aside(folder: Path, layers: Sequence[Path], stamp: str, cache: Path | None) -> bytes | None:
    """What another process learnt and left in a folder for a moment; None where it failed."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="sales-advisor-") as room:
        command = [sys.executable, "-c", _SCRIPT, str(_ROOT), str(folder), room, str(cache or ""), *map(str, layers)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=LONGEST)  # noqa: S603 (our own interpreter and code)
        except (OSError, subprocess.SubprocessError) as error:
            logger.warning("A process of its own could not learn (%s): it is learnt here, and answers wait.", error)
            return None
        logger.info("A process of its own has learnt what layers add, in %.0f s.", time.monotonic() - begun)
        return LearntFolder(Path(room)).find(stamp=stamp)


def learn(folder: str, room: str, cache: str, *layers: str) -> None:
    """Learn what layers add and leave it in a folder: what the other process does."""
    if hasattr(os, "nice"):
        os.nice(NICE)
    from bot.knowledge.learnt import learnt

    base, kept_in = Path(folder), Path(cache) if cache else None
    read = knowledge_of(base, [Path(one) for one in layers], kept_in)[1]
    learnt(base, read, built_in(base, kept_in).lexicons, LearntFolder(Path(room)), kept_in)
