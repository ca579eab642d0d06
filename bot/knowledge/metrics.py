"""Loads the calculators of `metrics/`, and checks them: every name must lead somewhere, every worked example must come out."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.advisor.calculators.form import compute
from bot.domain.calculation import Missing, Refused, Worked
from bot.domain.expression import Expression, Operation, Operator, names_in
from bot.domain.language import Language
from bot.domain.metric import Derivation, Example, Limit, Loss, Metric, MetricInput, WhatIf, Words
from bot.domain.text import Text
from bot.errors import KnowledgeError, Problem
from bot.knowledge.lexicon import read_lexicons
from bot.knowledge.metrics_schema import METRIC, ExampleEntry, InputEntry, MetricFile, WordsEntry
from bot.knowledge.reader import Reader
from bot.knowledge.schema import TextEntry
from bot.knowledge.unchanged import read_once
from bot.language.grammar import PhraseError
from bot.language.lexicon import Lexicon
from bot.language.reader import Reader as MessageReader

ROOM = "metrics"
_EXACTNESS = 0.0001
"""A worked example counts as right within this share of its value: it is written with four decimals at most."""
_FORMULA = "Write a number, an input's name, or one of add, subtract, multiply, divide with a list of such."


@read_once
def load_metrics(folder: Path) -> Mapping[str, Metric]:
    """Return the calculators of a knowledge folder by id, their examples not worked through: the start of the app must be quick.

    Raises KnowledgeError with every fault of shape.
    """
    metrics, problems = _read(folder, with_examples=False)
    if problems:
        raise KnowledgeError(problems)
    return metrics


def check_metrics(folder: Path) -> tuple[Problem, ...]:
    """Return every fault of the calculators, wrong examples included, in file order, and raise nothing."""
    return _read(folder, with_examples=True)[1]


def _read(folder: Path, *, with_examples: bool) -> tuple[dict[str, Metric], tuple[Problem, ...]]:
    reader = Reader(folder)
    lexicons = read_lexicons(Reader(folder)) if with_examples else ()  # their own faults are told where they are loaded
    messages = _messages(lexicons)
    metrics: dict[str, Metric] = {}
    problems: list[Problem] = []
    for metric_id in reader.ids_in(ROOM):
        entry = reader.read(f"{ROOM}/{metric_id}.yml", METRIC)
        if entry is None:
            continue
        label = f"{reader.folder.name}/{ROOM}/{metric_id}.yml"
        faults = [Problem(label, *fault) for fault in _faults(entry)]
        if not faults:
            metrics[metric_id] = _metric(metric_id, entry)
            faults = [Problem(label, *fault) for fault in _wrong_examples(metrics[metric_id], messages)] if messages else []
        if not (reader.folder / "topics" / f"{metric_id}.yml").is_file():
            remedy = f"Name the file after its topic, or write topics/{metric_id}.yml."
            faults.append(Problem(label, "", f"There is no topic “{metric_id}” that this calculator belongs to.", remedy))
        problems += faults
    return metrics, tuple(sorted([*reader.problems, *problems], key=lambda problem: problem.file))


def _messages(lexicons: Sequence[Lexicon]) -> MessageReader | None:
    """What reads the examples; None where the words of a language cannot be read, which is told of those words."""
    try:
        return MessageReader(lexicons, {}) if lexicons else None
    except PhraseError:
        return None


def _faults(entry: MetricFile) -> Iterator[tuple[str, str, str]]:
    """Yield path, fault and remedy of every formula that cannot be read and every name that leads nowhere."""
    known = set(entry.inputs)
    formulas: list[tuple[str, Any]] = [("formula", entry.formula)]
    formulas += [(f"derive[{index}].expression", item.expression) for index, item in enumerate(entry.derive)]
    formulas += [
        (f"limits[{index}].{side}", getattr(item, side)) for index, item in enumerate(entry.limits) for side in ("small", "large")
    ]
    for index, item in enumerate(entry.what_ifs):
        formulas += [(f"what_ifs[{index}].change.{name}", change) for name, change in item.change.items()]
        formulas += [] if item.value is None else [(f"what_ifs[{index}].value", item.value)]
    for path, data in formulas:
        try:
            unknown = set(names_in(parse_expression(data))) - known
        except ValueError as error:
            yield path, f"The formula cannot be read: {error}.", _FORMULA
            continue
        yield from _unknown(path, unknown, known)
    for path, names in _named(entry):
        yield from _unknown(path, names - known, known)
    yield from _text_faults(entry)


def _named(entry: MetricFile) -> list[tuple[str, set[str]]]:
    """The inputs that are named outside formulas, and where."""
    named = [("untied_inputs", set(entry.untied_inputs))]
    named += [(f"derive[{index}]", {rule.input, *rule.needs}) for index, rule in enumerate(entry.derive)]
    named += [(f"what_ifs[{index}].needs", set(line.needs)) for index, line in enumerate(entry.what_ifs)]
    return named


def _unknown(path: str, names: set[str], known: set[str]) -> Iterator[tuple[str, str, str]]:
    for name in sorted(names):
        yield path, f"There is no input “{name}”.", f"Use one of {', '.join(sorted(known))}."


def _text_faults(entry: MetricFile) -> Iterator[tuple[str, str, str]]:
    """Yield the what-if lines that say nothing, or that hold a field nobody fills in."""
    for index, item in enumerate(entry.what_ifs):
        path = f"what_ifs[{index}]"
        if bool(item.change) is (item.value is not None):
            yield path, "A what-if line changes inputs or gives a value.", "Write either `change` or `value`."
        if item.value is not None and item.unit is None:
            yield path, "The unit of the value is missing.", "Add `unit`: %, x, customers, count or money."
        yield from _field_faults(f"{path}.text", item.text, {"value", "period"})
    yield from _field_faults("meaning", entry.meaning, {"period"})


def _field_faults(path: str, text: TextEntry, allowed: set[str]) -> Iterator[tuple[str, str, str]]:
    for language, words in text.by_language.items():
        try:
            fields = {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}
        except ValueError:
            fields = {"{"}
        for name in sorted(fields - allowed):
            yield f"{path}.{language}", f"“{name}” is no field of this text.", f"Use {{{'}, {'.join(sorted(allowed))}}}."


def parse_expression(data: object) -> Expression:
    """Return the expression a YAML tree stands for. Raises ValueError saying what is wrong with it."""
    if isinstance(data, str):
        return data
    if isinstance(data, int | float) and not isinstance(data, bool):
        return float(data)
    if not isinstance(data, Mapping) or len(data) != 1:
        raise ValueError("it is no number, no name, and not exactly one operation")
    ((name, operands),) = data.items()
    return _operation(name, operands)


def _operation(name: Any, operands: object) -> Operation:
    """Return one operation. Raises ValueError."""
    if name not in list(Operator):
        raise ValueError(f"“{name}” is no operation")
    if not isinstance(operands, list) or len(operands) < 2:
        raise ValueError(f"“{name}” needs a list of at least two")
    operator = Operator(name)
    if operator in (Operator.SUBTRACT, Operator.DIVIDE) and len(operands) != 2:
        raise ValueError(f"“{name}” takes exactly two")
    return Operation(operator, tuple(parse_expression(operand) for operand in operands))


def _wrong_examples(metric: Metric, messages: MessageReader) -> Iterator[tuple[str, str, str]]:
    """Yield the worked examples whose result is another one than they say."""
    for example in metric.examples:
        path = f"examples.{example.language}"
        found = compute(metric, example.inputs, example.language, messages)
        if not isinstance(found, Worked):
            yield path, f"The worked example gives no result ({_why(found)}).", "Correct its inputs."
        elif abs(found.value - example.value) > _EXACTNESS * max(abs(example.value), 1) or found.unit != example.unit:
            wanted, got = f"{example.value:g} {example.unit}", f"{found.value:g} {found.unit}"
            yield path, f"The worked example says {wanted}, but its inputs give {got}.", "Correct the example or the formula."


def _why(found: Missing | Refused) -> str:
    """Why an example has no result."""
    if isinstance(found, Missing):
        return f"{found.inputs[0]} is missing"
    return ", ".join(f"{name} {reason}" for name, reason in found.errors.items()) or found.reason


def _metric(metric_id: str, entry: MetricFile) -> Metric:
    """Build the domain's calculator; its id is the name of its file."""
    return Metric(
        id=metric_id,
        title=_text(entry.title),
        unit=entry.unit,
        inputs={name: _input(name, item) for name, item in entry.inputs.items()},
        formula=parse_expression(entry.formula),
        formula_text=_text(entry.formula_text),
        meaning=_text(entry.meaning),
        names=_words(entry.names),
        asks=_words(entry.asks),
        ignore=_words(entry.ignore),
        examples=tuple(_example(language, example) for language, example in entry.examples.by_language.items()),
        derivations=tuple(
            Derivation(
                input=item.input,
                needs=tuple(item.needs),
                expression=parse_expression(item.expression),
                only_missing=item.only_missing,
            )
            for item in entry.derive
        ),
        limits=tuple(
            Limit(id=item.id, small=parse_expression(item.small), large=parse_expression(item.large), text=_text(item.text))
            for item in entry.limits
        ),
        what_ifs=tuple(
            WhatIf(
                id=item.id,
                text=_text(item.text),
                change={name: parse_expression(change) for name, change in item.change.items()},
                value=None if item.value is None else parse_expression(item.value),
                unit=item.unit,
                needs=tuple(item.needs),
            )
            for item in entry.what_ifs
        ),
        rounds_up=entry.rounds_up,
        timing=entry.timing,
        untied=entry.untied,
        untied_inputs=tuple(entry.untied_inputs),
        largest_first=entry.largest_first,
        same_scale=entry.same_scale,
        chronological=entry.chronological,
        dated=tuple(entry.dated),
        asked=entry.asked,
        evident=entry.evident,
        loss=None if entry.loss is None else Loss(title=_text(entry.loss.title), meaning=_text(entry.loss.meaning)),
    )


def _input(name: str, entry: InputEntry) -> MetricInput:
    plain = entry.model_dump(exclude={"name", "hint", "refusal", "cues", "totals", "lessens"})
    texts = {key: _text(text) for key, text in (("name", entry.name), ("hint", entry.hint), ("refusal", entry.refusal))}
    words = {"cues": _words(entry.cues), "totals": _words(entry.totals), "lessens": _words(entry.lessens)}
    return MetricInput(**plain | texts | words, id=name)


def _example(language: Language, entry: ExampleEntry) -> Example:
    return Example(language=language, inputs=dict(entry.inputs), value=entry.value, unit=entry.unit)


def _text(entry: TextEntry) -> Text:
    return entry.by_language


def _words(entry: WordsEntry | None) -> Words:
    return {language: tuple(words) for language, words in entry.by_language.items()} if entry is not None else {}
