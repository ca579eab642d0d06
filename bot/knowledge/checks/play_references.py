"""Checks that every id in a play leads somewhere: topics, other plays, claims behind the steps, the source."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import Segment
from bot.domain.play import Play, PlaySide
from bot.errors import Problem
from bot.knowledge.content import Content
from bot.knowledge.plays import PLAYS

_Fault = tuple[str, str, str]


def check_play_references(content: Content) -> Iterator[Problem]:
    """Yield every id in a play that names nothing; load runs this too, for a reply must never meet such an id."""
    if content.knowledge is None:
        return
    for play in content.knowledge.plays.values():
        for path, what, remedy in _references(content, content.knowledge, play):
            yield content.problem(file_of(play), path, what, remedy)


def file_of(play: Play) -> str:
    """The file a play stands in, relative to the knowledge folder."""
    return f"{PLAYS}/{play.id}.yml"


def is_claim(knowledge: KnowledgeBase, name: str) -> bool:
    """Whether a name, `topic.claim`, names a claim there is."""
    topic, _, claim = name.partition(".")
    return topic in knowledge.topics and claim in knowledge.topics[topic].claims


def _references(content: Content, knowledge: KnowledgeBase, play: Play) -> Iterator[_Fault]:
    for index, topic in enumerate(play.topics):
        if topic not in content.topic_ids:
            yield f"topics[{index}]", f"There is no topic “{topic}”.", "Name the file of a topic without “.yml”."
    for index, other in enumerate(play.related):
        if other not in content.play_ids or other == play.id:
            yield f"related[{index}]", f"There is no other play “{other}”.", "Name the file of a play without “.yml”."
    source, _, section = play.source.partition(".")
    if source not in knowledge.sources or section not in knowledge.sources[source].sections:
        yield "source", f"There is no source section “{play.source}”.", "Add it to sources.yml."
    if not play.sides:
        yield "sides", "The play says nothing for any side.", "Write `enterprise`, `smb`, or both."
    for segment, side in play.sides.items():
        yield from _reasons(knowledge, segment, side)


def _reasons(knowledge: KnowledgeBase, segment: Segment, side: PlaySide) -> Iterator[_Fault]:
    for index, step in enumerate(side.steps):
        for place, name in enumerate(step.because):
            if not is_claim(knowledge, name):
                path = f"sides.{segment}.steps[{index}].because[{place}]"
                yield path, f"There is no claim “{name}”.", "Write `topic.claim`, or [] for advice of our own."
