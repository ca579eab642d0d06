"""The advisor hears, answers and remembers."""

from __future__ import annotations

from typing import Any

import pytest

from bot.advisor.advisor import Advisor
from bot.advisor.memory import MemoryConversations
from bot.advisor.tasks import Tasks
from bot.domain.calculation import OpenSum
from bot.domain.conversation import Action, ActionKind, Conversation, Form, Utterance, View
from bot.domain.intents import NOTHING_ABOVE
from bot.domain.knowledge import Topic
from bot.domain.language import Language, Segment
from bot.domain.reply import AnswerPart, BrowsePart, Outcome, Reply, SmalltalkPart
from tests.toys import toy_knowledge

E, S, B = Segment.ENTERPRISE, Segment.SMB, Segment.BOTH


class Room:
    """An advisor over the toy knowledge and a matcher that knows by rote."""

    def __init__(self, matcher: Any, weighed: Any, tasks: Any = None) -> None:
        self.matcher = matcher
        self.store = MemoryConversations()
        self.advisor = Advisor(knowledge=toy_knowledge(), matcher=matcher, conversations=self.store, tasks=tasks)
        matcher.known |= {
            "price for big firms": weighed("price for big firms", topics={"price": 0.9}, segment=E),
            "price": weighed("price", topics={"price": 0.9}),
            "harga": weighed("harga", topics={"price": 0.9}, language=Language("id")),
            "apa harga": weighed("apa harga", topics={"price": 0.9}, language=Language("id"), firm=True),
            "speed": weighed("speed", topics={"speed": 0.9}, content=["speed"]),
            "speed for big firms": weighed("speed for big firms", topics={"speed": 0.9}, segment=E),
            "hmm": weighed("hmm", topics={"speed": 0.4, "price": 0.3}, sure=0.1),
            "why": weighed("why", follow_ups={"why": 0.9}, none=0.1, scope=0.1, language=None),
            "and small ones": weighed("and small ones", follow_ups={"to-smb": 0.9}),
            "and big ones": weighed("and big ones", follow_ups={"to-enterprise": 0.9}),
            "compare": weighed("compare", follow_ups={"compare": 0.9}),
            "no": weighed("no", follow_ups={"correction": 0.9}, topics={"price": 0.2, "speed": 0.1}, scope=0.1),
            "no speed": weighed("no speed", follow_ups={"correction": 0.9}, topics={"price": 0.5, "speed": 0.4}),
            "in indonesian": weighed("in indonesian", intents={"indonesian": 0.9}),
            "thanks": weighed("thanks", intents={"thanks": 0.9}),
            "fit": weighed("fit", intents={"fit": 0.9}),
            "": weighed(""),
            "42": weighed("42", topics={"price": 0.9}),
        }

    def say(self, text: str, thread: str | None = "t", **how: Any) -> Reply:
        return self.advisor.respond(Utterance(text=text, thread=thread, **how))

    def press(self, action: Action, **how: Any) -> Reply:
        return self.advisor.respond(Utterance(thread="t", action=action, **how))

    @property
    def kept(self) -> Conversation:
        found = self.store.find(thread="t")
        assert found is not None
        return found


@pytest.fixture
def room(rote: Any, weighed: Any) -> Room:
    return Room(rote, weighed)


def part(reply: Reply) -> tuple[str, Segment, View]:
    (found,) = reply.parts
    assert isinstance(found, AnswerPart)
    return found.topic, found.segment, found.view


def test_answers_and_remembers(room: Room) -> None:
    reply = room.say("price for big firms")
    assert part(reply) == ("price", E, View.SHORT)
    assert room.kept == Conversation(
        topic="price", segment=E, language=Language("en"), offered=reply.actions, shown=Outcome.ANSWER
    )
    assert reply.explanation is None, "nobody asked for the reasons"


def test_tells_the_reasons_to_whoever_asks_for_them(room: Room) -> None:
    reply = room.say("price for big firms", explain=True)
    assert reply.explanation is not None
    assert reply.explanation.words == ("price", "for", "big", "firms")
    assert reply.explanation.turns == ()
    after = room.say("price for big firms", explain=True).explanation
    assert after is not None
    assert len(after.turns) == 2


