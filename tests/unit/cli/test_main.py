"""The command line: exit codes, and never a traceback."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot import cli
from bot.cli import COMMANDS, main
from bot.errors import UsageError

ROOT = Path(__file__).parents[3]


def _command(outcome: BaseException | int) -> argparse.Namespace:
    def run(arguments: argparse.Namespace) -> int:
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
        subparsers.add_parser("toy", help="a toy").set_defaults(run=run)

    return argparse.Namespace(add_parser=add_parser)


@pytest.mark.parametrize(
    ("outcome", "code", "told"),
    [(0, 0, ""), (3, 3, ""), (UsageError("Give a file."), 1, "Give a file.\n"), (KeyboardInterrupt(), 130, "")],
)
def test_exit_codes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], outcome: BaseException | int, code: int, told: str
) -> None:
    monkeypatch.setattr(cli, "COMMANDS", ("toy",))
    monkeypatch.setitem(sys.modules, "bot.cli.toy", _command(outcome))  # type: ignore[arg-type]
    assert main(["toy"]) == code
    assert capsys.readouterr().err == told


@pytest.mark.parametrize("words", [[], ["unheard-of"], ["ask", "--unheard-of"]])
def test_wrongly_called(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "usage: sales-advisor" in capsys.readouterr().err


def test_the_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    written = capsys.readouterr().out
    for command in COMMANDS:
        assert f"    {command} " in written


def test_a_missing_knowledge_folder_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--knowledge-only", str(tmp_path / "gone"), "churn?"]) == 1
    assert "There is no knowledge folder here." in capsys.readouterr().err


def test_bytes_that_are_no_text_and_letters_a_terminal_lacks_are_no_error() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--jsonl"],
        input=b'{"text": "churn \xff?"}\n',
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "ascii:strict"},
        timeout=240,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert json.loads(ran.stdout)["topics"][0] == "metric-churn-rate"


def test_a_reader_that_goes_away_gets_no_traceback() -> None:
    script = "import sys; from bot.cli import main, topics; topics.as_text = lambda *_: 'x' * 10**6; sys.exit(main(['topics']))"
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=240) == 0


def test_a_question_in_the_terminal_loads_neither_slack_nor_the_database() -> None:
    script = (
        "import sys; from bot.cli import main; main(['ask', 'churn?']); "
        "sys.exit(str({name.partition('.')[0] for name in sys.modules} & {'slack_bolt', 'slack_sdk', 'sqlalchemy', 'alembic'}))"
    )
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert ran.stderr == "set()\n"
