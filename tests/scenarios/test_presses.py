"""Buttons: follow-ups in the thread, feedback, the expert."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bot.domain.records import Person
from tests.scenarios.conftest import Starter
from tests.scenarios.desk_bot import SlackBot
from tests.scenarios.fake_slack import TEAM, FakeSlack, Trouble
from tests.scenarios.payloads import CHANNEL, USER, command, mention, message, press, submission
from tests.scenarios.test_commands import buttons

CYCLE = "how long is an enterprise sales cycle?"
UNKNOWN = "qwertyuiop zxcvbnm asdfghjkl"


def ask(bot: SlackBot, slack: FakeSlack, text: str) -> tuple[str, Mapping[str, Any]]:
    """Ask in a channel; returns the thread and the answer."""
    asked = mention(text)
    bot.send(asked)
    bot.finish_work()
    return asked["event"]["ts"], slack.posts[-1]


ANSWER = "1900000000.000001"
"""The time stamp of the first answer."""


def press_below(
    bot: SlackBot, slack: FakeSlack, root: str, element: Mapping[str, Any], *, ts: str = ANSWER, blocks: Any = (), **fields: Any
) -> None:
    """Press a button of an answer in a thread, whose blocks Slack tells."""
    pressed = press(element, bot.reply_url, ts=ts, **fields)
    pressed["message"] |= {"thread_ts": root, "blocks": list(blocks)}
    assert bot.send(pressed) == (200, "")
    bot.finish_work()


def labelled(sent: Mapping[str, Any], label: str) -> dict[str, Any]:
    """The button, or line of a menu, of this name."""
    return next(one for one in buttons(dict(sent)) if one["text"]["text"] == label)


def test_every_button_of_an_answer_is_answered_in_its_thread(bot: SlackBot, slack: FakeSlack) -> None:
    root, post = ask(bot, slack, CYCLE)
    offered = buttons(dict(post))
    for element in offered:
        press_below(bot, slack, root, element)
    changed = slack.of("chat.update")
    assert len(offered) >= 4
    assert {post["thread_ts"] for post in slack.posts} == {root}
    assert len(slack.posts) + len(changed) == len(offered) + 1
    assert len({shown["text"] for shown in (*slack.posts, *changed)}) == len(offered) + 1


def test_another_view_of_the_same_answer_takes_its_place(bot: SlackBot, slack: FakeSlack) -> None:
    root, post = ask(bot, slack, CYCLE)
    press_below(bot, slack, root, labelled(post, "For SMBs"), blocks=post["blocks"])
    (changed,) = slack.of("chat.update")
    assert (changed["channel"], changed["ts"]) == (CHANNEL, ANSWER)
    assert "An SMB deal" in changed["text"]
    assert changed["blocks"][-1] == post["blocks"][-1], "the thumbs stay"
    assert len(slack.posts) == 1


def test_the_thread_goes_on_from_what_its_message_shows_now(bot: SlackBot, slack: FakeSlack) -> None:
    root, post = ask(bot, slack, CYCLE)
    press_below(bot, slack, root, labelled(post, "For SMBs"))
    bot.send(message("why?", thread_ts=root))
    bot.finish()
    assert "the more money in a deal" in slack.posts[1]["text"]
    assert "Enterprise budgets" not in slack.posts[1]["text"]


def test_another_subject_is_answered_below(bot: SlackBot, slack: FakeSlack) -> None:
    root, post = ask(bot, slack, CYCLE)
    press_below(bot, slack, root, labelled(post, "Buying process"))
    assert slack.of("chat.update") == []
    assert (slack.posts[1]["thread_ts"], slack.posts[1]["text"].startswith("Buying process")) == (root, True)


def test_who_pressed_is_said_without_calling_anybody(bot: SlackBot, slack: FakeSlack) -> None:
    root, post = ask(bot, slack, CYCLE)
    ann = {"id": USER, "team_id": TEAM, "name": "ann *<!here>"}
    press_below(bot, slack, root, labelled(post, "Buying process"), user=ann)
    said = [block["elements"][0]["text"] for block in slack.posts[1]["blocks"] if block["type"] == "context"]
    assert said[-1].startswith("ann ")
    assert "&lt;!here&gt; pressed “Buying process”" in said[-1]
    assert not set("*<@") & set(said[-1])


@pytest.mark.parametrize("below", ["and what is churn?", "<@U7> have a look"])
def test_an_answer_with_something_below_it_stays_as_it_is(bot: SlackBot, slack: FakeSlack, below: str) -> None:
    root, post = ask(bot, slack, CYCLE)
    bot.send(message(below, thread_ts=root, ts="1900000001.000001"))
    bot.finish_work()
    press_below(bot, slack, root, labelled(post, "For SMBs"))
    assert slack.of("chat.update") == []
    assert "An SMB deal" in slack.posts[-1]["text"]
    assert slack.posts[-1]["thread_ts"] == root


def test_an_answer_with_another_press_below_it_stays_as_it_is(bot: SlackBot, slack: FakeSlack) -> None:
    root, post = ask(bot, slack, CYCLE)
    press_below(bot, slack, root, labelled(post, "Buying process"), at="1900000005.1")
    press_below(bot, slack, root, labelled(post, "For SMBs"), at="1900000006.1")
    assert slack.of("chat.update") == []
    assert len(slack.posts) == 3


def test_a_button_of_an_earlier_release_is_answered_below(bot: SlackBot, slack: FakeSlack) -> None:
    root, post = ask(bot, slack, CYCLE)
    element = {key: value for key, value in labelled(post, "For SMBs").items() if key != "block_id"}
    press_below(bot, slack, root, element)
    assert slack.of("chat.update") == []
    assert "An SMB deal" in slack.posts[1]["text"]


def test_where_slack_does_not_let_a_message_change_the_answer_comes_below(bot: SlackBot, slack: FakeSlack) -> None:
    root, post = ask(bot, slack, CYCLE)
    slack.trouble("chat.update", Trouble(error="cant_update_message"))
    press_below(bot, slack, root, labelled(post, "For SMBs"))
    assert "An SMB deal" in slack.posts[1]["text"]


def test_both_sides_stand_in_a_table_and_in_a_list_where_slack_refuses_it(bot: SlackBot, slack: FakeSlack) -> None:
    root, post = ask(bot, slack, CYCLE)
    slack.trouble("chat.update", Trouble(error="invalid_blocks"))
    press_below(bot, slack, root, labelled(post, "Side by side"))
    first, second = slack.of("chat.update")
    assert "table" in [block["type"] for block in first["blocks"]]
    assert "table" not in [block["type"] for block in second["blocks"]]
    assert "An SMB deal typically takes 3 months" in str(second["blocks"])


def test_a_changed_message_is_drawn_plainer_where_slack_refuses_its_blocks(bot: SlackBot, slack: FakeSlack) -> None:
    root, post = ask(bot, slack, CYCLE)
    slack.trouble("chat.update", Trouble(error="invalid_blocks"))
    press_below(bot, slack, root, labelled(post, "For SMBs"))
    first, second = slack.of("chat.update")
    assert {block["type"] for block in second["blocks"]} <= {"header", "section", "context", "actions"}
    assert first["text"] == second["text"]
    assert len(slack.posts) == 1


def test_a_follow_up_after_a_press_is_about_what_was_pressed(bot: SlackBot, slack: FakeSlack) -> None:
    root, post = ask(bot, slack, CYCLE)
    pressed = press(buttons(dict(post))[-1], bot.reply_url, ts="1900000000.000001")
    pressed["message"]["thread_ts"] = root
    bot.send(pressed)
    bot.finish()
    conversation = bot.parts.desk.stores.conversations.find(thread=f"{TEAM}:{CHANNEL}:{root}")
    assert conversation
    assert conversation.topic != "sales-cycle"


@pytest.mark.parametrize(
    "value",
    ["", "x", "{}", "[]", "null", '[0,"show","sales-cycle",null,"short",""]', '[1,"dance",null,null,"short",""]', "[" * 1000,
     '[1,"show",7,null,"short",""]', '[1,"show","sales-cycle","left","short",""]'],
)  # fmt: skip
def test_a_button_it_does_not_know_gets_a_kind_word(bot: SlackBot, slack: FakeSlack, value: str) -> None:
    bot.send(press({"type": "button", "action_id": "advise.0", "value": value}, bot.reply_url, ts="1.1"))
    bot.finish()
    assert slack.posts == []
    assert "earlier version" in slack.replies[0]["text"]


def test_a_topic_that_is_gone_leads_to_browsing(bot: SlackBot, slack: FakeSlack) -> None:
    value = '[1,"show","gone",null,"short",""]'
    bot.send(press({"type": "button", "action_id": "advise.0", "value": value}, bot.reply_url, ts="1.1"))
    bot.finish()
    assert len(slack.posts) == 1


def test_any_other_button_is_acknowledged(bot: SlackBot, slack: FakeSlack) -> None:
    assert bot.send(press({"type": "button", "action_id": "link", "value": "x"}, bot.reply_url, ts="1.1")) == (200, "")


def rated(bot: SlackBot, slack: FakeSlack, sign: str) -> str:
    """Ask, press a thumb, and return the question's id."""
    _, post = ask(bot, slack, CYCLE)
    bot.finish_work()
    element = post["blocks"][-1]["elements"][0]
    value = element["positive_button" if sign == "+" else "negative_button"]["value"]
    bot.send(press(element | {"value": value}, bot.reply_url, ts="1900000000.000001"))
    return str(value[1:])


