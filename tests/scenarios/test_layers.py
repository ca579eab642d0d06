"""A team's own folder on top of the built-in knowledge, as a curator meets it on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli import main

LIGHT = """\
title: Diskon
language: id
answer: Anda boleh memberi diskon hingga 10 %; selebihnya diputuskan atasan.
source: {person: Rina, team: Deal desk, date: 2026-10-01}
phrases:
  - berapa diskon yang boleh saya kasih
  - pelanggan minta potongan harga
  - batas discount tanpa persetujuan
links:
  - {title: Kalkulator diskon, url: "https://example.com/sheet"}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "acme"
    (made / "topics").mkdir(parents=True)
    (made / "topics" / "diskon.yml").write_text(LIGHT, encoding="utf-8")
    return made


def test_a_topic_in_one_language_says_so_to_who_asks_in_the_other(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--knowledge", str(folder), "what is the batas discount tanpa persetujuan?"]) == 0
    said = capsys.readouterr().out
    assert "I have this in Indonesian only; here it is." in said
    assert "Source: Rina, Deal desk, 1 October 2026." in said
    assert "Kalkulator diskon <https://example.com/sheet> (internal, not for customers)" in " ".join(said.split())


def test_a_broken_file_disables_its_topic_loudly_and_not_the_bot(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "topics" / "broken.yml").write_text("title: [\n", encoding="utf-8")
    assert main(["ask", "--knowledge", str(folder), "berapa diskon yang boleh saya beri?"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("Diskon\n")
    assert "acme/topics/broken.yml" in said.err


def test_check_speaks_of_the_layer_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "topics" / "broken.yml").write_text(LIGHT.replace("source:", "sorce:"), encoding="utf-8")
    assert main(["check", "--json", str(folder)]) == 1
    found = json.loads(capsys.readouterr().out)
    assert {problem["file"] for problem in found} == {"acme/topics/broken.yml"}


def test_check_tells_how_each_topic_is_found_and_what_gave_way(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(folder)])
    said = capsys.readouterr().out
    assert "diskon: " in said
    assert "of its phrases are found when left out" in said
    assert "Set aside: " in said
