"""No check is forgotten."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from bot.knowledge import checks
from bot.knowledge.checks.registry import CHECKS


def test_every_module_with_a_check_is_registered() -> None:
    names = {path.stem for path in Path(str(checks.__file__)).parent.glob("*.py")} - {"__init__", "registry"}
    modules = [import_module(f"bot.knowledge.checks.{name}") for name in sorted(names)]
    assert {getattr(module, f"check_{module.__name__.rpartition('.')[2]}") for module in modules} == set(CHECKS)