def test_a_thumb_up_is_kept(bot: SlackBot, slack: FakeSlack) -> None:
    question = rated(bot, slack, "+")
    bot.finish()
    (kept,) = bot.parts.desk.stores.feedback.latest()
    assert (kept.question, kept.helpful, kept.person) == (question, True, Person(team=TEAM, user=USER))
    assert slack.of("views.open") == []
    assert [(reply["response_type"], reply["text"]) for reply in slack.replies] == [("ephemeral", "Thank you, noted.")]


def test_a_thumb_down_is_kept_and_its_reason_asked_for(bot: SlackBot, slack: FakeSlack) -> None:
    question = rated(bot, slack, "-")
    (opened,) = slack.wait("views.open")
    assert opened["trigger_id"] == "t.1"
    _, told = bot.send(submission(opened["view"], {"rate_reason": {"rate_reason": {"value": " too short <!here> "}}}))
    assert "Your reason is noted" in told
    bot.finish()
    (kept,) = bot.parts.desk.stores.feedback.latest()
    assert (kept.question, kept.helpful, kept.reason) == (question, False, "too short <!here>")


def test_a_thumb_down_without_a_reason_stays_a_thumb_down(bot: SlackBot, slack: FakeSlack) -> None:
    rated(bot, slack, "-")
    (opened,) = slack.wait("views.open")
    assert bot.send(submission(opened["view"], {"rate_reason": {"rate_reason": {"value": None}}})) == (200, "")
    bot.finish()
    (kept,) = bot.parts.desk.stores.feedback.latest()
    assert (kept.helpful, kept.reason) == (False, "")


