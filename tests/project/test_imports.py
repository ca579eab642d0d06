"""Imports run one way through the rooms, and every outside package stays in its own."""

from __future__ import annotations

import configparser
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_contracts_are_kept(tmp_path: Path) -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run(
        [lint, "--no-logo", "--cache-dir", tmp_path], cwd=ROOT, capture_output=True, text=True, check=False, timeout=240
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "0 broken" in ran.stdout


def test_the_contract_names_every_room() -> None:
    contract = configparser.ConfigParser()
    contract.read(ROOT / ".importlinter", encoding="utf-8")
    rooms = contract["importlinter:contract:rooms"]
    assert rooms["exhaustive"] == "true"
    named = [name.strip() for line in rooms["layers"].split("\n") for name in line.split("|") if name.strip()]
    modules = {path.stem for path in (ROOT / "bot").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert set(named) == modules - {"__init__"}
    order = ["cli", "bootstrap", "settings", "listeners", "rendering", "advisor", "matching", "domain", "errors"]
    assert [name for name in named if name in order] == order
