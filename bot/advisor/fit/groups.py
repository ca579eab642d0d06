"""Notices that a text describes two kinds of customers side by side, so that no single number stands for all of them."""

from __future__ import annotations

from bot.advisor.fit.choices import find_rivals
from bot.advisor.fit.found import Found
from bot.advisor.fit.passage import Passage
from bot.advisor.fit.scale import leans_of
from bot.domain.fit_model import Axis, FitModel

CLEAR = 0.3
"""A lean from here on, either way, is clear enough where the words set two groups apart."""
FAR = 0.5
"""A lean from here on, either way, sets two groups apart even where the words do not."""
_BY_NUMBER = ("annual_contract_value_usd", "employees")


def describes_two_groups(model: FitModel, passage: Passage, found: list[Found]) -> bool:
    """Whether the text sets two groups of customers against each other ("one client …; the other eighty …")."""
    if _told(passage, "both-served"):
        return True
    if any(_apart([one for one in found if one.id == criterion and one.sure], model, FAR) for criterion in _BY_NUMBER):
        return True
    apart = _apart(found, model, CLEAR) or _signs_apart(found) or bool(find_rivals(model, passage))
    return apart and _told(passage, "other-group")


def _told(passage: Passage, helper: str) -> bool:
    return any(
        not passage.is_command(hit.first) and not passage.is_question(hit.first) and not passage.is_denied(hit)
        for hit in passage.helpers[helper]
    )


def _apart(found: list[Found], model: FitModel, far: float) -> bool:
    """Whether the evidence on the market, taken one by one, leans to both sides at least so far."""
    leans = [
        lean
        for one in found
        if one.value is not None and one.id in model.criteria and model.criteria[one.id].axis is Axis.MARKET
        for lean in leans_of(model.criteria[one.id], one.value)
    ]
    return len(found) > 1 and min(leans, default=0.0) <= -far and max(leans, default=0.0) >= far


def _signs_apart(found: list[Found]) -> bool:
    return {"large-company", "small-company"} <= {one.id for one in found}
