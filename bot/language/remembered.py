"""What was worked out for the words met of late: a memory that stays small, whatever people write and for however long."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import TypeVar

ValueT = TypeVar("ValueT")

MOST = 5_000
"""Words kept. Nine in ten words of a message are among some thousand; a dictionary of more than 5,461 takes twice the room."""

LONGEST = 80
"""Letters of a word, or of a pair of words, worth remembering."""


class Remembered(dict[str, ValueT]):
    """Works out what is asked for, once, and lets the quarter met first go when it is full. Thread-safe; not to be changed.

    Half the size of a cache that knows what was used last (`lru_cache`), and as good: what recurs is back after a moment. Were
    all let go at once, a process would grow long after its beginning, whenever several memories happen to be full together.
    """

    def __init__(self, work: Callable[[str], ValueT], *, most: int = MOST) -> None:
        """`work` must give the same for the same word for ever."""
        super().__init__()
        self._work = work
        self._most = most

    def __missing__(self, word: str) -> ValueT:
        """Work out what is not known."""
        found = self._work(word)
        if len(word) <= LONGEST:
            if len(self) >= self._most:
                for oldest in list(islice(self, self._most // 4 + 1)):
                    self.pop(oldest, None)
            self[word] = found
        return found
