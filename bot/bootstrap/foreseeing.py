"""Looks ahead for a curator: learns what would be published, aside, and asks it what people ask."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path

from bot.advisor.ports import Stores
from bot.advisor.preview import Foresight
from bot.bootstrap import answering_over, make_snapshot
from bot.bootstrap.following import layers_with, published
from bot.bootstrap.learning_aside import learn_aside
from bot.domain.current import Current
from bot.domain.preview import Preview
from bot.domain.taught import Taught
from bot.listeners.edition import Edition

MOST_ASKED = 2_000
"""Questions of people looked through, the newest."""


class Foreseer:
    """What publishing would do; what is learnt for it is kept beside what is taught, and publishing it learns nothing again."""

    def __init__(
        self, base: Path, editions: Current[Edition], stores: Stores, folders: Sequence[Path] = (), cache: Path | None = None
    ) -> None:
        """`base` is the folder of the built-in knowledge, `folders` those of the layers below what is taught, `cache` that of the
        built-in phrases, ready to be learnt beside new ones.
        """
        self._base = base
        self._editions = editions
        self._stores = stores
        self._folders = tuple(folders)
        self._cache = cache

    def look(self, taught: Taught) -> Preview:
        """Return what a taught topic would do, once it is published. Raises what keeps it from being used."""
        now = self._editions.get()
        beside = [one for one in published(self._stores.taught) if one.id != taught.id]
        # In the order that the store will tell, the newest first, for the same phrases in the same order are learnt once.
        with layers_with(self._folders, [taught, *beside]) as layers:
            kept = learn_aside(self._base, layers, self._stores.learnt, self._cache)
            snapshot = make_snapshot(self._base, layers, kept=kept, cache=self._cache, quiet=True)
        from bot.knowledge.preview_lines import asked_lines, layer_lines, texts_that_differ

        asked = self._stores.questions.latest(limit=MOST_ASKED)
        others = chain(asked_lines(asked), layer_lines(now.layers))
        texts = texts_that_differ(now.layers, snapshot.layers)
        return _built_in(self._base).of(texts, now.matcher, answering_over(snapshot).matcher, others)


@lru_cache(maxsize=1)
def _built_in(folder: Path) -> Foresight:
    """The questions that come with the product: they change with a release alone."""
    from bot.knowledge.preview_lines import built_in_lines

    return Foresight(built_in_lines(folder))
