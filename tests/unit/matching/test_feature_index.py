"""A field finds its features by name, in a quarter of a dictionary's room."""

from __future__ import annotations

import sys
from zlib import crc32

import pytest

from bot.matching.feature_index import FeatureIndex, checksum_of, united

NAMES = ["churn", "siklus", "c'est ça", "価格", "buckeroo", "plumless", "a"]


@pytest.fixture
def index() -> FeatureIndex:
    return FeatureIndex("\n".join(NAMES).encode())


def test_every_name_has_the_place_it_was_given(index: FeatureIndex) -> None:
    assert dict(index) == {name: place for place, name in enumerate(NAMES)}
    assert len(index) == len(NAMES)


def test_names_of_one_checksum_are_told_apart(index: FeatureIndex) -> None:
    assert crc32(b"plumless") == crc32(b"buckeroo")
    assert (index["plumless"], index["buckeroo"]) == (5, 4)
    assert "plumless" not in FeatureIndex(b"buckeroo")


@pytest.mark.parametrize("typed", ["", "chur", "churn\n", "churn\nsiklus", "\ud800", "b"])
def test_what_it_does_not_hold_is_not_found(index: FeatureIndex, typed: str) -> None:
    assert index.get(typed) is None
    assert typed not in index
    assert index.get(typed, 7) == 7
    with pytest.raises(KeyError):
        index[typed]


def test_names_that_stand_in_each_others_way_are_all_found() -> None:
    names = [f"feature {number}" for number in range(3000)]
    index = FeatureIndex("\n".join(names).encode())
    assert [index[name] for name in names] == list(range(3000))
    assert all(index.get(f"stranger {number}") is None for number in range(3000))


def test_without_names_it_is_empty() -> None:
    assert list(FeatureIndex(b"")) == []
    assert "" not in FeatureIndex(b"")


def test_names_that_are_no_text_are_refused() -> None:
    with pytest.raises(ValueError, match="utf-8"):
        FeatureIndex(b"\xff")


def test_it_takes_a_fraction_of_a_dictionary() -> None:
    names = [f"feature {number}" for number in range(20_000)]
    index = FeatureIndex("\n".join(names).encode())
    parts = [getattr(index, slot) for slot in FeatureIndex.__slots__]
    plain = dict(zip(names, range(len(names)), strict=True))
    room = sys.getsizeof(plain) + sum(map(sys.getsizeof, (*plain, *plain.values())))
    assert sum(map(sys.getsizeof, parts)) < room / 4


def let_through(sieve: bytes, name: str) -> bool:
    checksum = checksum_of(name)
    return bool(sieve[checksum >> 3 & len(sieve) - 1] >> (checksum & 7) & 1)


def test_a_sieve_lets_every_name_through_and_hardly_any_other() -> None:
    names = [f"feature {number}" for number in range(3000)]
    sieve = FeatureIndex("\n".join(names).encode()).sieve
    assert all(let_through(sieve, name) for name in names)
    assert sum(let_through(sieve, f"stranger {number}") for number in range(3000)) < 3000 / 5


def test_sieves_of_several_sizes_are_one(index: FeatureIndex) -> None:
    many = [f"feature {number}" for number in range(500)]
    both = united([index.sieve, FeatureIndex("\n".join(many).encode()).sieve, FeatureIndex(b"").sieve])
    assert all(let_through(both, name) for name in (*NAMES, *many))
    assert not let_through(united([]), "churn")
