"""What the calculation template is given: the result, the sum as worked, or what is missing or impossible, in words."""

from __future__ import annotations

from typing import Any

from bot.domain.calculation import Calculation, Given, Missing, Refused, Step, Term, Worked
from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import Language
from bot.domain.metric import Metric
from bot.domain.reply import CalculationPart
from bot.domain.source import SourceKind
from bot.rendering.answer import cited
from bot.rendering.document import one_line
from bot.rendering.figures import fill_figures
from bot.rendering.money import Amounts

_VALUE = ": {value}."
DECIMALS = 4
"""Decimals of a change: as many as its results are kept with."""
LONGEST_GIVEN = 60
"""Characters of a number as it was written that are shown again."""


def context(part: CalculationPart, language: Language, knowledge: KnowledgeBase) -> dict[str, Any]:
    """Return the template's context.

    `headline` names the result, which may be a loss. `result` is "" where there is none; then `missing` names the inputs that
    are needed, each with an example, or `refusal` says why the numbers cannot be (a general `reason` is left to the
    template, with the number it is `about`). `given` are the numbers as they were read, `steps` the lines of the sum, `what_ifs`
    what else follows, `suppositions` the same as pairs for a table, where all of it only supposes other numbers. `before`
    is the same sum for an earlier time and the change since. `explained` shows the formula first, with the topic's `note` on it.
    """
    calculation = part.calculation
    spec = calculation.spec
    missing = calculation.inputs if isinstance(calculation, Missing) else ()
    amounts = Amounts(knowledge.writing[language], language)
    return {
        "title": spec.title[language],
        **_result(calculation, spec, amounts),
        **_working(calculation, spec, amounts),
        "before": _before(calculation, spec, amounts),
        "formula": spec.formula_text[language],
        "given": _given(calculation, spec, amounts),
        "explained": part.explained,
        "missing": [(spec.inputs[name].name[language], spec.inputs[name].hint[language]) for name in missing],
        **_refusal(calculation if isinstance(calculation, Refused) else None, spec, language),
        **_article(calculation, language, knowledge),
    }


def _result(calculation: Calculation, spec: Metric, amounts: Amounts) -> dict[str, str]:
    """What came out and what it means; a loss is called one and goes without its sign."""
    value = calculation.value if isinstance(calculation, Worked) else None
    loss = spec.loss if value is not None and value < 0 else None
    shown = None if value is None else Term(value=abs(value) if loss else value, unit=calculation.unit)
    return {
        "headline": (loss or spec).title[amounts.language],
        "result": "" if shown is None else amounts.term(shown),
        "meaning": (loss or spec).meaning[amounts.language].format(period=_period(calculation, amounts)),
    }


def _working(calculation: Calculation, spec: Metric, amounts: Amounts) -> dict[str, Any]:
    """The lines of the sum, and what else follows."""
    if not isinstance(calculation, Worked):
        return {"steps": [], "what_ifs": [], "suppositions": []}
    steps = [_line(step, spec, amounts) for step in calculation.steps]
    suppositions = _suppositions(calculation, spec, amounts)
    return {"steps": steps, "what_ifs": _what_ifs(calculation, spec, amounts), "suppositions": suppositions}


def _before(calculation: Calculation, spec: Metric, amounts: Amounts) -> dict[str, Any] | None:
    """The sum for an earlier time and how far the result moved since, a share in points; None where nothing was compared."""
    before = calculation.before if isinstance(calculation, Worked) else None
    if before is None or not isinstance(calculation, Worked):
        return None
    moved = round(calculation.value - before.value, DECIMALS)
    in_points = calculation.unit == "%"
    change = amounts.term(Term(value=abs(moved), unit="" if in_points else calculation.unit))
    return {"line": _line(before.steps[-1], spec, amounts), "moved": moved, "change": change, "in_points": in_points}


def _article(calculation: Calculation, language: Language, knowledge: KnowledgeBase) -> dict[str, Any]:
    """What the source says of the metric, and where."""
    topic = knowledge.cited(calculation.metric)
    name, _, section = next(iter(topic.claims.values())).source.partition(".")
    source = knowledge.sources[name]
    note = topic.note.text[language] if topic.note is not None and not topic.note.internal else ""
    return {
        "note": fill_figures(note, knowledge, language),
        "article": fill_figures(topic.answer(topic.side)[language], knowledge, language),
        "published": source.kind is SourceKind.ARTICLE,
        "source": cited(source, language),
        "section": source.sections[section][language] if section else "",
    }


def _period(calculation: Calculation, amounts: Amounts) -> str:
    return amounts.period(calculation.period or "month")


def _line(step: Step, spec: Metric, amounts: Amounts) -> str:
    """One line of the sum: "customers lost: 1,250 − 1,200 = 50"; the result itself needs no name."""
    words = " ".join(piece if isinstance(piece, str) else amounts.term(piece) for piece in step.sum)
    line = f"{words} = {amounts.term(step.result)}".replace("( ", "(").replace(" )", ")")
    return line if step.input is None else f"{spec.inputs[step.input].name[amounts.language]}: {line}"


def _what_ifs(calculation: Worked, spec: Metric, amounts: Amounts) -> list[str]:
    texts = {what_if.id: what_if.text[amounts.language] for what_if in spec.what_ifs}
    period = _period(calculation, amounts)
    return [texts[outlook.what_if].format(value=amounts.term(outlook.result), period=period) for outlook in calculation.outlooks]


def _suppositions(calculation: Worked, spec: Metric, amounts: Amounts) -> list[tuple[str, str]]:
    """What else follows as pairs of a supposition and its result; empty unless all of it has that form, "if …: {value}."."""
    texts = {what_if.id: what_if.text[amounts.language] for what_if in spec.what_ifs if what_if.change}
    if not all(texts.get(outlook.what_if, "").endswith(_VALUE) for outlook in calculation.outlooks):
        return []
    period = _period(calculation, amounts)
    return [
        (texts[outlook.what_if].removesuffix(_VALUE).format(period=period), amounts.term(outlook.result))
        for outlook in calculation.outlooks
    ]


def _given(calculation: Calculation, spec: Metric, amounts: Amounts) -> list[str]:
    """The numbers as they stood in the message; a duration in full words, for "a 60 day cycle" is one of 60 days."""
    order = list(spec.inputs)
    numbers = sorted(calculation.given, key=lambda number: order.index(number.input))
    return [f"{spec.inputs[number.input].name[amounts.language]} {_as_given(number, amounts)}" for number in numbers]


def _as_given(number: Given, amounts: Amounts) -> str:
    is_plain = number.unit is not None and number.factor == 1.0 and number.currency is None
    return amounts.term(Term(value=number.value, unit=number.unit or "")) if is_plain else one_line(number.text, LONGEST_GIVEN)


def _refusal(refused: Refused | None, spec: Metric, language: Language) -> dict[str, Any]:
    """Why the numbers cannot be, in the metric's own words; "" where there is no refusal, or a general one.

    `among` names the inputs that the number asked about may be meant for.
    """
    if refused is None:
        return {"refusal": "", "reason": "", "about": "", "among": []}
    limits = (limit.text[language] for limit in spec.limits if limit.id == refused.reason)
    named = spec.inputs.get(refused.reason)
    about = "" if refused.about is None else one_line(refused.about.text, LONGEST_GIVEN)
    held = refused.about.held if refused.about is not None else None
    among = [spec.inputs[name].name[language] for name in (held.among if held is not None else ())]
    refusal = named.refusal[language] if named else next(limits, "")
    return {"refusal": refusal, "reason": refused.reason, "about": about, "among": among}
