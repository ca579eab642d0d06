"""Sorts the faults of a value that may stand in several forms: only the form that was tried tells what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from pydantic_core import ErrorDetails

from bot.knowledge import team_schema

Location: TypeAlias = tuple[int | str, ...]

_ANOTHER_FORM = ("model_type", "string_type")
"""Faults that say no more than that a value stands in another form."""
_MODELS = frozenset(entry.__name__ for entry in team_schema.ENTRIES)
_FUNCTION = "function-"


def told_once(faults: Sequence[ErrorDetails]) -> list[tuple[Location, ErrorDetails]]:
    """Return the faults with their places as a reader follows them.

    pydantic tries every form, tells what is wrong with each, and names the form in the place. Where none fits at all, the
    first says so.
    """
    found = [(_place(fault["loc"]), fault) for fault in faults]
    tried = {place for place, fault in found if _form(fault) >= 0 and not _is_another(fault)}
    told: list[tuple[Location, ErrorDetails]] = []
    untold: set[Location] = set()
    for place, fault in found:
        if _is_another(fault):
            if place in untold or any(other[: len(place)] == place for other in tried):
                continue
            untold.add(place)
        told.append((place, fault))
    return told


def _place(location: Location) -> Location:
    # A fault of a key itself carries "[key]" as its last step, which tells the reader nothing.
    return tuple(step for step in location if step != "[key]" and not _names_a_form(step))


def _form(fault: ErrorDetails) -> int:
    """Where in a fault's place a form is named; -1 where none is."""
    return next((at for at, step in enumerate(fault["loc"]) if _names_a_form(step)), -1)


def _is_another(fault: ErrorDetails) -> bool:
    """Whether a fault tells that the value does not stand in the form that was tried."""
    return fault["type"] in _ANOTHER_FORM and _form(fault) == len(fault["loc"]) - 1


def _names_a_form(step: int | str) -> bool:
    return isinstance(step, str) and (step in _MODELS or step.startswith(_FUNCTION))
