"""What the knowledge base holds, once loaded and checked: topics, claims, figures, sources."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias, TypeVar

from bot.domain.audience import WORKSPACE, Audience
from bot.domain.language import Language, Segment
from bot.domain.play import Play
from bot.domain.source import Link, Source
from bot.domain.text import Text
from bot.domain.want import Want
from bot.domain.writing import Writing


class ClaimKind(StrEnum):
    """What a claim is good for in a conversation."""

    FACT = "fact"
    REASON = "reason"
    EXAMPLE = "example"
    CAUTION = "caution"


class LeadsToFit(StrEnum):
    """How a topic leads to the fit check."""

    OFFERED = "offered"
    """The check is offered below its answer."""
    ASKED = "asked"
    """Besides, whoever asks about it and tells of customers and deals wants the check itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that stands in the source: one value (`low == high`) or a range, in a unit, at a scale such as `billion`."""

    id: str
    low: float
    high: float
    unit: str
    scale: str | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One sentence the source supports. `source` reads `<source id>.<section id>`; one that is `internal` no customer may see."""

    id: str
    side: Segment
    kind: ClaimKind
    source: str
    text: Text
    internal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Guideline:
    """One thing to do, and the id of the claim it follows from; one that is `internal` no customer may see."""

    claim: str
    text: Text
    internal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A remark of ours to the reader, shown with the side it is about; one that is `internal` no customer may see."""

    side: Segment
    text: Text
    internal: bool = False


_Part = TypeVar("_Part", Claim, Guideline, Note, Link)


def _outward(parts: Iterable[_Part]) -> tuple[_Part, ...]:
    """The parts of a topic that customers may see."""
    return tuple(part for part in parts if not part.internal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Everything known on one subject.

    `side` is what it is about where the asker names no side. `counterpart` is the topic to go to when a one-sided topic is
    asked of the other side. `hints` are concepts of the lexicon that tell a side in this topic alone, such as marketer: SMB.
    `told` names the claims that the direct answer to a side tells already, `lists` the topics that it lists, in its order.
    `fit` is how it leads to the fit check, `first` its place among the questions a newcomer is shown. `links` are what can be
    opened or sent along. `languages` are those it was written in, where that is not all of them: the texts of the others are
    those of the first. `audience` is for whom it is.
    """

    id: str
    title: Text
    side: Segment
    owner: str
    reviewed_on: datetime.date | None
    answers: Mapping[Segment, Text]
    claims: Mapping[str, Claim]
    guidance: Mapping[Segment, tuple[Guideline, ...]]
    note: Note | None
    related: tuple[str, ...]
    counterpart: str | None = None
    hints: Mapping[str, Segment] = field(default_factory=dict)
    told: Mapping[Segment, tuple[str, ...]] = field(default_factory=dict)
    lists: Mapping[Segment, tuple[str, ...]] = field(default_factory=dict)
    fit: LeadsToFit | None = None
    first: int | None = None
    links: tuple[Link, ...] = ()
    languages: tuple[Language, ...] = ()
    audience: Audience = WORKSPACE

    def for_customers(self) -> Topic:
        """The topic without what is internal; itself where nothing is."""
        claims = {claim.id: claim for claim in _outward(self.claims.values())}
        guidance = {side: _outward(lines) for side, lines in self.guidance.items()}
        note = next(iter(_outward(filter(None, [self.note]))), None)
        outward = replace(self, claims=claims, guidance=guidance, links=_outward(self.links), note=note)
        return self if outward == self else outward

    def answer(self, segment: Segment) -> Text:
        """The direct answer for a side, or the one for both where the topic has none of its own for it."""
        return self.answers.get(segment, self.answers[Segment.BOTH])

    def claims_for(self, segment: Segment) -> tuple[Claim, ...]:
        """The claims that speak about a side, in the order of the file; BOTH takes every claim."""
        if segment is Segment.BOTH:
            return tuple(self.claims.values())
        return tuple(claim for claim in self.claims.values() if claim.side in (segment, Segment.BOTH))

    def has_side(self, segment: Segment) -> bool:
        """Whether any claim speaks about exactly this side."""
        return any(claim.side is segment for claim in self.claims.values())

    @property
    def is_comparison(self) -> bool:
        """Whether both sides have claims of their own, so that they can be set side by side."""
        return self.has_side(Segment.ENTERPRISE) and self.has_side(Segment.SMB)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A shelf of topics, in browsing order."""

    id: str
    title: Text
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One way people ask for a topic or a play.

    `segment` is the side they name in it, None where they name no side; `want` what they want of the
    subject, None for nothing in particular; `is_open` that a side may or may not be
    meant, so that nothing is learnt of sides from it.
    """

    language: Language
    topic: str
    segment: Segment | None
    text: str
    want: Want | None = None
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """How a figure's unit is written; `#` stands for the number. By language, then plural form (`one`, `other`).

    `grouped` tells whether its number has thousands separators, as a year has not.
    """

    id: str
    forms: Mapping[Language, Mapping[str, str]]
    grouped: bool = True


