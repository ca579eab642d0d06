"""The fingerprint changes with what training reads, and with nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.knowledge.fingerprint import fingerprint

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy


def test_it_is_sixteen_hexadecimal_digits(toy: Toy) -> None:
    assert re.fullmatch(r"[0-9a-f]{16}", fingerprint(toy.folder))


@pytest.mark.parametrize(
    "file",
    ["phrases/id/price.yml", "intents/en/why.yml", "out_of_scope/en/far.yml", "calibration/id.jsonl", "language/en/slang.yml"],
)
def test_a_changed_file_changes_it(toy: Toy, file: str) -> None:
    before = fingerprint(toy.folder)
    text = (toy.folder / file).read_text(encoding="utf-8")
    toy.write(file, text + "\n")
    assert fingerprint(toy.folder) != before
    toy.write(file, text)
    assert fingerprint(toy.folder) == before


def test_a_renamed_file_changes_it(toy: Toy) -> None:
    before = fingerprint(toy.folder)
    (toy.folder / "intents/en/why.yml").rename(toy.folder / "intents/en/whyever.yml")
    assert fingerprint(toy.folder) != before


def test_line_endings_other_files_and_the_folder_make_no_difference(toy: Toy, tmp_path: Path) -> None:
    before = fingerprint(toy.folder)
    path = toy.folder / "phrases/en/price.yml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    toy.write("phrases/en/notes.txt", "not read")
    toy.write("phrases/en/.hidden.yml", "not read")
    toy.edit("topics/speed.yml", "Call at once.", "Call now.")
    moved = toy.folder.rename(tmp_path / "elsewhere")
    assert fingerprint(moved) == before
