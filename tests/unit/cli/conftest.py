"""What the tests of commands share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.advisor.memory import memory_stores
from bot.bootstrap import Answering, answering_over, build_answering, make_snapshot
from bot.cli import doctor, options
from bot.knowledge.snapshot import Snapshot


@pytest.fixture(autouse=True)
def _read_once(answering: Answering, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands called in this process share the knowledge that comes along; each has a memory of its own."""

    def build(knowledge: Path | None = None, *rest: Any, layers: Sequence[Path] = (), **more: Any) -> Answering:
        alone = knowledge is None and not rest and not layers
        return answering.over(memory_stores()) if alone else build_answering(knowledge, *rest, layers=layers, **more)

    def snapshot(folder: Path, layers: Sequence[Path] = (), **more: Any) -> Snapshot:
        alone = folder == answering.snapshot.folder and not layers
        return answering.snapshot if alone else make_snapshot(folder, layers, **more)

    def over(made: Snapshot) -> Answering:
        return answering.over(memory_stores()) if made is answering.snapshot else answering_over(made)

    monkeypatch.setattr(doctor, "build_answering", build)
    monkeypatch.setattr(options, "make_snapshot", snapshot)
    monkeypatch.setattr(options, "answering_over", over)
