"""Puts the faults pydantic finds into plain sentences with a remedy; none of pydantic's own words reach a reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.errors import KnowledgeError, Problem
from bot.knowledge import play_schema, schema, team_schema
from bot.knowledge.quoting import short
from bot.knowledge.wording_forms import told_once

_Shape = TypeVar("_Shape")
_KNOWN_KEYS = sorted(
    {name for entry in (*schema.ENTRIES, *play_schema.ENTRIES, *team_schema.ENTRIES) for name in entry.model_fields}
)

_QUOTE = "Write a text; put it in double quotes if it looks like a number, a date, yes or no."
_SENTENCES: Mapping[str, tuple[str, str]] = {
    "string_type": ("This must be a text.", _QUOTE),
    "date_from_datetime_parsing": ("This must be a date.", "Write it as year-month-day, such as 2026-11-23."),
    "date_parsing": ("This must be a date.", "Write it as year-month-day, such as 2026-11-23."),
    "date_type": ("This must be a date.", "Write it as year-month-day without quotes, such as 2026-11-23."),
    "float_type": ("This must be a number.", "Write digits with a decimal point and without separators, such as 7907.04."),
    "finite_number": ("This must be a number with an end.", "Write digits with a decimal point, such as 7907.04."),
    "list_type": ("This must be a list.", "Write one item a line, each after “- ”, or put the items in [square brackets]."),
    "dict_type": ("This must be a mapping of keys to values.", "Write `key: value` lines, indented by two blanks."),
    "model_type": ("This must be a mapping of keys to values.", "Write `key: value` lines, indented by two blanks."),
    "too_long": ("There are too many entries.", "Keep {max_length} at most."),
    "too_short": ("This is empty.", "Add at least one entry."),
    "blank": ("The text is empty.", "Write the text, or remove the entry."),
    "unwritten": ("The text is still to be written.", "Write it in place of “TODO”, or remove the entry."),
    "not_an_id": ("“{given}” is not an id.", "Use lower-case letters, digits and single hyphens, such as sales-cycle."),
    "not_a_section": ("“{given}” is not a source section.", "Write `source.section`, such as article.sales-cycle."),
    "not_an_address": ("“{given}” is not a web address.", "Write it whole, such as https://example.com/page, or leave it out."),
    "not_an_audience": ("“{given}” tells no audience.", "Write workspace, public, or a list of channels' ids: [C0123456789]."),
    "not_a_language": ("“{given}” is none of the languages here.", "Write its code, such as en, or leave the line out."),
    "not_a_mark": ("“{given}” is neither true nor false.", "Write true, or leave the line out."),
    "not_one_slot": ("“{given}” must hold the sign # exactly once.", "Put # where the number stands, such as “# months”."),
    "value_or_range": ("A figure is one number or a range.", "Give `value` alone, or `low` and `high` together."),
    "range_order": ("The range does not go upwards.", "Make `low` smaller than `high`; for one number use `value`."),
    "not_a_share": ("“{given}” is not a fraction.", "Write one such as 1/4."),
    "not_counted": ("“{given}” is not a number of units.", "Write how many of which unit, such as 6 month."),
    "not_a_code": ("“{given}” is not a currency.", "Write its three letters in lower case, such as usd."),
    "not_a_rate": ("The text must hold {{amount}} and {{period}} once each.", "Write it like “{{amount}} a {{period}}”."),
    "not_whole": (
        "Some words are missing.",
        "Name day, week, month, quarter, year; thousand, million, billion, trillion.",
    ),
    "float_parsing": ("This must be a number.", "Write digits with a decimal point, such as 1.0e+6."),
    "int_parsing": ("This must be a whole number.", "Write digits, such as 3."),
    "enum": ("This is not one of the words allowed here.", "Use {expected}."),
    "literal_error": ("This is not one of the words allowed here.", "Use {expected}."),
}
_OTHER = ("This value cannot be used.", "Compare it with the same entry of another file.")


def validate(shape: TypeAdapter[_Shape], data: object, label: str, languages: Sequence[str] = ()) -> _Shape:
    """Return `data` in its shape; `languages` are those every text is due in.

    Raises KnowledgeError with every fault, each under the file name `label`.
    """
    if data is None:
        remedy = "Fill it in, following another file of the same folder."
        raise KnowledgeError([Problem(label, "", "The file is empty.", remedy)])
    try:
        return shape.validate_python(data, context={"languages": languages})
    except ValidationError as error:
        raise KnowledgeError(tuple(_problems(error, label, languages))) from error


def path_of(location: tuple[int | str, ...]) -> str:
    """Write a place in a file the way a reader follows it: `guidance.enterprise[0].en`."""
    path = ""
    for step in location:
        path += f"[{step}]" if isinstance(step, int) else f".{step}"
    return path.removeprefix(".")


def _problems(error: ValidationError, label: str, languages: Sequence[str]) -> Iterator[Problem]:
    """One problem for each fault, told once: a key that is misspelt is not missing besides."""
    faults = told_once(error.errors(include_url=False))
    meant = {(*loc[:-1], _meant(str(loc[-1]), languages)) for loc, fault in faults if fault["type"] == "extra_forbidden"}
    for location, fault in faults:
        if fault["type"] == "missing" and location in meant:
            continue
        cut = _left_empty(fault["type"], fault["input"]) or _cut_by_colon(fault["type"], fault["input"])
        what, remedy = cut or _sentences(fault["type"], location, fault.get("ctx", {}), languages)
        yield Problem(label, path_of(location), what, remedy)


def _left_empty(kind: str, given: object) -> tuple[str, str] | None:
    """What to tell of a key with nothing behind it; None for anything else."""
    empty = given is None and kind in ("model_type", "dict_type")
    return ("Nothing stands here.", "Fill it in, or remove the line.") if empty else None


def _cut_by_colon(kind: str, given: object) -> tuple[str, str] | None:
    """What to tell of a text that a colon has made a key and a value of; None for anything else."""
    if kind != "string_type" or not isinstance(given, Mapping) or len(given) != 1:
        return None
    key, value = next(iter(given.items()))
    remedy = f'Put the whole text in double quotes: "{short(f"{key}: {value}")}".'
    return "The colon in this text makes a key and a value of it.", remedy


def _sentences(
    kind: str, location: tuple[int | str, ...], context: Mapping[str, Any], languages: Sequence[str]
) -> tuple[str, str]:
    """What is wrong, and what to do about it."""
    key = str(location[-1]) if location else ""
    if kind == "missing":
        return _missing(key, languages)
    if kind in ("extra_forbidden", "invalid_key"):
        return f"The key “{short(key)}” is not known here.", _spelling(key, languages)
    what, remedy = _SENTENCES.get(kind, _OTHER)
    fields = {
        "given": short(str(context.get("given", ""))),
        "expected": str(context.get("expected", "")).replace("'", ""),
        "max_length": str(context.get("max_length", "")),
    }
    return what.format_map(fields), remedy.format_map(fields)


def _missing(key: str, languages: Sequence[str]) -> tuple[str, str]:
    """A missing language is what authors meet most, so it has a sentence of its own."""
    if key in languages:
        return f"The text in the language “{key}” is missing.", f"Add it under the key `{key}`."
    return f"The key “{key}” is missing.", "Add it, following another file of the same folder."


def _spelling(key: str, languages: Sequence[str]) -> str:
    """Suggest the key that was probably meant."""
    near = _meant(key, languages)
    return f"Did you mean “{near}”? Otherwise remove it." if near else "Remove it, or correct its spelling."


def _meant(key: str, languages: Sequence[str]) -> str:
    """The known key that is most like a misspelt one; "" where none is."""
    return next(iter(get_close_matches(key, [*_KNOWN_KEYS, *languages], n=1)), "")
