"""What the play template is given, view by view, and how numbered steps and quotes are drawn."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.conversation import View, part_of, view_of
from bot.domain.language import Language, Segment
from bot.domain.play import PlayPart
from bot.domain.reply import AnswerPart
from bot.rendering.document import BlockKind, Document
from bot.rendering.play import STEPS_EACH, context
from bot.rendering.slack_blocks import classic_blocks, rich_blocks
from bot.rendering.terminal import draw_terminal
from tests.toys import toy_knowledge

E, S, B = Segment.ENTERPRISE, Segment.SMB, Segment.BOTH


def made(segment: Segment = E, view: View = View.SHORT) -> dict[str, Any]:
    return context(AnswerPart(topic="haggle", segment=segment, view=view), Language("en"), toy_knowledge())


def test_the_short_answer_holds_the_one_thing_to_do_and_the_steps() -> None:
    found = made()
    (column,) = found["columns"]
    assert (found["play"], column["side"], column["answer"]) == ("Haggle", "", "Hold the price.")
    assert column["steps"] == [("Name $1,000.", False), ("Wait.", True), ("Smile.", True), ("Leave.", True)]
    assert (column["parts"], found["reasons"], found["lacking"]) == ([], [], False)
    assert found["source"] == {"title": "A playbook", "publisher": "Toy Press", "year": 2026, "url": ""}


def test_both_sides_stand_below_their_names_with_the_first_steps_each() -> None:
    columns = made(B)["columns"]
    assert [column["side"] for column in columns] == ["enterprise", "smb"]
    assert len(columns[0]["steps"]) == STEPS_EACH


@pytest.mark.parametrize(
    ("view", "parts"),
    [
        (View.ASK, [("ask", ["What is it worth?"])]),
        (View.SAY, [("say", ["Our price is fair."])]),
        (View.MESSAGE, [("message", ["Hi [name],", "", "The price is $1,000."])]),
        (View.EXAMPLE, [("message", ["Hi [name],", "", "The price is $1,000."])]),
        (View.CHECK, [("check", ["They agree."])]),
        (View.MORE, [("ask", ["What is it worth?"]), ("say", ["Our price is fair."]), ("check", ["They agree."])]),
    ],
)
def test_a_part_is_shown_alone(view: View, parts: list[tuple[str, list[str]]]) -> None:
    (column,) = made(view=view)["columns"]
    assert (column["answer"], column["steps"], column["parts"]) == ("", [], parts)


def test_a_missing_message_is_said_to_be_lacking() -> None:
    found = made(S, View.MESSAGE)
    assert (found["lacking"], found["columns"][0]["parts"]) == (True, [])


def test_why_and_source_tell_the_claims_behind_the_steps_once() -> None:
    for view in (View.WHY, View.SOURCE):
        found = made(B, view)
        assert found["reasons"] == [("An SMB deal is worth $1,000.", "On price")]
        assert all(not column["steps"] and not column["answer"] for column in found["columns"])


def test_views_and_parts_belong_together() -> None:
    assert [view_of(part) for part in PlayPart] == [View.SHORT, View.ASK, View.SAY, View.MESSAGE, View.CHECK]
    assert all(part_of(view_of(part)) is part for part in PlayPart)
    assert part_of(View.EXAMPLE) is PlayPart.MESSAGE
    assert part_of(View.WHY) is PlayPart.STEPS


STEPS = Document.parse("Do this:\n+ One.\n+ Two.\n- Aside.\n+ Again.\n| Hi <!channel>\n| there\n")


def test_steps_are_numbered_anew_after_a_break() -> None:
    assert STEPS.plain() == "Do this:\n1. One.\n2. Two.\n• Aside.\n1. Again.\nHi <!channel>\nthere"
    assert draw_terminal(STEPS).splitlines()[1:3] == ["  1. One.", "  2. Two."]
    assert draw_terminal(STEPS).splitlines()[-2:] == ["  │ Hi <!channel>", "  │ there"]


def test_slack_draws_ordered_lists_and_quotes() -> None:
    (block,) = rich_blocks(STEPS)
    kinds = [(element["type"], element.get("style")) for element in block["elements"]]
    assert kinds == [
        ("rich_text_section", None),
        ("rich_text_list", "ordered"),
        ("rich_text_list", "bullet"),
        ("rich_text_list", "ordered"),
        ("rich_text_quote", None),
    ]
    assert [part["text"] for part in block["elements"][-1]["elements"]] == ["Hi <!channel>", "\n", "there"]
    (plain,) = classic_blocks(STEPS)
    assert plain["text"]["text"].splitlines()[1:3] == ["1. One.", "2. Two."]
    assert plain["text"]["text"].splitlines()[-2:] == [">Hi &lt;!channel&gt;", ">there"]
    assert STEPS.blocks[-1].kind is BlockKind.QUOTE


def test_a_blank_line_of_a_message_stays_blank_on_every_surface() -> None:
    document = Document.parse("| Hi [name],\n| \n| How are things?")
    assert [block.text for block in document.blocks] == ["Hi [name],", "", "How are things?"]
    assert draw_terminal(document).splitlines() == ["  │ Hi [name],", "  │", "  │ How are things?"]
    (block,) = rich_blocks(document)
    assert "".join(part["text"] for part in block["elements"][0]["elements"]) == "Hi [name],\n\nHow are things?"
    (plain,) = classic_blocks(document)
    assert plain["text"]["text"].splitlines() == [">Hi [name],", ">", ">How are things?"]
