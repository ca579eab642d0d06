"""What weighs a message by classes: a trained model alone, or with what layers add to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from bot.matching.scoring import Scores


class Classifier(Protocol):
    """Scores classes, and tells what a feature says for one."""

    @property
    def classes(self) -> tuple[str, ...]:
        """All classes."""

    def scores(self, features: Mapping[str, frozenset[str]]) -> Scores:
        """The score (logit) of every class, with what each field adds to it."""

    def share(self, name: str, feature: str, label: str) -> float:
        """The unnormalised points of a feature of one field towards one class."""
