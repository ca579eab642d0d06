"""Messages are grouped by likeness: the same groups every time, and with work in step with their number."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.matching.likeness import CROWD, central, grouped
from tests.steps import grows_too_fast, steps

MARKS = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from((0.1, 0.5, 1.0)), max_size=5)


def words(*texts: str) -> list[dict[str, float]]:
    """Messages whose words weigh the same."""
    return [dict.fromkeys(text.split(), 1.0) for text in texts]


def test_messages_with_half_their_words_in_common_are_a_group() -> None:
    assert grouped(words("bonus sdr", "discount bank", "bonus paid", "refund")) == [[0, 2], [1], [3]]


def test_a_message_joins_the_group_it_is_likest() -> None:
    assert grouped(words("bonus sdr", "bonus paid date sales", "bonus paid date")) == [[0], [1, 2]]


def test_a_light_word_in_common_makes_no_group() -> None:
    assert grouped([{"bank": 0.2, "bonus": 1.0}, {"bank": 0.2, "refund": 1.0}]) == [[0], [1]]


def test_messages_without_marks_stand_alone() -> None:
    assert grouped([{}, {}, {"a": 1.0}]) == [[0], [1], [2]]


@given(st.lists(MARKS, max_size=12))
def test_every_message_is_in_one_group_and_the_first_members_are_in_order(messages: list[dict[str, float]]) -> None:
    groups = grouped(messages)
    assert sorted(place for group in groups for place in group) == list(range(len(messages)))
    assert all(group == sorted(group) for group in groups)
    assert [group[0] for group in groups] == sorted(group[0] for group in groups)


@given(st.lists(MARKS, max_size=8), st.lists(MARKS, max_size=4))
def test_later_messages_never_move_earlier_ones(messages: list[dict[str, float]], later: list[dict[str, float]]) -> None:
    count = len(messages)
    kept = [[place for place in group if place < count] for group in grouped([*messages, *later])]
    assert [group for group in kept if group] == grouped(messages)


def test_the_order_of_a_messages_marks_does_not_matter() -> None:
    one, other = {"a": 0.3, "b": 0.7, "c": 1.0}, {"c": 1.0, "a": 0.3, "b": 0.7}
    rest = words("a b", "c d", "b c e")
    assert grouped([one, *rest]) == grouped([other, *rest])


def test_the_central_message_is_about_the_likest_says_most_and_may_be_chosen() -> None:
    messages = words("bonus", "bonus sdr", "bonus sdr paid", "bonus sdr paid tax law europe next year", "bonus sdr paid")
    assert central(messages, range(5)) == 2
    assert central(messages, [0, 1]) == 1


def test_twice_the_messages_take_about_twice_the_steps_though_all_share_a_word() -> None:
    rng = random.Random(7)
    messages = [{"bonus": 0.4, **{f"w{rng.randrange(100_000)}": 1.0 for _ in range(4)}} for _ in range(16 * CROWD)]
    counts = [steps(lambda most=most: grouped(messages[:most]), "/bot/matching/") for most in (4 * CROWD, 8 * CROWD, 16 * CROWD)]
    assert not any(grows_too_fast(before, after) for before, after in pairwise(counts)), counts
