"""What was read of a folder is read again as soon as anything in it changes, and not before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.knowledge import unchanged
from bot.knowledge.loader import load_knowledge
from bot.knowledge.location import IN_REPOSITORY

Read = Callable[..., list[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "kb" / "topics").mkdir(parents=True)
    (tmp_path / "kb" / "topics" / "price.yml").write_text("one")
    return tmp_path / "kb"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Read:
    """Reads every file of a folder; files count as settled as soon as they are written."""
    monkeypatch.setattr(unchanged, "SETTLED", -60.0)
    return unchanged.read_once(lambda folder, *more: [*more, *(file.read_text() for file in folder.rglob("*.yml"))])


def test_what_has_not_changed_is_read_once(folder: Path, read: Read) -> None:
    assert read(folder) is read(folder)
    assert read(folder, "for another") is not read(folder)


def test_what_has_changed_is_read_again(folder: Path, read: Read) -> None:
    file = folder / "topics" / "price.yml"
    assert read(folder) == ["one"]
    file.write_text("another")
    assert read(folder) == ["another"]
    (folder / "speed.yml").write_text("new")
    assert sorted(read(folder)) == ["another", "new"]
    file.unlink()
    assert read(folder) == ["new"]


def test_another_folder_is_read_for_itself(folder: Path, read: Read, tmp_path: Path) -> None:
    assert read(folder) == ["one"]
    assert read(tmp_path / "none") == []


def test_what_was_written_just_now_is_not_kept(folder: Path, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """Written once more in the same tick of the clock, it would look the same."""
    monkeypatch.setattr(unchanged, "SETTLED", 3600.0)
    assert read(folder) is not read(folder)


def test_a_fault_is_told_each_time(folder: Path) -> None:
    def fail(_: Path) -> None:
        raise ValueError(len(calls))

    calls: list[int] = []
    again = unchanged.read_once(fail)
    for number in range(2):
        with pytest.raises(ValueError, match=str(number)):
            again(folder)
        calls.append(number)


def test_the_built_in_knowledge_is_shared_by_all_that_is_built_on_it() -> None:
    assert load_knowledge(IN_REPOSITORY) is load_knowledge(IN_REPOSITORY)
