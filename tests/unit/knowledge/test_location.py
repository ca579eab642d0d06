"""Which knowledge folder is taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.knowledge import location
from bot.knowledge.location import find_knowledge


def test_an_explicit_folder_wins(tmp_path: Path) -> None:
    assert find_knowledge(tmp_path) == tmp_path.resolve()


def test_a_missing_explicit_folder_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError) as caught:
        find_knowledge(tmp_path / "gone")
    assert str(caught.value.problems[0]) == (
        f"{tmp_path / 'gone'}: There is no knowledge folder here. Name the folder that holds topics/ and sources.yml."
    )


def test_the_packaged_folder_goes_before_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(location, "PACKAGED", tmp_path)
    assert find_knowledge() == tmp_path.resolve()


def test_a_source_tree_has_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(location, "PACKAGED", tmp_path / "gone")
    assert find_knowledge() == Path(__file__).resolve().parents[3] / "knowledge"
