"""What the README and the guides tell people to type exists."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from bot.cli import COMMANDS
from bot.knowledge.loader import load_knowledge

ROOT = Path(__file__).parents[2]
GUIDES = ("README.md", "CONTRIBUTING.md", "knowledge/README.md")
NAMES = set(COMMANDS)
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def read(guide: str) -> str:
    return (ROOT / guide).read_text(encoding="utf-8")


def code_of(guide: str) -> str:
    """Fenced blocks and inline code."""
    text = read(guide)
    fenced = re.findall(r"^```[^\n]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return "\n".join([*fenced, *re.findall(r"`([^`\n]+)`", text)])


@pytest.mark.parametrize("guide", GUIDES)
def test_every_make_target_exists(guide: str) -> None:
    assert set(re.findall(r"^\s*make ([a-z-]+)", code_of(guide), re.MULTILINE)) <= TARGETS


@pytest.mark.parametrize("guide", GUIDES)
def test_every_command_exists(guide: str) -> None:
    called = re.findall(r"(?:sales-advisor|python3? -m bot) ([a-z]+)", code_of(guide))
    assert set(called) <= NAMES


def test_the_readme_shows_the_two_commands_and_every_other() -> None:
    code = code_of("README.md")
    assert {"chat", "test"} <= set(re.findall(r"^make ([a-z]+)", code, re.MULTILINE))
    assert {name for name in NAMES if not re.search(rf"\b{name}\b", code)} == set()


def test_the_topic_of_the_curators_guide_can_be_added_word_for_word(tmp_path: Path) -> None:
    leave = shutil.ignore_patterns("phrases", "calibration", "conversations", "out_of_scope", "model.gz")
    folder = Path(shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge", ignore=leave))
    guide = read("knowledge/README.md").partition("## A topic, from empty file to answered question")[2]
    source, figure, topic, *_ = re.findall(r"^```yaml\n(.*?)^```", guide, re.MULTILINE | re.DOTALL)
    for name, block in (("sources.yml", source), ("figures.yml", figure)):
        (folder / name).write_text((folder / name).read_text(encoding="utf-8") + block, encoding="utf-8")
    (folder / "topics" / "discounts.yml").write_text(topic, encoding="utf-8")
    shelves = (folder / "groups.yml").read_text(encoding="utf-8")
    (folder / "groups.yml").write_text(shelves.replace("topics: [", "topics: [discounts, ", 1), encoding="utf-8")
    knowledge = load_knowledge(folder)
    assert knowledge.topics["discounts"].claims["limit"].source == "handbook.discounts"
    assert knowledge.figures["discount-limit"].low == 10


@pytest.mark.parametrize("guide", GUIDES)
def test_nothing_is_left_to_be_filled_in(guide: str) -> None:
    assert re.findall(r"^(?:[A-Z]{4,}|TODO.*|TBD.*|.*\bXXX\b.*)$", read(guide), re.MULTILINE) == []


@pytest.mark.parametrize("guide", GUIDES)
def test_every_linked_file_exists(guide: str) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", read(guide))
    folder = (ROOT / guide).parent
    assert [link for link in links if not (folder / link).exists()] == []


def test_continuous_integration_does_what_the_readme_says() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    lines = script.read_text(encoding="utf-8").splitlines()
    assert lines[-1] == "make test"
    assert not any("pip install" in line for line in lines)