Subject: TypeAlias = Topic | Play
"""What a question can be about."""


@dataclass(frozen=True, kw_only=True)
class KnowledgeBase:
    """The whole of the curated knowledge, valid by construction: the loader refuses anything else.

    `languages` are those every text stands in, the one texts are written in first; `writing` is how each writes numbers.
    `archive` and `archived_plays` are what a layer hides or replaced: nobody is shown it, but plays and rules still cite it.
    """

    topics: Mapping[str, Topic]
    groups: Mapping[str, Group]
    sources: Mapping[str, Source]
    figures: Mapping[str, Figure]
    units: Mapping[str, Unit] = field(default_factory=dict)
    plays: Mapping[str, Play] = field(default_factory=dict)
    languages: tuple[Language, ...] = ()
    writing: Mapping[Language, Writing] = field(default_factory=dict)
    archive: Mapping[str, Topic] = field(default_factory=dict)
    archived_plays: Mapping[str, Play] = field(default_factory=dict)

    @cached_property
    def subjects(self) -> Mapping[str, Subject]:
        """Everything that can be asked for by its id: the topics, then the plays."""
        return {**self.topics, **self.plays}

    @cached_property
    def plays_on(self) -> Mapping[str, tuple[str, ...]]:
        """The plays built on a topic, by its id: first those whose main ground it is, then those that cite it most."""
        found: dict[str, list[Play]] = {}
        for play in self.plays.values():
            for topic in play.topics:
                found.setdefault(topic, []).append(play)
        return {
            topic: tuple(play.id for play in sorted(plays, key=lambda play: play.rank(topic))) for topic, plays in found.items()
        }

    @cached_property
    def first_questions(self) -> tuple[str, ...]:
        """The topics a newcomer is shown as things to ask, in order."""
        places = ((topic.first, topic.id) for topic in self.topics.values() if topic.first is not None)
        return tuple(topic_id for _, topic_id in sorted(places))

    def claim(self, name: str) -> Claim:
        """The claim named `topic.claim`. Raises KeyError for one there is not."""
        topic_id, _, claim_id = name.partition(".")
        topic = self.topics.get(topic_id)
        return (topic if topic is not None and claim_id in topic.claims else self.archive[topic_id]).claims[claim_id]

    def cited(self, topic_id: str) -> Topic:
        """The topic that rules of the built-in knowledge speak of: shown, or only cited. Raises KeyError for one there is not."""
        return self.topics[topic_id] if topic_id in self.topics else self.archive[topic_id]

    def cited_play(self, play_id: str) -> Play:
        """The play that rules of the built-in knowledge take questions from. Raises KeyError for one there is not."""
        return self.plays[play_id] if play_id in self.plays else self.archived_plays[play_id]

    def group_of(self, topic_id: str) -> Group:
        """The shelf a topic stands on."""
        return next(group for group in self.groups.values() if topic_id in group.topics)
