"""Checks that nothing lies about unused: every figure is told, every source section cited, every unit needed."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.knowledge import KnowledgeBase
from bot.errors import Problem
from bot.knowledge.content import Content
from bot.knowledge.figures import figures_in


def check_unused(content: Content) -> Iterator[Problem]:
    """Yield unused entries; only over a whole base, for a topic that could not be read, or is gone, may use them."""
    orphans = any(located.phrase.topic not in content.subject_ids for located in content.phrases)
    if content.knowledge is None or not content.is_whole or orphans:
        return
    yield from _figures(content, content.knowledge)
    yield from _sections(content, content.knowledge)
    yield from _units(content, content.knowledge)


def _figures(content: Content, knowledge: KnowledgeBase) -> Iterator[Problem]:
    told = {figure for located in content.texts() for figure in figures_in(located.text)}
    for figure in knowledge.figures:
        if figure not in told:
            what = "No text tells this figure."
            yield content.problem("figures.yml", figure, what, f"Write ${figure} in a claim, or remove the figure.")


def _sections(content: Content, knowledge: KnowledgeBase) -> Iterator[Problem]:
    cited = {claim.source for topic in knowledge.topics.values() for claim in topic.claims.values()}
    cited |= {play.source for play in knowledge.plays.values()}
    for source in knowledge.sources.values():
        for section in source.sections:
            if f"{source.id}.{section}" not in cited:
                path = f"{source.id}.sections.{section}"
                yield content.problem("sources.yml", path, "Nothing cites this section.", "Cite it, or remove it.")


def _units(content: Content, knowledge: KnowledgeBase) -> Iterator[Problem]:
    needed = {figure.unit for figure in knowledge.figures.values()}
    for unit in knowledge.units:
        if unit not in needed:
            yield content.problem("units.yml", unit, "No figure has this unit.", "Use it in figures.yml, or remove it.")
