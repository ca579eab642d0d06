"""App Home, the suggested prompts, and the end of an installation."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from bot.domain.conversation import ActionKind
from bot.domain.curators import Curators
from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import Language
from bot.domain.records import Person
from bot.rendering.action_codes import decode
from bot.rendering.limits import view_problems
from tests.scenarios.conftest import Starter
from tests.scenarios.desk_bot import SlackBot
from tests.scenarios.fake_slack import TEAM, FakeSlack, Trouble
from tests.scenarios.payloads import DIRECT, USER, direct, event, mention, press_in_view, shortcut

PERSON = Person(team=TEAM, user=USER)


def elements(view: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Every button and select of a view."""
    for block in view["blocks"]:
        yield from block.get("elements", []) if block["type"] == "actions" else []
        yield from [block["accessory"]] if "accessory" in block else []


def open_home(bot: SlackBot, slack: FakeSlack, times: int = 1) -> Mapping[str, Any]:
    """Look at Home; returns the view."""
    bot.send(event("app_home_opened", tab="home", channel=DIRECT))
    view: Mapping[str, Any] = slack.wait("views.publish", times)[-1]["view"]
    return view


def listed(bot: SlackBot, name: str, typed: str = "", language: str = "en") -> list[dict[str, Any]]:
    """What Slack is told of a list in Home when a person has typed so far."""
    where = {"team": {"id": TEAM}, "user": {"id": USER, "team_id": TEAM}, "view": {"type": "home", "private_metadata": language}}
    status, body = bot.send({"type": "block_suggestion", "action_id": f"advise.{name}", "block_id": "b", "value": typed, **where})
    assert status == 200
    options: list[dict[str, Any]] = json.loads(body)["options"]
    return options


def subjects(options: list[dict[str, Any]]) -> set[str | None]:
    return {action.topic for option in options if (action := decode(option["value"]))}


def test_home_lists_every_topic_and_every_play(bot: SlackBot, slack: FakeSlack, knowledge: KnowledgeBase) -> None:
    view = open_home(bot, slack)
    lists = [element["action_id"] for element in elements(view) if element["type"] == "external_select"]
    assert lists == ["advise.topics", "advise.plays"]
    assert subjects(listed(bot, "topics")) == set(knowledge.topics)
    assert subjects(listed(bot, "plays")) == set(knowledge.plays)
    assert view_problems(view) == []
    assert slack.of("views.publish")[0]["user_id"] == USER


@pytest.mark.parametrize(
    ("typed", "found"), [("CHURN", "metric-churn-rate"), ("siklus", "sales-cycle"), ("cycle sal", "sales-cycle")]
)
def test_a_list_is_searched_by_words_of_either_language(bot: SlackBot, typed: str, found: str) -> None:
    options = listed(bot, "topics", typed, "id")
    assert found in subjects(options)
    assert len(options) <= 3
    assert listed(bot, "topics", "zzz") == []


