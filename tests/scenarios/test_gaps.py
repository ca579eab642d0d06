"""What people asked in vain: in Home for curators, and what everybody else sees of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from bot.domain.curators import Curators
from bot.domain.gaps import GapState, Vain
from bot.domain.records import Person
from bot.rendering.limits import view_problems
from tests.conftest import ASKED_BACK
from tests.scenarios.conftest import Starter
from tests.scenarios.desk_bot import Hand, SlackBot, home_of
from tests.scenarios.fake_slack import TEAM, FakeSlack, Trouble
from tests.scenarios.payloads import USER, command, direct, event, mention, message, press, press_in_view, stamp

CURATOR = Curators(people=frozenset({USER}))
BONUS = "when is the SDR bonus paid?"


@pytest.fixture
def curated(start: Starter) -> SlackBot:
    """A bot whose one curator is U1."""
    return start(curators=CURATOR)


def ask(bot: SlackBot, text: str, *people: str) -> None:
    """Let people ask in direct messages, and wait for the answers."""
    for user in people or (USER,):
        bot.send(direct(text, user=user, channel=f"D{user}"))
    bot.finish_work()


def buttons(view: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The buttons of the queue."""
    for block in view["blocks"]:
        if block["type"] == "actions":
            yield from (one for one in block["elements"] if one["action_id"].startswith("gap."))


def button_of(view: Mapping[str, Any], deed: str) -> dict[str, Any]:
    return next(one for one in buttons(view) if one["action_id"].startswith(f"gap.{deed}"))


def pressed(bot: SlackBot, slack: FakeSlack, element: Mapping[str, Any], **fields: Any) -> Mapping[str, Any]:
    """Press a button in Home; returns Home as it is drawn anew."""
    count = len(slack.of("views.publish"))
    bot.send(press_in_view(element, {"type": "home", "private_metadata": "en"}, **fields))
    view: Mapping[str, Any] = slack.wait("views.publish", count + 1)[-1]["view"]
    bot.finish_work()
    return view


def questions(view: Mapping[str, Any]) -> list[str]:
    """The groups of the queue that a view shows."""
    blocks = view["blocks"]
    return [
        blocks[place - 2]["text"]["text"].strip("*")
        for place, block in enumerate(blocks)
        if block["type"] == "actions" and block["elements"][0]["action_id"] in ("gap.draft", "gap.reopen")
    ]


def test_a_curator_sees_like_questions_as_one_group_with_its_numbers(curated: SlackBot, slack: FakeSlack) -> None:
    for user, text in (("U2", BONUS), ("U3", "sdr bonus paid when?"), ("U2", "what is the wifi password")):
        ask(curated, text, user)
    view = home_of(curated, slack)
    assert questions(view) == [BONUS, "what is the wifi password"]
    assert "Asked: 2 · People: 2 · This week: 2, the week before: 0" in str(view)
    assert "U2" not in str(view), "nobody is named"


def test_without_curators_nobody_sees_any_of_it(bot: SlackBot, slack: FakeSlack) -> None:
    ask(bot, BONUS, USER, "U2", "U3")
    view = home_of(bot, slack)
    assert not list(buttons(view))
    assert "Often asked" not in str(view)


@pytest.mark.parametrize(("people", "seen"), [(("U2", "U3"), False), (("U2", "U2", "U2"), False), (("U2", "U3", "U4"), True)])
def test_others_see_a_group_from_three_people_on(
    curated: SlackBot, slack: FakeSlack, people: tuple[str, ...], seen: bool
) -> None:
    ask(curated, BONUS, *people)
    view = home_of(curated, slack, "U9")
    assert (f"{BONUS} · asked 3 times" in str(view)) is seen
    assert not list(buttons(view))


def test_others_do_not_see_words_that_one_person_alone_used(curated: SlackBot, slack: FakeSlack) -> None:
    for user, customer in (("U2", "Frobnitz"), ("U3", "Xylograph"), ("U4", "Quxcorp")):
        ask(curated, f"when is the SDR bonus paid for {customer}?", user)
    view = str(home_of(curated, slack, "U9"))
    assert "sdr · bonus" in view
    assert not any(name in view.casefold() for name in ("frobnitz", "xylograph", "quxcorp"))
    assert "Frobnitz" in str(home_of(curated, slack)), "a curator has to see what was asked"


def test_guests_see_nothing_of_it(curated: SlackBot, slack: FakeSlack) -> None:
    slack.guests.add("U9")
    ask(curated, BONUS, "U2", "U3", "U4")
    assert "bonus" not in str(home_of(curated, slack, "U9"))


