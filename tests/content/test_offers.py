"""What is offered below every answer: three buttons at most, a short menu, and nothing that says the same again."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator

import pytest

from bot.bootstrap import Answering
from bot.domain.conversation import Action, ActionKind, Conversation, Utterance, View
from bot.domain.language import Language, Segment
from bot.domain.reply import AnswerPart, Reply
from bot.rendering.document import BlockKind
from bot.rendering.slack import SlackRenderer

LANGUAGES = (Language("en"), Language("id"))


def pressed(answering: Answering, action: Action, language: Language) -> Reply:
    """What a press shows."""
    reply, _ = answering.advisor._act(action, Utterance(action=action, preferred=language), Conversation())
    return reply


def shown(answering: Answering, language: Language) -> Iterator[Reply]:
    """Every view of every topic and play for every side, as pressing its button shows it."""
    for subject, segment, view in itertools.product(answering.knowledge.subjects, Segment, View):
        yield pressed(answering, Action(kind=ActionKind.SHOW, topic=subject, segment=segment, view=view), language)


def said(answering: Answering, reply: Reply) -> set[str]:
    """What a reply says, small print and headings apart."""
    blocks = answering.renderer.document(reply).blocks
    return {block.text for block in blocks if block.kind not in (BlockKind.NOTE, BlockKind.HEADING)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_button_says_the_same_again(answering: Answering, language: Language) -> None:
    @functools.cache
    def behind(action: Action) -> set[str]:
        """What a button leads to; many lead to the same."""
        return said(answering, pressed(answering, action, language))

    repeating = [
        (reply.parts[0], action)
        for reply in shown(answering, language)
        for here in [said(answering, reply)]
        for action in reply.actions
        if action.kind is ActionKind.SHOW and not behind(action) - here
    ]
    assert repeating == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_buttons_at_most_and_five_lines_in_the_menu(answering: Answering, language: Language) -> None:
    slack = SlackRenderer(answering.renderer)
    for reply in shown(answering, language):
        (row,) = [block for block in slack.message(reply).blocks if block["type"] == "actions"]
        kinds = [element["type"] for element in row["elements"]]
        assert kinds in (["button"] * kinds.count("button"), ["button"] * 3 + ["overflow"])
        labels = [element["text"]["text"] for element in row["elements"][:3]]
        menu = [option["text"]["text"] for element in row["elements"][3:] for option in element["options"]]
        assert len(labels) <= 3
        assert len(menu) <= 5
        assert len({*labels, *menu}) == len(labels) + len(menu), "two that nobody can tell apart"


def test_a_fact_offers_the_other_side_and_both_beside_one_another_first(answering: Answering) -> None:
    action = Action(kind=ActionKind.SHOW, topic="buying-process", segment=Segment.ENTERPRISE)
    reply = pressed(answering, action, LANGUAGES[0])
    assert [answering.renderer.label(action, LANGUAGES[0]) for action in reply.actions[:2]] == ["For SMBs", "Side by side"]


def test_a_play_offers_the_other_side_what_to_ask_and_the_message_first(answering: Answering) -> None:
    action = Action(kind=ActionKind.SHOW, topic="discovery-call", segment=Segment.ENTERPRISE)
    offered = pressed(answering, action, LANGUAGES[0]).actions
    assert [(one.segment, one.view) for one in offered[:3]] == [
        (Segment.SMB, View.SHORT),
        (Segment.ENTERPRISE, View.ASK),
        (Segment.ENTERPRISE, View.MESSAGE),
    ]


def test_below_another_view_come_the_other_side_both_and_more_and_the_way_back_by_its_name(answering: Answering) -> None:
    asked = Action(kind=ActionKind.SHOW, topic="sales-cycle", segment=Segment.ENTERPRISE, view=View.WHY)
    actions = pressed(answering, asked, LANGUAGES[0]).actions
    assert [answering.renderer.label(action, LANGUAGES[0]) for action in actions[:3]] == [
        "For SMBs",
        "Side by side",
        "Back to the answer",
    ]
    more = Action(kind=ActionKind.SHOW, topic="buying-process", segment=Segment.ENTERPRISE, view=View.WHY)
    labels = [answering.renderer.label(action, LANGUAGES[1]) for action in pressed(answering, more, LANGUAGES[1]).actions]
    assert labels[:4] == ["Untuk UKM", "Bandingkan", "Selengkapnya", "Kembali ke jawaban"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_play_without_a_message_offers_the_nearest_one_that_has_one_first_and_once(
    answering: Answering, language: Language
) -> None:
    for play in answering.knowledge.plays.values():
        action = Action(kind=ActionKind.SHOW, topic=play.id, segment=Segment.ENTERPRISE, view=View.MESSAGE)
        reply = pressed(answering, action, language)
        if play.has_message(Segment.ENTERPRISE):
            assert all(not one.value for one in reply.actions)
            continue
        first, *others = reply.actions
        (part,) = pressed(answering, first, language).parts
        assert isinstance(part, AnswerPart)
        assert (part.topic, part.view) == (first.topic, View.MESSAGE)
        assert answering.knowledge.plays[part.topic].has_message(Segment.ENTERPRISE)
        assert first.topic not in {one.topic for one in others}
        assert answering.renderer.label(first, language) in " ".join(said(answering, reply))
