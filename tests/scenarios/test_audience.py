"""Topics for some alone: at no door are they answered or named where they are not for, and nothing else grows shyer there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap.slack import load
from bot.domain.audience import Spot
from bot.domain.conversation import Action, ActionKind, Utterance
from bot.domain.reply import Outcome
from bot.rendering.action_codes import encode
from tests.scenarios.desk_bot import SlackBot, start_bot
from tests.scenarios.fake_slack import FakeSlack
from tests.scenarios.payloads import CHANNEL, command, direct, event, mention, press, shortcut, stamp

DEALS, SHARED, LATER = "C0DEALS", "C0SHARED", "C0LATER"
FLOOR = "Never go below thirty percent margin."
PAYOUT = "Bonuses are paid with the salary of March."
PILOT = "A pilot runs six weeks and costs nothing."
CYCLE = "Our own deals close in eleven days."
TOPICS = {
    "price-floor": f"""\
title: Margin floor
answer: {FLOOR}
source: Deal desk
audience: [{DEALS}]
phrases: [what is the margin floor, how low may the margin go, lowest margin we accept]
""",
    "payouts": f"""\
title: Bonus payouts
answer: {PAYOUT}
source: People team
related: [price-floor, sales-cycle]
phrases: [when are bonuses paid out, when do I get my bonus, bonus payout day]
""",
    "pilots": f"""\
title: Pilot terms
answer: {PILOT}
source: Product team
audience: public
related: [payouts, sales-cycle]
phrases: [how long does a pilot run, what does a pilot cost, pilot terms]
claims:
  talk: {{en: Two of three pilots end in a contract., internal: true}}
links:
  - {{title: Pilot sheet, url: "https://example.com/pilot"}}
""",
    "sales-cycle": f"""\
title: Our cycle
answer: {CYCLE}
source: Deal desk
phrases: [how fast do our own deals close, our own deal length, days until we close]
""",
}
PRIVATE = (FLOOR, PAYOUT, CYCLE, "Margin floor", "Bonus payouts", "Our cycle", "Two of three", "Pilot sheet")
"""What nobody of another company may read."""
ASKED = {FLOOR: "how low may the margin go?", PAYOUT: "when do I get my bonus?", PILOT: "what does a pilot cost?"}


@pytest.fixture(scope="module")
def slack() -> Iterator[FakeSlack]:
    """One Slack for all: what a test asks for is told by its own channels."""
    server = FakeSlack(external={SHARED})
    yield server
    server.close()


@pytest.fixture(scope="module")
def team(slack: FakeSlack, database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlackBot]:
    """A bot with the team's topics, that may speak where other companies read along."""
    room = tmp_path_factory.mktemp("audience")
    (room / "acme" / "topics").mkdir(parents=True)
    for name, text in TOPICS.items():
        (room / "acme" / "topics" / f"{name}.yml").write_text(text, encoding="utf-8")
    (room / "bot.db").write_bytes(database.read_bytes())
    bot = start_bot(slack, f"sqlite:///{room / 'bot.db'}", knowledge=(room / "acme",), allow_external=True)
    assert bot.parts.follower.look(anew=True)
    yield bot
    bot.stop()


def ask(bot: SlackBot, slack: FakeSlack, text: str, channel: str) -> str:
    """Ask in a channel; returns what is posted."""
    bot.send(mention(text, channel=channel, user=f"U{stamp()}"))
    bot.finish_work()
    return str(slack.posts[-1])


def say(bot: SlackBot, slack: FakeSlack, text: str) -> str:
    bot.send(direct(text))
    bot.finish_work()
    return str(slack.posts[-1])


def outward(said: str) -> bool:
    """Whether what is said may be read by everybody."""
    return not [one for one in PRIVATE if one in said]


def test_a_topic_of_some_channels_is_answered_there_alone(team: SlackBot, slack: FakeSlack) -> None:
    assert FLOOR in ask(team, slack, ASKED[FLOOR], DEALS)
    for said in (ask(team, slack, ASKED[FLOOR], CHANNEL), say(team, slack, ASKED[FLOOR])):
        assert (FLOOR in said, "Margin floor" in said) == (False, False)
    assert "Margin floor" in ask(team, slack, ASKED[PAYOUT], DEALS), "below the answer, as something close by"
    assert "Margin floor" not in ask(team, slack, ASKED[PAYOUT], CHANNEL)


def test_a_shared_channel_gets_built_in_topics_and_what_is_public_alone(team: SlackBot, slack: FakeSlack) -> None:
    assert PILOT in ask(team, slack, ASKED[PILOT], SHARED)
    for question in (
        *ASKED.values(),
        "Bonus payouts",
        "how fast do our own deals close?",
        "compare enterprise and SMB",
        "topics",
    ):
        assert outward(ask(team, slack, question, SHARED)), question
    assert "Pilot sheet" in ask(team, slack, ASKED[PILOT], CHANNEL)


