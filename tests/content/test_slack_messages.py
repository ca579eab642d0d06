"""Every message the product can send, for every topic, side, view and language, keeps Slack's limits."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import pytest
from slack_sdk.models.blocks import Block as SdkBlock
from slackblocks import _limits as their
from slackblocks._surfaces import validate_surface_blocks

from bot.bootstrap import Answering
from bot.domain.conversation import Action, ActionKind, View
from bot.domain.fit import Answers, Given
from bot.domain.language import Language, Segment
from bot.domain.reply import AnswerPart, BrowsePart, ChoicesPart, Outcome, Part, Reply, SmalltalkPart, UnknownPart
from bot.rendering.action_codes import decode, encode
from bot.rendering.forms import calculator_form, fit_form
from bot.rendering.home import HomeContent, HomeRenderer
from bot.rendering.limits import message_problems, view_problems
from bot.rendering.modals import reader_modal, reason_modal
from bot.rendering.slack import EXPERT, SHARE, Extras, Message, SlackRenderer
from bot.rendering.slack_text import escape

LONGEST_QUESTION = "<&>" * 2000
ANSWERED = Answers(
    values={"employees": (500.0, 800.0), "annual_contract_value_usd": 3636.0, "cycle_months": 1.3846, "team": "senior"},
    given={"annual_contract_value_usd": Given(words="Rp 5 juta per bulan" * 20, currency="idr")},
)
SOCIAL = ("greeting", "thanks", "help", "goodbye", "empty", "language", "unreadable")
ASK = encode(Action(kind=ActionKind.ASK, value=LONGEST_QUESTION))
FULLEST = Extras(question="0" * 16, buttons=((SHARE, ASK), (EXPERT, ASK)), byline="Shared by <@U0123456789>")


def shown(answering: Answering, language: Language) -> Iterator[Reply]:
    """Every view of every topic for every side, with the buttons the advisor gives it."""
    act = answering.advisor._act
    from bot.domain.conversation import Conversation, Utterance

    for topic, segment, view in itertools.product(answering.knowledge.topics, Segment, View):
        action = Action(kind=ActionKind.SHOW, topic=topic, segment=segment, view=view)
        reply, _ = act(action, Utterance(action=action, preferred=language), Conversation())
        yield reply


def others(answering: Answering, language: Language) -> Iterator[Reply]:
    """Every other kind of reply, at its largest."""
    topics = tuple(sorted(answering.knowledge.topics, key=lambda topic: -len(answering.knowledge.topics[topic].title[language])))
    every = tuple(Action(kind=ActionKind.SHOW, topic=topic) for topic in topics)
    browse = [BrowsePart(group=group) for group in (None, *answering.knowledge.groups)]
    parts: list[tuple[Outcome, Part]] = [(Outcome.SMALLTALK, part) for part in browse]
    parts += [(Outcome.CHOICES, ChoicesPart(topics=topics[:3])), (Outcome.UNKNOWN, UnknownPart(nearest=topics[:3]))]
    parts += [(Outcome.UNKNOWN, UnknownPart(nearest=(), handed_to="our experts"))]
    parts += [(Outcome.SMALLTALK, SmalltalkPart(intent=intent)) for intent in SOCIAL]
    for outcome, part in parts:
        yield Reply(outcome=outcome, language=language, parts=(part,), actions=every)
    long = tuple(AnswerPart(topic=topic, segment=Segment.BOTH, view=View.MORE) for topic in topics[:6])
    yield Reply(outcome=Outcome.ANSWER, language=language, parts=long, actions=every)


def problems(blocks: Sequence[Mapping[str, Any]], surface: Literal["message", "modal", "home"]) -> list[str]:
    """What another library's table of limits says: slackblocks', made from a registry of its own."""
    validate_surface_blocks(list(blocks), surface)
    most = their.MESSAGE_BLOCKS_MAX_ITEMS if surface == "message" else their.VIEW_BLOCKS_MAX_ITEMS
    found = [] if len(blocks) <= most else [f"{len(blocks)} blocks"]
    for kind, key, size in (size for block in blocks for size in sizes(block)):
        if size > getattr(their, f"{kind}_{key}".upper()):
            found.append(f"{kind}.{key}: {size}")
    for block in blocks:
        if block["type"] == "rich_text":
            # slackblocks has no table for rich text; Slack's own library checks its shape.
            SdkBlock.parse(dict(block)).validate_json()  # type: ignore[union-attr]
    return found


def sizes(node: Mapping[str, Any], name: str = "") -> Iterator[tuple[str, str, int]]:
    """Every size in a block that slackblocks knows a limit for, as the names of its constants."""
    kind = {"static_select": "select", "plain_text": "", "mrkdwn": ""}.get(node.get("type", name), node.get("type", name))
    for key, value in node.items():
        words = value["text"] if isinstance(value, Mapping) and set(value) >= {"type", "text"} else value
        if isinstance(words, str) and hasattr(their, f"{kind}_{key}_max_length".upper()):
            yield kind, f"{key}_max_length", len(words)
        elif isinstance(words, str) and key in ("action_id", "block_id"):
            yield key, "max_length", len(words)
        elif isinstance(value, list) and hasattr(their, f"{kind}_{key}_max_items".upper()):
            yield kind, f"{key}_max_items", len(value)
        if isinstance(value, Mapping):
            yield from sizes(value, "feedback_button" if key.endswith("_button") else "option" if key == "initial_option" else "")
        for child in value if isinstance(value, list) else ():
            yield from sizes(child, {"options": "option"}.get(key, "")) if isinstance(child, Mapping) else ()


def test_the_cross_check_sees_what_it_should() -> None:
    wide = {"type": "button", "text": {"type": "plain_text", "text": "x" * 76}, "action_id": "a" * 256, "value": "v" * 2001}
    option = {"text": {"type": "plain_text", "text": "x" * 76}, "value": "v" * 151}
    radio = {"type": "radio_buttons", "action_id": "b", "options": [option] * 11}
    found = problems(
        [{"type": "actions", "elements": [wide, radio, *[wide] * 24]}, {"type": "header", "text": wide["text"]}], "message"
    )
    kinds = {problem.partition(":")[0] for problem in found}
    assert kinds == {
        "button.text_max_length", "action_id.max_length", "button.value_max_length", "option.text_max_length",
        "option.value_max_length", "radio_buttons.options_max_items", "actions.elements_max_items",
    }  # fmt: skip


def assert_sendable(message: Message) -> None:
    """Both forms keep the limits, by our table and by another one."""
    for blocks in (message.blocks, message.classic):
        assert message_problems({"text": message.text, "blocks": blocks}) == []
        assert problems(blocks, "message") == []
        rows = [block["elements"] for block in blocks if block["type"] == "actions"]
        values = [one["value"] for row in rows for element in row for one in element.get("options", [element])]
        assert all(decode(value) for value in values if value[:1] not in "+-")


@pytest.mark.parametrize("language", (Language("en"), Language("id")))
def test_every_topic_side_and_view_can_be_sent(answering: Answering, language: Language) -> None:
    slack, count = SlackRenderer(answering.renderer), 0
    for reply in shown(answering, language):
        assert reply.language == language
        assert_sendable(slack.message(reply, FULLEST))
        count += 1
    assert count == len(answering.knowledge.topics) * len(Segment) * len(View)


@pytest.mark.parametrize("language", (Language("en"), Language("id")))
def test_every_other_reply_can_be_sent(answering: Answering, language: Language) -> None:
    slack = SlackRenderer(answering.renderer)
    for reply in others(answering, language):
        message = slack.message(reply, FULLEST)
        assert_sendable(message)
        if reply.outcome in (Outcome.CHOICES, Outcome.UNKNOWN):
            # Whoever sees no buttons, as in a notification, reads there what there is to choose from.
            assert all(escape(slack.label(action, reply)) in message.text for action in reply.actions)


@pytest.mark.parametrize("language", (Language("en"), Language("id")))
def test_every_window_and_home_can_be_shown(answering: Answering, language: Language) -> None:
    slack = SlackRenderer(answering.renderer)
    calculators = {name: metric.title for name, metric in answering.calculators.metrics.items()}
    content = HomeContent(
        language=language,
        questions=[(LONGEST_QUESTION, Action(kind=ActionKind.ASK, value=LONGEST_QUESTION))] * 5,
        fits=[(LONGEST_QUESTION, Action(kind=ActionKind.FIT))] * 5,
    )
    views = [
        HomeRenderer(answering.renderer, answering.knowledge, calculators).view(content),
        fit_form(answering.renderer, answering.fit.model, language, "x" * 2900, Answers()),
        fit_form(answering.renderer, answering.fit.model, language, "", ANSWERED),
        *(calculator_form(answering.renderer, metric, language, "") for metric in answering.calculators.metrics.values()),
        reason_modal(answering.renderer, language, "0" * 16),
        *(reader_modal(answering.renderer, language, slack.body(reply)) for reply in others(answering, language)),
    ]
    for view in views:
        assert view_problems(view) == []
        assert problems(view["blocks"], view["type"]) == []


def test_every_line_of_words_stands_in_both_languages_with_the_same_fields(answering: Answering) -> None:
    from string import Formatter

    from bot.knowledge.labels import load_labels

    labels = load_labels(answering.snapshot.folder)
    assert labels[Language("en")].keys() == labels[Language("id")].keys()
    for key in labels[Language("en")]:
        fields = [
            {name for _, name, _, _ in Formatter().parse(labels[language][key]) if name}
            for language in answering.knowledge.languages
        ]
        assert fields[0] == fields[1], key
