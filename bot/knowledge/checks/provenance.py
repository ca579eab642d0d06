"""Checks that every figure told in an answer or a guidance line stands in a cited claim of the right section."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from bot.domain.knowledge import KnowledgeBase, Topic
from bot.domain.text import Text
from bot.errors import Problem
from bot.knowledge.content import Content
from bot.knowledge.figures import figures_in


def check_provenance(content: Content) -> Iterator[Problem]:
    """Yield figures without a claim behind them, and figures whose source no claim that tells them shares."""
    if content.knowledge is None:
        return
    for topic in content.knowledge.topics.values():
        yield from _topic(content, topic)
    yield from _sections(content, content.knowledge)


def _topic(content: Content, topic: Topic) -> Iterator[Problem]:
    claimed = {figure for claim in topic.claims.values() for figure in figures_in(claim.text)}
    for path, text in _told(topic):
        for figure in figures_in(text):
            if figure not in claimed:
                what = f"No claim of this topic tells the figure “{figure}”."
                remedy = "Add a claim with the figure and its source, or take the figure out here."
                yield content.problem(f"topics/{topic.id}.yml", path, what, remedy)


def _told(topic: Topic) -> Iterator[tuple[str, Text]]:
    """The texts that lean on claims: title, answers and guidance."""
    yield "title", topic.title
    for segment, answer in topic.answers.items():
        yield f"answer.{segment}", answer
    for segment, lines in topic.guidance.items():
        for index, line in enumerate(lines):
            yield f"guidance.{segment}[{index}]", line.text


def _sections(content: Content, knowledge: KnowledgeBase) -> Iterator[Problem]:
    cited: dict[str, set[str]] = defaultdict(set)
    for topic in knowledge.topics.values():
        for claim in topic.claims.values():
            for figure_id in figures_in(claim.text):
                cited[figure_id].add(claim.source)
    for figure in knowledge.figures.values():
        if cited[figure.id] and figure.source not in cited[figure.id]:
            what = f"The figure comes from {figure.source}, but its claims cite {', '.join(sorted(cited[figure.id]))}."
            yield content.problem("figures.yml", f"{figure.id}.source", what, "Correct the source here or in a claim.")
