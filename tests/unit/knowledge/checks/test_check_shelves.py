"""Every topic stands on exactly one shelf."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.checks.shelves import check_shelves

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy


def test_every_topic_on_one_shelf_passes(toy: Toy) -> None:
    assert toy.run(check_shelves) == []


def test_topics_on_no_shelf_two_shelves_and_unknown_ones(toy: Toy) -> None:
    toy.write("groups.yml", "basics:\n  title: {en: Basics, id: Dasar}\n  topics: [price, cost, price]\n")
    assert [str(problem) for problem in toy.run(check_shelves)] == [
        "kb/groups.yml: basics.topics[1]: There is no topic or play “cost”. Write its file in topics/ or plays/, or remove it here.",
        "kb/groups.yml: basics.topics[2]: The topic “price” stands already on the shelf “basics”. Keep it on one shelf.",
        "kb/groups.yml: The topic “speed” stands on no shelf. Add it to one group's `topics`.",
    ]
