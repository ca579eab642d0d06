"""The Dockerfile's steps, done by hand in a fresh folder, give a bot that answers and stops in order."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.image import ROOT, command, copies, values
from tests.scenarios.fake_slack import PATIENCE, FakeSlack
from tests.scenarios.fake_socket import FakeSocket
from tests.scenarios.payloads import mention

PYTHON = Path(sys.executable).resolve()
IS_OPEN = all(folder.stat().st_mode & 0o001 for folder in PYTHON.parents)
NOBODY = 65_534 if os.geteuid() == 0 and IS_OPEN else None
"""Whoever may become another user, whom this Python is open to, runs the bot as one without rights, as the image does."""


@dataclass(frozen=True)
class Container:
    """The image's folders and what it is run with."""

    app: Path
    environment: dict[str, str]

    def call(self, words: list[str]) -> list[str]:
        """Words of the Dockerfile with this environment's own python."""
        return [str(self.app.parent / "venv" / "bin" / words[0]), *words[1:]]

    def run(self, *words: str) -> str:
        """Run a command of the bot as the image would; returns what it prints."""
        ran = subprocess.run(
            self.call(["python", "-m", "bot", *words]), cwd=self.app, env=self.environment, user=NOBODY, capture_output=True, text=True,
            check=True, timeout=PATIENCE,
        )  # fmt: skip
        return ran.stdout


@pytest.fixture(scope="module")
def container() -> Iterator[Container]:
    """What the Dockerfile makes, out of what .dockerignore lets it see."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    app, data = folder / "app", folder / "data"
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    app.mkdir()
    data.mkdir()
    if NOBODY:
        os.chown(data, NOBODY, -1)
    for sources, target in copies():
        for source in sources:
            put(ROOT / source, app / target / source if target.endswith("/") else app / target)
    container = Container(
        app, {"PATH": os.environ["PATH"], "HOME": str(data), "DATABASE_URL": f"sqlite:///{data}/sales-advisor.db"}
    )
    for step in values("RUN"):
        if step.startswith("python "):
            subprocess.run(container.call(shlex.split(step)), cwd=app, check=True)
    yield container
    shutil.rmtree(folder)


def put(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    else:
        shutil.copy(source, target)


def test_it_answers_in_the_terminal(container: Container) -> None:
    assert "7 months" in container.run("ask", "how long is an enterprise sales cycle?")


def test_it_finds_every_file_it_needs(container: Container) -> None:
    assert "No problems" in container.run("check")
    assert "Sales Advisor" in container.run("manifest")


def test_it_makes_its_tables_where_the_volume_is(container: Container) -> None:
    container.run("migrate")
    assert "up to date" in container.run("migrate")
    assert (container.app.parent / "data" / "sales-advisor.db").exists()


def test_it_answers_in_slack_and_stops_in_order(container: Container) -> None:
    with closing(FakeSlack()) as slack, closing(FakeSocket()) as socket:
        slack.websocket = socket.address
        settings = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SLACK_API_URL": slack.api}
        call, environment = container.call(command(values("CMD")[0])), {**container.environment, **settings}
        with subprocess.Popen(
            call, cwd=container.app, env=environment, user=NOBODY, stderr=subprocess.PIPE, text=True
        ) as process:
            try:
                socket.wait_for_connections()
                socket.wait_for(socket.send(mention("how long is an enterprise sales cycle?")))
                assert "7 months" in str(slack.wait("chat.postMessage"))
                process.send_signal(signal.SIGTERM)
                _, written = process.communicate(timeout=30)  # what compose.yml leaves it
            finally:
                process.kill()
        assert process.returncode == 0
        assert "WARNING" not in written
