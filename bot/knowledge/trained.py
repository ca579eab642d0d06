"""Checks that the trained model is there, can be read, and was made from the knowledge as it stands."""

from __future__ import annotations

from pathlib import Path

from bot.errors import ModelError, Problem
from bot.knowledge.fingerprint import fingerprint
from bot.knowledge.unchanged import read_once
from bot.matching.model import TrainedModel
from bot.matching.model_file import load_model

MODEL_FILE = "model.gz"
"""Where training leaves the model, in the knowledge folder."""
STALE = "The phrases in %s, or the code that reads them, changed since the model was trained. Run `sales-advisor train`."
"""What the log says of a model that is older than its knowledge folder."""
_TRAIN = "Run `sales-advisor train`."


@read_once
def built_in_model(folder: Path) -> tuple[TrainedModel, str]:
    """Return the model of a built-in knowledge folder, and the fingerprint of the folder as it stands. Raises ModelError."""
    return load_model(folder / MODEL_FILE), fingerprint(folder)


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
