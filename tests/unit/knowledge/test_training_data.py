"""What the matcher learns from comes whole and in a stable order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.intents import NEEDED
from bot.domain.language import Language, Segment
from bot.errors import KnowledgeError
from bot.knowledge.training_data import load_calibration, load_samples
from bot.matching.samples import CalibrationLine, Sample

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy


def test_phrases_come_first_then_small_talk_then_what_is_out_of_scope(toy: Toy) -> None:
    samples = load_samples(toy.folder)
    assert samples[0] == Sample(Language("en"), "price", "none", "en price question a", "nothing")
    assert samples[19] == Sample(Language("en"), "price", "smb", "en price for small firms", "nothing")
    assert samples[80] == Sample(Language("en"), "@ask", "", "en ask a")
    assert samples[-3:] == (
        Sample(Language("en"), "none", "", "what is for lunch"),
        Sample(Language("en"), "none", "", "no"),
        Sample(Language("id"), "none", "", "makan siang apa"),
    )
    turns = {*NEEDED, "english", "indonesian"}
    assert len(samples) == 80 + 2 * len(turns) * 20 + 3


def test_sides_are_plain_strings_that_sort_and_print_as_such(toy: Toy) -> None:
    assert {type(sample.side) for sample in load_samples(toy.folder)} == {str}


def test_phrases_that_yaml_would_convert_stay_texts(toy: Toy) -> None:
    toy.write("phrases/en/price.yml", "any: [yes, 10, 2026-11-23, null]\nsmb:\n")
    assert [sample.text for sample in load_samples(toy.folder)[:4]] == ["yes", "10", "2026-11-23", "null"]


def test_faulty_lines_are_told_at_once(toy: Toy) -> None:
    toy.write("intents/en/why.yml", "why: [why]\n")
    toy.write("out_of_scope/id/far.yml", "- ' '\n-\n")
    with pytest.raises(KnowledgeError) as caught:
        load_samples(toy.folder)
    assert [(problem.file, problem.path, problem.what) for problem in caught.value.problems] == [
        ("kb/intents/en/why.yml", "", "This must be a list."),
        ("kb/out_of_scope/id/far.yml", "[0]", "The text is empty."),
        ("kb/out_of_scope/id/far.yml", "[1]", "This must be a text."),
    ]


def test_calibration_lines(toy: Toy) -> None:
    assert load_calibration(toy.folder) == (
        CalibrationLine(language=Language("en"), text="costs?", topics=("price", "speed"), segment=Segment.SMB, style="keyword"),
        CalibrationLine(language=Language("en"), text="any rain", topics=(), segment=None, style="far"),
        CalibrationLine(language=Language("id"), text="biayanya?", topics=("price",), segment=None, style="slang"),
    )


def test_faulty_calibration_lines_have_their_line(toy: Toy) -> None:
    toy.write("calibration/en.jsonl", '\n{"text": "a", "topics": ["price"], "segment": "large", "styl": "plain"}\n')
    toy.write("calibration/id.jsonl", '{"text": "a", "text": "b"}\n{"text": \n' + "[" * 100_000 + "\n")
    with pytest.raises(KnowledgeError) as caught:
        load_calibration(toy.folder)
    assert [(problem.file, problem.path, problem.what) for problem in caught.value.problems] == [
        ("kb/calibration/en.jsonl", "line 2.segment", "This is not one of the words allowed here."),
        ("kb/calibration/en.jsonl", "line 2.styl", "The key “styl” is not known here."),
        ("kb/calibration/id.jsonl", "line 1", "The key “text” stands twice."),
        ("kb/calibration/id.jsonl", "line 2", "This is not a JSON object."),
        ("kb/calibration/id.jsonl", "line 3", "This is not a JSON object."),
    ]