def test_no_other_door_names_them_either(team: SlackBot, slack: FakeSlack) -> None:
    before = [*slack.posts, *slack.replies]
    said = {"ts": stamp(), "user": "U3", "text": ASKED[PAYOUT]}
    team.send(command("/advisor", ASKED[PAYOUT], team.reply_url, channel_id=SHARED))
    team.send(command("/advisor", "", team.reply_url, channel_id=SHARED))
    team.send(command("/advisor", "brief: bank, 2000 people, $150k a year", team.reply_url, channel_id=SHARED))
    team.send(shortcut("message_action", "ask_about_message", team.reply_url, channel={"id": SHARED}, message=said))
    for action in (shown("payouts"), shown("sales-cycle"), Action(kind=ActionKind.ASK, value=ASKED[FLOOR])):
        team.send(pressed(team, action, SHARED))
    team.finish_work()
    told = [one for one in (*slack.posts, *slack.replies) if one not in before]
    assert len(told) == 7
    assert [one for one in told if not outward(str(one))] == []


def shown(topic: str) -> Action:
    return Action(kind=ActionKind.SHOW, topic=topic)


def pressed(bot: SlackBot, action: Action, channel: str, action_id: str = "advise.0", **fields: Any) -> dict[str, Any]:
    """A press of a button on a message of the channel."""
    ts = stamp()
    container = {"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": bool(fields.get("private"))}
    element = {"type": "button", "action_id": action_id, "value": encode(action)}
    return press(element, bot.reply_url, ts=ts, channel={"id": channel}, container=container, **fields)


def test_an_old_button_tells_nothing_once_its_channel_is_shared(team: SlackBot, slack: FakeSlack) -> None:
    assert PAYOUT in ask(team, slack, ASKED[PAYOUT], LATER)
    root = str(slack.posts[-1]["thread_ts"])
    team.parts.desk.directory.note_shared(LATER)
    for said in ("tell me more", "in Indonesian please", "why?"):
        team.send(mention(said, channel=LATER, thread_ts=root))
        team.finish_work()
        assert outward(str(slack.posts[-1])), said
    team.send(pressed(team, shown("payouts"), LATER, "share", private=True))
    team.finish_work()
    assert "not for this channel" in str(slack.replies[-1])
    assert outward(str(slack.posts[-1]))


def test_home_and_its_search_name_what_one_person_alone_may_be_told(team: SlackBot, slack: FakeSlack) -> None:
    found = json.loads(options(team, "margin"))["options"] + json.loads(options(team, "bonus"))["options"]
    assert [one["text"]["text"] for one in found] == ["Bonus payouts"]
    team.send(event("app_home_opened", tab="home", channel="D1"))
    assert "Margin floor" not in str(slack.wait("views.publish")[-1])
    stranger = json.loads(options(team, "bonus", user={"id": "U9", "team_id": "T9"}))["options"]
    assert stranger == []


def options(bot: SlackBot, typed: str, **fields: Any) -> str:
    basics = {"type": "block_suggestion", "team": {"id": "T1"}, "user": {"id": "U1", "team_id": "T1"}, "value": typed}
    view = {"id": "V1", "type": "home", "private_metadata": "en"}
    return bot.send({**basics, "action_id": "advise.topics", "view": view, "container": {"type": "view"}, **fields})[1]


def test_what_is_internal_carries_the_word_at_home(team: SlackBot, slack: FakeSlack) -> None:
    said = ask(team, slack, ASKED[PILOT], CHANNEL)
    assert "Two of three pilots end in a contract. (internal, not for customers)" in said


@pytest.mark.parametrize(("channel", "told"), [(CHANNEL, True), (SHARED, False)])
def test_a_topics_links_are_sent_to_who_asks_below_its_answer(team: SlackBot, slack: FakeSlack, channel: str, told: bool) -> None:
    ask(team, slack, ASKED[PILOT], channel)
    root = str(slack.posts[-1]["thread_ts"])
    team.send(mention("got a one-pager for that?", channel=channel, thread_ts=root))
    team.finish_work()
    said = str(slack.posts[-1])
    assert ("https://example.com/pilot" in said, "internal, not for customers" in said) == (told, told)
    assert ("nothing to send on this yet" in said) is not told


def test_built_in_topics_are_answered_outside_as_if_nothing_had_been_taught(team: SlackBot) -> None:
    outside = team.parts.desk.editions.get().at(Spot(channel=SHARED, outside=True))
    plain = load(None)
    margin = "what margin does an SMB deal have?"
    for question in (
        "how many objections does an enterprise deal bring?",
        margin,
        "what margin do SMB deals leave?",
        "how high is the margin on an SMB deal?",
        "when is the bonus due?",
        "what is churn?",
        "how low is a good churn rate?",
        "siapa yang memutuskan pembelian di bank?",
    ):
        here, there = (advisor.respond(Utterance(text=question)) for advisor in (outside.advisor, plain.advisor))
        assert here.outcome is there.outcome, question
        assert set(here.topics) <= {*plain.knowledge.subjects, "pilots"}, "nothing that only some may see"
        if question == margin:  # too vague to be answered; to choose from, the topic that everybody may see is the nearest
            assert here.outcome is not Outcome.ANSWER
            continue
        # What is not known has no topic; the nearest may be one of the team's that everybody may see.
        assert here.outcome is Outcome.UNKNOWN or here.topics[:1] == there.topics[:1], question


def test_people_of_another_company_teach_nothing(team: SlackBot, slack: FakeSlack) -> None:
    said = {"ts": stamp(), "user": "U3", "text": PAYOUT}
    stranger, channel = {"id": "U9", "team_id": "T9"}, {"id": SHARED}
    team.send(shortcut("message_action", "teach_from_message", team.reply_url, channel=channel, message=said, user=stranger))
    team.finish_work()
    assert "Only those who look after my knowledge" in str(slack.replies[-1])
    assert slack.of("views.open") == []