def test_the_thread_keeps_topic_side_and_language(room: Room) -> None:
    room.say("price for big firms")
    assert part(room.say("why")) == ("price", E, View.WHY)
    assert part(room.say("and small ones")) == ("price", S, View.SHORT)
    assert part(room.say("why")) == ("price", S, View.WHY)
    assert part(room.say("compare")) == ("price", B, View.COMPARE)
    assert room.say("apa harga").language == Language("id")
    assert room.say("churn").language == Language("id")


def test_threads_know_nothing_of_each_other(room: Room) -> None:
    room.say("price", thread="a")
    assert room.say("why", thread="b").parts == (SmalltalkPart(intent=NOTHING_ABOVE),)


def test_without_a_thread_nothing_is_remembered(room: Room) -> None:
    room.say("price", thread=None)
    assert room.say("why", thread=None).parts == (SmalltalkPart(intent=NOTHING_ABOVE),)
    assert room.store.shelf.values() == []


def test_an_off_topic_message_and_thanks_do_not_lose_the_thread(room: Room) -> None:
    room.say("price for big firms")
    assert room.say("is it going to rain or what is the matter with all of this weather today anyway").outcome is Outcome.UNKNOWN
    assert room.say("thanks").outcome is Outcome.SMALLTALK
    assert part(room.say("why")) == ("price", E, View.WHY)


@pytest.mark.parametrize(("text", "intent"), [("", "empty"), ("  \n", "empty"), ("42", "unreadable"), ("?!", "unreadable")])
def test_messages_without_a_word(room: Room, text: str, intent: str) -> None:
    assert room.say(text).parts == (SmalltalkPart(intent=intent),)


def test_a_number_picks_what_was_offered(room: Room) -> None:
    offered = room.say("hmm").actions
    assert offered[1].topic == "price"
    assert part(room.say("2.")) == ("price", B, View.SHORT)


@pytest.mark.parametrize("text", ["0", "99", "-1", "1.5", "٣", "²", "100000000000"])
def test_other_numbers_pick_nothing(room: Room, text: str) -> None:
    room.say("hmm")
    assert room.say(text).outcome is not Outcome.ANSWER


def test_a_mistyped_number_leaves_the_offer_standing(room: Room) -> None:
    room.say("hmm")
    room.say("99")
    room.say("thanks")
    assert part(room.say("1")) == ("speed", S, View.SHORT)


def test_going_on_without_choosing_means_the_first_topic_offered(room: Room) -> None:
    assert room.say("hmm").outcome is Outcome.CHOICES
    assert part(room.say("why")) == ("speed", S, View.WHY)


def test_the_side_of_a_one_sided_topic_is_told_honestly(room: Room) -> None:
    (found,) = room.say("speed for big firms").parts
    assert isinstance(found, AnswerPart)
    assert (found.segment, found.only_side) == (S, True)


def test_asked_of_the_other_side_later_the_counterpart_answers(room: Room) -> None:
    room.say("speed")
    assert part(room.say("and big ones")) == ("price", E, View.SHORT)


def test_a_correction_asks_back_or_answers_what_was_meant(room: Room) -> None:
    room.say("price")
    assert room.say("no").topics[0] == "speed"
    room.say("price")
    assert part(room.say("no speed"))[0] == "speed"


def test_in_another_language_the_last_answer_is_said_again(room: Room) -> None:
    room.say("price for big firms")
    room.say("why")
    reply = room.say("in indonesian")
    assert (reply.language, part(reply)) == (Language("id"), ("price", E, View.WHY))


def test_in_another_language_with_nothing_said_before(room: Room) -> None:
    reply = room.say("in indonesian")
    assert (reply.language, reply.parts) == (Language("id"), (SmalltalkPart(intent="language"),))
    assert room.kept.language == Language("id")


def test_two_questions_are_both_answered(room: Room, weighed: Any) -> None:
    first, second = weighed(topics={"speed": 0.9}), weighed(topics={"price": 0.9}, segment=S)
    room.matcher.pairs["speed for big firms"] = (first, second)
    reply = room.say("speed for big firms")
    assert [found.topic for found in reply.parts if isinstance(found, AnswerPart)] == ["speed", "price"]
    assert reply.segment is S
    assert room.kept.topic == "speed"


