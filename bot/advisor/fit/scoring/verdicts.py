"""Makes one verdict of two leanings without blending them, and names the sentence that says it."""

from __future__ import annotations

from bot.domain.fit import Verdict

_LADDER = (Verdict.SMB, Verdict.MIXED, Verdict.ENTERPRISE)


def join(market: Verdict, readiness: Verdict) -> Verdict:
    """Return the verdict of both axes: the one they share, the known one where the other is unknown, else MIXED."""
    known = {market, readiness} - {Verdict.UNKNOWN}
    if not known:
        return Verdict.UNKNOWN
    return known.pop() if len(known) == 1 else Verdict.MIXED


def outcome_of(market: Verdict, readiness: Verdict, *, both: bool) -> str:
    """Return the id of the sentence in `knowledge/fit/verdicts.yml` for two leanings."""
    verdict = join(market, readiness)
    if verdict is not Verdict.MIXED:
        return verdict.value
    if both:
        return "mixed-both-served"
    if market in (Verdict.ENTERPRISE, Verdict.SMB):
        return f"mixed-deals-{market.value}"
    return "mixed-market" if market is Verdict.MIXED else "mixed-readiness"


def between(lowest: Verdict, highest: Verdict) -> tuple[Verdict, ...]:
    """All leanings from the lowest to the highest on the way from SMB to enterprise; an unknown end bounds nothing."""
    if lowest is Verdict.UNKNOWN or highest is Verdict.UNKNOWN:
        return tuple(dict.fromkeys((lowest, highest))) if lowest is highest else (Verdict.UNKNOWN, *_LADDER)
    return _LADDER[_LADDER.index(lowest) : _LADDER.index(highest) + 1]


OUTCOMES = tuple(
    dict.fromkeys(
        outcome_of(market, readiness, both=both)
        for market in Verdict
        for readiness in Verdict
        for both in (False, True)
        if not both or market is Verdict.MIXED
    )
)
"""Every outcome two leanings can have."""
