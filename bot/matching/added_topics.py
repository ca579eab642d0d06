"""What layers add to a trained model, asked beside it: new topics, and what known classes are changed by.

The trained model stays as it is, to the last bit: what was known before is ranked as before, whatever is added. An added
feature speaks for a few classes only, so a message costs what its own words have to say, however many topics there are.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from operator import add
from typing import NamedTuple

from bot.matching.added_phrases import PhraseWords
from bot.matching.added_sums import FieldSums
from bot.matching.field import IDF_STEPS, Field
from bot.matching.model import LinearModel
from bot.matching.scoring import Known, Scores

SHARED = "shared"
"""The last class of what is added: what the trained model left out of every class of its own, and a new topic is without."""


class _Said(NamedTuple):
    """What one field says of new classes, against what is shared, and of known ones; the known share of its features, 0 to 1."""

    fresh: list[float]
    changed: list[float]
    known: float


@dataclass(frozen=True)
class AddedTopics:
    """A trained model (`base`) with what is added to it (`own`).

    The first `fresh` classes of `own` are new topics; then come the known ones that are changed, and SHARED. `phrases` are the
    telling words of the phrases of new topics.
    """

    base: LinearModel
    own: LinearModel
    fresh: int
    phrases: PhraseWords

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

    def place_of(self, topic: str) -> int:
        """The place of a new topic among all classes."""
        return len(self.base.classes) + self._places[topic]

    def scores(self, features: Mapping[str, frozenset[str]]) -> Scores:
        """Return the score of every class, with what each field adds to it."""
        return self.joined(self.base.scores(features), features)

    def joined(self, before: Scores, features: Mapping[str, frozenset[str]]) -> Scores:
        """Return the scores of the trained model with those of what is added."""
        said = {name: self._said(name, one, features[name], before.met[name]) for name, one in self.own.fields.items()}
        shared = self.own.bias[-1]
        total: Iterable[float] = [one - shared for one in self.own.bias[: self.fresh]] if shared else self.own.bias[: self.fresh]
        changed: Iterable[float] = self.own.bias[self.fresh : -1]
        for one in said.values():
            total, changed = map(add, total, one.fresh), map(add, changed, one.changed)
        apart = {name: self._laid(before.apart[name], one.fresh, one.changed) for name, one in said.items()}
        known = {name: one.known for name, one in said.items()}
        return Scores(self._laid(before.total, list(total), list(changed)), known, apart, before.met)

    def share(self, name: str, feature: str, label: str) -> float:
        """The unnormalised points of a feature of one field towards one class."""
        found = self.base.share(name, feature, label) if label not in self.topics else 0.0
        if label in self._places:
            found += self.own.share(name, feature, label)
            if label in self.topics:
                found -= self.own.share(name, feature, SHARED)
        return found

    def backing(self, name: str, features: frozenset[str], topic: str) -> list[float]:
        """The unnormalised points towards a new topic of those features of one field that what is added speaks of."""
        own = self.own.fields[name]
        mine, shared = self._places[topic], len(self.own.classes) - 1
        rows = [row for feature in features if (row := own.index.get(feature)) is not None]
        return [own.said(row, mine) - own.said(row, shared) for row in rows]

    def evidence(self, features: Mapping[str, frozenset[str]], label: str) -> list[tuple[str, float]]:
        """Return (feature, points) towards one class, the strongest first; character pieces are left out."""
        named = ((name, feature) for name in self.own.fields if name != "gram" for feature in features[name])
        shares = [(feature, self.share(name, feature, label)) for name, feature in named]
        return sorted(shares, key=lambda share: (-abs(share[1]), share[0]))

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {label: place for place, label in enumerate(self.own.classes)}

    @cached_property
    def _targets(self) -> tuple[int, ...]:
        """The places of the known classes that are changed in the trained model."""
        known = {label: place for place, label in enumerate(self.base.classes)}
        return tuple(known[label] for label in self.own.classes[self.fresh : -1])

    def _laid(self, before: Sequence[float], fresh: Sequence[float], changed: Sequence[float]) -> list[float]:
        """What is said of known classes and of new ones, in one list."""
        found = [*before, *fresh]
        for place, one in zip(self._targets, changed, strict=True):
            found[place] += one
        return found

    @cached_property
    def _sums(self) -> Mapping[str, FieldSums]:
        return {name: FieldSums(one) for name, one in self.own.fields.items()}

    def _said(self, name: str, own: Field, features: frozenset[str], before: Known) -> _Said:
        """What is added to the classes of `own` by one field. before: its features that the trained model knows."""
        met, base = own.index.get, self.base.fields[name].index
        places = [(feature, at) for feature in features if (at := met(feature)) is not None]
        new = [own.idf[at] for feature, at in places if feature not in base]
        count = before.features + len(new)
        if not count:
            return _Said([0.0] * self.fresh, [0.0] * len(self._targets), 0.0)
        norm = math.sqrt(before.squares + sum(idf * idf for idf in new))
        step, mass = own.scale * own.weight * IDF_STEPS / norm, own.weight * (before.idf + sum(new)) / norm
        totals, above = self._sums[name].of(at for _, at in places)
        over, shared = above * step, totals[-1] * step + own.base[-1] * mass
        pairs = zip(totals, own.base, strict=True)
        fresh = [total * step + one * mass - shared for total, one in islice(pairs, self.fresh)]
        changed = [total * step + one * mass - over for total, one in islice(pairs, len(self._targets))]
        return _Said(fresh, changed, count / len(features))
