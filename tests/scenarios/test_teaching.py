"""Teaching in Slack: from a message or from Home, proposed or published at once, changed, undone; and asked in other words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.advisor.lesson_body import lesson_of
from bot.advisor.teaching import Origin, Teacher
from bot.domain.audience import Audience
from bot.domain.curators import Curators
from bot.domain.language import Language
from bot.domain.records import Person
from bot.domain.taught import Taught, TaughtState
from bot.rendering.limits import view_problems
from tests.scenarios.conftest import Starter
from tests.scenarios.desk_bot import Hand, SlackBot, home_of
from tests.scenarios.fake_slack import BOT_USER, FakeSlack, Trouble
from tests.scenarios.payloads import (
    CHANNEL,
    DIRECT,
    USER,
    direct,
    mention,
    press,
    press_in_view,
    shortcut,
    stamp,
    submission,
)

SELLER = "U2"
CURATOR = Curators(people=frozenset({USER}))
ANSWER = "Resellers get eighteen percent off the list price."
ASKED = "What discount does a reseller get?"
FILLED = {
    "questions": f"{ASKED}\nHow much off for resellers?\nreseller discount",
    "answer": ANSWER,
    "title": "Discounts for resellers",
    "source": "Partner handbook https://example.com/partners",
}


@pytest.fixture
def curated(start: Starter) -> SlackBot:
    """A bot whose one curator is U1."""
    return start(curators=CURATOR)


def say(bot: SlackBot, slack: FakeSlack, text: str) -> str:
    """Ask in a direct message; returns what is posted."""
    bot.send(direct(text))
    bot.finish_work()
    return str(slack.posts[-1])


def teach_on(bot: SlackBot, slack: FakeSlack, by: str = USER, **message: Any) -> Mapping[str, Any]:
    """Use the shortcut on a message; returns the window."""
    count = len(slack.of("views.open"))
    person = {"id": by, "team_id": "T1"}
    team = {"id": "T1", "domain": "acme"}
    said = {"ts": "1700000009.000100", "user": "U3", "text": ANSWER, **message}
    bot.send(
        shortcut(
            "message_action", "teach_from_message", bot.reply_url, channel={"id": CHANNEL}, message=said, user=person, team=team
        )
    )
    window: Mapping[str, Any] = slack.wait("views.open", count + 1)[-1]["view"]
    assert view_problems(window) == []
    return window


def initial(window: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in a window's fields, by field."""
    found = {}
    for block in window["blocks"]:
        element = block.get("element") or {}
        chosen = (element.get("initial_option") or {}).get("value")
        begun = (element.get(f"initial_{name}") for name in ("value", "date", "user", "conversations"))
        found[block.get("block_id", "")] = chosen or next(filter(None, begun), "")
    return {name: value for name, value in found.items() if name}


CHOSEN = {"review": "selected_date", "owner": "selected_user", "channels": "selected_conversations"}


def send(bot: SlackBot, window: Mapping[str, Any], *, user: str = USER, **changes: Any) -> str:
    """Send a window off with its contents and changes; returns what Slack hears."""
    values: dict[str, Any] = {}
    for name, content in (initial(window) | changes).items():
        if name in ("side", "language", "instead", "audience", "when"):
            values[name] = {"field": {"selected_option": {"value": content}}}
        elif name in CHOSEN:
            values[name] = {"field": {CHOSEN[name]: content or None}}
        else:
            values[name] = {"field": {"value": content or None}}
    status, heard = bot.send(submission(window, values, user={"id": user, "team_id": "T1"}))
    assert status == 200
    bot.finish_work()
    return heard


