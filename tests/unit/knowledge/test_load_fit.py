"""The rules of the fit assessment load whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.domain.fit_model import Axis
from bot.domain.language import Language, Segment
from bot.errors import KnowledgeError
from bot.knowledge.fit import load_fit
from bot.knowledge.loader import load_knowledge
from tests.unit.knowledge.fit_toy import write_fit


@pytest.fixture
def folder(toy: Any) -> Path:
    write_fit(toy.folder)
    return Path(toy.folder)


def problems(folder: Path) -> list[str]:
    with pytest.raises(KnowledgeError) as raised:
        load_fit(folder, load_knowledge(folder))
    return [str(problem) for problem in raised.value.problems]


def edit(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / "fit" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_rules_become_domain_objects(folder: Path) -> None:
    model = load_fit(folder, load_knowledge(folder))
    assert [criterion.id for criterion in model.on(Axis.MARKET)] == ["size", "style"]
    assert model.criteria["style"].options[0].denied == "quick"
    assert model.criteria["size"].claims[Segment.SMB] == "price.small"
    assert model.criteria["size"].name[Language("id")] == "Ukuran"
    assert model.cues["style.formal"] == ("tender", "{slow} process")
    assert len(model.form()) == 4


def test_the_version_changes_with_what_decides_and_only_with_that(folder: Path) -> None:
    base = load_knowledge(folder)
    before = load_fit(folder, base).version
    edit(folder, "verdicts.yml", "smb in English", "another sentence")
    assert load_fit(folder, base).version == before
    edit(folder, "market.yml", "weight: 4", "weight: 5")
    after = load_fit(folder, base).version
    assert after != before
    assert (before.partition("-")[0], after.partition("-")[0]) == ("1", "1")


def test_all_faults_are_told_at_once_with_file_and_path(folder: Path) -> None:
    edit(folder, "market.yml", "weight: 4", "weight: heavy")
    edit(folder, "readiness.yml", "id: Terbatas}", "}")
    edit(folder, "questions.yml", "form: true", "form: perhaps")
    (folder / "fit" / "signs.yml").unlink()
    told = problems(folder)
    assert len(told) == 4
    assert any(line.startswith("kb/fit/market.yml: size.weight: ") for line in told)
    assert any(
        line.startswith("kb/fit/readiness.yml: funds.options[1].id: The text in the language “id” is missing.") for line in told
    )
    assert any(line.startswith("kb/fit/questions.yml: size.form: ") for line in told)
    assert any(line.startswith("kb/fit/signs.yml: The file is missing.") for line in told)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{at: 10, lean: -1, because: small}", "{at: 10, lean: 1, because: small}\n      - {at: 20, lean: -1, because: back}"),
        ("{at: 10, lean: -1", "{at: 5000, lean: -1"),
        ("low: 1\n", "low: 100\n"),
        ("lean: -1, because: small", "lean: -2, because: small"),
        ("steps: [10, 1000]", "steps: [10, 9000000]"),
        ("  options:\n    - {value: formal", "  scale: {}\n  options:\n    - {value: formal"),
    ],
)
def test_scales_go_upwards_within_their_limits(folder: Path, old: str, new: str) -> None:
    edit(folder, "market.yml", old, new)
    assert problems(folder)[0].startswith("kb/fit/market.yml: s")


def test_a_claim_must_be_there(folder: Path) -> None:
    edit(folder, "market.yml", "enterprise: price.large", "enterprise: price.huge")
    edit(folder, "signs.yml", "price.large", "nowhere.large")
    assert [line.partition(" Name")[0] for line in problems(folder)] == [
        "kb/fit/market.yml: size.claims.enterprise: There is no claim “price.huge”.",
        "kb/fit/signs.yml: giant.claim: There is no claim “nowhere.large”.",
    ]
