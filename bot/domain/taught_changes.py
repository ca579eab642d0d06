"""What one version of a taught topic changes of the version before, as texts to be read beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.domain.taught import Taught


class ChangedPart(StrEnum):
    """The parts of a taught topic that are compared, in the order they are told."""

    QUESTIONS = "questions"
    ANSWER = "answer"
    TITLE = "title"
    SIDE = "side"
    SOURCE = "source"
    LINKS = "links"
    AUDIENCE = "audience"
    OWNER = "owner"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Change:
    """One part as it was and as it is; an empty text where there is none of it. Of questions, those taken out and those added."""

    part: ChangedPart
    before: str
    after: str


def changes(before: Taught | None, after: Taught) -> tuple[Change, ...]:
    """Return what a version changes of the one before; of the first version, all that it holds."""
    found = (Change(part, "" if before is None else read(before), read(after)) for part, read in _PARTS.items())
    return (*_questions(before, after), *(one for one in found if one.before != one.after))


def _questions(before: Taught | None, after: Taught) -> Iterator[Change]:
    old, new = [] if before is None else _lines(before), _lines(after)
    gone, added = [line for line in old if line not in new], [line for line in new if line not in old]
    if gone or added:
        yield Change(ChangedPart.QUESTIONS, "\n".join(gone), "\n".join(added))


def _lines(taught: Taught) -> list[str]:
    return [line for lines in taught.phrases.values() for line in lines]


def _text(name: str) -> Callable[[Taught], str]:
    return lambda taught: _plain(taught.body.get(name))


def _plain(value: Any) -> str:
    """A text, a source or links, as one line."""
    if isinstance(value, Mapping):
        return ", ".join(_plain(one) for one in value.values() if one)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(map(_plain, value))
    return "" if value is None else str(value)


_PARTS: Mapping[ChangedPart, Callable[[Taught], str]] = {
    ChangedPart.ANSWER: _text("answer"),
    ChangedPart.TITLE: _text("title"),
    ChangedPart.SIDE: _text("side"),
    ChangedPart.SOURCE: _text("source"),
    ChangedPart.LINKS: _text("links"),
    ChangedPart.AUDIENCE: lambda taught: "" if taught.adds_phrases_only else _plain(taught.audience.write()),
    ChangedPart.OWNER: lambda taught: taught.owner,
    ChangedPart.REVIEW: lambda taught: str(taught.review_on or ""),
}
