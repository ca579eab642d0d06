"""A toy matcher whose scores can be reckoned by hand."""

from __future__ import annotations

import pytest

from bot.language.reader import Reader as MessageReader
from bot.matching.matcher import Matcher
from bot.matching.model import TrainedModel
from bot.matching.model_file import load_model, save_model
from bot.matching.reading import Reader
from tests.toys import VOCABULARY, toy_lexicon, toy_trained


@pytest.fixture(scope="session")
def toy_model(tmp_path_factory: pytest.TempPathFactory) -> TrainedModel:
    """The toy model, once written and read."""
    path = tmp_path_factory.mktemp("model") / "model.gz"
    save_model(path, toy_trained())
    return load_model(path)


@pytest.fixture(scope="session")
def toy_matcher(toy_model: TrainedModel) -> Matcher:
    """A matcher over the toy lexicon and model."""
    return Matcher(MessageReader(toy_lexicon(), VOCABULARY), toy_model)


@pytest.fixture(scope="session")
def toy_reader() -> Reader:
    """A reader over the toy lexicon and vocabulary."""
    return Reader(toy_lexicon(), VOCABULARY)