def test_a_thumb_down_counts_even_if_the_window_does_not_open(bot: SlackBot, slack: FakeSlack) -> None:
    slack.trouble("views.open", Trouble(error="expired_trigger_id"))
    rated(bot, slack, "-")
    bot.finish()
    assert len(bot.parts.desk.stores.feedback.latest()) == 1


@pytest.mark.parametrize("sign", ["+", "-"])
@pytest.mark.parametrize("question", ["", "0123456789abcdef", "x" * 300, "' or 1=1"])
def test_an_opinion_on_no_question_is_not_taken(bot: SlackBot, slack: FakeSlack, sign: str, question: str) -> None:
    thumb = {"type": "button", "action_id": "rate", "value": sign + question}
    bot.send(press(thumb, bot.reply_url, ts="1900000000.000001"))
    bot.finish()
    assert bot.parts.desk.stores.feedback.latest() == ()
    assert slack.of("views.open") == []
    assert "no longer know this answer" in slack.replies[0]["text"]


@pytest.mark.parametrize(
    ("where", "taken"),
    [
        ({"user": {"id": "U2", "team_id": TEAM}}, True),
        ({"user": {"id": "U2", "team_id": TEAM}, "private": True}, False),
        ({"user": {"id": "U2", "team_id": TEAM}, "channel": {"id": "C2"}}, False),
        ({"user": {"id": USER, "team_id": TEAM}, "channel": {"id": "C2"}}, True),
    ],
)
def test_an_opinion_is_taken_from_who_may_see_the_answer(
    bot: SlackBot, slack: FakeSlack, where: dict[str, Any], taken: bool
) -> None:
    _, post = ask(bot, slack, CYCLE)
    bot.finish_work()
    element = post["blocks"][-1]["elements"][0]
    value = element["negative_button"]["value"]
    bot.send(press(element | {"value": value}, bot.reply_url, ts="1900000000.000001", **where))
    bot.finish_work()
    assert len(bot.parts.desk.stores.feedback.latest()) == taken
    assert len(slack.of("views.open")) == taken


