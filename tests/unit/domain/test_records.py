"""Keys, ids and the gist of a question."""

from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.clock import utc_now
from bot.domain.keys import new_id, team_key, team_of, thread_key
from bot.domain.language import Language
from bot.domain.records import AskedQuestion, Person
from bot.domain.reply import Outcome


def gist(text: str) -> str:
    return AskedQuestion(
        id="q", person=Person(), text=text, language=Language("en"), outcome=Outcome.UNKNOWN, asked_at=utc_now()
    ).gist


@pytest.mark.parametrize(
    ("enterprise", "team", "key"),
    [(None, "T1", "T1"), ("", "T1", "T1"), ("E1", "T1", "E1.T1"), ("E1", None, "E1")],
)
def test_a_workspace_has_one_key(enterprise: str | None, team: str | None, key: str) -> None:
    assert team_key(team=team, enterprise=enterprise) == key
    assert team_of(thread_key(team=key, channel="C1", ts="170.1")) == key


@pytest.mark.parametrize("key", ["terminal", "", "Ev1"])
def test_a_key_without_a_workspace_has_none(key: str) -> None:
    assert team_of(key) == ""


def test_ids_are_short_and_never_the_same() -> None:
    ids = {new_id() for _ in range(1_000)}
    assert len(ids) == 1_000
    assert {len(one) for one in ids} == {16}


def test_the_clock_runs_in_utc() -> None:
    assert utc_now().tzinfo is datetime.UTC


def test_the_gist_is_the_words_alone() -> None:
    assert gist("  Do you SELL — to “ministries”?! ") == "do you sell to ministries"
    assert gist("？？？") == "???"
    assert gist("ＫＰＩ") == gist("kpi")


@given(st.text(max_size=200).filter(lambda text: any(character.isalnum() for character in text)))
def test_punctuation_around_a_question_does_not_make_another_gist(text: str) -> None:
    assert gist(f"«{text}»!") == gist(text)


def test_a_long_text_has_its_gist_at_once() -> None:
    started = time.thread_time()
    assert len(gist("ﷺ?" * 50_000)) <= 500
    assert time.thread_time() - started < 1
