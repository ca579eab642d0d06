"""The code that makes features is found by following imports, wherever it is moved."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge import fingerprint as module
from bot.knowledge.feature_code import feature_code
from bot.knowledge.fingerprint import fingerprint
from bot.knowledge.location import IN_REPOSITORY


def package(folder: Path, **files: str) -> Path:
    for name, content in files.items():
        path = folder / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def test_what_the_reader_imports_belongs_to_it_and_what_imports_the_reader_does_not(tmp_path: Path) -> None:
    folder = package(
        tmp_path,
        matching__reading="import re\nfrom bot.matching.words import split\nfrom bot.language import (\n    stems,\n    Language,\n)\n",
        matching__words="from bot.errors import BotError\nfrom collections import Counter\n",
        matching__matcher="from bot.matching.reading import Reader\n",
        language__stems="def stem():\n    from bot.language.rules import RULES\n",
        language__rules="RULES = ()\n",
        errors="",
    )
    assert sorted(feature_code(folder)) == ["errors", "language.rules", "language.stems", "matching.reading", "matching.words"]


def test_a_circle_of_imports_ends(tmp_path: Path) -> None:
    folder = package(
        tmp_path,
        matching__reading="from bot.matching.words import a\n",
        matching__words="from bot.matching.reading import b\n",
    )
    assert sorted(feature_code(folder)) == ["matching.reading", "matching.words"]


def test_the_real_reader_and_what_it_stands_on_are_covered() -> None:
    found = feature_code()
    assert "matching.reading" in found
    assert any(name.endswith(".stemming") for name in found)
    assert any(name.endswith(".spelling") for name in found)
    assert not any(name.startswith(("matching.training", "matching.matcher", "cli")) for name in found)


def test_changed_code_changes_the_fingerprint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint(tmp_path)
    monkeypatch.setattr(module, "feature_code", lambda: {"matching.reading": b"another reader"})
    assert fingerprint(tmp_path) != before


def test_what_the_turns_of_a_conversation_are_weighed_by_is_covered_and_shapes_of_data_are_not(tmp_path: Path) -> None:
    folder = package(
        tmp_path,
        matching__reading="from bot.language import stems\n",
        language__stems="",
        advisor__turns__features="from bot.advisor.turns.listed import counts_out\nfrom bot.domain.conversation import View\n",
        advisor__turns__listed="from bot.matching.signals import SIGNALS\n",
        advisor__turns__decide="from bot.advisor.turns.features import Situation\n",
        matching__signals="SIGNALS = ()\n",
        domain__conversation="",
    )
    assert sorted(feature_code(folder)) == [
        "advisor.turns.features",
        "advisor.turns.listed",
        "language.stems",
        "matching.reading",
        "matching.signals",
    ]
    assert {"advisor.turns.features", "advisor.turns.candidates", "matching.signals"} <= feature_code().keys()


def test_every_cue_that_features_are_made_of_makes_a_model_stale(tmp_path: Path) -> None:
    code = b"\n".join(feature_code().values()).decode()
    cues = {path.stem for path in IN_REPOSITORY.glob("language/*/cues/*.yml")}
    read = {stem for stem in cues if f'"{stem}.' in code}
    assert {"lists", "negation"} <= read
    for stem in sorted(read):
        file = tmp_path / "language" / "en" / "cues" / f"{stem}.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        before = fingerprint(tmp_path)
        file.write_text("first: [first]\n", encoding="utf-8")
        assert fingerprint(tmp_path) != before, stem