def test_what_people_wrote_is_inert(curated: SlackBot, slack: FakeSlack) -> None:
    ask(curated, "frobnicate *bold* &lt;!channel&gt; &lt;@U2&gt; `code` zyxw", "U2", "U3", "U4")
    for user in (USER, "U9"):
        view = str(home_of(curated, slack, user))
        assert "frobnicate" in view
        assert "<!channel>" not in view
        assert "<@U2>" not in view
        assert "*bold*" not in view
        assert "`code`" not in view


def test_a_draft_is_shown_ready_to_copy_and_the_group_is_being_drafted(curated: SlackBot, slack: FakeSlack) -> None:
    ask(curated, BONUS, "U2", "U3")
    view = pressed(curated, slack, button_of(home_of(curated, slack), "draft"))
    (opened,) = slack.of("views.open")
    assert view_problems(opened["view"]) == []
    (text,) = [part["elements"][0]["text"] for block in opened["view"]["blocks"][1:] for part in block["elements"]]
    assert "title: When is the SDR bonus paid\n" in text
    assert "- when is the SDR bonus paid?" in text
    assert "answer: 'TODO" in text
    assert "topics/sdr-bonus-paid.yml" in str(opened["view"])
    assert "Being drafted" in str(view)
    deeds = ("draft", "taught", "dismiss", "teach", "add", "turn.list")
    assert [one["action_id"] for one in buttons(view)] == [f"gap.{deed}" for deed in deeds]


def test_a_dismissed_group_leaves_the_queue_stays_away_and_can_come_back(curated: SlackBot, slack: FakeSlack) -> None:
    ask(curated, BONUS, "U2")
    view = pressed(curated, slack, button_of(home_of(curated, slack), "dismiss"))
    assert questions(view) == []
    ask(curated, BONUS, "U3")
    assert questions(home_of(curated, slack)) == []
    closed = pressed(curated, slack, button_of(view, "turn"))
    assert questions(closed) == [BONUS]
    again = pressed(curated, slack, button_of(closed, "reopen"))
    assert questions(again) == []
    assert questions(home_of(curated, slack)) == [BONUS]


def test_a_decision_is_kept_with_who_and_when(curated: SlackBot, slack: FakeSlack) -> None:
    ask(curated, BONUS, "U2")
    before = curated.parts.desk.clock()
    pressed(curated, slack, button_of(home_of(curated, slack), "dismiss"))
    after = curated.parts.desk.clock()
    (one,) = curated.parts.desk.stores.gaps.in_vain(team=TEAM, since=before.replace(year=2020), now=after, limit=9)
    assert one.mark
    assert (one.mark.state, one.mark.by) == (GapState.DISMISSED, USER)
    assert before <= one.mark.at <= after


def test_what_was_taught_comes_back_when_it_is_asked_in_vain_again(curated: SlackBot, slack: FakeSlack) -> None:
    ask(curated, BONUS, "U2")
    drafting = pressed(curated, slack, button_of(home_of(curated, slack), "draft"))
    assert questions(pressed(curated, slack, button_of(drafting, "taught"))) == []
    ask(curated, BONUS, "U3")
    assert questions(home_of(curated, slack)) == [BONUS]


def test_the_queue_has_pages(curated: SlackBot, slack: FakeSlack) -> None:
    words = ("wifi password", "refund policy", "parking garage", "vacation allowance", "fire escape", "coffee machine")
    for text in words:
        ask(curated, f"where is the {text}?", "U2")
    first = home_of(curated, slack)
    second = pressed(curated, slack, button_of(first, "turn.next"))
    assert (len(questions(first)), len(questions(second))) == (5, 1)
    back = pressed(curated, slack, button_of(second, "turn.previous"))
    assert questions(back) == questions(first)
    left = pressed(curated, slack, button_of(second, "dismiss"))
    assert questions(left) == questions(first), "the last page went, so the one before it is shown"


def test_a_button_of_somebody_who_is_no_curator_any_more_does_nothing(
    start: Starter, slack: FakeSlack, curated: SlackBot
) -> None:
    ask(curated, BONUS, "U2")
    element = button_of(home_of(curated, slack), "dismiss")
    other = start(curators=Curators(people=frozenset({"U7"})))
    other.send(press_in_view(element, {"type": "home", "private_metadata": "en"}))
    (opened,) = slack.wait("views.open")
    other.finish_work()
    assert "Only curators" in str(opened["view"])
    assert questions(home_of(curated, slack)) == [BONUS]


