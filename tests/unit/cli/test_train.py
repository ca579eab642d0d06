"""`train` learns, calibrates and saves; the parts themselves are tested in tests/unit/matching."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.cli import main, train
from bot.knowledge.trained import MODEL_FILE
from bot.matching.model import load_model
from tests.toys import toy_lexicon, toy_model_data


def test_saves_a_model_that_names_its_phrases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = toy_model_data()
    learnt = {key: data[key] for key in ("vocabulary", "topics", "sides")}
    calibrated = {key: data[key] for key in ("scope", "sure", "thresholds")}
    for name, made in {
        "load_samples": lambda folder: [None] * 1_200,
        "load_lexicons": lambda folder: toy_lexicon(),
        "load_calibration": lambda folder: [],
        "learn": lambda samples, lexicon: dict(learnt),
        "calibrate": lambda *given: calibrated,
        "fingerprint": lambda folder: "of-these-phrases",
    }.items():
        monkeypatch.setattr(train, name, made)
    assert main(["train", "--knowledge", str(tmp_path)]) == 0
    assert load_model(tmp_path / MODEL_FILE).fingerprint == "of-these-phrases"
    written = capsys.readouterr().out
    assert "Learning from 1,200 phrases." in written
    assert "answers from 0.5, declines below 0.5" in written


def test_a_folder_without_phrases_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[Any]) -> None:
    assert main(["train", "--knowledge", str(tmp_path)]) == 1
    assert "problem" in capsys.readouterr().err