def elements(view: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The buttons and menus of what was taught."""
    for block in view["blocks"]:
        found = [*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else [])]
        yield from (one for one in found if str(one.get("action_id", "")).startswith("teach."))


def choose(bot: SlackBot, slack: FakeSlack, deed: str) -> None:
    """Choose a deed from the menu of what was taught last."""
    menu = next(one for one in elements(home_of(bot, slack)) if one["type"] == "overflow")
    option = next(one for one in menu["options"] if one["value"].startswith(f"{deed}:"))
    bot.send(press_in_view(menu, {"type": "home", "private_metadata": "en"}, selected_option=option))
    bot.finish_work()


def current(bot: SlackBot) -> Taught:
    return bot.parts.desk.stores.taught.current()[0]


def test_a_curator_teaches_and_the_next_question_is_answered_in_other_words(curated: SlackBot, slack: FakeSlack) -> None:
    assert ANSWER not in say(curated, slack, "which discount do resellers get?")
    window = teach_on(curated, slack)
    assert initial(window)["answer"] == ANSWER
    assert initial(window)["source"] == f"https://acme.slack.com/archives/{CHANNEL}/p1700000009000100"
    heard = send(curated, window, questions=FILLED["questions"], title=FILLED["title"])
    assert heard == ""
    assert "Learnt: “Discounts for resellers”" in str(slack.replies[-1])
    assert ANSWER in say(curated, slack, "which discount do resellers get?")
    assert "acme.slack.com" in str(slack.posts[-1])


def test_the_question_of_the_thread_is_what_the_bot_itself_heard_there(curated: SlackBot, slack: FakeSlack) -> None:
    root = stamp()
    curated.send(mention(ASKED, ts=root))
    curated.finish_work()
    theirs = initial(teach_on(curated, slack, thread_ts=root))
    assert (theirs["questions"], theirs["answer"]) == (ASKED, ANSWER)
    assert "thread_ts" in theirs["source"]
    own = initial(
        teach_on(curated, slack, thread_ts=root, user=BOT_USER, bot_id="B1", text="Sorry, that is not in my knowledge.")
    )
    assert (own["questions"], own["answer"]) == (ASKED, "")
    assert initial(teach_on(curated, slack))["questions"] == ""


def test_a_seller_proposes_the_curator_publishes_and_the_seller_is_told_in_the_thread(
    curated: SlackBot, slack: FakeSlack
) -> None:
    root = stamp()
    send(curated, teach_on(curated, slack, SELLER, thread_ts=root), user=SELLER, **FILLED)
    assert current(curated).state is TaughtState.PROPOSED
    assert "is proposed" in str(slack.replies[-1])
    told = slack.posts[-1]
    assert (told["channel"], "Discounts for resellers" in str(told)) == (USER, True)
    assert ANSWER not in say(curated, slack, ASKED)
    look = next(one for block in told["blocks"] for one in block.get("elements", ()) if one["type"] == "button")
    curated.send(press(look, curated.reply_url, ts="1700000010.1"))
    window = slack.wait("views.open", 2)[-1]["view"]
    assert initial(window)["title"] == "Discounts for resellers"
    send(curated, window)
    told = slack.posts[-1]
    assert (told["channel"], told["thread_ts"]) == (CHANNEL, root)
    assert told["text"].startswith(f"<@{SELLER}> ")
    assert "is published" in told["text"]
    assert ANSWER in say(curated, slack, ASKED)
    assert [one.state.value for one in curated.parts.desk.stores.taught.history(topic=current(curated).id)] == [
        "published",
        "proposed",
    ]


def test_a_proposal_from_a_shared_channel_is_settled_in_a_direct_message(curated: SlackBot, slack: FakeSlack) -> None:
    slack.external.add(CHANNEL)
    send(curated, teach_on(curated, slack, SELLER, thread_ts=stamp()), user=SELLER, **FILLED)
    choose(curated, slack, "retire")
    assert slack.posts[-1]["channel"] == SELLER
    assert "not taken up" in slack.posts[-1]["text"]
    assert current(curated).state is TaughtState.RETIRED


def test_home_teaches_lists_retires_and_undoes(curated: SlackBot, slack: FakeSlack) -> None:
    (begin,) = elements(home_of(curated, slack))
    curated.send(press_in_view(begin, {"type": "home", "private_metadata": "en"}))
    window = slack.wait("views.open")[-1]["view"]
    send(curated, window, **FILLED, links="Deck | https://example.com/deck | customers\nhttps://example.com/one")
    assert current(curated).body["links"][0] == {"title": "Deck", "url": "https://example.com/deck", "audience": "customers"}
    assert ANSWER in say(curated, slack, ASKED)
    assert "Discounts for resellers" in str(home_of(curated, slack))
    choose(curated, slack, "retire")
    assert ANSWER not in say(curated, slack, ASKED)
    choose(curated, slack, "undo")
    assert ANSWER in say(curated, slack, ASKED)
    choose(curated, slack, "undo")
    assert current(curated).state is TaughtState.RETIRED
    assert len(curated.parts.desk.stores.taught.history(topic=current(curated).id)) == 4


def test_an_edited_answer_is_given_from_then_on(curated: SlackBot, slack: FakeSlack) -> None:
    send(curated, teach_on(curated, slack), **FILLED)
    choose(curated, slack, "edit")
    window = slack.wait("views.open", 2)[-1]["view"]
    assert initial(window)["source"] == "Partner handbook (https://example.com/partners)"
    send(curated, window, answer="Resellers get nineteen percent.")
    assert "nineteen percent" in say(curated, slack, ASKED)
    assert current(curated).body["source"] == {"document": "Partner handbook", "url": "https://example.com/partners"}
    choose(curated, slack, "undo")
    assert ANSWER in say(curated, slack, ASKED)


def test_the_window_names_the_topic_that_answers_today_and_adds_the_question_to_it(curated: SlackBot, slack: FakeSlack) -> None:
    question = "How long is an enterprise sales cycle?"
    heard = send(curated, teach_on(curated, slack), questions=question)
    window = json.loads(heard)["view"]
    title = curated.parts.desk.editions.get().knowledge.topics["sales-cycle"].title["en"]  # type: ignore[index]
    assert title in str(window["blocks"][0])
    assert view_problems(window) == []
    send(curated, window, questions="how many moons until the ink is dry?", instead="add")
    taught = current(curated)
    assert (taught.id, taught.adds_phrases_only) == ("sales-cycle", True)
    assert f"Learnt: “{title}”" in str(slack.replies[-1])
    reply = say(curated, slack, "how many moons until the ink is dry?")
    assert title in reply


def test_a_proposed_question_for_a_topic_is_added_when_it_is_published(curated: SlackBot, slack: FakeSlack) -> None:
    heard = send(curated, teach_on(curated, slack, SELLER), user=SELLER, questions="How long is an enterprise sales cycle?")
    window = json.loads(heard)["view"]
    send(curated, window, user=SELLER, instead="add")
    assert (current(curated).target, current(curated).state) == ("sales-cycle", TaughtState.PROPOSED)
    choose(curated, slack, "publish")
    states = {one.id: one.state for one in curated.parts.desk.stores.taught.current()}
    assert states.pop("sales-cycle") is TaughtState.PUBLISHED
    assert list(states.values()) == [TaughtState.RETIRED]
    assert "is published" in slack.posts[-1]["text"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"questions": " "}, "questions"),
        ({"answer": ""}, "answer"),
        ({"source": ""}, "source"),
        ({"links": "the deck"}, "links"),
        ({"links": "\n".join(f"https://example.com/{number}" for number in range(6))}, "links"),
        ({"answer": "It costs $list-price."}, "answer"),
        ({"questions": "?\n…"}, "questions"),
        ({"review": "2020-01-01"}, "review"),
        ({"answer": "Resellers get **eighteen** percent."}, "answer"),
        ({"title": "TODO"}, "title"),
        ({"audience": "channels"}, "channels"),
    ],
)
def test_what_is_missing_or_cannot_be_shown_is_told_at_its_field(
    curated: SlackBot, slack: FakeSlack, changes: dict[str, str], field: str
) -> None:
    heard = send(curated, teach_on(curated, slack), **(FILLED | changes))
    assert f'"{field}"' in heard
    assert "errors" in heard
    assert curated.parts.desk.stores.taught.current() == ()


def test_two_curators_at_once_lose_nothing(start: Starter, slack: FakeSlack) -> None:
    bot = start(curators=Curators(people=frozenset({USER, SELLER})))
    send(bot, teach_on(bot, slack), **FILLED)
    choose(bot, slack, "edit")
    window = slack.wait("views.open", 2)[-1]["view"]
    send(bot, window, answer="Resellers get nineteen percent.")
    heard = send(bot, window, user=SELLER, answer="Resellers get twenty percent.")
    later = json.loads(heard)["view"]
    assert f"<@{USER}> has changed this topic meanwhile" in str(later["blocks"][0])
    assert "Resellers get nineteen percent." in str(later["blocks"][1])
    assert initial(later)["answer"] == "Resellers get twenty percent."
    assert view_problems(later) == []
    assert send(bot, later, user=SELLER) == ""
    assert (current(bot).state, current(bot).body["answer"]) == (TaughtState.DRAFT, "Resellers get twenty percent.")
    assert "nineteen percent" in say(bot, slack, ASKED)


@pytest.mark.parametrize(
    ("audience", "channels", "kept"),
    [("workspace", None, None), ("public", None, "public"), ("channels", ["C0DEALS", "C0BIDS"], ["C0BIDS", "C0DEALS"])],
)
def test_whom_a_topic_is_for_is_chosen_in_the_window(
    curated: SlackBot, slack: FakeSlack, audience: str, channels: list[str] | None, kept: object
) -> None:
    send(curated, teach_on(curated, slack, SELLER), user=SELLER, **FILLED, audience=audience, channels=channels, owner="U7")
    assert (current(curated).body.get("audience"), current(curated).owner) == (kept, "U7")
    choose(curated, slack, "edit")
    again = initial(slack.wait("views.open", 2)[-1]["view"])
    assert (again["audience"], again["channels"] or None, again["owner"]) == (audience, kept if channels else None, "U7")


def test_a_seller_proposes_in_home_and_sees_there_what_became_of_it(curated: SlackBot, slack: FakeSlack) -> None:
    seller = {"id": SELLER, "team_id": "T1"}
    (begin,) = elements(home_of(curated, slack, SELLER))
    curated.send(press_in_view(begin, {"type": "home", "private_metadata": "en"}, user=seller))
    send(curated, slack.wait("views.open")[-1]["view"], user=SELLER, **FILLED)
    assert current(curated).state is TaughtState.PROPOSED
    assert "Proposed" in str(home_of(curated, slack, SELLER))
    choose(curated, slack, "publish")
    assert (slack.posts[-1]["channel"], "is published" in slack.posts[-1]["text"]) == (SELLER, True)
    assert ANSWER in say(curated, slack, ASKED)
    seen = str(home_of(curated, slack, SELLER))
    assert (FILLED["title"] in seen, "Published" in seen, "overflow" in seen) == (True, True, False)


def test_others_see_no_list_and_decide_nothing(curated: SlackBot, slack: FakeSlack) -> None:
    send(curated, teach_on(curated, slack, SELLER), user=SELLER, **FILLED)
    menu = next(one for one in elements(home_of(curated, slack)) if one["type"] == "overflow")
    assert [one["type"] for one in elements(home_of(curated, slack, SELLER))] == ["button"], "which proposes"
    assert FILLED["title"] not in str(home_of(curated, slack, "U5"))
    option = next(one for one in menu["options"] if one["value"].startswith("publish:"))
    where = {"type": "home", "private_metadata": "en"}
    curated.send(press_in_view(menu, where, selected_option=option, user={"id": SELLER, "team_id": "T1"}))
    curated.finish_work()
    assert current(curated).state is TaughtState.PROPOSED


@pytest.mark.parametrize("curates", [True, False])
def test_the_window_of_a_proposal_stands_before_slack_is_asked_who_pressed(
    start: Starter, slack: FakeSlack, curates: bool
) -> None:
    proposed = start(curators=CURATOR)
    send(proposed, teach_on(proposed, slack, SELLER), user=SELLER, **FILLED)
    (look,) = [one for block in slack.posts[-1]["blocks"] for one in block.get("elements", ()) if one["type"] == "button"]
    slack.admins.update({USER} if curates else ())
    bot = start(curators=Curators(admins=True))
    asked = len(slack.calls)
    bot.send(press(look, bot.reply_url, ts="1900000000.5", channel={"id": DIRECT}))
    bot.finish()
    calls = [call.method for call in slack.calls[asked:]]
    assert calls[:3] == ["views.open", "users.info", "views.update"]
    (update,) = slack.of("views.update")
    shown = update["view"]
    assert (ANSWER in str(shown)) is curates
    assert ("Only those who look after my knowledge" in str(shown)) is not curates


def test_without_curators_nobody_is_asked_to_teach(bot: SlackBot, slack: FakeSlack) -> None:
    said = {"ts": "1700000009.000100", "user": "U3", "text": ANSWER}
    bot.send(shortcut("message_action", "teach_from_message", bot.reply_url, channel={"id": CHANNEL}, message=said))
    assert "ADVISOR_CURATORS" in str(slack.wait("reply")[-1])
    assert slack.of("views.open") == []


def test_what_one_copy_is_taught_in_slack_the_other_answers_at_its_next_look(start: Starter, slack: FakeSlack) -> None:
    first, second = start(curators=CURATOR), start(curators=CURATOR)
    send(first, teach_on(first, slack), **FILLED)
    assert second.parts.follower.look()
    assert ANSWER in say(second, slack, "which discount do resellers get?")


def test_a_window_that_is_worked_on_again_teaches_nothing_twice(start: Starter, slack: FakeSlack) -> None:
    hand = Hand()
    bot = start(curators=CURATOR, hand=hand)
    window = teach_on(bot, slack, SELLER)
    slack.trouble("reply", Trouble(429, body="wait", retry_after="20"))
    values = {name: {"field": {"value": content}} for name, content in FILLED.items()}
    bot.send(submission(window, values, user={"id": SELLER, "team_id": "T1"}))
    bot.rest()
    assert len(slack.replies) == 1
    bot.pass_time(hand, 60)
    bot.finish_work()
    assert len(slack.replies) == 2
    assert [one.version for one in bot.parts.desk.stores.taught.current()] == [1]
    assert [post["channel"] for post in slack.posts] == [USER]


def test_what_was_asked_in_vain_is_taught_from_the_queue(curated: SlackBot, slack: FakeSlack) -> None:
    say(curated, slack, "when is the SDR bonus paid?")
    button = next(
        one
        for block in home_of(curated, slack)["blocks"]
        for one in block.get("elements", ())
        if one.get("action_id") == "gap.teach"
    )
    curated.send(press_in_view(button, {"type": "home", "private_metadata": "en"}))
    window = slack.wait("views.open")[-1]["view"]
    curated.finish_work()
    assert initial(window)["questions"] == "when is the SDR bonus paid?"
    send(curated, window, answer="The SDR bonus is paid with the salary of March.", source="Ana, People team")
    assert "salary of March" in say(curated, slack, "when is the SDR bonus paid?")


def pressed_in(window: Mapping[str, Any], start: str) -> dict[str, Any]:
    """The first button of a window, a message or Home whose value begins so."""
    every = [one for block in window["blocks"] for one in (*block.get("elements", ()), block.get("accessory") or {})]
    return next(one for one in every if str(one.get("value", "")).startswith(start))


def test_every_change_can_be_seen_with_who_and_when_and_brought_back(curated: SlackBot, slack: FakeSlack) -> None:
    send(curated, teach_on(curated, slack, SELLER), user=SELLER, **FILLED)
    taught, teacher = current(curated), Teacher(curated.parts.desk.stores.taught)
    lesson = replace(lesson_of(taught, Language("en")), answer="Nineteen percent.", owner="U7", audience=Audience(public=True))
    teacher.change(lesson, Origin(by=Person(team="T1", user=USER), publishes=False), topic=taught.id, version=1)
    choose(curated, slack, "history")
    window = slack.wait("views.open", 2)[-1]["view"]
    assert view_problems(window) == []
    newest, changed, oldest, first = window["blocks"][1:5]
    assert f"<@{USER}>" in str(newest)
    assert f"<@{SELLER}>" in str(oldest)
    assert f"Answer: {ANSWER} → Nineteen percent." in str(changed)
    assert f"Who looks after it: <@{SELLER}> → <@U7>" in str(changed)
    assert "Everybody in this workspace → Everybody, also other companies" in str(changed)
    assert "Title" not in str(changed)
    assert "+ What discount does a reseller get?" in str(first)
    button = pressed_in(window, "restore-1:2:")
    curated.send(press_in_view(button, {"type": "modal", "callback_id": "reader", "private_metadata": "en"}))
    curated.finish_work()
    assert (current(curated).version, current(curated).body["answer"], current(curated).owner) == (3, ANSWER, SELLER)
    later = slack.wait("views.update")[-1]["view"]
    assert "Proposed, as version 1" in str(later["blocks"][1])


def test_whoever_proposes_tries_it_in_private_before_it_is_published(curated: SlackBot, slack: FakeSlack) -> None:
    send(curated, teach_on(curated, slack, SELLER), user=SELLER, **FILLED, audience="channels", channels=["C0DEALS"])
    button = pressed_in(slack.replies[-1], "try:1:")
    curated.send(press(button, curated.reply_url, ts="1700000010.1", user={"id": SELLER, "team_id": "T1"}))
    window = slack.wait("views.open", 2)[-1]["view"]
    before = len(slack.posts)

    def tried(question: str, user: str) -> str:
        count = len(slack.of("views.update"))
        values = {"question": {"field": {"value": question}}}
        heard = curated.send(submission(window, values, user={"id": user, "team_id": "T1"}))[1]
        assert "One moment" in heard
        shown = slack.wait("views.update", count + 1)[-1]["view"]
        curated.finish_work()
        assert view_problems(shown) == []
        return str(shown)

    assert ANSWER in tried("which discount do resellers get?", SELLER)
    missed = tried("How long is an enterprise sales cycle?", SELLER)
    assert (ANSWER in missed, "not the answer to that" in missed, "about 7 months" in missed) == (False, True, True)
    assert ANSWER not in tried(ASKED, "U8"), "nobody else may"
    assert len(slack.posts) == before
    assert ANSWER not in say(curated, slack, ASKED)


def test_a_curator_keeps_a_draft_first_and_the_bot_answers_as_before(curated: SlackBot, slack: FakeSlack) -> None:
    send(curated, teach_on(curated, slack), **FILLED, when="later")
    assert (current(curated).state, current(curated).owner) == (TaughtState.DRAFT, USER)
    assert "is kept as a draft" in str(slack.replies[-1])
    assert pressed_in(slack.replies[-1], "try:1:")["action_id"] == "teach.try"
    choose(curated, slack, "edit")
    assert initial(slack.wait("views.open", 2)[-1]["view"])["when"] == "later"
    assert ANSWER not in say(curated, slack, ASKED)
