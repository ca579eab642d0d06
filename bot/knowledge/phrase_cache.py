"""The phrases of the built-in knowledge, ready to be learnt beside new ones: nothing of them is read twice."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache as once
from pathlib import Path
from typing import TYPE_CHECKING

from bot.knowledge.cached_files import keep
from bot.knowledge.training_data import load_samples
from bot.language.lexicon import Lexicon
from bot.matching.model import TrainedModel
from bot.matching.reading import Reader

if TYPE_CHECKING:
    from bot.matching.known_phrases import KnownPhrases

MOST = 2
"""Files of phrases in the cache: one serves until the next training, or the next release."""


class PhraseCache:
    """The phrases of one state of the knowledge after the other: the last one is kept by the process, each in the cache."""

    def __init__(self) -> None:
        self._last: tuple[str, KnownPhrases] | None = None
        self._written: tuple[Path, int] | None = None

    def get(self, folder: Path, stand: str, model: TrainedModel, lexicons: Sequence[Lexicon], cache: Path | None) -> KnownPhrases:
        """Return the phrases of a built-in knowledge folder. stand: names all that they, and what is read of them, depend on."""
        from bot.matching.known_file import known_of, load_known, read_so_far  # noqa: PLC0415 (NumPy is for learning alone)

        last = self._last
        if last is not None and last[0] == stand:
            return last[1]

        @once
        def reader() -> Reader:
            return Reader(lexicons, model.vocabulary)

        known = None if cache is None else load_known(_file(cache, stand), reader)
        if known is not None and cache is not None:
            self._written = (_file(cache, stand), read_so_far(known))
        known = known or known_of(load_samples(folder), reader)
        self._last = (stand, known)
        return known

    def keep(self, cache: Path) -> None:
        """Write to a cache what has been read since it was written there last."""
        from bot.matching.known_file import read_so_far, save_known  # noqa: PLC0415

        if self._last is None:
            return
        stand, known = self._last
        now = (_file(cache, stand), read_so_far(known))
        if now != self._written and keep(now[0], lambda path: save_known(path, known), MOST):
            self._written = now


def _file(cache: Path, stand: str) -> Path:
    return cache / f"phrases-{stand}.npz"
