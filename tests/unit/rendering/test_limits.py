"""The limits check finds what Slack would refuse."""

from __future__ import annotations

from typing import Any

import pytest

from bot.rendering.kept_block import KeptBlock
from bot.rendering.limits import message_problems, text_length, view_problems
from bot.rendering.slack_blocks import actions, button, context, header, plain_text, section

FINE = {"text": "x", "blocks": [header("Title"), section("Words"), context("small"), actions([button("Go", "go", "v")])]}


def test_a_fine_message_has_no_problems() -> None:
    assert message_problems(FINE) == []


def _button(**changes: Any) -> dict[str, Any]:
    return actions([button("Go", "go", "v") | changes])


@pytest.mark.parametrize(
    ("blocks", "words"),
    [
        ([section("x" * 3001)], "3001 characters"),
        ([section("")], "empty text"),
        ([header("x") | {"text": plain_text("x" * 151)}], "151 characters"),
        ([section("x")] * 51, "51, at most 50"),
        ([section("x" * 2900)] * 4, "in all"),
        ([_button(text=plain_text("x" * 76))], "76 characters"),
        ([_button(value="x" * 2001)], "value longer"),
        ([_button(action_id="")], "no action_id"),
        ([_button(action_id="x" * 256)], "longer than 255"),
        ([actions([button("A", "a", "1"), button("B", "a", "2")])], "stands 2 times"),
        ([actions([])], "0 entries"),
        ([actions([button("A", f"a{n}", "1") for n in range(26)])], "26 entries"),
        ([context(*["x"] * 11)], "11 entries"),
        ([section("x") | {"block_id": "b"}] * 2, "block_id 'b'"),
        ([{"type": "alert", "text": plain_text("x")}], "not for this surface"),
    ],
)
def test_what_slack_would_refuse_is_found(blocks: list[dict[str, Any]], words: str) -> None:
    found = message_problems({"text": "x", "blocks": blocks})
    assert words in "\n".join(found)
    kept = [KeptBlock(block) for block in blocks]
    # Measured once, and then remembered.
    assert [message_problems({"text": "x", "blocks": kept}) for _ in range(2)] == [found, found]


@pytest.mark.parametrize(("text", "words"), [("", "empty"), (" ", "empty"), ("x" * 4001, "4001")])
def test_the_notification_text_is_needed_and_short(text: str, words: str) -> None:
    assert words in "\n".join(message_problems({"text": text}))


def _modal(**changes: Any) -> dict[str, Any]:
    field = {"type": "plain_text_input", "action_id": "f"}
    block = {"type": "input", "block_id": "b", "label": plain_text("L"), "element": field}
    whole = {"type": "modal", "title": plain_text("T"), "submit": plain_text("Go"), "blocks": [block], **changes}
    return {key: value for key, value in whole.items() if value is not None}


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (_modal(submit=None), "needs it"),
        (_modal(title=None), "needs one"),
        (_modal(title=plain_text("x" * 25)), "more than 24"),
        (_modal(private_metadata="x" * 3001), "more than 3000"),
        (_modal(blocks=[section("x")] * 101), "101, at most 100"),
        ({"type": "home", "blocks": [{"type": "context_actions", "elements": [{"type": "x"}]}]}, "not for this surface"),
    ],
)
def test_what_a_window_may_not_be_is_found(view: dict[str, Any], words: str) -> None:
    assert words in "\n".join(view_problems(view))


def test_a_fine_window_has_no_problems() -> None:
    assert view_problems(_modal()) == []


def test_the_length_counts_every_text() -> None:
    assert text_length([header("abc"), actions([button("de", "x", "not counted")])]) == 5


def test_a_block_like_another_is_measured_by_it() -> None:
    other, block = KeptBlock(section("x" * 3001)), KeptBlock(section("x" * 3001))
    block.alike = other
    assert message_problems({"text": "x", "blocks": [block]}) == message_problems({"text": "x", "blocks": [dict(other)]})
    assert (block.measured, other.measured is None) == (None, False)
