"""What gunicorn is told: read the knowledge before there are workers, and anew at SIGHUP."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.bootstrap import server, slack
from bot.knowledge.location import IN_REPOSITORY


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the knowledge, read as at the start."""
    copied = tmp_path / "knowledge"
    shutil.copytree(IN_REPOSITORY, copied)
    monkeypatch.setattr(slack, "_loaded", {})
    monkeypatch.setenv("ADVISOR_KNOWLEDGE", str(copied))
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "0123456789abcdef0123456789abcdef")
    monkeypatch.setattr(server, "http_fault", lambda: "")
    server.on_starting(None)
    return copied


def test_workers_find_what_was_read_before_them(folder: Path) -> None:
    assert slack.load(folder) is slack.load(folder)


def test_a_reload_reads_the_knowledge_anew(folder: Path) -> None:
    before = slack.load(folder)
    server.on_reload(None)
    assert slack.load(folder) is not before


def test_where_a_reload_finds_a_fault_the_workers_go_on_with_what_there_was(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = slack.load(folder)
    (folder / "sources.yml").unlink()
    server.on_reload(None)
    assert slack.load(folder) is before
    assert "stays as it was" in caplog.text
    assert "sources.yml" in caplog.text


def test_faulty_knowledge_stops_the_start(folder: Path) -> None:
    (folder / "sources.yml").unlink()
    slack._loaded.clear()
    with pytest.raises(RuntimeError, match=r"sources\.yml"):
        server.on_starting(None)
