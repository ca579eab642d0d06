"""Tries what is to be taught as if it stood in a team's folder already, and tells what is wrong with it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bot.domain.knowledge import KnowledgeBase
from bot.domain.taught import Taught
from bot.errors import Problem
from bot.knowledge.team_checks import text_faults
from bot.knowledge.team_export import write_layer
from bot.knowledge.team_folder import read_layer


def faults_of(taught: Taught, below: KnowledgeBase) -> tuple[Problem, ...]:
    """Return what would keep a topic from being shown, over the knowledge below it; none where it is sound."""
    with tempfile.TemporaryDirectory(prefix="sales-advisor-") as room:
        folder = Path(room) / "taught"
        write_layer(folder, [taught], name=folder.name)
        layer = read_layer(folder, below)
        wording = (
            Problem(f"{folder.name}/topics/{topic.id}.yml", *fault)
            for topic in layer.topics.values()
            for fault in text_faults(topic, lambda _: None)
        )
        return (*layer.problems, *wording)
