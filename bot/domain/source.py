"""What claims rest on, and what can be opened or sent along."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.text import Text


class SourceKind(StrEnum):
    """What a claim rests on."""

    ARTICLE = "article"
    """A publication that the built-in knowledge is made of: answers may call it "the article"."""
    PUBLICATION = "publication"
    """Any other one, such as a team cites."""
    DOCUMENT = "document"
    """A page or file of the team's own; nobody published it, and its day may be unknown."""
    PERSON = "person"
    """Somebody who said so: `publisher` is the team, if told."""
    MESSAGE = "message"
    """A message in Slack, at its permalink."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What claims are taken from, with its sections by id; `url` is where it stands, None if unknown."""

    id: str
    title: Text
    publisher: str
    published: datetime.date | None
    sections: Mapping[str, Text]
    url: str | None = None
    kind: SourceKind = SourceKind.ARTICLE

    @property
    def is_published(self) -> bool:
        """Whether somebody published it, so that it is known by who did."""
        return self.kind in (SourceKind.ARTICLE, SourceKind.PUBLICATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Something to open or send along: a deck, a one-pager. One that is `internal` is not for customers' eyes."""

    title: Text
    url: str
    internal: bool = True
