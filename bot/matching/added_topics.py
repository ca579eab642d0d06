"""What layers add to a trained model, asked beside it: new topics, and what known classes are changed by.

The trained model stays as it is, to the last bit: what was known before is ranked as before, whatever is added. An added
feature speaks for a few classes only, so a message costs what its own words have to say, however many topics there are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.matching.field import IDF_STEPS, Field
from bot.matching.model import LinearModel
from bot.matching.scoring import Scores

SHARED = "shared"
"""The last class of what is added: what the trained model left out of every class of its own, and a new topic is without."""


@dataclass(frozen=True)
class AddedTopics:
    """A trained model (`base`) with what is added to it (`own`).

    The first `fresh` classes of `own` are new topics; then come the known ones that are changed, and SHARED.
    """

    base: LinearModel
    own: LinearModel
    fresh: int

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """All classes: those of the trained model, then the new topics."""
        return (*self.base.classes, *self.own.classes[: self.fresh])

    @cached_property
    def topics(self) -> frozenset[str]:
        """The new topics."""
        return frozenset(self.own.classes[: self.fresh])

    @cached_property
    def changed(self) -> frozenset[str]:
        """The known classes that layers have phrases for."""
        return frozenset(self.own.classes[self.fresh : -1])

    def scores(self, features: Mapping[str, frozenset[str]]) -> Scores:
        """Return the score of every class, with what each field adds to it."""
        return self.joined(self.base.scores(features), features)

    def joined(self, before: Scores, features: Mapping[str, frozenset[str]]) -> Scores:
        """Return the scores of the trained model with those of what is added."""
        said = {name: self._said(name, one, features[name]) for name, one in self.own.fields.items()}
        columns = zip(self.own.bias, *(one for one, _ in said.values()), strict=True)
        total = self._laid(before.total, [sum(column) for column in columns])
        apart = {name: self._laid(before.apart[name], one) for name, (one, _) in said.items()}
        return Scores(total, {name: known for name, (_, known) in said.items()}, apart)

    def share(self, name: str, feature: str, label: str) -> float:
        """The unnormalised points of a feature of one field towards one class."""
        found = self.base.share(name, feature, label) if label not in self.topics else 0.0
        if label in self._places:
            found += self.own.share(name, feature, label)
            if label in self.topics:
                found -= self.own.share(name, feature, SHARED)
        return found

    def evidence(self, features: Mapping[str, frozenset[str]], label: str) -> list[tuple[str, float]]:
        """Return (feature, points) towards one class, the strongest first; character pieces are left out."""
        named = ((name, feature) for name in self.own.fields if name != "gram" for feature in features[name])
        shares = [(feature, self.share(name, feature, label)) for name, feature in named]
        return sorted(shares, key=lambda share: (-abs(share[1]), share[0]))

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {label: place for place, label in enumerate(self.own.classes)}

    @cached_property
    def _targets(self) -> tuple[tuple[int, int], ...]:
        """Of each known class that is changed, its place in `own` and in the trained model."""
        known = {label: place for place, label in enumerate(self.base.classes)}
        return tuple((self._places[label], known[label]) for label in self.own.classes[self.fresh : -1])

    def _laid(self, before: list[float], said: list[float]) -> list[float]:
        """What is said of known classes and of new ones, in one list."""
        found = before.copy()
        for own, place in self._targets:
            found[place] += said[own]
        shared = said[-1]
        found += [one - shared for one in said[: self.fresh]]
        return found

    def _said(self, name: str, own: Field, features: frozenset[str]) -> tuple[list[float], float]:
        """What is added to the classes of `own` by one field, and the share of its features that anything is known of."""
        base = self.base.fields[name]
        known = [base.idf[base.index[feature]] for feature in base.index.keys() & features]
        met = own.index.keys() & features
        known += [own.idf[own.index[feature]] for feature in met if feature not in base.index]
        if not known:
            return [0.0] * len(own.base), 0.0
        totals = [0] * len(own.base)
        for feature in met:
            start, end = own.starts[own.index[feature]], own.starts[own.index[feature] + 1]
            for position, points in zip(own.positions[start:end], own.points[start:end], strict=True):
                totals[position] += points
        norm = math.sqrt(sum(idf * idf for idf in known))
        step, mass = own.scale * own.weight * IDF_STEPS / norm, own.weight * sum(known) / norm
        return [total * step + one * mass for total, one in zip(totals, own.base, strict=True)], len(known) / len(features)
