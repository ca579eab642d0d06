"""The real app against a stand-in for Slack: what every scenario shares."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.advisor import preview
from bot.bootstrap import desk, foreseeing
from bot.bootstrap.slack import load
from bot.domain.knowledge import KnowledgeBase
from bot.listeners import delivery, retries
from tests.scenarios.desk_bot import SlackBot, start_bot
from tests.scenarios.fake_slack import FakeSlack
from tests.unit.storage.conftest import cluster

__all__ = ["bot", "cluster", "database", "knowledge", "pauses", "slack", "start"]

Starter = Callable[..., SlackBot]


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
