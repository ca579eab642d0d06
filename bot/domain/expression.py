"""Arithmetic written as data: a tree of add, subtract, multiply and divide over named values; never run as code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite, prod
from typing import TypeAlias


class Operator(StrEnum):
    """The four operations. Subtract and divide take exactly two operands, add and multiply two or more."""

    ADD = "add"
    SUBTRACT = "subtract"
    MULTIPLY = "multiply"
    DIVIDE = "divide"


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation over its operands, in order."""

    operator: Operator
    operands: tuple[Expression, ...]


Expression: TypeAlias = float | str | Operation
"""A number, the name of a value, or an operation."""


def evaluate(expression: Expression, values: Mapping[str, float]) -> float | None:
    """Return the value, or None where it divides by zero, grows beyond all numbers, or needs a name that has no value."""
    if isinstance(expression, str):
        return values.get(expression)
    if not isinstance(expression, Operation):
        return expression
    operands = [evaluate(operand, values) for operand in expression.operands]
    numbers = [operand for operand in operands if operand is not None]
    if len(numbers) < len(operands):
        return None
    found = _apply(expression.operator, numbers)
    return found if found is not None and isfinite(found) else None


def _apply(operator: Operator, numbers: list[float]) -> float | None:
    if operator is Operator.ADD:
        return sum(numbers)
    if operator is Operator.MULTIPLY:
        return prod(numbers)
    if operator is Operator.SUBTRACT:
        return numbers[0] - numbers[1]
    return numbers[0] / numbers[1] if numbers[1] else None


def names_in(expression: Expression) -> Iterator[str]:
    """Yield every name an expression uses, in order, repeated where it is used again."""
    if isinstance(expression, str):
        yield expression
    elif isinstance(expression, Operation):
        for operand in expression.operands:
            yield from names_in(operand)
