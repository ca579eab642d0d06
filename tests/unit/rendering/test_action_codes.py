"""Actions into buttons and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.conversation import Action, ActionKind, View
from bot.domain.language import Segment
from bot.rendering.action_codes import LONGEST, decode, encode

ACTIONS = st.builds(
    Action,
    kind=st.sampled_from(ActionKind),
    topic=st.none() | st.text(max_size=40),
    segment=st.none() | st.sampled_from(Segment),
    view=st.sampled_from(View),
    value=st.text(max_size=300),
)


@given(ACTIONS)
def test_what_is_written_is_read(action: Action) -> None:
    assert decode(encode(action)) == action


@given(st.text(min_size=1500, max_size=9000))
def test_a_long_value_is_cut_to_what_a_button_holds(value: str) -> None:
    code = encode(Action(kind=ActionKind.ASK, value=value))
    found = decode(code)
    assert len(code) <= LONGEST
    assert found is not None
    assert value.startswith(found.value)
    assert len(found.value) > 200


@given(st.text(max_size=200))
def test_anything_else_is_no_action(code: str) -> None:
    assert decode(code) is None or code.startswith("[1,")


@pytest.mark.parametrize("code", ["[2,null,null,null,null,null]", '[1,"show",null,null,"short",5]', "1", "[" * 5000, '{"1": 2}'])
def test_other_versions_and_damage_are_no_action(code: str) -> None:
    assert decode(code) is None
