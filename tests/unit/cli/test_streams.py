"""Standard input and output, however they are set up: plain text where colour is not wanted, UTF-8 JSON, and one line for faults."""

from __future__ import annotations

import io
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.cli.streams import takes_colour

ROOT = Path(__file__).parents[3]
FULL = Path("/dev/full")
CLOSED = "Standard {} is closed."
QUESTION = '{"id": "“é”", "text": "churn?"}\n'.encode()
BOM = b"\xef\xbb\xbf"


# Python sets the streams up as it starts, and a start costs a second. So it starts once for all commands, under what a shell
# would write behind it, takes the knowledge as another start of this run has read it, and runs every command in a copy of
# itself. A copy has the streams as they were found; those that are pipes to the test, neither closed nor sent elsewhere, become files of its own.
RUN_EACH = """
import gc, os, shlex, stat, sys
from pathlib import Path
from bot.bootstrap import build_answering
from bot.cli import main, options
room, *commands = sys.argv[1:]
answering = build_answering(cache=Path(os.environ["ADVISOR_CACHE"]))
options.answering_of = lambda arguments: answering
gc.freeze()
for number, command in enumerate(commands):
    if not os.fork():
        for stream, name in enumerate(("given", f"{number}.out", f"{number}.err")):
            try:
                redirected = not stat.S_ISFIFO(os.fstat(stream).st_mode)
            except OSError:
                continue
            if not redirected:
                file = os.open(f"{room}/{name}", os.O_RDWR | os.O_CREAT)
                os.dup2(file, stream)
                os.close(file)
        sys.exit(main(shlex.split(command)))
    with open(f"{room}/{number}.code", "w") as file:
        file.write(str(os.waitstatus_to_exitcode(os.wait()[1])))
"""


class Ran(NamedTuple):
    """How a command ended."""

    code: int
    out: bytes
    errors: str


def run_each(room: Path, *commands: str, around: str = "", given: bytes = b"", **environment: str) -> dict[str, Ran]:
    """Run commands with what a shell would write behind them, such as `<&-`; returns how each ended. `room` is a folder."""
    (room / "given").write_bytes(given)
    call = ["sh", "-c", f'exec "$@" {around}', "sh", sys.executable, "-c", RUN_EACH, str(room), *commands]
    ran = subprocess.run(
        call, capture_output=True, input=b"", check=False, cwd=ROOT, env={**os.environ, **environment}, timeout=240
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")

    def written(name: str) -> bytes:
        return (room / name).read_bytes() if (room / name).exists() else b""

    return {
        command: Ran(int(written(f"{number}.code")), written(f"{number}.out"), written(f"{number}.err").decode())
        for number, command in enumerate(commands)
    }


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "xterm", "NO_COLOR": ""}, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "xterm", "NO_COLOR": "0"}, False),
        ({"TERM": "dumb"}, False),
    ],
)
def test_colour_is_for_terminals_that_have_it_and_people_who_want_it(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert takes_colour(Terminal()) is expected
    assert not takes_colour(io.StringIO())


@pytest.mark.parametrize(
    "locale",
    [
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {},
    ],
    ids=str,
)
def test_json_is_utf_8_whatever_the_locale(tmp_path: Path, locale: dict[str, str]) -> None:
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics" / "quoted.yml").write_text("“é”: 1\n", encoding="utf-8")
    lines, others = ["ask --jsonl", "fit --jsonl", "brief --jsonl"], ["topics --json --language id", "manifest"]
    check = f"check --json --knowledge {shlex.quote(str(tmp_path))}"
    ran = run_each(tmp_path, *lines, *others, check, given=BOM + QUESTION * 2, **locale)
    assert {command: (one.code, one.errors) for command, one in ran.items()} == {**dict.fromkeys(ran, (0, "")), check: (1, "")}
    ids = {command: [json.loads(line)["id"] for line in ran[command].out.decode("utf-8").splitlines()] for command in lines}
    assert ids == dict.fromkeys(lines, ["“é”"] * 2)
    assert [command for command in lines if b"\r" in ran[command].out] == []
    assert [command for command in others if json.loads(ran[command].out.decode("utf-8")) is None] == []
    assert "The key “é” stands in typographic quotes." in str(json.loads(ran[check].out.decode("utf-8")))


def told_in_one_line(ran: dict[str, Ran], told: str) -> dict[str, bool]:
    """Of every command, whether it failed and said in a single line of its errors what is told."""
    return {command: one.code == 1 and told in one.errors and len(one.errors.splitlines()) == 1 for command, one in ran.items()}


def test_a_closed_input_is_told_in_one_line_by_what_reads_it(tmp_path: Path) -> None:
    ran = run_each(tmp_path, "topics", "chat", "ask", "ask --jsonl", "fit", "fit --jsonl", around="<&-")
    code, out, errors = ran.pop("topics")
    assert (code, errors) == (0, "")
    assert b"sales-cycle" in out
    assert told_in_one_line(ran, CLOSED.format("input")) == dict.fromkeys(ran, True)
    assert [command for command, one in ran.items() if not one.errors.startswith(CLOSED.format("input"))] == []


OUTPUT = ("chat", "ask churn?", "ask --jsonl", "topics", "fit banks", "manifest", "gaps")


def test_a_closed_output_is_told_in_one_line(tmp_path: Path) -> None:
    ran = run_each(tmp_path, *OUTPUT, around=">&-", given=QUESTION, DATABASE_URL=f"sqlite:///{tmp_path}/bot.db")
    assert told_in_one_line(ran, CLOSED.format("output")) == dict.fromkeys(OUTPUT, True), ran
    assert [command for command, one in ran.items() if not one.errors.startswith(CLOSED.format("output"))] == []


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has a full disk to try")
def test_a_full_disk_is_told_in_one_line(tmp_path: Path) -> None:
    ran = run_each(tmp_path, *OUTPUT, around=">/dev/full", given=QUESTION, DATABASE_URL=f"sqlite:///{tmp_path}/bot.db")
    assert told_in_one_line(ran, "No space left on device") == dict.fromkeys(OUTPUT, True), ran


@pytest.mark.parametrize("around", [">&- 2>&-", "<&- >&- 2>&-", "2>&-"])
def test_closed_errors_leave_the_exit_code(tmp_path: Path, around: str) -> None:
    assert run_each(tmp_path, "ask --jsonl", around=around, given=b"nonsense\n") == {"ask --jsonl": Ran(1, b"", "")}
