"""A layer of knowledge: what a team lays over the built-in knowledge, and how layers become one knowledge base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import TypeVar

from bot.domain.audience import Spot
from bot.domain.knowledge import Figure, Group, KnowledgeBase, Phrase, Topic, Unit
from bot.domain.play import Play
from bot.domain.source import Source
from bot.errors import Problem

_Thing = TypeVar("_Thing")


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


def is_for_everybody(base: KnowledgeBase) -> bool:
    """Whether there is nothing in it that some people, or some channels, must not be told."""
    return all(topic.audience.public and topic.for_customers() is topic for topic in base.topics.values())


def unfit_at(base: KnowledgeBase, spot: Spot) -> frozenset[str]:
    """Return the ids of the topics that may not be told or named at a spot."""
    return frozenset(topic.id for topic in base.topics.values() if not topic.audience.reaches(spot))


def at_spot(base: KnowledgeBase, spot: Spot) -> KnowledgeBase:
    """Return what of the knowledge may be told at a spot: topics that are not for it are as if there were none.

    One that took the place of a built-in topic gives it back there. Where other companies read along, topics stand without
    what is internal.
    """
    unfit = unfit_at(base, spot)
    below = {
        name: base.archive[name] for name in sorted(unfit & base.archive.keys()) if base.archive[name].audience.reaches(spot)
    }
    hiding = Layer(name="", origin="", topics=below, disabled=unfit)
    narrowed = replace(_laid_over(base, hiding), archive=base.archive) if unfit else base
    if not spot.outside:
        return narrowed
    return replace(narrowed, topics={name: topic.for_customers() for name, topic in narrowed.topics.items()})


def _laid_over(base: KnowledgeBase, layer: Layer) -> KnowledgeBase:
    gone = layer.disabled - layer.topics.keys()
    topics = _without({**base.topics, **layer.topics}, gone)
    plays = _without(base.plays, gone | layer.topics.keys())
    replaced = {name: topic for name, topic in base.topics.items() if topics.get(name) is not topic}
    hidden = {name: play for name, play in base.plays.items() if name not in plays}
    subjects = topics.keys() | plays.keys()
    return replace(
        base,
        topics={name: _leading_somewhere(topic, subjects) for name, topic in topics.items()},
        plays={name: _built_on(play, topics.keys(), plays.keys()) for name, play in plays.items()},
        groups=_shelved(base.groups, layer, subjects),
        sources={**base.sources, **layer.sources},
        figures={**base.figures, **layer.figures},
        units={**base.units, **layer.units},
        archive={**replaced, **base.archive},
        archived_plays={**hidden, **base.archived_plays},
    )


def _without(things: Mapping[str, _Thing], gone: AbstractSet[str]) -> dict[str, _Thing]:
    return {name: thing for name, thing in things.items() if name not in gone}


def _only(names: Iterable[str], known: AbstractSet[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name in known)


def _leading_somewhere(topic: Topic, subjects: AbstractSet[str]) -> Topic:
    """The topic without what it names of subjects there are not; itself where there is nothing of that kind."""
    related = _only(topic.related, subjects)
    counterpart = topic.counterpart if topic.counterpart in subjects else None
    if (related, counterpart) == (topic.related, topic.counterpart):
        return topic
    return replace(topic, related=related, counterpart=counterpart)


def _built_on(play: Play, topics: AbstractSet[str], plays: AbstractSet[str]) -> Play:
    return replace(play, topics=_only(play.topics, topics), related=_only(play.related, plays))


def _shelved(below: Mapping[str, Group], layer: Layer, subjects: AbstractSet[str]) -> dict[str, Group]:
    """Both layers' shelves: those of one id become one, each topic stands where the upper layer puts it, empty ones go."""
    moved = {topic for group in layer.groups.values() for topic in group.topics}
    found: dict[str, Group] = {}
    for name, group in {**below, **layer.groups}.items():
        old = _without(dict.fromkeys(below[name].topics), moved) if name in below else ()
        new = layer.groups[name].topics if name in layer.groups else ()
        kept = _only((*old, *new), subjects)
        if kept:
            found[name] = replace(group, topics=kept)
    return found
