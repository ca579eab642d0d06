"""Socket Mode: envelopes over a web socket, in a process of its own, and how it ends."""

from __future__ import annotations

import inspect
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from socket import socket as TcpSocket

import pytest
from slack_sdk.socket_mode.builtin.connection import Connection

from bot.listeners.socket_mode import PING_INTERVAL, run_socket_mode
from bot.listeners.stopping import Stop
from tests.scenarios.desk_bot import ROOT, SlackBot, leave_old_record, old_records
from tests.scenarios.fake_slack import FakeSlack, Trouble
from tests.scenarios.fake_socket import FakeSocket, Wire
from tests.scenarios.payloads import command, direct, mention, press
from tests.scenarios.processes import bare_environment

CYCLE = "how long is an enterprise sales cycle?"
Process = subprocess.Popen[str]
Run = Callable[[], Process]


@pytest.fixture
def socket(slack: FakeSlack) -> Iterator[FakeSocket]:
    """A fresh socket that Slack names to whoever asks."""
    server = FakeSocket()
    slack.websocket = server.address
    yield server
    server.close()


@pytest.fixture
def environment(slack: FakeSlack, database: Path, tmp_path: Path) -> dict[str, str]:
    """The settings of a process: two tokens, an API address, a database."""
    file = tmp_path / "bot.db"
    file.write_bytes(database.read_bytes())
    chosen = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SLACK_API_URL": slack.api}
    with TcpSocket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return {**bare_environment(), **chosen, "DATABASE_URL": f"sqlite:///{file}", "PORT": str(port), "PYTHONWARNINGS": "error"}


