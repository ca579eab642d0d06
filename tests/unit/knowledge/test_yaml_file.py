"""Files that cannot be read say why and where."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.knowledge import yaml_file
from bot.knowledge.yaml_file import read_yaml


def _problems(tmp_path: Path, content: bytes) -> list[str]:
    path = tmp_path / "a.yml"
    path.write_bytes(content)
    return [str(problem) for problem in read_yaml(path, "kb/a.yml").problems]


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(b"\xef\xbb\xbftitle: Harga\nlist: [a, 2]\n")
    assert read_yaml(path, "kb/a.yml").data == {"title": "Harga", "list": ["a", 2]}


def test_a_missing_file(tmp_path: Path) -> None:
    problems = read_yaml(tmp_path / "a.yml", "kb/a.yml").problems
    assert [str(problem) for problem in problems] == [
        "kb/a.yml: The file is missing. Create it, or restore it from version control."
    ]


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    (problem,) = read_yaml(tmp_path, "kb/a.yml").problems
    assert problem.what.startswith("The file cannot be opened")


def test_every_duplicate_key_is_found_with_its_place(tmp_path: Path) -> None:
    assert _problems(tmp_path, b"a: 1\nb: {c: 1, c: 2}\na: 3\n") == [
        "kb/a.yml: line 3, column 1: The key “a” stands twice; it stands first in line 1. Keep one of the two, or rename one.",
        "kb/a.yml: line 2, column 11: The key “c” stands twice; it stands first in line 2. Keep one of the two, or rename one.",
    ]


def test_a_syntax_error_has_line_and_column(tmp_path: Path) -> None:
    (problem,) = _problems(tmp_path, b"a: 1\nen: Mind this: a colon\n")
    assert problem == (
        "kb/a.yml: line 2, column 14: The YAML cannot be read: a colon stands inside a text without quotes, "
        "or the line is indented too far. "
        "Check indentation, colons and quotes there; put a text with “: ” or “ #” in it in double quotes."
    )


def test_wrong_encoding_has_its_line(tmp_path: Path) -> None:
    assert _problems(tmp_path, b"a: 1\nb: caf\xe9\n") == [
        "kb/a.yml: line 2: This is not UTF-8 text. Save the file with the encoding UTF-8."
    ]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"on: 2026-13-45\n", "“2026-13-45” looks like a date or a number but is none."),
        (b"a: !!bool maybe\n", "“maybe” looks like a date or a number but is none."),
        (b"a: &x [1]\nb: *x\n", "This value is reused elsewhere by an alias (& and *)."),
        (b"a: &x [*x]\n", "This value is reused elsewhere by an alias (& and *)."),
        (b"a: \x07\n", "The file holds a character that YAML does not allow."),
        (b"a: !!python/name:os.system x\n", "The YAML cannot be read: could not determine a constructor"),
        (b"a: @x\n", "The YAML cannot be read: a tab or a sign with a meaning of its own begins a value."),
        (b"a: 'never\n", "The YAML cannot be read: a quote is never closed."),
        (b"a:\n  - b\n  c: 1\n", "does not fit what stands before."),
        (b"{[a]: 1}\n", "The YAML cannot be read: found unhashable key."),
        (b"a: 1\n---\nb: 2\n", "A second document begins here: a file holds one."),
        (b"[" * 100_000, "The file is nested too deeply."),
        (b"[" * 21 + b"]" * 21, "The file is nested too deeply."),
        (b"{a: " * 100_000, "The file is nested too deeply."),
        (b"- " * 100_000, "The file is nested too deeply."),
    ],
)
def test_what_yaml_cannot_hold_becomes_a_problem(tmp_path: Path, content: bytes, what: str) -> None:
    (problem,) = _problems(tmp_path, content)
    assert what in problem


class _Giving(yaml.SafeLoader):
    """A parser that meets a limit of its own while it looks ahead, and says so in its own words, as some releases do."""

    def fetch_flow_collection_start(self, token_class: type) -> None:
        if self.flow_level >= 200:
            raise yaml.scanner.ScannerError("while counting", self.get_mark(), "too much of a good thing", self.get_mark())
        super().fetch_flow_collection_start(token_class)


@pytest.mark.parametrize("loader", [_Giving, yaml.SafeLoader])
@pytest.mark.parametrize("bracket", [b"[", b"{a: "])
def test_nesting_is_told_in_our_words_whatever_the_parser_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loader: type, bracket: bytes
) -> None:
    monkeypatch.setattr(yaml_file, "LOADER", loader)
    assert _problems(tmp_path, bracket * 1_000) == [
        "kb/a.yml: The file is nested too deeply. Remove the extra brackets or levels."
    ]
