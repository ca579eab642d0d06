"""The shape of the files in `brief/`: rules, facts, topics; and of the phrases that belong to them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, TypeAdapter

from bot.domain.brief import Shows
from bot.knowledge.entries import Entry
from bot.knowledge.fit_schema import CUES, ClaimId
from bot.knowledge.schema import Filled, Id, TextEntry

__all__ = ["CUES", "FACTS", "RULES", "TOPICS"]

Count = Annotated[int, Field(gt=0)]
Claims = Annotated[list[ClaimId], Field(min_length=1)]


class SidedEntry(Entry):
    """One value for each side."""

    enterprise: Id
    smb: Id


class MetricsEntry(Entry):
    """The metrics to watch on each side."""

    enterprise: Annotated[list[Id], Field(min_length=1)]
    smb: Annotated[list[Id], Field(min_length=1)]


class StageEntry(TextEntry):
    """A step of a purchase, and the play whose questions fit there."""

    ask: Id


class AskEntry(Entry):
    """Whose questions are put where something was said."""

    when: Filled
    play: Id


class RulesFile(Entry):
    """The file `brief/rules.yml`."""

    most_topics: Count
    most_questions: Count
    most_facts: Count
    majority: Annotated[float, Field(ge=0, le=1)]
    cycles: SidedEntry
    metrics: MetricsEntry
    stages: Annotated[dict[Id, StageEntry], Field(min_length=1)]
    asks: list[AskEntry]
    first_ask: Id
    needs: list[Filled]
    blanks: Annotated[dict[Filled, dict[Filled, list[Filled]]], Field(default_factory=dict)]


class FactEntry(Entry):
    """How a fact is named where it was told, and where it is missing; `unless` another one says as much."""

    told: TextEntry
    need: TextEntry | None = None
    unless: Id | None = None


class TopicEntry(Entry):
    """A topic a brief can speak of: what calls for it, and what it tells by side."""

    heading: TextEntry
    calls: Annotated[dict[Filled, Count], Field(min_length=1)]
    shows: Annotated[Shows, Field(strict=False)] = Shows.CLAIMS
    fact: Filled | None = None
    enterprise: Claims | None = None
    smb: Claims | None = None
    both: Claims | None = None


RULES = TypeAdapter(RulesFile)
FACTS = TypeAdapter(dict[Filled, FactEntry])
TOPICS = TypeAdapter(Annotated[dict[Id, TopicEntry], Field(min_length=1)])
