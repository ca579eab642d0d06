"""Learns what layers add in a process of its own, so that a running bot goes on answering meanwhile."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.bootstrap.snapshots import knowledge_of
from bot.knowledge.learnt import is_kept, learnt
from bot.knowledge.lexicon import load_lexicons

logger = logging.getLogger(__name__)

LONGEST = 600.0
"""Seconds that learning may take: a thousand topics take half of them."""

NICE = 5
"""How far the process stands back behind those that answer."""

_ROOT = Path(__file__).parents[2]
_SCRIPT = "import sys; sys.path.insert(0, sys.argv.pop(1)); from bot.bootstrap.learning_aside import learn; learn(*sys.argv[1:])"


def learn_aside(folder: Path, layers: Sequence[Path], cache: Path | None) -> bool:
    """Learn what layers add to a built-in knowledge folder in another process, which leaves it in the cache.

    Returns whether it is there now. Where it is not (there is no cache, or the process failed, which is told), whoever needs it
    learns it.
    """
    if cache is None:
        return False
    if is_kept(folder, knowledge_of(folder, layers)[1], cache):
        return True
    command = [sys.executable, "-c", _SCRIPT, str(_ROOT), str(folder), str(cache), *map(str, layers)]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=LONGEST)  # noqa: S603 (our own interpreter and code)
    except (OSError, subprocess.SubprocessError) as error:
        logger.warning("A process of its own could not learn (%s): it is learnt here, and answers wait.", error)
        return False
    return True


def learn(folder: str, cache: str, *layers: str) -> None:
    """Learn what layers add and keep it in the cache: what the other process does."""
    if hasattr(os, "nice"):
        os.nice(NICE)
    built_in = Path(folder)
    learnt(built_in, knowledge_of(built_in, [Path(one) for one in layers])[1], load_lexicons(built_in), Path(cache))
