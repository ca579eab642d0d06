"""`export`: what was taught in Slack becomes a folder that is read again."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pytest

from bot.advisor.teaching import Origin, Teacher
from bot.cli import doctor, export, main
from bot.domain.language import Language
from bot.domain.lesson import Lesson
from bot.domain.records import Person
from bot.knowledge.loader import load_knowledge
from bot.knowledge.location import find_knowledge
from bot.knowledge.team_folder import read_layer
from bot.storage.migrator import migrate
from bot.storage.stores import database_stores

CURATOR = Origin(by=Person(team="T1", user="U1"), publishes=True)
LESSON = Lesson(
    language=Language("en"),
    questions=("What discount does a reseller get?", "reseller rebate: how much?"),
    answer="Resellers get eighteen percent.\nAsk Ana for “more” #1.",
    title="Discounts: resellers",
    source="Ana, Partnerships",
)


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    address = f"sqlite:///{tmp_path}/bot.db"
    monkeypatch.setenv("DATABASE_URL", address)
    return address


def teach(url: str) -> None:
    migrate(url)
    stores = database_stores(url)
    teacher = Teacher(stores.taught, lambda: datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC))
    teacher.teach(LESSON, CURATOR)
    teacher.teach(dataclasses.replace(LESSON, title="Only proposed"), dataclasses.replace(CURATOR, publishes=False))
    teacher.add_questions({"id": ["siklusnya berapa lama ya"]}, CURATOR, topic="sales-cycle")
    stores.housekeeping.close()


def test_what_is_published_is_read_again_as_it_was_taught(url: str, tmp_path: Path) -> None:
    teach(url)
    assert main(["export", str(tmp_path / "ours")]) == 0
    layer = read_layer(tmp_path / "ours", load_knowledge(find_knowledge(None)))
    assert layer.problems == ()
    assert layer.topics["discounts-resellers"].title["en"] == LESSON.title
    assert "Ask Ana for “more” #1." in layer.topics["discounts-resellers"].answers["both"]["en"]  # type: ignore[index]
    assert list(layer.topics) == ["discounts-resellers"]
    assert {(phrase.topic, phrase.text) for phrase in layer.phrases} == {
        *(("discounts-resellers", question) for question in LESSON.questions),
        ("sales-cycle", "siklusnya berapa lama ya"),
    }


def test_nothing_is_written_over(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    teach(url)
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "mine.yml").write_text("mine")
    assert main(["export", str(tmp_path / "ours")]) == 1
    assert "is not empty" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "ours").iterdir()] == ["mine.yml"]


def test_without_tables_there_is_nothing_to_write(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert url
    assert main(["export", str(tmp_path / "ours")]) == 0
    assert "Nothing that was taught" in capsys.readouterr().out
    assert not (tmp_path / "ours").exists()


def test_doctor_counts_what_was_taught(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    teach(url)
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:9/api/")
    monkeypatch.setenv("ADVISOR_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("bot.matching.added.with_added", lambda model, *_, **__: model)  # what is learnt does not matter here
    found = {finding.name: finding for finding in doctor.examine(http=False)}
    assert found["Knowledge"].well
    assert "with 1 of what was taught in Slack on top" in found["Knowledge"].found


def published(url: str) -> dict[str, tuple[int, object]]:
    return {one.id: (one.version, one.body) for one in export.published_in(url)}


def test_what_was_exported_is_imported_into_another_database_as_it_was(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    teach(url)
    before = published(url)
    assert main(["export", str(tmp_path / "ours")]) == 0
    monkeypatch.setenv("DATABASE_URL", url.replace("bot.db", "other.db"))
    assert main(["import", str(tmp_path / "ours")]) == 0
    assert {name: body["phrases"] for name, (_, body) in published(url.replace("bot.db", "other.db")).items()} == {  # type: ignore[index]
        name: body["phrases"]
        for name, (_, body) in before.items()  # type: ignore[index]
    }


def test_importing_what_is_there_already_changes_nothing(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    teach(url)
    before = published(url)
    main(["export", str(tmp_path / "ours")])
    assert main(["import", str(tmp_path / "ours")]) == 0
    assert published(url) == before
    assert "0 topics imported. 2 topics stood there in the same words." in capsys.readouterr().out


def test_a_table_goes_out_and_comes_back(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    teach(url)
    table = tmp_path / "ours.csv"
    assert main(["export", "--csv", str(table)]) == 0
    assert main(["export", "--csv", str(table)]) == 1
    monkeypatch.setenv("DATABASE_URL", url.replace("bot.db", "other.db"))
    assert main(["import", "--publish", str(table)]) == 0
    back = published(url.replace("bot.db", "other.db"))
    assert back["discounts-resellers"][1]["phrases"] == {"en": list(LESSON.questions)}  # type: ignore[index]
    assert back["sales-cycle"][1]["phrases"] == {"id": ["siklusnya berapa lama ya"]}  # type: ignore[index]


def test_a_table_becomes_drafts_in_a_folder_and_nothing_there_is_written_over(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    faq = tmp_path / "faq.csv"
    faq.write_text("question,answer\nHow much off for resellers?,Eighteen percent.\n", encoding="utf-8")
    for _ in range(2):
        assert main(["import", "--to", str(tmp_path / "ours"), "--source", "Partner handbook", str(faq)]) == 0
    layer = read_layer(tmp_path / "ours", load_knowledge(find_knowledge(None)))
    assert (layer.problems, sorted(layer.topics)) == ((), ["how-much-off-for-resellers", "how-much-off-for-resellers-2"])
    assert "Look at them: sales-advisor check" in capsys.readouterr().out


def test_a_faulty_table_imports_nothing(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    faq = tmp_path / "faq.csv"
    faq.write_text("question,answer\nHow much?,Ten.\nHow dear?,\n", encoding="utf-8")
    assert main(["import", str(faq)]) == 1
    assert "faq.csv: row 3, column “answer”: The cell is empty." in capsys.readouterr().err
    assert export.published_in(url) == ()
