"""Puts together what answers in Slack from one snapshot, and tries it before anybody is answered with it."""

from __future__ import annotations

from dataclasses import replace

from bot.bootstrap import Answering, build_gap_queue
from bot.domain.audience import Spot
from bot.domain.clock import Clock
from bot.domain.conversation import Action, ActionKind, Utterance
from bot.domain.layer import is_for_everybody
from bot.listeners.edition import Edition, Rooms
from bot.rendering.home import HomeRenderer
from bot.rendering.slack import SlackRenderer


def edition_of(answering: Answering, clock: Clock) -> Edition:
    """Return what answers in Slack, everywhere or, where not everybody may be told everything, by the spot."""
    whole = _drawn(answering, clock)
    if is_for_everybody(answering.knowledge):
        return whole
    return replace(whole, rooms=Rooms(answering.knowledge, lambda spot: _drawn(answering.at(spot), clock)))


def _drawn(answering: Answering, clock: Clock) -> Edition:
    titles = {name: metric.title for name, metric in answering.calculators.metrics.items()}
    return Edition(
        number=answering.snapshot.number,
        knowledge=answering.knowledge,
        advisor=answering.advisor,
        slack=SlackRenderer(answering.renderer),
        home=HomeRenderer(answering.renderer, answering.knowledge, titles),
        queue=build_gap_queue(answering, answering.stores.gaps, clock),
        matcher=answering.matcher,
        layers=answering.snapshot.layers,
    )


def tried(answering: Answering) -> Answering:
    """Return what answers, once every topic of its layers is put into words in every language. Raises RenderingError.

    Where other companies read along too, for there topics lack their internal parts.
    """
    added = {topic for layer in answering.snapshot.layers for topic in layer.topics}
    everywhere = [answering] if is_for_everybody(answering.knowledge) else [answering, answering.at(Spot(outside=True))]
    for here in everywhere:
        for topic in sorted(added & here.knowledge.topics.keys()):
            for language in here.knowledge.languages:
                shown = Utterance(action=Action(kind=ActionKind.SHOW, topic=topic), locale=language)
                here.renderer.document(here.advisor.respond(shown))
    return answering