def test_an_answer_given_in_private_is_rated_by_its_asker_alone(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(command("/advisor", CYCLE, bot.reply_url))
    (reply,) = slack.wait("reply")
    bot.finish_work()
    element = reply["blocks"][-1]["elements"][0]
    pressed = element | {"value": element["positive_button"]["value"]}
    for user in ("U2", USER):
        bot.send(press(pressed, bot.reply_url, ts="1.1", private=True, user={"id": user, "team_id": TEAM}))
        bot.finish_work()
    (kept,) = bot.parts.desk.stores.feedback.latest()
    assert kept.person.user == USER


def test_a_reason_for_a_question_forgotten_meanwhile_is_not_kept(bot: SlackBot, slack: FakeSlack) -> None:
    rated(bot, slack, "-")
    (opened,) = slack.wait("views.open")
    bot.finish_work()
    bot.parts.desk.stores.housekeeping.purge_team(team=TEAM)
    assert bot.send(submission(opened["view"], {"rate_reason": {"rate_reason": {"value": "too short"}}})) == (200, "")
    bot.finish()
    assert bot.parts.desk.stores.feedback.latest() == ()


def test_no_expert_is_offered_where_none_is_named(bot: SlackBot, slack: FakeSlack) -> None:
    _, post = ask(bot, slack, UNKNOWN)
    assert "expert" not in [button["action_id"] for button in buttons(dict(post))]


def ask_expert(bot: SlackBot, slack: FakeSlack, *users: str) -> Mapping[str, Any]:
    """Ask what nobody knows, and let people press for the expert; returns the button."""
    root, post = ask(bot, slack, UNKNOWN)
    element = next(button for button in buttons(dict(post)) if button["action_id"] == "expert")
    for user in users:
        pressed = press(element, bot.reply_url, ts="1900000000.000001", user={"id": user, "team_id": TEAM})
        pressed["message"]["thread_ts"] = root
        bot.send(pressed)
        bot.finish_work()
    return element


def test_the_expert_is_told_the_question_with_the_way_to_its_thread(start: Starter, slack: FakeSlack) -> None:
    ask_expert(start(expert="CEXPERT"), slack, USER)
    _, note = slack.posts
    assert note["channel"] == "CEXPERT"
    assert UNKNOWN in note["text"]
    assert f"<@{USER}>" in note["text"]
    assert f"<https://x.slack.com/archives/{CHANNEL}/p1900000000.000001|" in note["text"]


def test_the_expert_is_asked_once_whoever_presses(start: Starter, slack: FakeSlack) -> None:
    ask_expert(start(expert="CEXPERT"), slack, USER, "U2", USER)
    assert [post["channel"] for post in slack.posts] == [CHANNEL, "CEXPERT"]
    assert ["already" in reply["text"] for reply in slack.replies] == [True]


def test_everybody_sees_in_place_of_the_button_that_the_expert_was_asked(start: Starter, slack: FakeSlack) -> None:
    ask_expert(start(expert="CEXPERT"), slack, USER)
    (changed,) = slack.of("chat.update")
    assert (changed["channel"], changed["ts"]) == (CHANNEL, "1900000000.000001")
    assert "Asked ✓" in changed["text"]
    assert "our experts" in changed["text"]
    assert "expert" not in [button["action_id"] for button in buttons(dict(changed))]


def test_an_expert_who_could_not_be_reached_can_be_asked_again(start: Starter, slack: FakeSlack) -> None:
    bot = start(expert="CEXPERT")
    _root, post = ask(bot, slack, UNKNOWN)
    element = next(button for button in buttons(dict(post)) if button["action_id"] == "expert")
    slack.trouble("chat.postMessage", Trouble(error="not_in_channel"))
    for user, at in ((USER, "1800000000.1"), ("U2", "1800000060.1")):
        bot.send(press(element, bot.reply_url, ts="1900000000.000001", at=at, user={"id": user, "team_id": TEAM}))
        bot.finish_work()
    assert [post["channel"] for post in slack.posts] == [CHANNEL, "CEXPERT", "CEXPERT"]
    assert len(slack.of("chat.update")) == 1


def test_who_asked_in_private_sees_in_private_that_the_expert_was_asked(start: Starter, slack: FakeSlack) -> None:
    bot = start(expert="CEXPERT")
    bot.send(command("/advisor", UNKNOWN, bot.reply_url))
    (reply,) = slack.wait("reply")
    element = next(button for button in buttons(dict(reply)) if button["action_id"] == "expert")
    bot.send(press(element, bot.reply_url, ts="1.1", private=True))
    bot.finish()
    assert slack.of("chat.update") == []
    assert "https://" not in slack.posts[0]["text"], "a private answer has no address"
    assert (slack.replies[1]["replace_original"], "Asked ✓" in slack.replies[1]["text"]) == (True, True)


def test_an_expert_who_cannot_be_reached_is_no_secret(start: Starter, slack: FakeSlack) -> None:
    bot = start(expert="CEXPERT")
    bot.send(command("/advisor", UNKNOWN, bot.reply_url))
    (reply,) = slack.wait("reply")
    slack.trouble("chat.postMessage", Trouble(error="not_in_channel"))
    element = next(button for button in buttons(dict(reply)) if button["action_id"] == "expert")
    bot.send(press(element, bot.reply_url, ts="1.1", private=True))
    bot.finish()
    assert "cannot reach" in slack.replies[1]["text"]


def test_what_the_expert_reads_stays_inert(start: Starter, slack: FakeSlack) -> None:
    bot = start(expert="CEXPERT")
    _, post = ask(bot, slack, f"{UNKNOWN} &lt;!channel&gt;")
    element = next(button for button in buttons(dict(post)) if button["action_id"] == "expert")
    bot.send(press(element, bot.reply_url, ts="1900000000.000001"))
    bot.finish()
    note = next(post for post in slack.posts if post["channel"] == "CEXPERT")
    assert "<!" not in note["text"]
    assert "&lt;!channel&gt;" in note["text"]


def test_nothing_that_the_expert_reads_is_styled_by_the_asker(start: Starter, slack: FakeSlack) -> None:
    bot = start(expert="CEXPERT")
    _, post = ask(bot, slack, f"*{UNKNOWN}* _x_ ~y~ `z`")
    element = next(button for button in buttons(dict(post)) if button["action_id"] == "expert")
    slack.trouble("chat.postMessage", Trouble(error="invalid_blocks"))
    bot.send(press(element, bot.reply_url, ts="1900000000.000001"))
    bot.finish()
    notes = [post for post in slack.posts if post["channel"] == "CEXPERT"]
    parsed = [notes[0]["text"], *(block["text"]["text"] for block in notes[1]["blocks"])]
    assert len(notes) == 2
    assert not set("*_~`") & set("".join(parsed))
    assert f"*{UNKNOWN}* _x_ ~y~ `z`" in str(notes[0]["blocks"]), "rich text shows every letter as it was"
