"""What may become of a taught topic, and that nothing of it is lost."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from bot.advisor.lesson_body import body_of, lesson_of, topic_id
from bot.advisor.memory_taught import MemoryTaught
from bot.advisor.teaching import Arrival, Origin, Teacher
from bot.domain.language import Language, Segment
from bot.domain.lesson import Lesson, LessonLink
from bot.domain.records import Person
from bot.domain.taught import TaughtState

NOON = datetime.datetime(2026, 3, 1, 12, 0, tzinfo=datetime.UTC)
TODAY = NOON.date()
ANA, BEN = Person(team="T1", user="U1"), Person(team="T1", user="U2")
CURATOR, SELLER = Origin(by=ANA, publishes=True), Origin(by=BEN, publishes=False, place="C1:1.1")
LESSON = Lesson(
    language=Language("en"),
    questions=("What discount?", "discount"),
    answer="Twenty percent.",
    title="Discounts",
    side=Segment.SMB,
    source="Partner handbook https://example.com/book",
    links=(LessonLink(title="Deck", url="https://example.com/deck", for_customers=True),),
    review_on=datetime.date(2026, 9, 1),
)


@pytest.fixture
def store() -> MemoryTaught:
    return MemoryTaught()


@pytest.fixture
def teacher(store: MemoryTaught) -> Teacher:
    return Teacher(store, lambda: NOON)


def changed(**changes: object) -> Lesson:
    return replace(LESSON, **changes)  # type: ignore[arg-type]


def test_what_was_filled_in_comes_back_for_the_next_edit(teacher: Teacher) -> None:
    taught = teacher.teach(LESSON, CURATOR)
    again = lesson_of(taught, Language("id"))
    assert again == changed(source="Partner handbook (https://example.com/book)", owner="U1")
    assert body_of(again, taught.body, today=TODAY) == taught.body


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("https://acme.slack.com/archives/C1/p1", {"slack": "https://acme.slack.com/archives/C1/p1", "date": "2026-03-01"}),
        ("https://example.com/a", {"document": "https://example.com/a", "url": "https://example.com/a"}),
        ("Ana, Partnerships", {"document": "Ana, Partnerships", "date": "2026-03-01"}),
    ],
)
def test_a_source_is_a_message_a_page_or_words(source: str, kept: dict[str, str]) -> None:
    assert body_of(changed(source=source), today=TODAY)["source"] == kept


def test_a_new_topic_is_looked_at_under_the_id_it_gets(teacher: Teacher) -> None:
    """By its id it is learnt: under another one it would be learnt twice."""
    teacher.teach(LESSON, CURATOR)
    looked_at = teacher.tried(LESSON, taken={"discounts-2"})
    assert looked_at.id == teacher.teach(LESSON, CURATOR, taken={"discounts-2"}).id == "discounts-3"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Discounts for resellers & agents: 2026", "discounts-for-resellers-agents-2026"),
        ("2026 prices", "topic-2026-prices"),
        ("割引", "topic"),
        ("Préavis", "preavis"),
        ("Taken", "taken-3"),
    ],
)
def test_an_id_is_made_of_the_title(title: str, name: str) -> None:
    assert topic_id(title, {"taken", "taken-2"}) == name


def test_an_edit_in_one_language_leaves_the_phrases_of_the_other(teacher: Teacher) -> None:
    taught = teacher.teach(LESSON, CURATOR)
    teacher.add_questions({"id": ["diskon berapa"]}, CURATOR, topic=taught.id)
    edited = teacher.change(changed(questions=("how much off",)), CURATOR, topic=taught.id, version=2)
    assert edited.phrases == {"en": ["how much off"], "id": ["diskon berapa"]}
    assert edited.body["answer"] == LESSON.answer


def test_whoever_comes_second_keeps_the_text_as_a_draft(teacher: Teacher, store: MemoryTaught) -> None:
    taught = teacher.teach(LESSON, CURATOR)
    first = teacher.change(changed(answer="Nineteen."), CURATOR, topic=taught.id, version=1)
    second = teacher.change(changed(answer="Twenty-one."), Origin(by=BEN, publishes=True), topic=taught.id, version=1)
    assert store.find(topic=taught.id) == first
    assert (second.state, second.body["answer"]) == (TaughtState.DRAFT, "Twenty-one.")
    assert store.find(topic=second.id) == second


def test_a_proposal_keeps_its_proposer_and_place_until_it_is_decided(teacher: Teacher) -> None:
    proposed = teacher.teach(LESSON, SELLER)
    assert (proposed.state, proposed.proposer, proposed.place) == (TaughtState.PROPOSED, "U2", "C1:1.1")
    decided = teacher.decide(proposed.id, 1, TaughtState.PUBLISHED, ANA)
    assert decided is not None
    assert (decided.state, decided.proposer, decided.changed_by) == (TaughtState.PUBLISHED, "U2", ANA)
    assert teacher.decide(proposed.id, 1, TaughtState.RETIRED, ANA) is None, "somebody decided already"


def test_a_proposed_question_does_not_touch_the_topic_until_it_is_published(teacher: Teacher, store: MemoryTaught) -> None:
    taught = teacher.teach(LESSON, CURATOR)
    proposed = teacher.add_questions({"en": ["rebate?"]}, SELLER, topic=taught.id)
    assert store.find(topic=taught.id) == taught
    added = teacher.decide(proposed.id, 1, TaughtState.PUBLISHED, ANA)
    assert added is not None
    assert (added.id, added.proposer) == (taught.id, "U2")
    assert added.phrases == {"en": ["What discount?", "discount", "rebate?"]}
    retired = store.find(topic=proposed.id)
    assert retired is not None
    assert retired.state is TaughtState.RETIRED


def test_undo_goes_back_step_by_step_to_nothing_and_says_so_in_the_history(teacher: Teacher, store: MemoryTaught) -> None:
    topic = teacher.teach(LESSON, CURATOR).id
    teacher.change(changed(answer="Nineteen."), CURATOR, topic=topic, version=1)
    teacher.change(changed(answer="Eighteen."), CURATOR, topic=topic, version=2)
    answers = [undone.body["answer"] for version in (3, 4) if (undone := teacher.undo(topic, version, BEN))]
    assert answers == ["Nineteen.", "Twenty percent."]
    assert teacher.undo(topic, 3, BEN) is None, "an old Home undoes nothing"
    last = teacher.undo(topic, 5, BEN)
    assert last is not None
    assert last.state is TaughtState.RETIRED
    assert [one.version for one in store.history(topic=topic)] == [6, 5, 4, 3, 2, 1]


def test_a_draft_of_a_published_topic_leaves_it_alone_and_takes_its_place_once_it_is_published(teacher: Teacher) -> None:
    taught = teacher.teach(LESSON, CURATOR)
    drafting = replace(CURATOR, drafts=True)
    draft = teacher.change(changed(answer="Nineteen percent."), drafting, topic=taught.id, version=1)
    assert (draft.state, draft.target) == (TaughtState.DRAFT, taught.id)
    draft = teacher.change(changed(answer="Twenty percent."), drafting, topic=draft.id, version=1)
    assert (draft.version, draft.state, draft.target) == (2, TaughtState.DRAFT, taught.id)
    done = teacher.decide(draft.id, 2, TaughtState.PUBLISHED, CURATOR.by)
    assert done is not None
    assert (done.id, done.version, done.state, done.body["answer"]) == (taught.id, 2, TaughtState.PUBLISHED, "Twenty percent.")
    again = teacher.change(changed(answer="Thirty percent."), drafting, topic=taught.id, version=2)
    sent = teacher.change(changed(answer="Thirty-one percent."), CURATOR, topic=again.id, version=1)
    assert (sent.id, sent.version, sent.body["answer"]) == (taught.id, 3, "Thirty-one percent.")


def test_what_is_held_changes_nothing_until_it_is_pressed_again(teacher: Teacher, store: MemoryTaught) -> None:
    first = teacher.teach(LESSON, CURATOR)
    wanted = replace(teacher.tried(changed(answer="Thirty percent."), first), target=first.id)
    assert (teacher.would_be(wanted).id, teacher.would_be(wanted).state) == (first.id, TaughtState.PUBLISHED)
    held = teacher.hold(wanted, CURATOR)
    assert store.find(topic=first.id) == first
    assert teacher.decide(held.id, held.version, TaughtState.PUBLISHED, ANA) is not None
    newest = store.find(topic=first.id)
    assert newest is not None
    assert (newest.version, newest.body["answer"]) == (2, "Thirty percent.")
    assert [one.state for one in store.history(topic=held.id)] == [TaughtState.RETIRED, TaughtState.DRAFT]


def test_questions_that_are_held_would_join_those_there_are(teacher: Teacher) -> None:
    first = teacher.teach(LESSON, CURATOR)
    wanted = replace(teacher.tried(LESSON), body={"phrases": {"en": ["how dear"]}}, target=first.id)
    assert teacher.would_be(wanted).phrases == {"en": ["What discount?", "discount", "how dear"]}
    held = teacher.hold(wanted, CURATOR)
    teacher.decide(held.id, held.version, TaughtState.PUBLISHED, ANA)
    assert teacher.would_be(wanted).body["answer"] == "Twenty percent."


def test_what_comes_from_elsewhere_lies_over_nothing_published(teacher: Teacher, store: MemoryTaught) -> None:
    first = teacher.teach(LESSON, CURATOR)
    body = {**first.body, "answer": "Forty percent."}
    drafts, published = (Arrival(by=BEN, state=state) for state in (TaughtState.DRAFT, TaughtState.PUBLISHED))
    assert teacher.take_in([(first.id, body)], drafts) == 1
    assert store.find(topic=first.id) == first
    assert {one.id for one in store.current()} == {first.id, f"{first.id}-2"}
    assert teacher.take_in([(first.id, first.body), (first.id, body)], published) == 0
    assert teacher.take_in([(first.id, {**body, "answer": "Fifty."})], published) == 1
    newest = store.find(topic=first.id)
    assert newest is not None
    assert newest.body["answer"] == "Fifty."
