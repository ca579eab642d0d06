"""The frame of a message says how it begins and ends and which words for wanting something stand in it."""

from __future__ import annotations

from bot.bootstrap import Answering
from bot.matching.frame import cues_of, edges_of


def test_the_edges_of_a_message_are_its_first_and_last_three_words() -> None:
    assert set(edges_of(["what", "do", "i", "ask"])) == {"^ what", "^ what do", "^ what do i", "$ ask", "$ i ask", "$ do i ask"}
    assert set(edges_of(["ask"])) == {"^ ask", "$ ask"}
    assert set(edges_of([])) == set()


def test_words_for_wanting_a_part_are_told_apart_from_what_is_named_in_so_many_words(answering: Answering) -> None:
    found = cues_of(answering.reader.read("they went quiet, which questions now"))
    assert {"named ask", "ask", "what", "what ask", "$ ask"} <= found
    assert cues_of(answering.reader.read("bakery in Riga")) == {"none"}