@pytest.fixture
def run(environment: Mapping[str, str]) -> Iterator[Run]:
    """Start `sales-advisor slack` in processes of their own."""
    started: list[Process] = []

    def start() -> Process:
        call = [sys.executable, "-m", "bot", "slack"]
        started.append(subprocess.Popen(call, cwd=ROOT, env=dict(environment), stderr=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def stop(process: Process) -> tuple[int, str]:
    """Tell a process to stop; returns its exit code and what it wrote."""
    process.send_signal(signal.SIGTERM)
    _, written = process.communicate(timeout=240)
    return process.returncode, written


def test_events_commands_and_presses_arrive_over_the_socket(run: Run, slack: FakeSlack, socket: FakeSocket) -> None:
    process = run()
    socket.wait_for_connections()
    envelopes = [
        socket.send(mention(CYCLE)),
        socket.send(command("/advisor", CYCLE, f"{slack.address}/reply/1")),
        socket.send(press({"type": "button", "action_id": "advise.0", "value": "old"}, f"{slack.address}/reply/2", ts="1.1")),
    ]
    acknowledged = [socket.wait_for(envelope) for envelope in envelopes]
    slack.wait("chat.postMessage")
    slack.wait("reply", 2)
    assert [set(one) for one in acknowledged] == [{"envelope_id"}] * 3
    code, written = stop(process)
    assert code == 0
    assert "Traceback" not in written


def test_the_health_command_asks_the_running_process(
    run: Run, environment: Mapping[str, str], slack: FakeSlack, socket: FakeSocket
) -> None:
    def health() -> tuple[int, str]:
        call = [sys.executable, "-m", "bot", "health"]
        done = subprocess.run(call, cwd=ROOT, env=dict(environment), capture_output=True, text=True, timeout=240, check=False)
        return done.returncode, done.stdout + done.stderr

    code, said = health()
    assert code == 1
    assert "Nothing answers" in said
    process = run()
    socket.wait_for_connections()
    next(line for line in iter(process.stderr.readline, "") if "Connected to Slack" in line)  # type: ignore[union-attr]
    assert health() == (0, "ready\n")
    for method in ("chat.postMessage", "chat.postEphemeral"):
        slack.trouble(method, Trouble(error="account_inactive"))
    socket.wait_for(socket.send(mention(CYCLE)))
    next(line for line in iter(process.stderr.readline, "") if "no answer can leave" in line)  # type: ignore[union-attr]
    refused = "not ready: Slack refuses the bot's token (account_inactive)\nanswers that came 1 never (account_inactive)\n"
    assert health() == (1, refused)


def test_old_records_go_when_the_process_starts(
    run: Run, environment: Mapping[str, str], slack: FakeSlack, socket: FakeSocket, tmp_path: Path
) -> None:
    leave_old_record(environment["DATABASE_URL"])
    assert old_records(tmp_path / "bot.db") == 1
    process = run()
    socket.wait_for_connections()
    code, written = stop(process)
    assert (code, old_records(tmp_path / "bot.db")) == (0, 0), written
    assert not (tmp_path / "bot.db-wal").exists(), "the database was let go of"


def test_two_processes_and_four_deliveries_are_one_answer(run: Run, slack: FakeSlack, socket: FakeSocket) -> None:
    processes = [run(), run()]
    socket.wait_for_connections(2)
    asked = mention(CYCLE)
    for retry in range(4):
        socket.wait_for(socket.send(asked, which=retry % 2, retry=retry))
    slack.wait("chat.postMessage")
    for process in processes:
        process.send_signal(signal.SIGTERM)
    for process in processes:
        process.communicate(timeout=240)
    assert [process.returncode for process in processes] == [0, 0]
    assert len(slack.posts) == 1


def test_a_stop_in_mid_answer_finishes_it(run: Run, slack: FakeSlack, socket: FakeSocket) -> None:
    hold = threading.Event()
    slack.trouble("chat.postMessage", Trouble(hold=hold))
    process = run()
    socket.wait_for_connections()
    socket.wait_for(socket.send(direct(CYCLE)))
    slack.wait("chat.postMessage")
    process.send_signal(signal.SIGTERM)
    stopping = next(line for line in iter(process.stderr.readline, "") if "Stopping" in line)  # type: ignore[union-attr]
    assert slack.shown == []
    assert process.poll() is None
    hold.set()
    process.communicate(timeout=240)
    assert stopping
    assert process.returncode == 0
    assert len(slack.shown) == 1


def test_it_moves_to_a_new_connection_when_slack_asks(run: Run, slack: FakeSlack, socket: FakeSocket) -> None:
    process = run()
    socket.wait_for_connections()
    socket.disconnect()
    socket.wait_for_connections(2)
    socket.wait_for(socket.send(mention(CYCLE)))
    assert len(slack.wait("chat.postMessage")) == 1
    assert process.poll() is None


@pytest.mark.parametrize("cut", ["fall_silent", "break_off"])
def test_a_cut_connection_is_noticed_and_replaced(bot: SlackBot, slack: FakeSlack, socket: FakeSocket, cut: str) -> None:
    wire = Wire(socket.address)
    slack.websocket = wire.address
    stop, how = Stop(poll=0.01), {"finish": bot.parts.finish, "ping_interval": 0.25}
    running = threading.Thread(target=run_socket_mode, args=(bot.parts.app, "xapp-1"), kwargs={**how, "stop": stop})
    running.start()
    try:
        socket.wait_for_connections()
        socket.wait_for(socket.send(mention(CYCLE)))
        getattr(wire, cut)()
        socket.wait_for_connections(2)
        socket.wait_for(socket.send(mention(CYCLE)))
        assert len(slack.wait("chat.postMessage", 2)) == 2
    finally:
        stop.set()
        wire.break_off()
        running.join()
        wire.close()


def test_a_cut_connection_is_noticed_within_fifteen_seconds() -> None:
    read_patience = inspect.signature(Connection).parameters["receive_timeout"].default
    silent = 4 * PING_INTERVAL + 1
    assert silent + PING_INTERVAL + read_patience <= 15


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
def test_a_refused_token_is_named_without_a_traceback(run: Run, slack: FakeSlack, method: str) -> None:
    slack.trouble(method, Trouble(error="invalid_auth"))
    process = run()
    _, written = process.communicate(timeout=240)
    assert process.returncode == 1
    assert {"auth.test": "SLACK_BOT_TOKEN", "apps.connections.open": "SLACK_APP_TOKEN"}[method] in written
    assert "Traceback" not in written


def test_missing_settings_are_named_all_at_once(run: Run, environment: dict[str, str]) -> None:
    del environment["SLACK_BOT_TOKEN"], environment["SLACK_APP_TOKEN"]
    process = run()
    _, written = process.communicate(timeout=240)
    assert process.returncode == 1
    assert "SLACK_BOT_TOKEN" in written
    assert "SLACK_APP_TOKEN" in written
