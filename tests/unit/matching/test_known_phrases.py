"""What was read of known phrases is kept as arrays, put together with what is read later, and found again by other processes."""

from __future__ import annotations

from pathlib import Path

import numpy
import pytest

from bot.domain.language import Language
from bot.matching.incidence import Incidence
from bot.matching.known_file import known_of, load_known, save_known
from bot.matching.known_phrases import KnownPhrases
from bot.matching.model import NONE
from bot.matching.reading import FIELDS, Reader, Reading
from bot.matching.replay import Overlap
from bot.matching.samples import Sample

TEXTS = ("price speed", "price of the umbrella", "harga", "", "weather umbrella")


class Counting:
    """A reader that counts the texts it reads."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.texts: list[str] = []

    def read(self, text: str) -> Reading:
        self.texts.append(text)
        return self._reader.read(text)


@pytest.fixture
def reader(toy_reader: Reader) -> Counting:
    return Counting(toy_reader)


@pytest.fixture
def known(reader: Counting) -> KnownPhrases:
    labels = ("speed", "price", "price", NONE, NONE)
    samples = [Sample(Language("en"), label, "", text) for label, text in zip(labels, TEXTS, strict=True)]
    return known_of(samples, lambda: reader)  # type: ignore[arg-type, return-value]


def named(phrases: Incidence) -> list[list[tuple[str, str]]]:
    """The features of each row, as they are told."""
    rows = phrases.rows
    return [
        [
            (FIELDS[phrases.fields[place]], phrases.features[place])
            for place in rows.columns[rows.starts[row] : rows.starts[row + 1]].tolist()
        ]
        for row in range(rows.count)
    ]


def test_the_features_of_phrases_are_those_of_their_readings_in_the_order_of_fields_and_names(toy_reader: Reader) -> None:
    readings = [toy_reader.read(text) for text in TEXTS]
    told = [[(name, one) for name in FIELDS for one in sorted(reading.features[name])] for reading in readings]
    assert named(Incidence.of(readings, framed=range(len(readings)))) == told


def test_what_is_joined_is_as_if_it_had_been_read_together(toy_reader: Reader) -> None:
    first, second = (Incidence.of(map(toy_reader.read, some)) for some in (TEXTS[:2], TEXTS[2:]))
    assert named(first.joined(second)) == named(Incidence.of(map(toy_reader.read, TEXTS)))


def test_each_phrase_is_read_once_and_comes_in_the_order_asked(known: KnownPhrases, reader: Counting) -> None:
    known.read(numpy.array([4, 0]))
    found = known.read(numpy.array([0, 2, 4]))
    assert sorted(reader.texts) == sorted([TEXTS[4], TEXTS[0], TEXTS[2]])
    assert ("word", "price") in named(found)[0]
    assert ("word", "umbrella") in named(found)[2]


def test_another_process_finds_what_was_read(known: KnownPhrases, reader: Counting, tmp_path: Path) -> None:
    before = named(known.read(numpy.array([1, 4])))
    save_known(tmp_path / "phrases.npz", known)
    reader.texts.clear()
    again = load_known(tmp_path / "phrases.npz", lambda: reader)  # type: ignore[arg-type, return-value]
    assert again is not None
    assert [again.sample(place) for place in range(5)] == [known.sample(place) for place in range(5)]
    assert named(again.read(numpy.array([1, 4]))) == before
    assert not reader.texts
    assert named(again.read(numpy.array([0]))) == named(known.read(numpy.array([0])))


@pytest.mark.parametrize("damage", [b"", b"no archive", b"PK\x03\x04 cut short"])
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, damage: bytes, toy_reader: Reader) -> None:
    (tmp_path / "phrases.npz").write_bytes(damage)
    assert load_known(tmp_path / "phrases.npz", lambda: toy_reader) is None
    assert load_known(tmp_path / "missing.npz", lambda: toy_reader) is None


def test_a_line_out_of_scope_that_shares_half_its_weight_gives_way_and_is_not_replayed(known: KnownPhrases) -> None:
    overlap = Overlap(known, {}, frozenset({"of", "the"}))
    new = [Sample(Language("en"), "umbrella", "", "the umbrella")]
    aside = overlap.set_aside(new)
    assert [(place, one.topic, one.line.text) for place, one in aside.items()] == [(4, "umbrella", "weather umbrella")]
    assert overlap.replayed(new, aside.keys()).tolist() == [0, 1, 2, 3]
