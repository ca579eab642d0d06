"""The one grammar of phrases, as curators write them.

lost customers          words in a row
(lost|gone)             one of several; single words need no brackets: `lost|gone customers`
[our] churn             what may be left out
{money}                 any entry of the list `list.money`
custom*  *putuskan      any word that begins, or ends, so
owner … decides         a few words between, in the same clause
have # left             a number
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, product
from typing import TypeAlias

GAP = "…"
NUMBER = "#"
LIST = "list."
"""Keys of lists begin so; all others are keys of phrases."""
MOST_READINGS = 400
"""Ways to say one phrase; more of them are a mistake."""
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_MARKS = frozenset("()[]{}|")
_AT_MARKS = re.compile(r"[()\[\]{}|]|[^()\[\]{}|]+")
_SPECIAL = _MARKS | {"*", GAP, NUMBER}

Place: TypeAlias = frozenset[str]
"""What one place of a phrase admits: words, `begin*`, `*end`, `#`, or `…` alone."""
Sequence_: TypeAlias = tuple[Place, ...]
Lists: TypeAlias = Mapping[str, list[Sequence_]]
"""Every way to say an entry of a list, by its name."""
Splitter: TypeAlias = Callable[[str], Iterable[str]]
"""Cuts a word as written into words as they are compared: "half-day" into two."""


class PhraseError(ValueError):
    """A phrase that cannot be read; the text says why."""


@lru_cache(maxsize=50_000)
def just(word: str) -> Place:
    """Return the place of one word. Phrases share their words, and so their places."""
    return frozenset({word})


@dataclass(slots=True)
class _Parser:
    """Reads one phrase, piece by piece."""

    pieces: Sequence[str]
    lists: Lists
    split: Splitter
    at: int = 0

    def sequence(self, until: str) -> list[Sequence_]:
        """Read alternatives up to a closing bracket, or up to the end where `until` is empty."""
        found: list[Sequence_] = []
        items: list[list[Sequence_]] = []
        while self.at < len(self.pieces) and self.pieces[self.at] != until:
            if self.pieces[self.at] == "|":
                found += _rows(items)
                items = []
                self.at += 1
                continue
            items.append(self._item())
        if until and self.at == len(self.pieces):
            raise PhraseError(f"A “{until}” is missing.")
        self.at += 1
        return [*found, *_rows(items)]

    def _item(self) -> list[Sequence_]:
        piece = self.pieces[self.at]
        self.at += 1
        if piece in _BRACKETS:
            return self._bracket(piece)
        if piece in _BRACKETS.values():
            raise PhraseError(f"A bracket closes that was not opened: “{piece}”.")
        return [self._words(piece)]

    def _bracket(self, opening: str) -> list[Sequence_]:
        if opening == "{":
            name = self.pieces[self.at] if self.at < len(self.pieces) else ""
            if self.pieces[self.at + 1 : self.at + 2] != ["}"]:
                raise PhraseError("A list is named by one word in braces, such as {money}.")
            if name not in self.lists:
                raise PhraseError(f"There is no list “{name}”.")
            self.at += 2
            return self.lists[name]
        inside = _merged(self.sequence(_BRACKETS[opening]))
        return [(), *inside] if opening == "[" else inside

    def _words(self, piece: str) -> Sequence_:
        if piece in (GAP, NUMBER):
            return (frozenset({piece}),)
        if piece.startswith("*") or piece.endswith("*"):
            return _wild(piece, self.split)
        return tuple(map(just, self.split(piece)))


def lists_of(lists: Mapping[str, Sequence[str]], split: Splitter) -> Lists:
    """Return the ways to say each list, for phrases that name it. Raises PhraseError where an entry cannot be read."""
    return {name: _merged([row for entry in entries for row in parse(entry, {}, split)]) for name, entries in lists.items()}


def parse(phrase: str, lists: Lists, split: Splitter) -> list[Sequence_]:
    """Return every way to say a phrase, as places; `lists` come from `lists_of`.

    Raises PhraseError where it is empty, ends in a gap, or cannot be read.
    """
    if not _SPECIAL.intersection(phrase):  # most are words in a row
        row = tuple(just(word) for piece in phrase.split() for word in split(piece))
        if row:
            return [row]
    rows = _merged(_Parser(_pieces(phrase), lists, split).sequence(""))
    gap = frozenset({GAP})
    if not rows or any(not row or gap in (row[0], row[-1]) for row in rows):
        raise PhraseError("A phrase begins and ends with a word that is said every time.")
    if len(rows) > MOST_READINGS:
        raise PhraseError(f"There are {len(rows)} ways to say this phrase. Write it as several.")
    return rows


def _pieces(phrase: str) -> list[str]:
    """Cut a phrase at blanks and marks. Bars between single words outside of brackets join those words alone."""
    pieces: list[str] = []
    for part in phrase.split():
        cut = _at_marks(part)
        bare = "|" in cut and not any(mark in cut for mark in "()[]") and not _is_open(pieces)
        pieces += ["(", *cut, ")"] if bare else cut
    return pieces


def _is_open(pieces: Sequence[str]) -> bool:
    """Whether a round or square bracket is open behind these pieces."""
    return sum(piece in ("(", "[") for piece in pieces) > sum(piece in (")", "]") for piece in pieces)


def _at_marks(part: str) -> list[str]:
    return _AT_MARKS.findall(part) if _MARKS.intersection(part) else [part]


def _wild(piece: str, split: Splitter) -> Sequence_:
    """Read `custom*` and `*putuskan`; in "half-day*" only the last word is open."""
    words = list(split(piece.strip("*")))
    if not words:
        raise PhraseError("A star needs letters beside it.")
    words = [f"*{words[0]}", *words[1:]] if piece.startswith("*") else [*words[:-1], f"{words[-1]}*"]
    return tuple(map(just, words))


def _rows(items: Sequence[Sequence[Sequence_]]) -> list[Sequence_]:
    """Return every way through items said one after the other."""
    return [tuple(chain.from_iterable(row)) for row in product(*items)] if items else []


def _merged(rows: Iterable[Sequence_]) -> list[Sequence_]:
    """Join ways of one word into one place of many words, so that `a|b c|d` stays one row instead of four."""
    found = list(dict.fromkeys(rows))
    single = [row[0] for row in found if len(row) == 1 and GAP not in row[0]]
    if len(single) < 2:
        return found
    return [(frozenset().union(*single),), *(row for row in found if len(row) != 1 or GAP in row[0])]