def test_a_turn_of_a_thread_is_listed_with_what_it_was_about(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(direct("how long is an enterprise sales cycle?", ts="1700000001.1"))
    bot.send(direct("why?", ts="1700000002.1", thread_ts="1700000001.1"))
    slack.wait("chat.postMessage", 2)
    bot.finish_work()
    view = open_home(bot, slack)
    lines = [block["text"]["text"] for block in view["blocks"] if "accessory" in block]
    assert lines == ["why? · Sales cycle", "how long is an enterprise sales cycle?"]


def test_home_speaks_the_language_of_a_person_s_messages(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(direct("berapa lama siklus penjualan ke UKM?", ts="1700000001.1"))
    slack.wait("chat.postMessage")
    bot.finish_work()
    assert open_home(bot, slack)["private_metadata"] == "id"


@pytest.mark.parametrize(("curator", "taught_first"), [("U_SOMEBODY_ELSE", False), (USER, True)])
def test_teaching_comes_first_for_curators_alone(start: Starter, slack: FakeSlack, curator: str, taught_first: bool) -> None:
    bot = start(curators=Curators(people=frozenset({curator})))
    ids = [element["action_id"] for element in elements(open_home(bot, slack))]
    assert (ids.index("teach.open") < ids.index("advise.topics")) == taught_first


def test_home_is_no_wall_of_buttons(bot: SlackBot, slack: FakeSlack) -> None:
    shows = [decode(element.get("value", "")) for element in elements(open_home(bot, slack))]
    assert len([action for action in shows if action and action.kind is ActionKind.SHOW]) <= 3


def test_every_calculator_is_in_one_list_and_opens_from_it(bot: SlackBot, slack: FakeSlack) -> None:
    view = open_home(bot, slack)
    (select,) = [element for element in elements(view) if element["action_id"] == "advise.sums"]
    assert len(select["options"]) == 8
    churn = next(option for option in select["options"] if option["text"]["text"] == "Churn rate")
    bot.send(press_in_view(select, {"type": "home"}, selected_option=churn))
    (opened,) = slack.wait("views.open")
    bot.finish()
    assert opened["view"]["callback_id"] == "calculator.metric-churn-rate"


def test_a_question_that_says_too_little_by_itself_shows_what_it_was_about(bot: SlackBot, slack: FakeSlack) -> None:
    for text in ("how long is an SMB sales cycle?", "and for enterprises?"):
        bot.send(direct(text))
        bot.finish_work()
    view = open_home(bot, slack)
    read = next(block["accessory"] for block in view["blocks"] if "enterprises?" in str(block.get("text")))
    bot.send(press_in_view(read, view))
    (opened,) = slack.wait("views.open")
    bot.finish()
    assert "about 7 months" in str(opened["view"]["blocks"])


def test_a_thanks_is_no_question_to_read_again(bot: SlackBot, slack: FakeSlack) -> None:
    for text in ("what is churn?", "thanks"):
        bot.send(direct(text))
        bot.finish_work()
    view = open_home(bot, slack)
    assert [block["text"]["text"] for block in view["blocks"] if "accessory" in block] == ["what is churn?"]


def test_what_lies_close_to_the_last_question_comes_next(bot: SlackBot, slack: FakeSlack, knowledge: KnowledgeBase) -> None:
    bot.send(direct("what is churn?"))
    bot.finish_work()
    shows = [decode(element.get("value", "")) for element in elements(open_home(bot, slack))]
    near = {*knowledge.plays_on.get("metric-churn-rate", ()), *knowledge.topics["metric-churn-rate"].related}
    offered = {action.topic for action in shows if action and action.kind is ActionKind.SHOW}
    assert offered
    assert offered <= near


def test_somebody_elses_words_are_no_question_of_ones_own(bot: SlackBot, slack: FakeSlack) -> None:
    theirs = {"ts": "1700000003.3", "user": "U2", "text": "how long is an enterprise sales cycle?"}
    bot.send(shortcut("message_action", "ask_about_message", bot.reply_url, channel={"id": "C1"}, message=theirs))
    bot.finish_work()
    assert len(slack.posts) == 1
    assert "how long is" not in str(open_home(bot, slack))


def test_every_topic_can_be_read_there_and_its_pages_turned(bot: SlackBot, slack: FakeSlack, knowledge: KnowledgeBase) -> None:
    view = open_home(bot, slack)
    (select, *_) = [element for element in elements(view) if element["type"] == "external_select"]
    options = [*listed(bot, "topics"), *listed(bot, "plays")]
    for option in options:
        bot.send(press_in_view(select, {"type": "home"}, selected_option=option))
    opened = [call["view"] for call in slack.wait("views.open", len(options))]
    assert [problem for window in opened for problem in view_problems(window)] == []
    turn = next(elements(opened[0]))
    bot.send(press_in_view(turn, opened[0]))
    (turned,) = slack.wait("views.update")
    bot.finish()
    assert (turned["view_id"], turned["hash"]) == ("V1", "h1")
    assert view_problems(turned["view"]) == []


def test_a_window_leads_back_to_the_page_before(bot: SlackBot, slack: FakeSlack) -> None:
    view = open_home(bot, slack)
    (select, *_) = [element for element in elements(view) if element["type"] == "external_select"]
    option = next(one for one in listed(bot, "topics") if "sales-cycle" in one["value"])
    bot.send(press_in_view(select, {"type": "home"}, selected_option=option))
    first = slack.wait("views.open")[0]["view"]
    assert "advise.back" not in [element["action_id"] for element in elements(first)]
    bot.send(press_in_view(next(elements(first)), first))
    second = slack.wait("views.update")[0]["view"]
    back = next(element for element in elements(second) if element["action_id"] == "advise.back")
    bot.send(press_in_view(back, second))
    third = slack.wait("views.update", 2)[1]["view"]
    bot.finish()
    assert second["blocks"] != first["blocks"]
    assert third["blocks"] == first["blocks"]
    assert third["private_metadata"] == first["private_metadata"]


@pytest.mark.parametrize(("value", "language"), [("id", Language("id")), ("en", Language("en")), ("auto", None)])
def test_the_language_can_be_chosen(bot: SlackBot, slack: FakeSlack, value: str, language: Language | None) -> None:
    view = open_home(bot, slack)
    select = next(element for element in elements(view) if element["action_id"] == "language")
    option = next(option for option in select["options"] if option["value"] == value)
    bot.send(press_in_view(select, {"type": "home"}, selected_option=option))
    drawn = slack.wait("views.publish", 2)[1]["view"]
    bot.finish()
    assert bot.parts.desk.stores.preferences.find(person=PERSON) == language
    again = next(element for element in elements(drawn) if element["action_id"] == "language")
    assert again["initial_option"]["value"] == value
    assert ("Jelajahi" in str(drawn)) is (value == "id")


def test_home_shows_the_persons_last_questions_and_reads_them_again(bot: SlackBot, slack: FakeSlack) -> None:
    for text in ("how long is an enterprise sales cycle?", "what is <b>churn</b> & why <!channel>"):
        bot.send(direct(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")))
    bot.send(mention("somebody else's churn", user="U2"))
    slack.wait("chat.postMessage", 3)
    bot.finish_work()
    view = open_home(bot, slack)
    shown = [block["text"]["text"] for block in view["blocks"] if "accessory" in block]
    assert len(shown) == 2
    assert "what is &lt;b&gt;churn&lt;/b&gt; &amp; why &lt;!channel&gt;" in shown
    element = next(block["accessory"] for block in view["blocks"] if "accessory" in block)
    bot.send(press_in_view(element, {"type": "home"}))
    slack.wait("views.open")


def test_the_messages_tab_gets_prompts_in_the_persons_language(bot: SlackBot, slack: FakeSlack) -> None:
    slack.locales[USER] = "id-ID"
    bot.send(event("app_home_opened", tab="messages", channel=DIRECT))
    bot.finish()
    (call,) = slack.of("assistant.threads.setSuggestedPrompts")
    assert call["channel_id"] == DIRECT
    assert "thread_ts" not in call
    assert 1 <= len(call["prompts"]) <= 4
    assert "siklus" in str(call["prompts"])
    assert slack.of("views.publish") == []


def test_a_workspace_without_prompts_does_no_harm(bot: SlackBot, slack: FakeSlack, caplog: pytest.LogCaptureFixture) -> None:
    slack.trouble("assistant.threads.setSuggestedPrompts", Trouble(error="unknown_method"))
    bot.send(event("app_home_opened", tab="messages", channel=DIRECT))
    bot.finish()
    assert "Reference" not in caplog.text


@pytest.mark.parametrize(
    ("gone", "left"),
    [
        (event("app_uninstalled"), 0),
        (event("tokens_revoked", tokens={"bot": ["UBOT"]}), 0),
        (event("tokens_revoked", tokens={"oauth": ["U7"]}), 1),
    ],
)
def test_an_uninstalled_workspace_is_forgotten(bot: SlackBot, slack: FakeSlack, gone: dict[str, Any], left: int) -> None:
    bot.send(direct("churn"))
    slack.wait("chat.postMessage")
    bot.finish_work()
    stores = bot.parts.desk.stores
    assert len(stores.questions.recent(person=PERSON)) == 1
    bot.send(gone)
    bot.finish()
    assert len(stores.questions.recent(person=PERSON)) == left
