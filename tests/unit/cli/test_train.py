"""`train` learns, calibrates and saves; the parts themselves are tested in tests/unit/matching."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main, train
from bot.knowledge.trained import MODEL_FILE
from bot.matching import learning
from bot.matching.model_file import load_model
from tests.toys import toy_knowledge, toy_lexicon, toy_trained


def test_saves_a_model_that_names_its_phrases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, made in {
        "load_samples": lambda folder: [None] * 1_200,
        "load_lexicons": lambda folder: toy_lexicon(),
        "load_calibration": lambda folder: [],
        "load_strangers": lambda folder: [],
        "load_dialogues": lambda folder: [],
        "load_knowledge": lambda folder: toy_knowledge(),
        "fingerprint": lambda folder: "of-these-phrases",
    }.items():
        monkeypatch.setattr(train, name, made)
    monkeypatch.setattr(
        learning,
        "train_model",
        lambda samples, lexicon, lines, fingerprint, turns: dataclasses.replace(toy_trained(), fingerprint=fingerprint),
    )
    assert main(["train", "--knowledge-only", str(tmp_path)]) == 0
    assert load_model(tmp_path / MODEL_FILE).fingerprint == "of-these-phrases"
    written = capsys.readouterr().out
    assert "Learning from 1,200 phrases." in written
    assert "answers from 0.5, declines below 0.5" in written


def test_a_folder_without_phrases_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[Any]) -> None:
    assert main(["train", "--knowledge-only", str(tmp_path)]) == 1
    assert "problem" in capsys.readouterr().err
