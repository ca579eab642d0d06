"""`history`: who changed what was taught and when; a version is brought back."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.advisor.teaching import Origin, Teacher
from bot.cli import main
from bot.domain.audience import Audience
from bot.domain.language import Language
from bot.domain.lesson import Lesson
from bot.domain.records import Person
from bot.storage.migrator import migrate
from bot.storage.stores import database_stores

ANA, BEN = (Origin(by=Person(team="T1", user=user), publishes=True) for user in ("U1", "U2"))
LESSON = Lesson(
    language=Language("en"),
    questions=("What discount does a reseller get?",),
    answer="Eighteen percent.",
    title="Reseller discounts",
    source="Ana",
)


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    address = f"sqlite:///{tmp_path}/bot.db"
    monkeypatch.setenv("DATABASE_URL", address)
    return address


@pytest.fixture
def teacher(url: str) -> Iterator[Teacher]:
    migrate(url)
    stores = database_stores(url)
    teacher = Teacher(stores.taught, lambda: datetime.datetime(2026, 3, 1, 9, 30, tzinfo=datetime.UTC))
    teacher.teach(LESSON, ANA)
    changed = replace(LESSON, answer="Nineteen percent.", audience=Audience(channels=frozenset({"C0DEALS"})), owner="U9")
    teacher.change(changed, BEN, topic="reseller-discounts", version=1)
    yield teacher
    stores.housekeeping.close()


@pytest.mark.usefixtures("teacher")
def test_topics_are_listed_with_who_changed_them_last_and_when(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history"]) == 0
    line = capsys.readouterr().out.splitlines()[1].split()
    assert line == ["reseller-discounts", "2", "published", "2026-03-01", "09:30", "U2", "Reseller", "discounts"]


@pytest.mark.usefixtures("teacher")
def test_a_topic_tells_what_each_version_changed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "reseller-discounts"]) == 0
    said = capsys.readouterr().out
    newest, first = said.split("Version 1")
    assert newest.splitlines() == [
        "Version 2  published  2026-03-01 09:30  U2",
        "    answer: Eighteen percent. -> Nineteen percent.",
        "    audience: workspace -> C0DEALS",
        "    owner: U1 -> U9",
    ]
    assert "questions: What discount does a reseller get?" in first
    assert main(["history", "reseller-discounts", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["changed_by"] for one in found] == ["U2", "U1"]
    assert found[0]["changes"][0] == {"part": "answer", "before": "Eighteen percent.", "after": "Nineteen percent."}


def test_a_version_is_brought_back_and_that_is_a_change_too(teacher: Teacher, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "reseller-discounts", "--restore", "1"]) == 0
    capsys.readouterr()
    main(["history", "reseller-discounts"])
    assert capsys.readouterr().out.startswith("Version 3  published, as version 1  ")
    assert teacher.undo("reseller-discounts", 2, ANA.by) is None, "it has changed since"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nothing-such"], "No topic “nothing-such” was taught in Slack."),
        (["--restore", "1"], "--restore goes with a topic"),
        (["reseller-discounts", "--restore", "2"], "has no earlier version 2"),
    ],
)
@pytest.mark.usefixtures("teacher")
def test_what_there_is_not_is_told_with_what_to_do(words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", *words]) == 1
    assert told in capsys.readouterr().err


@pytest.mark.usefixtures("url")
def test_before_a_bot_ran_there_is_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history"]) == 0
    assert "Nothing was taught in Slack yet." in capsys.readouterr().out
