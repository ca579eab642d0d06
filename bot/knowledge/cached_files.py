"""Files in the cache: written whole, the oldest of a kind let go; a cache that cannot be written is told and no failure."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

logger = logging.getLogger(__name__)


def keep_quietly(path: Path, save: Callable[[Path], None], most: int) -> bool:
    """As `keep`, where a cache that cannot be written is nothing to tell anybody of."""
    try:
        _keep(path, save, most)
    except OSError as error:
        logger.info("Nothing can be kept in %s: %s.", path.parent, error.strerror or error)
        return False
    return True


def keep(path: Path, save: Callable[[Path], None], most: int) -> bool:
    """Let `save` write a file, and let the oldest of its kind (its suffix) go beyond so many. Returns whether it is there.

    A cache that cannot be written costs a second at the next start.
    """
    try:
        _keep(path, save, most)
    except OSError as error:
        what = "What was learnt cannot be kept in %s (%s): it is learnt again at the next start. Set ADVISOR_CACHE to a folder."
        logger.warning(what, path.parent, error.strerror or error)
        return False
    return True


def _keep(path: Path, save: Callable[[Path], None], most: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    save(path)
    older = sorted(path.parent.glob(f"*{path.suffix}"), key=lambda one: one.stat().st_mtime, reverse=True)[most:]
    for one in older:
        one.unlink(missing_ok=True)
