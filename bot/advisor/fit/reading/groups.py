"""Notices that a message describes two kinds of customers side by side, so that no single number stands for all of them."""

from __future__ import annotations

from bot.advisor.fit.reading.cues import Cue
from bot.advisor.fit.reading.passage import Found, Passage
from bot.advisor.fit.scoring.scale import leans_of
from bot.domain.fit_model import Axis, FitModel, Reads
from bot.language.quantity import Kind

CLEAR = 0.3
"""A lean from here on, either way, is clear enough where the words set two groups apart."""
FAR = 0.5
"""A lean from here on, either way, sets two groups apart even where the words do not."""


def describes_two_groups(model: FitModel, passage: Passage, found: list[Found], *, rivals: bool) -> bool:
    """Whether the message sets two groups of customers against each other ("one client …; the other eighty …").

    `rivals` tells that two options of one criterion of the market were found.
    """
    if _told(passage, Cue.BOTH_SERVED) or _counts_apart(found, model):
        return True
    apart = rivals or _apart(found, model, CLEAR) or _signs_apart(found, model)
    return apart and _told(passage, Cue.OTHER_GROUP)


def _counts_apart(found: list[Found], model: FitModel) -> bool:
    """Whether sure numbers of one kind lie so far apart that they are of two groups."""
    counted = {one.id for one in map(model.that_reads, (Reads.DEAL, Reads.STAFF)) if one is not None}
    return any(_apart([one for one in found if one.id == name and one.sure], model, FAR) for name in counted)


def _told(passage: Passage, cue: Cue) -> bool:
    """Whether words set two groups apart; "half" in "half a year" does not."""
    inside = {at for one in passage.numbers if one.kind is Kind.DURATION for at in range(one.first, one.last)}
    hits = (hit for hit in passage.all(cue) if hit.first not in inside)
    return any(not passage.is_silent(hit.first) and not passage.is_denied(hit) for hit in hits)


def _apart(found: list[Found], model: FitModel, far: float) -> bool:
    """Whether the evidence on the market, taken one by one, leans to both sides at least so far."""
    leans = [
        lean
        for one in found
        if one.value is not None and one.id in model.criteria and model.criteria[one.id].axis is Axis.MARKET
        for lean in leans_of(model.criteria[one.id], one.value)
    ]
    return len(found) > 1 and min(leans, default=0.0) <= -far and max(leans, default=0.0) >= far


def _signs_apart(found: list[Found], model: FitModel) -> bool:
    named = {one.id for one in found}
    return any(model.signs[sign].opposite in named for sign in named if sign in model.signs)