def test_a_group_that_is_gone_is_told(curated: SlackBot, slack: FakeSlack) -> None:
    ask(curated, BONUS, "U2")
    element = button_of(home_of(curated, slack), "dismiss")
    curated.parts.desk.stores.housekeeping.purge_team(team=TEAM)
    assert questions(pressed(curated, slack, element)) == []
    assert "has changed since" in str(slack.wait("views.open")[0]["view"])


@pytest.mark.parametrize("value", ["", "::", "nonsense", "x:closed:-1", "x:open:99999999999999999999", "x:open:²"])
def test_a_value_nobody_wrote_does_no_harm(
    curated: SlackBot, slack: FakeSlack, value: str, caplog: pytest.LogCaptureFixture
) -> None:
    ask(curated, BONUS, "U2")
    for deed in ("turn.list", "dismiss", "frobnicate"):
        element = {"type": "button", "action_id": f"gap.{deed}", "value": value}
        curated.send(press_in_view(element, {"type": "home", "private_metadata": "en"}))
    curated.finish_work()
    assert "Reference" not in caplog.text
    assert questions(home_of(curated, slack)) == [BONUS]


@pytest.mark.parametrize(
    ("curators", "sees"),
    [
        (Curators(admins=True), {"UADMIN"}),
        (Curators(groups=("S1",)), {"UMEMBER"}),
        (Curators(groups=("S2", "S1"), people=frozenset({USER})), {"UMEMBER", USER}),
    ],
)
def test_curators_are_people_groups_or_admins(start: Starter, slack: FakeSlack, curators: Curators, sees: set[str]) -> None:
    slack.admins.add("UADMIN")
    slack.groups["S1"] = ["UMEMBER"]
    bot = start(curators=curators)
    ask(bot, BONUS, "U2")
    found = {user for user in (USER, "UADMIN", "UMEMBER") if questions(home_of(bot, slack, user))}
    assert found == sees


def test_slack_is_not_asked_about_a_curator_at_every_look(start: Starter, slack: FakeSlack) -> None:
    slack.groups["S1"] = [USER]
    bot = start(curators=Curators(groups=("S1",)))
    for _ in range(3):
        home_of(bot, slack)
    assert len(slack.of("usergroups.users.list")) == 1


@pytest.mark.parametrize("curates", [True, False])
@pytest.mark.parametrize("deed", ["draft", "teach"])
def test_a_window_of_the_queue_stands_before_slack_is_asked_who_pressed(
    start: Starter, slack: FakeSlack, deed: str, curates: bool
) -> None:
    slack.groups["S1"] = [USER]
    settings = {"curators": Curators(groups=("S1",))}
    drawn = start(**settings)
    ask(drawn, BONUS, "U2")
    element = button_of(home_of(drawn, slack), deed)
    slack.groups["S1"] = [USER] if curates else []
    asked, later = len(slack.calls), start(**settings)
    later.send(press_in_view(element, {"type": "home", "private_metadata": "en"}))
    later.finish()
    calls = [call.method for call in slack.calls[asked:] if call.method != "auth.test"]
    assert calls[:3] == ["views.open", "usergroups.users.list", "views.update"]
    (opened,), (shown,) = slack.of("views.open"), slack.of("views.update")
    assert "One moment" in str(opened["view"])
    assert (shown["view_id"], shown["hash"]) == ("V1", "h1")
    assert ("Only curators" in str(shown["view"])) is not curates
    assert view_problems(opened["view"]) == view_problems(shown["view"]) == []


