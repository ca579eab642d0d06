"""Standard input and output, however they are set up: plain text where colour is not wanted, UTF-8 JSON, and one line for faults."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.streams import takes_colour

ROOT = Path(__file__).parents[3]
FULL = Path("/dev/full")
QUESTION = '{"id": "“é”", "text": "churn?"}\n'.encode()
BOM = b"\xef\xbb\xbf"


def run(*words: str, around: str = "", given: bytes = b"", **environment: str) -> tuple[int, bytes, str]:
    """Run a command with what a shell would write behind it, such as `<&-`; returns its code, output and errors."""
    call = ["sh", "-c", f'exec "$@" {around}', "sh", sys.executable, "-m", "bot", *words]
    ran = subprocess.run(
        call, input=given, capture_output=True, check=False, cwd=ROOT, env={**os.environ, **environment}, timeout=240
    )
    return ran.returncode, ran.stdout, ran.stderr.decode()


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
        {"PYTHONIOENCODING": "ascii:strict"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {},
    ],
    ids=str,
)
@pytest.mark.parametrize("command", ["ask", "fit", "brief"])
def test_json_lines_are_utf_8_whatever_the_locale(command: str, locale: dict[str, str]) -> None:
    code, out, errors = run(command, "--jsonl", given=BOM + QUESTION * 2, **locale)
    assert (code, errors) == (0, "")
    assert [json.loads(line)["id"] for line in out.decode("utf-8").splitlines()] == ["“é”"] * 2
    assert b"\r" not in out


@pytest.mark.parametrize("words", [("topics", "--json", "--language", "id"), ("manifest",)])
def test_every_other_json_is_utf_8_too(words: tuple[str, ...]) -> None:
    code, out, errors = run(*words, PYTHONIOENCODING="ascii:strict")
    assert (code, errors) == (0, "")
    assert json.loads(out.decode("utf-8")) is not None


def test_the_problems_of_a_check_are_utf_8_json_too(tmp_path: Path) -> None:
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics" / "“é”.yml").write_text("{", encoding="utf-8")
    code, out, errors = run("check", "--json", "--knowledge", str(tmp_path), PYTHONIOENCODING="ascii:strict")
    assert (code, errors) == (1, "")
    assert "“é”" in str(json.loads(out.decode("utf-8")))


@pytest.mark.parametrize("words", [("chat",), ("ask",), ("ask", "--jsonl"), ("fit",), ("fit", "--jsonl")], ids=" ".join)
def test_a_closed_input_is_told_in_one_line(words: tuple[str, ...]) -> None:
    code, _, errors = run(*words, around="<&-")
    assert code == 1
    assert errors.startswith("Standard input is closed.")
    assert len(errors.splitlines()) == 1


def test_a_closed_input_that_nobody_reads_is_no_fault() -> None:
    code, out, errors = run("topics", around="<&-")
    assert (code, errors) == (0, "")
    assert b"sales-cycle" in out


OUTPUT = [("chat",), ("ask", "churn?"), ("ask", "--jsonl"), ("topics",), ("fit", "banks"), ("manifest",), ("gaps",)]


@pytest.mark.parametrize("words", OUTPUT, ids=" ".join)
def test_a_closed_output_is_told_in_one_line(words: tuple[str, ...], tmp_path: Path) -> None:
    code, _, errors = run(*words, around=">&-", given=QUESTION, DATABASE_URL=f"sqlite:///{tmp_path}/bot.db")
    assert code == 1
    assert errors.startswith("Standard output is closed.")
    assert len(errors.splitlines()) == 1


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has a full disk to try")
@pytest.mark.parametrize("words", OUTPUT, ids=" ".join)
def test_a_full_disk_is_told_in_one_line(words: tuple[str, ...], tmp_path: Path) -> None:
    code, _, errors = run(*words, around=">/dev/full", given=QUESTION, DATABASE_URL=f"sqlite:///{tmp_path}/bot.db")
    assert code == 1
    assert "No space left on device" in errors
    assert len(errors.splitlines()) == 1


@pytest.mark.parametrize("around", [">&- 2>&-", "<&- >&- 2>&-", "2>&-"])
def test_closed_errors_leave_the_exit_code(around: str) -> None:
    code, out, errors = run("ask", "--jsonl", around=around, given=b"nonsense\n")
    assert (code, out, errors) == (1, b"", "")
