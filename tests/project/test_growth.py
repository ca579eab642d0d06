"""The measure of growth tells linear work from quadratic."""

from __future__ import annotations

from tests.growth import grows_with_the_length


def each_word(text: str) -> None:
    for word in text.split():
        word.upper()


def each_word_beside_all_others(text: str) -> None:
    for word in text.split()[::10]:
        text.count(word)


def test_work_that_grows_with_the_length_passes() -> None:
    assert grows_with_the_length(each_word, "abx ")


def test_work_that_grows_with_the_square_of_the_length_does_not() -> None:
    assert not grows_with_the_length(each_word_beside_all_others, "abx ")
