"""What the tests of commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.advisor.memory import memory_stores
from bot.bootstrap import Answering, build_answering
from bot.cli import doctor, options


@pytest.fixture(autouse=True)
def _read_once(answering: Answering, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands called in this process share the knowledge that comes along; each has a memory of its own."""

    def build(knowledge: Path | None = None, *rest: Any) -> Answering:
        return answering.over(memory_stores()) if knowledge is None and not rest else build_answering(knowledge, *rest)

    for module in (doctor, options):
        monkeypatch.setattr(module, "build_answering", build)
