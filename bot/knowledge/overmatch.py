"""Checks that the phrases of one topic are not read as another topic by the trained matcher."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from bot.errors import Problem
from bot.knowledge.content import Content
from bot.knowledge.quoting import short

OTHER_AT_LEAST = 0.95
"""Probability from which another topic holds a phrase for itself. The learner leaves words out at random and its shares are
steep: below this, a phrase of a sibling may only seem misplaced."""
OWN_BELOW = 0.2
"""Probability below which a phrase's own topic has lost it. Between the two, asking back settles it."""

STRAY = 2_500
"""One phrase in so many may be lost. The learner fits nearly all, never every one: of 27,500 phrases each of seven trainings
lost 1 to 9, and each time others. Whoever deletes those and trains again has as many new ones, without end: they are told, and
are no fault."""


class Ranker(Protocol):
    """Ranks topics; `bot.matching.matcher.Matcher` fulfils it."""

    def rank(self, text: str) -> Sequence[tuple[str, float]]:
        """Return topics with their probability, best first."""


def are_strays(lost: Sequence[Problem], content: Content) -> bool:
    """Whether the phrases that are lost are so few that no training avoids them."""
    return len(lost) * STRAY <= len(content.phrases)


def lost_phrases(content: Content, ranker: Ranker) -> Iterator[Problem]:
    """Yield every phrase that another topic holds and its own has lost, in the order of the files."""
    for located in content.phrases:
        own = located.phrase.topic
        ranking = dict(ranker.rank(located.phrase.text))
        other = max((topic for topic in ranking if topic != own), key=ranking.__getitem__, default=own)
        if other == own or ranking[other] < OTHER_AT_LEAST or ranking.get(own, 0.0) >= OWN_BELOW:
            continue
        what = (
            f"“{short(located.phrase.text)}” is read as “{other}” ({ranking[other]:.0%}), "
            f"not as “{own}” ({ranking.get(own, 0.0):.0%})."
        )
        remedy = f"Reword it, move it to phrases/{located.phrase.language}/{other}.yml, or delete it; then train again."
        yield content.problem(located.file, located.path, what, remedy)
