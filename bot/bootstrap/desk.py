"""Builds the desk behind the listeners, what teaching needs, and what keeps both at what is taught."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.bootstrap import Answering, answering_over, make_snapshot
from bot.bootstrap.editions import edition_of, tried
from bot.bootstrap.following import Follower
from bot.bootstrap.foreseeing import Foreseer
from bot.bootstrap.learning_aside import learn_aside
from bot.domain.clock import Clock
from bot.domain.current import Current
from bot.knowledge.learnt_folder import LearntFolder
from bot.knowledge.location import find_knowledge
from bot.listeners.directory import Directory
from bot.listeners.edition import Edition
from bot.listeners.front_desk import FrontDesk
from bot.listeners.gap_desk import GapDesk
from bot.listeners.policy import Policy
from bot.listeners.teach_desk import TeachDesk
from bot.settings import Settings


def build_teaching(settings: Settings, desk: FrontDesk, follower: Follower) -> TeachDesk:
    """Return what teaching needs; what is published is looked at ahead, and taken in at once."""
    base = find_knowledge(settings.knowledge_only)
    foreseer = Foreseer(base, desk.editions, desk.stores, settings.knowledge, settings.cache_folder)
    gaps = GapDesk(lambda: desk.edition.queue, desk.policy.curators, desk.directory, desk.clock)
    return TeachDesk(desk=desk, gaps=gaps, learn=follower.look, trial=follower.trial, foresee=foreseer.look)


def build_desk(settings: Settings, answering: Answering, clock: Clock) -> FrontDesk:
    """Return the desk behind the listeners, with the policy that the settings ask for."""
    return FrontDesk(
        editions=Current(edition_of(answering, clock)),
        stores=answering.stores,
        policy=Policy(
            expert=settings.expert,
            curators=settings.curators,
            allow_external=settings.allow_external,
            thread_follow=settings.thread_follow,
        ),
        clock=clock,
        directory=Directory(locales=answering.reader.locales),
    )


def build_follower(settings: Settings, answering: Answering, desk: FrontDesk) -> Follower:
    """Return what keeps the desk at what is taught, and at the folders of the settings.

    What is learnt of folders alone is kept in the user's cache; with what is taught, in the database, where every copy finds it.
    """
    folder, cache = answering.snapshot.folder, LearntFolder(settings.cache_folder)

    def make(layers: Sequence[Path]) -> Edition:
        own = cache if tuple(layers) == settings.knowledge else answering.stores.learnt
        room = settings.cache_folder
        snapshot = make_snapshot(folder, layers, kept=learn_aside(folder, layers, own, room), cache=room)
        return edition_of(tried(answering_over(snapshot, answering.stores, desk.clock)), desk.clock)

    return Follower(desk.editions, make, desk.stores.taught, settings.knowledge)
