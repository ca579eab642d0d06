"""What gunicorn is told: read the knowledge before there are workers, and anew at SIGHUP."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.bootstrap import Answering, server, slack
from bot.bootstrap.startup import http_settings
from bot.knowledge.location import IN_REPOSITORY


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the knowledge, for which there is a cache of its own: in the one of all tests it would take the place of theirs."""
    return Path(shutil.copytree(IN_REPOSITORY, tmp_path_factory.mktemp("server") / "knowledge"))


@pytest.fixture
def folder(copied: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The copy as it was, read as at the start."""
    shutil.copyfile(IN_REPOSITORY / "sources.yml", copied / "sources.yml")
    monkeypatch.setattr(slack, "_loaded", {})
    monkeypatch.setenv("ADVISOR_CACHE", str(copied.parent / "cache"))
    monkeypatch.setenv("ADVISOR_KNOWLEDGE_ONLY", str(copied))
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "0123456789abcdef0123456789abcdef")
    monkeypatch.setattr(server, "http_fault", lambda: "")
    server.on_starting(None)
    return copied


def _read() -> Answering:
    """What the workers answer with."""
    settings = http_settings(None)
    return slack.load(settings.knowledge_only, settings.knowledge, settings.cache_folder)


@pytest.mark.usefixtures("folder")
def test_workers_find_what_was_read_before_them() -> None:
    assert _read() is _read()


@pytest.mark.usefixtures("folder")
def test_a_reload_reads_the_knowledge_anew() -> None:
    before = _read()
    server.on_reload(None)
    assert _read() is not before


def test_where_a_reload_finds_a_fault_the_workers_go_on_with_what_there_was(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = _read()
    (folder / "sources.yml").unlink()
    server.on_reload(None)
    assert _read() is before
    assert "stays as it was" in caplog.text
    assert "sources.yml" in caplog.text


def test_faulty_knowledge_stops_the_start(folder: Path) -> None:
    (folder / "sources.yml").unlink()
    slack._loaded.clear()
    with pytest.raises(RuntimeError, match=r"sources\.yml"):
        server.on_starting(None)