def test_a_user_group_that_cannot_be_read_has_no_curators_and_the_log_says_what_to_do(
    start: Starter, slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    slack.groups["S1"] = [USER]
    slack.trouble("usergroups.users.list", Trouble(error="missing_scope"))
    bot = start(curators=Curators(groups=("S1",)))
    ask(bot, BONUS, "U2")
    for _ in range(2):
        assert questions(home_of(bot, slack)) == []
    told = [record.getMessage() for record in caplog.records if "user group S1" in record.getMessage()]
    assert len(told) == 1
    assert "usergroups:read" in told[0]


def test_an_uninstalled_workspace_leaves_no_queue(curated: SlackBot, slack: FakeSlack) -> None:
    ask(curated, BONUS, "U2", "U3", "U4")
    curated.send(event("app_uninstalled"))
    curated.finish_work()
    assert questions(home_of(curated, slack)) == []


def in_vain(bot: SlackBot, hand: Hand) -> list[tuple[str, Vain]]:
    found = bot.parts.desk.stores.gaps.in_vain(team=TEAM, since=hand().replace(year=2020), now=hand(), limit=9)
    return [(one.question.text, one.why) for one in found]


@pytest.mark.usefixtures("asked_back_about")
def test_choices_nobody_takes_within_an_hour_are_asked_in_vain(start: Starter, slack: FakeSlack) -> None:
    hand = Hand()
    bot = start(hand=hand)
    ask(bot, ASKED_BACK)
    hand.seconds += 3599
    assert in_vain(bot, hand) == []
    hand.seconds += 1
    assert in_vain(bot, hand) == [(ASKED_BACK, Vain.ABANDONED)]


def in_a_channel(bot: SlackBot, slack: FakeSlack) -> Callable[[], None]:
    """Ask in a channel; returns what presses the first choice."""
    ts = stamp()
    bot.send(mention(ASKED_BACK, ts=ts))
    (post,) = slack.wait("chat.postMessage")
    bot.finish_work()
    element = next(one for block in post["blocks"] if block["type"] == "actions" for one in block["elements"])
    place = {"ts": "1900000000.000001", "message": {"ts": "1900000000.000001", "thread_ts": ts}}
    return lambda: none(bot.send(press(element, bot.reply_url, **place)))


def in_private(bot: SlackBot, slack: FakeSlack) -> Callable[[], None]:
    """Ask by command; returns what presses the first choice."""
    bot.send(command("/advisor", ASKED_BACK, bot.reply_url))
    (reply,) = slack.wait("reply")
    bot.finish_work()
    element = next(one for block in reply["blocks"] if block["type"] == "actions" for one in block["elements"])
    return lambda: none(bot.send(press(element, bot.reply_url, ts="1", private=True)))


def none(_: object) -> None:
    """Nothing."""


@pytest.mark.usefixtures("asked_back_about")
@pytest.mark.parametrize("asks", [in_a_channel, in_private])
def test_a_press_within_the_hour_takes_the_choice(
    start: Starter, slack: FakeSlack, asks: Callable[[SlackBot, FakeSlack], Callable[[], None]]
) -> None:
    hand = Hand()
    bot = start(hand=hand)
    press_it = asks(bot, slack)
    hand.seconds += 1800
    press_it()
    bot.finish_work()
    hand.seconds += 3600
    assert in_vain(bot, hand) == []


@pytest.mark.usefixtures("asked_back_about")
@pytest.mark.parametrize("follow", [True, False])
def test_a_colleagues_word_in_the_thread_goes_on_though_it_is_not_answered(
    start: Starter, slack: FakeSlack, follow: bool
) -> None:
    hand = Hand()
    bot = start(hand=hand, thread_follow=follow)
    ts = stamp()
    bot.send(mention(ASKED_BACK, ts=ts))
    slack.wait("chat.postMessage")
    bot.finish_work()
    bot.send(message("thanks, found it", thread_ts=ts, user="U2"))
    bot.finish_work()
    hand.seconds += 3600
    assert in_vain(bot, hand) == []


def test_a_thumb_down_puts_the_question_into_the_queue(curated: SlackBot, slack: FakeSlack) -> None:
    curated.send(mention("what is churn?", ts=(ts := stamp())))
    (post,) = slack.wait("chat.postMessage")
    curated.finish_work()
    thumbs = next(
        one for block in post["blocks"] for one in block.get("elements", ()) if str(one.get("action_id", "")).startswith("rate")
    )
    down = {**thumbs, "value": thumbs["negative_button"]["value"]}
    curated.send(press(down, curated.reply_url, ts="1900000000.000001", message={"ts": "1900000000.000001", "thread_ts": ts}))
    curated.finish_work()
    view = home_of(curated, slack)
    assert questions(view) == ["what is churn?"]
    assert "Near: Churn rate" in str(view)


def test_the_asker_is_known_to_the_store_alone(curated: SlackBot, slack: FakeSlack) -> None:
    ask(curated, BONUS, "U2")
    assert curated.parts.desk.stores.questions.recent(person=Person(team=TEAM, user="U2"))
    assert "U2" not in str(home_of(curated, slack))


def test_the_queue_speaks_the_curators_language(curated: SlackBot, slack: FakeSlack) -> None:
    slack.locales[USER] = "id-ID"
    ask(curated, BONUS, "U2")
    view = str(home_of(curated, slack))
    assert "Belum terjawab" in view
    assert "Ditanyakan: 1 · Orang: 1" in view
    assert "Kesampingkan" in view
