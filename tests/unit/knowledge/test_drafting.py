"""A topic drafted from what was asked in vain: YAML that reads back as it was meant, with what is open marked."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from bot.domain.gaps import AskedInVain, Gap, Vain
from bot.domain.language import Language
from bot.domain.records import AskedQuestion, Person
from bot.domain.reply import Outcome
from bot.knowledge.checking import check_knowledge
from bot.knowledge.drafting import LONGEST_PHRASE, MOST_PHRASES, draft_id, draft_topic, is_unwritten
from bot.knowledge.schema import KEBAB

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy

NOON = datetime.datetime(2026, 3, 1, 12, 0, tzinfo=datetime.UTC)
QUESTION = AskedQuestion(
    id="q1", person=Person(team="T1", user="U1"), text="when?", language=Language("en"), outcome=Outcome.UNKNOWN, asked_at=NOON
)
GAP = Gap(
    id="1a2b3c4d",
    text="when is the SDR bonus paid?",
    words=("sdr", "bonus", "paid"),
    wordings={"en": ("when is the SDR bonus paid?", "bonus date"), "id": ("kapan bonus SDR dibayar?",)},
    asked=(AskedInVain(question=QUESTION, why=Vain.UNANSWERED),),
    people=1,
    this_week=1,
    last_week=0,
)


def drafted(gap: Gap = GAP, **how: Any) -> dict[str, Any]:
    """The draft, read again."""
    topic: dict[str, Any] = yaml.safe_load(draft_topic(gap, **how))
    return topic


def test_title_language_and_phrases_come_from_the_group() -> None:
    topic = drafted()
    assert (topic["title"], topic["language"]) == ("When is the SDR bonus paid", "en")
    assert topic["phrases"] == {"en": ["when is the SDR bonus paid?", "bonus date"], "id": ["kapan bonus SDR dibayar?"]}
    assert drafted(replace(GAP, text="kapan bonus SDR dibayar?"))["language"] == "id"


def test_answer_and_source_are_still_to_be_written() -> None:
    topic = drafted()
    assert is_unwritten(topic["answer"])
    assert is_unwritten(topic["source"])
    assert not is_unwritten(topic["title"])


@pytest.mark.parametrize("text", ["TODO", "TODO: the answer", "see TODO below", "(TODO)"])
def test_what_says_todo_is_unwritten(text: str) -> None:
    assert is_unwritten(text)


@pytest.mark.parametrize("text", ["What to do", "todo lists for sellers", "Todo", "MASTODON", "TODOS"])
def test_other_words_are_written(text: str) -> None:
    assert not is_unwritten(text)


@pytest.mark.parametrize(
    "text", ["yes", "12", "2026-03-01", "a: b", "# no comment", "- no list", "{{ x }}", '"q" \'s', "a\nb\tc", "né 🤷", "&a *b !c"]
)
def test_whatever_was_asked_reads_back_as_the_same_text(text: str) -> None:
    topic = drafted(replace(GAP, text=text, wordings={"en": (text,)}))
    assert topic["phrases"] == {"en": [" ".join(text.split())]}
    assert isinstance(topic["title"], str)


def test_a_draft_takes_as_many_phrases_as_it_should_and_no_stories() -> None:
    many = tuple(f"bonus question {number}" for number in range(50))
    assert drafted(replace(GAP, wordings={"en": (GAP.text, *many)}))["phrases"]["en"] == [GAP.text, *many][:MOST_PHRASES]
    assert len(drafted(most=1)["phrases"]["en"]) == 1
    story = "bonus " * 100
    assert drafted(replace(GAP, wordings={"en": (GAP.text, story)}))["phrases"]["en"] == [GAP.text]
    (cut,) = drafted(replace(GAP, text=story, wordings={"en": (story,)}))["phrases"]["en"]
    assert len(cut) <= LONGEST_PHRASE


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("sdr", "bonus", "paid"), "sdr-bonus-paid"),
        (("café", "naïve"), "cafe-naive"),
        (("24/7", "support"), "topic-24-7-support"),
        (("こんにちは",), "topic-1a2b3c4d"),
        ((), "topic-1a2b3c4d"),
        (("a", "b", "c", "d", "e", "f", "g"), "a-b-c-d-e"),
    ],
)
def test_an_id_is_made_of_the_groups_words(words: tuple[str, ...], name: str) -> None:
    found = draft_id(replace(GAP, words=words), ())
    assert found == name
    assert KEBAB.fullmatch(found)


def test_an_id_that_is_taken_is_not_given_again() -> None:
    assert draft_id(GAP, {"sdr-bonus-paid", "sdr-bonus-paid-2"}) == "sdr-bonus-paid-3"


def test_check_names_what_is_still_to_be_written(toy: Toy) -> None:
    toy.edit("topics/price.yml", "An enterprise deal costs more.", "'TODO: write the answer.'")
    assert [str(problem) for problem in check_knowledge(toy.folder) if "still" in problem.what] == [
        "kb/topics/price.yml: answer.enterprise.en: The text is still to be written. Write it in place of “TODO”, "
        "or remove the entry."
    ]
