"""Windows with questions to fill in: one field per input of a calculator, one per question of the fit assessment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.domain.calculation import Calculation, Missing, Worked
from bot.domain.fit import Answers
from bot.domain.fit_model import UNKNOWN, Criterion, FitModel, Question, Reads, Value, option_key
from bot.domain.language import Language
from bot.domain.metric import Metric
from bot.rendering.modals import window
from bot.rendering.slack_blocks import BlockJson, context, plain_text, section
from bot.rendering.slack_text import cut, escape
from bot.rendering.wording import Wording

CALCULATOR = "calculator"
FIT = "fit"
FIELD = "field"
"""The action id of the one element in each input block; the block's id names the input."""
_FIELD_LIMIT = 200
_LABEL_LIMIT = 2000
_OPTION_LIMIT = 75
_PLACEHOLDER_LIMIT = 150
_ERROR_LIMIT = 300
_FIELD_REASONS = ("missing", "several", "unreadable")
"""Faults of a field that have words of their own; any other number there cannot be read."""


def calculator_form(
    wording: Wording, metric: Metric, language: Language, metadata: str, filled: Mapping[str, str] | None = None
) -> BlockJson:
    """Return the window of a calculator; `filled` are the fields' contents so far."""
    blocks = [section(escape(metric.formula_text[language]))]
    for name, entry in metric.inputs.items():
        hint = wording.words(language, "form_example", example=entry.hint[language])
        element = _text_field((filled or {}).get(name, ""), hint)
        blocks.append(_input(name, entry.name[language], element, optional=not entry.required))
    callback, title = f"{CALCULATOR}.{metric.id}", metric.title[language]
    return window(wording, language, callback, title, blocks, metadata=metadata, submit=wording.words(language, "form_submit"))


def calculator_errors(wording: Wording, metric: Metric, calculation: Calculation, language: Language) -> dict[str, str]:
    """Return, by field, why numbers cannot be used; empty where there is a result."""
    if isinstance(calculation, Worked):
        return {}
    reasons = dict.fromkeys(calculation.inputs, "missing") if isinstance(calculation, Missing) else calculation.errors
    errors = {
        name: _field_error(wording, metric, name, reason, language) for name, reason in reasons.items() if name in metric.inputs
    }
    if not errors:
        limits = {limit.id: limit.text[language] for limit in metric.limits}
        said = "" if isinstance(calculation, Missing) else limits.get(calculation.reason, "")
        reason = said or wording.words(language, "form_impossible")
        errors = {next(iter(metric.inputs)): reason}
    return {name: cut(text, _ERROR_LIMIT) for name, text in errors.items()}


def fit_form(wording: Wording, model: FitModel, language: Language, metadata: str, answers: Answers) -> BlockJson:
    """Return the window of the fit assessment with the answers given so far; every question may be left open."""
    blocks: list[BlockJson] = [context(escape(wording.words(language, "form_fit_intro")))]
    for question in model.form():
        criterion = model.criteria[question.criterion]
        value, given = answers.values.get(criterion.id), answers.given.get(criterion.id)
        element = (
            _text_field(given.words if given else field_text(criterion, value), question.hint[language])
            if criterion.scale
            else _choice(wording, criterion, language, value)
        )
        hint = _hint(question, criterion, language)
        blocks.append(_input(criterion.id, question.text[language], element, optional=True, hint=hint))
    title = wording.words(language, "form_fit_title")
    return window(wording, language, FIT, title, blocks, metadata=metadata, submit=wording.words(language, "form_submit"))


def field_text(criterion: Criterion, value: Value | None) -> str:
    """Return a number or range as the form's field reads it again."""
    if isinstance(value, tuple):
        return f"{_plain(value[0])}-{_plain(value[1])}{_unit(criterion)}"
    return f"{_plain(value)}{_unit(criterion)}" if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _hint(question: Question, criterion: Criterion, language: Language) -> str:
    return "" if criterion.scale else question.hint[language]


def _choice(wording: Wording, criterion: Criterion, language: Language, value: Value | None) -> BlockJson:
    options = [_option(option.label[language], option_key(option)) for option in criterion.options]
    options.append(_option(wording.words(language, "form_unknown"), UNKNOWN))
    current = next((option_key(option) for option in criterion.options if option.value == value), UNKNOWN)
    chosen = next(option for option in options if option["value"] == current)
    return {"type": "radio_buttons", "action_id": FIELD, "options": options, "initial_option": chosen}


def _option(label: str, value: str) -> BlockJson:
    return {"text": plain_text(cut(label, _OPTION_LIMIT)), "value": value}


def _text_field(content: str, placeholder: str) -> BlockJson:
    field: BlockJson = {"type": "plain_text_input", "action_id": FIELD, "max_length": _FIELD_LIMIT}
    field["placeholder"] = plain_text(cut(placeholder, _PLACEHOLDER_LIMIT))
    return field | ({"initial_value": content[:_FIELD_LIMIT]} if content else {})


def _input(name: str, label: str, element: BlockJson, *, optional: bool, hint: str = "") -> BlockJson:
    block: BlockJson = {"type": "input", "block_id": name, "optional": optional, "element": element}
    block["label"] = plain_text(cut(label[:1].upper() + label[1:], _LABEL_LIMIT))
    return block | ({"hint": plain_text(hint)} if hint else {})


def _field_error(wording: Wording, metric: Metric, name: str, reason: str, language: Language) -> str:
    entry = metric.inputs[name]
    if reason == "invalid":
        return entry.refusal[language]
    known = reason if reason in _FIELD_REASONS else "unreadable"
    return wording.words(language, f"form_{known}", example=entry.hint[language])


def _plain(number: Any) -> str:
    return f"{round(float(number), 2):.10g}"


def _unit(criterion: Criterion) -> str:
    return " months" if criterion.reads is Reads.CYCLE else ""
