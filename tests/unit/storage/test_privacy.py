"""What people wrote is for the file's owner alone, and gone from the disk once it was deleted."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.domain.conversation import Conversation
from bot.domain.language import Language
from bot.domain.records import AskedQuestion, Person
from bot.domain.reply import Outcome
from bot.storage.migrator import migrate
from bot.storage.stores import database_stores

SECRET = "we pay the hospital of Bandung a discount of forty percent"


def record(stores: Any, team: str, words: str = SECRET) -> None:
    question = AskedQuestion(
        id="q1",
        person=Person(team=team, user="U1"),
        text=words,
        language=Language("en"),
        outcome=Outcome.UNKNOWN,
        asked_at=datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC),
    )
    stores.questions.record(question=question)
    stores.conversations.save(thread=f"{team}:C1:1", conversation=Conversation(topic=words))


def files(folder: Path) -> dict[str, Path]:
    return {path.name: path for path in folder.iterdir()}


def test_a_new_file_and_those_beside_it_are_the_owners_alone(tmp_path: Path) -> None:
    migrate(f"sqlite:///{tmp_path}/bot.db")
    stores = database_stores(f"sqlite:///{tmp_path}/bot.db")
    record(stores, "T1")
    modes = {name: path.stat().st_mode & 0o777 for name, path in files(tmp_path).items()}
    assert modes == {"bot.db": 0o600, "bot.db-wal": 0o600, "bot.db-shm": 0o600}
    stores.housekeeping.close()


def test_a_file_of_an_earlier_release_becomes_the_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "bot.db"
    migrate(f"sqlite:///{file}")
    other = sqlite3.connect(file)  # keeps the files beside it in being, as a copy of the earlier release does
    other.execute("SELECT * FROM questions").fetchall()
    for path in files(tmp_path).values():
        path.chmod(0o644)
    stores = database_stores(f"sqlite:///{file}")
    record(stores, "T1")
    assert {path.stat().st_mode & 0o777 for path in files(tmp_path).values()} == {0o600}
    stores.housekeeping.close()
    other.close()


def test_a_read_only_file_stays_so(tmp_path: Path) -> None:
    file = tmp_path / "bot.db"
    migrate(f"sqlite:///{file}")
    file.chmod(0o444)
    stores = database_stores(f"sqlite:///{file}")
    stores.housekeeping.reachable()
    assert file.stat().st_mode & 0o777 == 0o400
    stores.housekeeping.close()


@pytest.mark.parametrize(
    "delete",
    [
        lambda keeping: keeping.purge_team(team="T1"),
        lambda keeping: keeping.prune(now=datetime.datetime(2027, 3, 1, tzinfo=datetime.UTC)),
    ],
)
def test_words_that_were_deleted_stand_in_no_file_any_more(tmp_path: Path, delete: Callable[[Any], int]) -> None:
    migrate(f"sqlite:///{tmp_path}/bot.db")
    stores = database_stores(f"sqlite:///{tmp_path}/bot.db")
    for number in range(50):
        record(stores, "T1", f"{SECRET} {number}")
        record(stores, "T1" if number % 2 else "T2", f"another question {number}")
    assert any(SECRET.encode() in path.read_bytes() for path in files(tmp_path).values())
    assert delete(stores.housekeeping) > 0
    assert [name for name, path in files(tmp_path).items() if SECRET.encode() in path.read_bytes()] == []
    stores.housekeeping.close()


def test_a_log_that_others_read_is_emptied_the_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.storage.engine.STATEMENT_SECONDS", 0)
    migrate(f"sqlite:///{tmp_path}/bot.db")
    stores = database_stores(f"sqlite:///{tmp_path}/bot.db")
    record(stores, "T1")
    reader = sqlite3.connect(tmp_path / "bot.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM questions").fetchall()
    assert stores.housekeeping.purge_team(team="T1") == 2
    log = tmp_path / "bot.db-wal"
    assert SECRET.encode() in log.read_bytes()
    reader.execute("COMMIT")
    reader.close()
    stores.housekeeping.prune(now=datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC))
    assert log.stat().st_size == 0
    stores.housekeeping.close()
