"""The model fits the knowledge, or must be trained anew."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from bot.knowledge.trained import check_model

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy


def test_a_fresh_model_passes(toy: Toy) -> None:
    toy.train()
    assert check_model(toy.folder) == ()


def test_a_changed_phrase_needs_training(toy: Toy) -> None:
    toy.train()
    toy.edit("phrases/en/price.yml", "en price question a", "how much is it")
    assert [str(problem) for problem in check_model(toy.folder)] == [
        "kb/model.gz: The phrases, or the code that reads them, changed since the model was trained. Run `sales-advisor train`."
    ]


def test_no_model(toy: Toy) -> None:
    (problem,) = check_model(toy.folder)
    assert problem.what == "There is no trained model."


def test_a_model_of_another_format(toy: Toy) -> None:
    toy.train()
    path = toy.folder / "model.gz"
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()).replace(b'"format":4', b'"format":1')))
    (problem,) = check_model(toy.folder)
    assert problem.what == "The model is damaged, or another version wrote it."


def test_a_file_that_is_no_model(toy: Toy) -> None:
    toy.write("model.gz", "no model")
    (problem,) = check_model(toy.folder)
    assert problem.what == "The model is damaged, or another version wrote it."
