"""Checks that the trained model is there, can be read, and was made from the knowledge as it stands."""

from __future__ import annotations

from pathlib import Path

from bot.errors import ModelError, Problem
from bot.knowledge.fingerprint import fingerprint
from bot.matching.model_file import load_model

MODEL_FILE = "model.gz"
"""Where training leaves the model, in the knowledge folder."""
_TRAIN = "Run `sales-advisor train`."


def check_model(folder: Path) -> tuple[Problem, ...]:
    """Return why the model must be trained anew, if it must. Raises KnowledgeError where a file cannot be opened."""
    path = folder / MODEL_FILE
    label = f"{folder.name}/{MODEL_FILE}"
    if not path.is_file():
        return (Problem(label, "", "There is no trained model.", _TRAIN),)
    try:
        model = load_model(path)
    except ModelError:
        return (Problem(label, "", "The model is damaged, or another version wrote it.", _TRAIN),)
    if model.fingerprint != fingerprint(folder):
        return (Problem(label, "", "The phrases, or the code that reads them, changed since the model was trained.", _TRAIN),)
    return ()