@pytest.mark.parametrize(
    ("how", "language"),
    [
        ({}, Language("en")),
        ({"locale": Language("id")}, Language("id")),
        ({"preferred": Language("en"), "locale": Language("id")}, Language("en")),
    ],
)
def test_where_words_do_not_tell_the_language_the_person_s_goes_first(
    room: Room, how: dict[str, Language], language: Language
) -> None:
    assert room.say("why", **how).language == language


def test_the_message_s_own_language_goes_before_all(room: Room) -> None:
    assert room.say("apa harga", preferred=Language("en")).language == Language("id")


def test_a_button_shows_its_topic_side_and_view(room: Room) -> None:
    action = Action(kind=ActionKind.SHOW, topic="price", segment=S, view=View.MORE)
    assert part(room.press(action)) == ("price", S, View.MORE)
    assert part(room.say("why")) == ("price", S, View.WHY)


def test_a_button_without_a_side_keeps_the_thread_s(room: Room) -> None:
    room.say("price for big firms")
    assert part(room.press(Action(kind=ActionKind.SHOW, topic="price")))[1] is E


@pytest.mark.parametrize("topic", ["gone", None])
def test_a_button_of_older_knowledge_falls_back_to_the_shelves(room: Room, topic: str | None) -> None:
    assert room.press(Action(kind=ActionKind.SHOW, topic=topic)).parts == (BrowsePart(group=None),)


def test_a_button_opens_a_shelf(room: Room) -> None:
    assert room.press(Action(kind=ActionKind.BROWSE, value="basics")).parts == (BrowsePart(group="basics"),)


def test_a_button_asks_a_question_again(room: Room) -> None:
    assert part(room.press(Action(kind=ActionKind.ASK, value="price for big firms"))) == ("price", E, View.SHORT)


def test_a_question_asked_again_is_never_taken_for_a_number(room: Room) -> None:
    room.say("hmm")
    assert room.press(Action(kind=ActionKind.ASK, value="1")).outcome is not Outcome.ANSWER


@pytest.mark.parametrize("kind", [ActionKind.FIT, ActionKind.CALCULATE])
def test_without_calculators_and_fit_their_buttons_fall_back(room: Room, kind: ActionKind) -> None:
    assert room.press(Action(kind=kind, value="churn")).parts == (BrowsePart(group=None),)


class _Task:
    """Takes on every message that says "reckon", and every button of its own."""

    def __init__(self, kind: ActionKind = ActionKind.CALCULATE, *, waiting: bool = False) -> None:
        self.kind = kind
        self.opened: list[Any] = []
        self.kept = OpenSum(metric="price", waiting=waiting)

    def _done(self, language: Language, conversation: Conversation) -> tuple[Reply, Conversation]:
        actions = tuple(Action(kind=ActionKind.SHOW, topic=topic) for topic in ("speed", "price", "churn"))
        reply = Reply(outcome=Outcome.CALCULATION, language=language, parts=(), actions=actions)
        return reply, Conversation(topic=conversation.topic, pending=self.kept)

    def offers(self, topic: Topic) -> Action | None:
        return Action(kind=self.kind, value=topic.id) if topic.id == "churn" else None

    def is_waiting(self, conversation: Conversation) -> bool:
        return conversation.is_waiting

    def claims(self, weighed: Any, language: Language, conversation: Conversation) -> tuple[Reply, Conversation] | None:
        return self.takes(weighed.message, language, conversation) if weighed.message.text in ("reckon", "3") else None

    def takes(self, message: Any, language: Language, conversation: Conversation) -> tuple[Reply, Conversation] | None:
        return None if message.text.endswith("?") else self._done(language, conversation)

    def press(self, action: Action, language: Language, conversation: Conversation) -> tuple[Reply, Conversation] | None:
        self.opened.append(action.kind)
        return self._done(language, conversation)

    def submit(self, form: Form, language: Language, conversation: Conversation) -> tuple[Reply, Conversation] | None:
        self.opened.append(form)
        return self._done(language, conversation) if form.value == "churn" else None


