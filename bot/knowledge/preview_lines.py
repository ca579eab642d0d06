"""Gathers the questions that a preview asks: all phrases, the calibration lines, and what people asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.domain.layer import Layer
from bot.domain.preview import Line, Origin
from bot.domain.records import AskedQuestion
from bot.knowledge.learnt import samples_of
from bot.knowledge.loader import load_phrases
from bot.knowledge.training_data import load_calibration


def built_in_lines(folder: Path) -> tuple[Line, ...]:
    """Return the phrases and calibration lines of a whole knowledge folder."""
    phrases = [Line(text=phrase.text, origin=Origin.PHRASE, topics=(phrase.topic,)) for phrase in load_phrases(folder)]
    lines = [Line(text=line.text, origin=Origin.CALIBRATION, topics=line.topics) for line in load_calibration(folder)]
    return (*lines, *phrases)


def layer_lines(layers: Iterable[Layer]) -> Iterator[Line]:
    """Yield the phrases of layers."""
    for layer in layers:
        yield from (Line(text=phrase.text, origin=Origin.PHRASE, topics=(phrase.topic,)) for phrase in layer.phrases)


def asked_lines(asked: Iterable[AskedQuestion]) -> Iterator[Line]:
    """Yield what people asked; nobody has said which topic should have answered."""
    yield from (Line(text=question.text, origin=Origin.ASKED) for question in asked)


def texts_that_differ(before: Iterable[Layer], after: Iterable[Layer]) -> set[str]:
    """Return the phrases, titles and answers that layers bring, change or take away."""
    old, new = ({sample for layer in layers for sample in samples_of(layer)} for layers in (before, after))
    return {sample.text for sample in old ^ new}
