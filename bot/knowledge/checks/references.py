"""Checks that every id leads somewhere: related topics, figures, claims of guidance, sources and units."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.knowledge import KnowledgeBase, Topic
from bot.errors import Problem
from bot.knowledge.content import Content
from bot.knowledge.figures import FIGURE, figures_in

_LONE_DOLLAR = re.compile(r"\$(?![a-z])")


def check_references(content: Content) -> Iterator[Problem]:
    """Yield every id that names nothing; load runs this too, for a reply must never meet such an id."""
    if content.knowledge is None:
        return
    for topic in content.knowledge.topics.values():
        yield from _related(content, topic)
        yield from _claims(content, content.knowledge, topic)
    yield from _figures_in_texts(content, content.knowledge)
    yield from _figure_entries(content, content.knowledge)


def _related(content: Content, topic: Topic) -> Iterator[Problem]:
    file = f"topics/{topic.id}.yml"
    for index, other in enumerate(topic.related):
        path = f"related[{index}]"
        if other == topic.id:
            yield content.problem(file, path, "The topic is related to itself.", "Name another topic.")
        elif other not in content.topic_ids:
            yield content.problem(file, path, f"There is no topic “{other}”.", "Name the file of a topic without “.yml”.")
        elif other in topic.related[:index]:
            yield content.problem(file, path, f"The topic “{other}” stands twice.", "Remove one of the two.")
    for segment, listed in topic.lists.items():
        for index, other in enumerate(listed):
            if other not in content.topic_ids:
                path = f"answer.{segment}.lists[{index}]"
                yield content.problem(file, path, f"There is no topic “{other}”.", "Name the file of a topic without “.yml”.")
    if topic.counterpart is not None and topic.counterpart not in content.topic_ids:
        what = f"There is no topic “{topic.counterpart}”."
        yield content.problem(file, "counterpart", what, "Name the file of a topic without “.yml”.")


def _claims(content: Content, knowledge: KnowledgeBase, topic: Topic) -> Iterator[Problem]:
    file = f"topics/{topic.id}.yml"
    for claim in topic.claims.values():
        if not _has_section(knowledge, claim.source):
            path = f"claims.{claim.id}.source"
            yield content.problem(file, path, f"There is no source section “{claim.source}”.", "Add it to sources.yml.")
    for segment, told in topic.told.items():
        for index, name in enumerate(told):
            if name not in topic.claims:
                path = f"answer.{segment}.claims[{index}]"
                yield content.problem(file, path, f"The topic has no claim “{name}”.", "Name one of the keys under `claims`.")
    for segment, lines in topic.guidance.items():
        for index, line in enumerate(lines):
            if line.claim not in topic.claims:
                path = f"guidance.{segment}[{index}].claim"
                what = f"The topic has no claim “{line.claim}”."
                yield content.problem(file, path, what, "Name one of the keys under `claims`.")


def _figures_in_texts(content: Content, knowledge: KnowledgeBase) -> Iterator[Problem]:
    for located in content.texts():
        for figure in figures_in(located.text):
            if figure not in knowledge.figures:
                what = f"There is no figure “{figure}”."
                yield content.problem(located.file, located.path, what, "Add it to figures.yml, or correct its name.")
        if any(_LONE_DOLLAR.search(FIGURE.sub("", version)) for version in located.text.values()):
            what = "A dollar sign stands here without a figure's name."
            yield content.problem(located.file, located.path, what, "Write $ and the figure's name; the unit brings the sign.")


def _figure_entries(content: Content, knowledge: KnowledgeBase) -> Iterator[Problem]:
    for figure in knowledge.figures.values():
        if figure.unit not in knowledge.units:
            what = f"There is no unit “{figure.unit}”."
            yield content.problem("figures.yml", f"{figure.id}.unit", what, "Add it to units.yml, or correct its name.")
        if not _has_section(knowledge, figure.source):
            what = f"There is no source section “{figure.source}”."
            yield content.problem("figures.yml", f"{figure.id}.source", what, "Add it to sources.yml.")


def _has_section(knowledge: KnowledgeBase, name: str) -> bool:
    source_id, _, section_id = name.partition(".")
    return source_id in knowledge.sources and section_id in knowledge.sources[source_id].sections
