"""What a start needs of the knowledge is kept ready made, and read from its files again as soon as anything is another."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.advisor.memory import memory_stores
from bot.bootstrap import Answering, answering_over, built_in, prepared, snapshots
from bot.bootstrap.prepared import BuiltIn
from bot.domain.conversation import Utterance
from bot.knowledge import unchanged
from bot.knowledge.location import IN_REPOSITORY
from bot.language.remembered import Remembered

Start = Callable[[], BuiltIn]


@pytest.fixture
def read(answering: Answering, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were read from their files: what comes of it is what this process has read already."""
    known, folders = prepared.built_in(IN_REPOSITORY), list[Path]()
    monkeypatch.setattr(built_in, "read_built_in", lambda folder: (folders.append(folder), known)[1])
    return folders


@pytest.fixture
def start(read: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Start:
    """As a process does that has read nothing so far."""

    def begin() -> BuiltIn:
        monkeypatch.setattr(prepared, "_last", [])
        return prepared.built_in(IN_REPOSITORY, tmp_path)

    return begin


def test_the_second_start_reads_no_file_of_the_knowledge(start: Start, read: list[Path], answering: Answering) -> None:
    start()
    again = start()
    assert read == [IN_REPOSITORY]
    assert again.knowledge == answering.snapshot.knowledge
    assert again.signs.keys() == set(again.knowledge.languages)


def test_what_was_kept_answers_as_what_was_read(
    start: Start, answering: Answering, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start()
    monkeypatch.setattr(prepared, "_last", [])
    kept = answering_over(snapshots.make_snapshot(IN_REPOSITORY, cache=tmp_path))
    read = answering.over(memory_stores())
    assert kept.reader is not read.reader
    for text in (
        "how long is the enterprise sales cycle?",
        "berapa lama siklus jual ke umkm",
        "12 lost of 400, churn?",
        "the wether",
    ):
        said = [one.advisor.respond(Utterance(text=text, thread="kept")) for one in (kept, read)]
        assert said[0] == said[1]


def test_what_common_words_come_to_and_compiled_templates_are_kept(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    start()
    kept = start()
    assert {language: len(code) for language, code in kept.code.items()} == {
        language: len(templates) for language, templates in kept.templates.items()
    }

    def work_out(_: object, word: str) -> None:
        raise AssertionError(word)

    monkeypatch.setattr(Remembered, "__missing__", work_out)
    message = kept.reader.read("what is churn")
    assert [hit.key for hit in message.concepts]
    assert any(message.hits(book) for book in kept.reader.books)


def test_a_changed_file_is_read_again(start: Start, read: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    start()
    monkeypatch.setattr(prepared, "files_in", lambda folder: [*unchanged.files_in(folder), str(Path(__file__))])
    start()
    assert read == [IN_REPOSITORY] * 2


@pytest.mark.parametrize("damage", [lambda content: content[:-1], lambda content: b"", lambda content: content + b"."])
def test_a_damaged_file_is_made_anew(start: Start, read: list[Path], tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    start()
    (file,) = tmp_path.glob("*.start")
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    start()
    assert read == [IN_REPOSITORY] * 2
    assert file.stat().st_size == len(whole)


@pytest.mark.skipif(sys.platform == "win32", reason="there a user's folders are kept apart by the system")
def test_a_file_that_others_may_write_is_never_read(start: Start, read: list[Path], tmp_path: Path) -> None:
    start()
    (file,) = tmp_path.glob("*.start")
    file.chmod(0o666)
    start()
    tmp_path.chmod(0o777)
    start()
    assert read == [IN_REPOSITORY] * 3


def test_a_cache_that_cannot_be_written_is_no_fault(read: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(prepared, "_last", [])
    assert prepared.built_in(IN_REPOSITORY, tmp_path / "file").knowledge
    assert read == [IN_REPOSITORY]


def test_a_running_bot_loads_neither_yaml_nor_pydantic_nor_babel() -> None:
    names = "yaml pydantic babel numpy alembic"
    script = f"import sys; import bot.bootstrap.slack; print(*sys.modules.keys() & set('{names}'.split()))"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert not ran.stdout.strip()
