"""Puts together what answers in Slack from one snapshot, and tries it before anybody is answered with it."""

from __future__ import annotations

from bot.bootstrap import Answering, build_gap_queue
from bot.domain.clock import Clock
from bot.domain.conversation import Action, ActionKind, Utterance
from bot.listeners.edition import Edition
from bot.rendering.home import HomeRenderer
from bot.rendering.slack import SlackRenderer


def edition_of(answering: Answering, clock: Clock) -> Edition:
    """Return what answers in Slack."""
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
    """Return what answers, once every topic of its layers is put into words in every language. Raises RenderingError."""
    for topic in {topic for layer in answering.snapshot.layers for topic in layer.topics}:
        for language in answering.knowledge.languages:
            shown = Utterance(action=Action(kind=ActionKind.SHOW, topic=topic), locale=language)
            answering.renderer.document(answering.advisor.respond(shown))
    return answering
