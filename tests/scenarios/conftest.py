"""The real app against a stand-in for Slack: what every scenario shares."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from operator import is_
from pathlib import Path

import pytest

from bot.advisor import preview
from bot.bootstrap import desk, foreseeing, snapshots
from bot.bootstrap.slack import load
from bot.domain.knowledge import KnowledgeBase
from bot.language.reader import Reader
from bot.listeners import delivery, retries
from bot.matching.model import TrainedModel
from tests.scenarios.desk_bot import SlackBot, start_bot
from tests.scenarios.fake_slack import FakeSlack
from tests.unit.storage.conftest import cluster

__all__ = ["bot", "cluster", "database", "knowledge", "pauses", "slack", "start"]

Starter = Callable[..., SlackBot]

MOST_READERS = 6
"""Readers that are kept, of some megabytes each."""


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    """The real knowledge."""
    return load().knowledge


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database with all its tables, to be copied."""
    from bot.storage.migrator import migrate

    file = tmp_path_factory.mktemp("database") / "empty.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session", autouse=True)
def _learnt_here() -> Iterator[None]:
    """Scenarios learn in their own process, which has read the phrases already; learning aside has tests of its own."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (desk, foreseeing):
            patch.setattr(module, "learn_aside", lambda _, __, kept, ___: kept)
        yield


@pytest.fixture(scope="session", autouse=True)
def _read_alike() -> Iterator[None]:
    """What is taught over and over is read by one reader: a new one takes a third of a second, and holds nothing but what it knows."""
    make, kept = snapshots.reader_of, list[tuple[Mapping[str, object], tuple[object, ...], Reader]]()

    def reader_of(lexicons: object, model: TrainedModel, *books: object) -> Reader:
        alike = (one for words, given, one in kept if words == model.vocabulary and all(map(is_, given, (lexicons, *books))))
        found = next(alike, None) or make(lexicons, model, *books)
        kept[:] = [(model.vocabulary, (lexicons, *books), found), *(one for one in kept if one[-1] is not found)][:MOST_READERS]
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(snapshots, "reader_of", reader_of)
        yield


@pytest.fixture(autouse=True)
def _foreseen(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A preview asks the nearest questions alone, but where previews are what is tested: it takes half of the time of teaching."""
    if request.path.stem != "test_preview":
        monkeypatch.setattr(preview, "MOST_LOOKED_AT", 30)


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    """A fresh Slack."""
    server = FakeSlack()
    yield server
    server.close()


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that threads of this process wait before they call Slack again. They pass at once."""
    waited: list[float] = []
    for module in (delivery, retries):
        monkeypatch.setattr(module, "sleep", waited.append)
    return waited


@pytest.fixture
def start(slack: FakeSlack, knowledge: KnowledgeBase, database: Path, tmp_path: Path) -> Iterator[Starter]:
    """Start bots on one fresh database; settings can be changed by keyword."""
    file = tmp_path / "bot.db"
    file.write_bytes(database.read_bytes())
    started: list[SlackBot] = []

    def begin(**settings: object) -> SlackBot:
        started.append(start_bot(slack, f"sqlite:///{file}", **settings))
        return started[-1]

    yield begin
    for bot in started:
        bot.stop()


@pytest.fixture
def bot(start: Starter) -> SlackBot:
    """One bot with the settings as they come."""
    return start()