def test_tasks_go_first_and_their_conversation_is_kept(rote: Any, weighed: Any) -> None:
    task, fit = _Task(), _Task(ActionKind.FIT)
    room = Room(rote, weighed, Tasks((task, fit)))
    room.say("price")
    assert room.say("reckon").outcome is Outcome.CALCULATION
    assert (room.kept.topic, room.kept.pending) == ("price", task.kept)
    assert part(room.say("price"))[0] == "price"
    assert room.kept.pending == task.kept, "a question about its own metric leaves a sum open to changes"
    assert part(room.say("speed"))[0] == "speed"
    assert room.kept.pending == task.kept, "one about another subject too: it is heard again where its metric is spoken of"
    room.say("fit")
    room.press(Action(kind=ActionKind.CALCULATE, value="churn"))
    assert (task.opened, fit.opened) == ([ActionKind.CALCULATE], [ActionKind.FIT])


def test_a_form_goes_through_the_same_door_and_its_offer_is_the_one_that_stands(rote: Any, weighed: Any) -> None:
    task = _Task()
    room = Room(rote, weighed, Tasks((task,)))
    room.say("price")
    form = Form(kind=ActionKind.CALCULATE, value="churn", fields={"lost": "5"})
    reply = room.advisor.respond(Utterance(form=form, thread="t"))
    assert (task.opened, room.kept.pending, room.kept.offered) == ([form], task.kept, reply.actions)
    assert part(room.say("1"))[0] == "speed", "a number chooses from what the form's answer offered"


def test_a_form_without_a_thread_is_only_looked_through(rote: Any, weighed: Any) -> None:
    room = Room(rote, weighed, Tasks((_Task(),)))
    room.say("price")
    before = room.kept
    room.advisor.respond(Utterance(form=Form(kind=ActionKind.CALCULATE, value="churn")))
    assert room.kept == before


@pytest.mark.parametrize("form", [Form(kind=ActionKind.CALCULATE, value="gone"), Form(kind=ActionKind.FIT)])
def test_a_form_of_something_that_is_gone_falls_back(rote: Any, weighed: Any, form: Form) -> None:
    room = Room(rote, weighed, Tasks((_Task(),)))
    assert room.advisor.respond(Utterance(form=form, thread="t")).parts == (BrowsePart(group=None),)


def test_words_given_to_a_task_by_name_are_its_own_and_a_question_is_answered(rote: Any, weighed: Any) -> None:
    room = Room(rote, weighed, Tasks((_Task(),)))
    assert room.say("price", meant_for=ActionKind.CALCULATE).outcome is Outcome.CALCULATION
    rote.known["price?"] = weighed("price?", topics={"price": 0.9})
    assert part(room.say("price?", meant_for=ActionKind.CALCULATE))[0] == "price"


def test_what_is_said_below_an_answer_goes_on_from_it(room: Room) -> None:
    room.say("price for big firms", branch="below")
    assert room.store.find(thread="below") == room.kept
    assert part(room.say("why", thread="below")) == ("price", E, View.WHY)


def test_the_task_that_waits_hears_a_message_first(rote: Any, weighed: Any) -> None:
    first, second = _Task(), _Task(ActionKind.FIT, waiting=True)
    first.is_waiting = lambda conversation: False  # type: ignore[method-assign]
    room = Room(rote, weighed, Tasks((first, second)))
    room.press(Action(kind=ActionKind.FIT))
    room.say("reckon")
    assert room.kept.pending is second.kept


def test_an_answer_offers_the_tasks_that_its_topic_leads_to(rote: Any, weighed: Any) -> None:
    room = Room(rote, weighed, Tasks((_Task(), _Task(ActionKind.FIT))))
    room.press(Action(kind=ActionKind.SHOW, topic="churn"))
    kinds = [action.kind for action in room.kept.offered]
    assert [kind for kind in kinds if kind is not ActionKind.SHOW] == [ActionKind.CALCULATE, ActionKind.FIT]


def test_while_a_sum_waits_for_a_number_a_number_is_its_answer(rote: Any, weighed: Any) -> None:
    room = Room(rote, weighed, Tasks((_Task(waiting=True),)))
    room.say("price")
    room.say("reckon")
    assert room.say("3").outcome is Outcome.CALCULATION
