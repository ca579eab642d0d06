"""Which subjects are worth naming where a message is declined."""

from __future__ import annotations

from collections.abc import Container

from bot.language.cues import NEAR as TOLD
from bot.matching.matcher import Matcher
from bot.matching.weighing import Weighed

NEARLY = 0.5
"""Share of the probability from which a message counts as known, from which one that is declined lies near what is known.

Of 71 messages out of scope that nobody had seen before, 4 then name subjects; without a bound all of them did.
"""

NEAR = 0.15
"""Probability from which a subject is one of those that a declined message lies near to."""


def nearest(weighed: Weighed, matcher: Matcher, known: Container[str]) -> tuple[str, ...]:
    """Return the subjects close to a message that is declined, best first; none where it is far from everything known.

    What its words tell goes first: on a discount, a rival or terms of payment there is no rule, and yet something that helps.
    """
    told = (subject for subject in TOLD if subject in known and weighed.message.cues(f"near.{subject}"))
    far = weighed.scope < NEARLY * matcher.thresholds.unknown
    near = () if far else (subject for subject, share in weighed.topics if share >= NEAR)
    return tuple(dict.fromkeys((*told, *near)))
