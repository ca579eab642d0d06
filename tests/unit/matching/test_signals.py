"""The signals tell a word that the knowledge shares with another world from a question about the topic."""

from __future__ import annotations

import pytest

from bot.matching.model import TrainedModel
from bot.matching.reading import Reader
from bot.matching.signals import signals
from bot.matching.weighing import rank


@pytest.mark.parametrize(
    ("text", "backing", "opposing"),
    [("price", 1.0, 0.0), ("price weather", 0.5, 0.5), ("price zebra giraffe", 1 / 3, 0.0), ("", 0.0, 0.0)],
)
def test_strange_words_beside_a_known_one_take_its_backing(
    toy_reader: Reader, toy_model: TrainedModel, text: str, backing: float, opposing: float
) -> None:
    reading = toy_reader.read(text)
    ranked = rank(reading, toy_model.topics)
    topics = tuple(sorted(ranked.topics, key=lambda pair: pair[0] != "price"))
    found = signals(reading, toy_model.topics, ranked._replace(topics=topics))
    assert found["backing"] == pytest.approx(backing)
    assert found["opposing"] == pytest.approx(opposing)
