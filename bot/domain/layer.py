"""A layer of knowledge: what a team lays over the built-in knowledge, and how layers become one knowledge base."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.domain.knowledge import Figure, Group, KnowledgeBase, Phrase, Topic, Unit
from bot.domain.source import Source
from bot.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """What one team adds, in objects of the domain: sound by themselves, whatever they were read from.

    `name` is what people know it by, `origin` where it comes from (a folder, or the database). `disabled` are ids of topics
    and plays of layers below that it hides. `problems` tell what of it is left out, and why; the rest holds.
    """

    name: str
    origin: str
    topics: Mapping[str, Topic] = field(default_factory=dict)
    phrases: tuple[Phrase, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    disabled: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


def merged(base: KnowledgeBase, layers: Sequence[Layer]) -> KnowledgeBase:
    """Lay layers over a knowledge base, the last one on top: of two things with one id the upper holds.

    Topics that are replaced or hidden go to the archive, for plays and briefs still cite their claims. What leads to a hidden
    subject goes with it.
    """
    for layer in layers:
        base = _laid_over(base, layer)
    return base


def _laid_over(base: KnowledgeBase, layer: Layer) -> KnowledgeBase:
    gone = layer.disabled - layer.topics.keys()
    replaced = {name: topic for name, topic in base.topics.items() if name in layer.topics or name in gone}
    topics = {name: topic for name, topic in {**base.topics, **layer.topics}.items() if name not in gone}
    plays = {name: play for name, play in base.plays.items() if name not in gone and name not in layer.topics}
    subjects = topics.keys() | plays.keys()
    return replace(
        base,
        topics={name: _leading_somewhere(topic, frozenset(subjects)) for name, topic in topics.items()},
        plays={
            name: replace(
                play,
                topics=tuple(one for one in play.topics if one in topics),
                related=tuple(one for one in play.related if one in plays),
            )
            for name, play in plays.items()
        },
        groups=_shelved(base.groups, layer, frozenset(subjects)),
        sources={**base.sources, **layer.sources},
        figures={**base.figures, **layer.figures},
        units={**base.units, **layer.units},
        archive={**replaced, **base.archive},
        archived_plays={**{name: play for name, play in base.plays.items() if name not in plays}, **base.archived_plays},
    )


def _leading_somewhere(topic: Topic, subjects: frozenset[str]) -> Topic:
    """The topic without what it names of subjects there are not."""
    related = tuple(one for one in topic.related if one in subjects)
    counterpart = topic.counterpart if topic.counterpart in subjects else None
    if related == topic.related and counterpart == topic.counterpart:
        return topic
    return replace(topic, related=related, counterpart=counterpart)


def _shelved(below: Mapping[str, Group], layer: Layer, subjects: frozenset[str]) -> dict[str, Group]:
    """Both layers' shelves: those of one id become one, each topic stands where the upper layer puts it, empty ones go."""
    moved = {topic for group in layer.groups.values() for topic in group.topics}
    found: dict[str, Group] = {}
    for name, group in {**below, **layer.groups}.items():
        old = () if name not in below else tuple(one for one in below[name].topics if one not in moved)
        new = () if name not in layer.groups else layer.groups[name].topics
        kept = tuple(one for one in (*old, *new) if one in subjects)
        if kept:
            found[name] = replace(group, topics=kept)
    return found
