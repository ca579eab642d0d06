"""Formulas are data: evaluating one never fails and never runs anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.expression import Expression, Operation, Operator, evaluate, names_in

VALUES = {"a": 6.0, "b": 4.0, "zero": 0.0}


def tree(operator: Operator, *operands: Expression) -> Operation:
    """An operation, written shortly."""
    return Operation(operator, operands)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        (7.0, 7.0),
        ("a", 6.0),
        (tree(Operator.ADD, "a", "b", 1.0), 11.0),
        (tree(Operator.SUBTRACT, "a", "b"), 2.0),
        (tree(Operator.MULTIPLY, "a", "b", 0.5), 12.0),
        (tree(Operator.DIVIDE, tree(Operator.SUBTRACT, "a", "b"), "b"), 0.5),
        (tree(Operator.DIVIDE, "a", "zero"), None),
        (tree(Operator.ADD, "a", "unknown"), None),
        (tree(Operator.MULTIPLY, 1e308, 1e308), None),
    ],
)
def test_expressions_have_the_value_of_their_arithmetic(expression: Expression, value: float | None) -> None:
    assert evaluate(expression, VALUES) == value


def test_names_are_listed_in_order() -> None:
    assert list(names_in(tree(Operator.ADD, "a", tree(Operator.DIVIDE, "b", 2.0), "a"))) == ["a", "b", "a"]


_NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
_EXPRESSIONS = st.recursive(
    st.one_of(_NUMBERS, st.sampled_from(["a", "b", "zero", "unknown"])),
    lambda inner: st.builds(tree, st.sampled_from(Operator), inner, inner),
    max_leaves=12,
)


@given(_EXPRESSIONS)
def test_no_expression_raises_or_gives_anything_but_a_number(expression: Expression) -> None:
    value = evaluate(expression, VALUES)
    assert value is None or abs(value) < float("inf")
