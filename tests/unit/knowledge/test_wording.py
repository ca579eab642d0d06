"""Every fault of shape is told in plain words."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from pydantic import TypeAdapter

from bot.errors import KnowledgeError
from bot.knowledge import schema
from bot.knowledge.wording import path_of, validate

_TEXT = {"en": "Price", "id": "Harga"}
_TOPIC = {
    "title": _TEXT,
    "side": "smb",
    "owner": "team",
    "reviewed_on": datetime.date(2026, 11, 23),
    "answer": {"both": _TEXT},
    "claims": {"a": {**_TEXT, "side": "smb", "source": "article.price"}},
    "guidance": {},
    "related": [],
}
_FIGURE = {"value": 3, "unit": "month", "source": "article.price"}


def _first(shape: TypeAdapter[Any], data: object) -> str:
    with pytest.raises(KnowledgeError) as caught:
        validate(shape, data, "kb/a.yml", ("en", "id"))
    return str(caught.value.problems[0]).removeprefix("kb/a.yml: ")


def test_a_sound_topic_passes() -> None:
    assert validate(schema.TOPIC, _TOPIC, "kb/a.yml").claims["a"].by_language["en"] == "Price"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"side": "small"}, "side: This is not one of the words allowed here. Use enterprise, smb or both."),
        ({"side": 3}, "side: This is not one of the words allowed here. Use enterprise, smb or both."),
        (
            {"title": "Price"},
            "title: This must be a mapping of keys to values. Write `key: value` lines, indented by two blanks.",
        ),
        ({"title": {"en": "Price"}}, "title.id: The text in the language “id” is missing. Add it under the key `id`."),
        ({"title": {"id": "Harga"}}, "title.en: The text in the language “en” is missing. Add it under the key `en`."),
        ({"title": {"en": " ", "id": "Harga"}}, "title.en: The text is empty. Write the text, or remove the entry."),
        ({"owner": 7}, "owner: This must be a text. Write a text; put it in double quotes if it looks like"),
        ({"reviewed_on": "2026-11-23"}, "reviewed_on: This must be a date. Write it as year-month-day without quotes, such as"),
        ({"reviewed_on": datetime.datetime(2026, 1, 1, 9)}, "reviewed_on: This must be a date."),
        ({"claims": {}}, "claims: This is empty. Add at least one entry."),
        ({"claims": []}, "claims: This must be a mapping of keys to values."),
        ({"claims": {"A b": _TOPIC["claims"]}}, "claims.A b: “A b” is not an id. Use lower-case letters, digits and single"),
        ({"claims": {1: {}}}, "claims[1]: This must be a text."),
        ({"claims": {"a": {**_TEXT, "side": "smb", "source": "article"}}}, "claims.a.source: “article” is not a source section."),
        ({"claims": {"a": {**_TEXT, "side": "smb"}}}, "claims.a.source: The key “source” is missing. Add it, following"),
        ({"related": "price"}, "related: This must be a list. Write one item a line, each after “- ”"),
        ({"answer": {"all": _TEXT, "both": _TEXT}}, "answer.all: The key “all” is not known here."),
        ({3: "x"}, "[3]: The key “3” is not known here."),
    ],
)
def test_topic_faults(change: dict[object, object], told: str) -> None:
    assert _first(schema.TOPIC, dict[object, object](_TOPIC) | change).startswith(told)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"value": "many"}, "a.value: This must be a number."),
        ({"value": True}, "a.value: This must be a number."),
        ({"value": float("inf")}, "a.value: This must be a number with an end."),
        ({"value": 10**400}, "a.value: This must be a number"),
        ({"low": 1}, "a: A figure is one number or a range. Give `value` alone, or `low` and `high` together."),
        ({"value": None, "low": 2, "high": 2}, "a: The range does not go upwards. Make `low` smaller than `high`"),
        ({"scale": "dozen"}, "a.scale: This is not one of the words allowed here. Use thousand, million, billion or trillion."),
    ],
)
def test_figure_faults(change: dict[str, object], told: str) -> None:
    assert _first(schema.FIGURES, {"a": {**_FIGURE, **change}}).startswith(told)


@pytest.mark.parametrize("data", [None, [], "text", 3])
def test_a_file_of_another_kind(data: object) -> None:
    assert _first(schema.GROUPS, data).startswith(("The file is empty. Fill it in", "This must be a mapping of keys to values."))


def test_a_place_reads_as_a_path() -> None:
    assert path_of(("guidance", "enterprise", 0, "en")) == "guidance.enterprise[0].en"
