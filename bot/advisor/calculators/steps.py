"""Writes a sum down as it was worked: terms with their units and the signs between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.domain.calculation import Step, Term
from bot.domain.expression import Expression, Operation, Operator
from bot.domain.metric import Metric

SIGNS = {Operator.ADD: "+", Operator.SUBTRACT: "−", Operator.MULTIPLY: "×", Operator.DIVIDE: "÷"}
_NEUTRAL = {Operator.ADD: 0.0, Operator.MULTIPLY: 1.0}
_TIGHT = (Operator.MULTIPLY, Operator.DIVIDE)


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a sum is written with: the metric, the values and the units by input."""

    metric: Metric
    values: Mapping[str, float]
    units: Mapping[str, str]

    def step(self, target: str | None, expression: Expression, result: Term) -> Step:
        """Return one line of the sum for `target`, an input worked out on the way or None for the result."""
        return Step(input=target, sum=tuple(self._parts(expression)), result=result)

    def _parts(self, expression: Expression) -> Iterator[Term | str]:
        if isinstance(expression, str):
            yield Term(value=self.values[expression], unit=self.units.get(expression, ""))
        elif isinstance(expression, Operation):
            yield from self._operation(expression)
        else:
            yield Term(value=expression)

    def _operation(self, operation: Operation) -> Iterator[Term | str]:
        """Leave out what changes nothing because it was not given, and put brackets only where they are needed."""
        operands = [operand for operand in operation.operands if not self._is_idle(operation.operator, operand)]
        for index, operand in enumerate(operands or operation.operands[:1]):
            if index:
                yield SIGNS[operation.operator]
            bracketed = isinstance(operand, Operation) and _needs_brackets(operation.operator, operand.operator, index)
            if bracketed:
                yield "("
            yield from self._parts(operand)
            if bracketed:
                yield ")"

    def _is_idle(self, operator: Operator, operand: Expression) -> bool:
        """Whether an operand is an optional input at the value that changes nothing (0 in a sum, 1 in a product)."""
        if not isinstance(operand, str) or self.metric.inputs[operand].default is None:
            return False
        return self.values[operand] == _NEUTRAL.get(operator)


def _needs_brackets(outer: Operator, inner: Operator, index: int) -> bool:
    if outer in _TIGHT and inner not in _TIGHT:
        return True
    return outer in (Operator.SUBTRACT, Operator.DIVIDE) and index > 0
