"""Names where readiness falls short of the market, and what the source says is needed there."""

from __future__ import annotations

from bot.domain.fit import AxisResult, Gap, Verdict
from bot.domain.fit_model import FitModel
from bot.domain.language import Segment


def gaps_of(model: FitModel, market: AxisResult, readiness: AxisResult) -> tuple[Gap, ...]:
    """Return one gap for every answer on readiness that leans against a market which leans clearly; the heaviest first."""
    if market.leaning not in (Verdict.ENTERPRISE, Verdict.SMB) or readiness.leaning in (market.leaning, Verdict.UNKNOWN):
        return ()
    wanted = Segment(market.leaning.value)
    against = [part for part in readiness.contributions if part.side is wanted.other and part.points and part.value is not None]
    return tuple(
        Gap(criterion=part.id, value=part.value, claim=claim, topic=claim.partition(".")[0])
        for part in sorted(against, key=lambda part: -abs(part.points))
        if part.value is not None and (claim := model.criteria[part.id].claims[wanted])
    )
