"""Answers and open checks as plain JSON data or as short text, and back, and what changed between two sets of answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.fit import Answers, Given, OpenFit
from bot.domain.fit_model import Value

LONGEST_CODE = 2000
"""Characters of answers as text: what a button's value may hold in Slack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One answer that is not what it was; None stands for unknown."""

    criterion: str
    before: Value | None
    after: Value | None


def to_json(answers: Answers) -> dict[str, Any]:
    """Return answers as JSON data; a range becomes a list of two numbers."""
    return {
        "values": {criterion: json_value(value) for criterion, value in answers.values.items()},
        "given": {criterion: _json_given(given) for criterion, given in answers.given.items()},
        "signs": list(answers.signs),
        "both": answers.both,
    }


def from_json(data: Mapping[str, Any]) -> Answers:
    """Return the answers of stored data. What is malformed is left out: stored data must never break a conversation."""
    signs = data.get("signs")
    read = {name: _value(value) for name, value in _items(data.get("values"))}
    return Answers(
        values={name: value for name, (sound, value) in read.items() if sound},
        given={name: words for name, given in _items(data.get("given")) if (words := _given(given))},
        signs=tuple(sign for sign in signs if isinstance(sign, str)) if isinstance(signs, list | tuple) else (),
        both=data.get("both") is True,
    )


def _items(data: object) -> Iterable[tuple[str, Any]]:
    """The entries of a mapping; none of anything else."""
    return ((str(name), value) for name, value in data.items()) if isinstance(data, Mapping) else ()


def encode_answers(answers: Answers) -> str:
    """Return answers as compact JSON of at most LONGEST_CODE characters; quoted words give way first."""
    code = _compact(answers)
    return code if len(code) <= LONGEST_CODE else _compact(replace(answers, given={}))[:LONGEST_CODE]


def decode_answers(code: str) -> Answers | None:
    """Return the answers `encode_answers` wrote, None for anything else."""
    try:
        data = json.loads(code)
    except (ValueError, RecursionError):
        return None
    return from_json(data) if isinstance(data, dict) and isinstance(data.get("values"), dict) else None


def _compact(answers: Answers) -> str:
    return json.dumps(to_json(answers), ensure_ascii=False, separators=(",", ":"))


def open_to_json(opened: OpenFit) -> dict[str, Any]:
    """Return an open check as JSON data."""
    return {
        "question": opened.question,
        "answers": to_json(opened.answers),
        "earlier": [to_json(answers) for answers in opened.earlier],
        "closed": opened.closed,
    }


def open_from_json(data: Mapping[str, Any]) -> OpenFit:
    """Return the open check of stored data, of this release or an earlier one, which knew no steps."""
    question, answers, earlier = data.get("question"), data.get("answers"), data.get("earlier")
    steps = [one for one in earlier if isinstance(one, Mapping)] if isinstance(earlier, list) else []
    return OpenFit(
        answers=from_json(answers) if isinstance(answers, Mapping) else Answers(),
        question=question if isinstance(question, str) else None,
        earlier=tuple(from_json(one) for one in steps),
        closed=data.get("closed") is True,
    )


def json_value(value: Value | None) -> Any:
    """Return a value as JSON data: whole numbers without a fraction, ranges as lists."""
    if isinstance(value, tuple):
        return [json_value(end) for end in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return round(value, 6) if isinstance(value, float) else value


def what_changed(previous: Answers, current: Answers) -> tuple[Difference, ...]:
    """Return every criterion whose value differs, in the order of the current answers, dropped ones last."""
    before, after = previous.known, current.known
    return tuple(
        Difference(criterion=criterion, before=before.get(criterion), after=after.get(criterion))
        for criterion in dict.fromkeys([*after, *before])
        if before.get(criterion) != after.get(criterion)
    )


def _json_given(given: Given) -> str | dict[str, str]:
    return given.words if given.currency is None else {"words": given.words, "currency": given.currency}


def _given(data: object) -> Given | None:
    """The words of an amount; earlier releases kept no currency."""
    if isinstance(data, str):
        return Given(words=data)
    words, currency = (data.get("words"), data.get("currency")) if isinstance(data, Mapping) else (None, None)
    return Given(words=words, currency=currency if isinstance(currency, str) else None) if isinstance(words, str) else None


def _value(value: object) -> tuple[bool, Value | None]:
    """Whether a stored value is sound, and the value."""
    if value is None or isinstance(value, str | bool):
        return True, value
    if isinstance(value, int | float):
        return True, float(value)
    if isinstance(value, list | tuple) and len(value) == 2 and all(_is_number(end) for end in value):
        return True, (float(min(value)), float(max(value)))
    return False, None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
