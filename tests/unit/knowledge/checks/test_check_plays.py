"""A play keeps its sizes, and tells no figure that no claim behind it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.knowledge.checks.hygiene import check_hygiene
from bot.knowledge.checks.numbers import check_numbers
from bot.knowledge.checks.play_references import check_play_references
from bot.knowledge.checks.plays import check_plays
from tests.unit.knowledge.play_toy import FILE, add_play

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy

_STEP = "      - {en: Write it down., id: Catat., because: []}\n"
_ASKED = "      - {en: By when?, id: Kapan?}\n"


def test_a_sound_play_passes(toy: Toy) -> None:
    add_play(toy)
    assert toy.run(check_plays) == []
    assert toy.run(check_play_references) == []
    assert toy.run(check_hygiene) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (_STEP, "", "steps: The number of lines is 2; it must be 3 to 6. Add or remove lines."),
        (_ASKED, _ASKED * 4, "ask: The number of lines is 6; it must be 3 to 5. Add or remove lines."),
        (
            "Ask them what the budget is.",
            "Ask them " + "and them " * 15 + "again.",
            "answer.en: The text has 33 words; 30 is the most. Shorten it.",
        ),
        (
            "This is the price.\n      id",
            "This is the price. " + "So " * 90 + "\n      id",
            "message.en: The text has 96 words; 90 is the most. Shorten it.",
        ),
        (
            "[price.small]",
            "[price.large]",
            "steps[0]: No claim behind this tells the figure “small-price”. Name that claim, or take the figure out.",
        ),
    ],
)
def test_what_a_side_lacks_or_has_too_much_of(toy: Toy, old: str, new: str, told: str) -> None:
    add_play(toy)
    text = (toy.folder / FILE).read_text(encoding="utf-8")
    before, enterprise, rest = text.partition("  enterprise:\n")
    side, smb, end = rest.partition("  smb:\n")
    assert old in side
    toy.write(FILE, before + enterprise + side.replace(old, new) + smb + end)
    assert [str(problem) for problem in toy.run(check_plays)] == [f"kb/{FILE}: sides.enterprise.{told}"]


def test_a_play_about_a_side_it_says_nothing_for(toy: Toy) -> None:
    add_play(toy)
    text = (toy.folder / FILE).read_text(encoding="utf-8")
    toy.write(FILE, text[: text.index("  smb:\n")].replace("side: both", "side: smb"))
    what = "side: The play is about smb, and says nothing for it. Name a side that stands under `sides`, or write that side."
    assert [str(problem) for problem in toy.run(check_plays)] == [f"kb/{FILE}: {what}"]


def test_a_play_writes_no_number_by_hand_either(toy: Toy) -> None:
    add_play(toy)
    assert toy.run(check_numbers) == []
    toy.edit(FILE, "en: By when?", "en: In 30 days?")
    toy.edit(FILE, "id: Catat.", "id: Catat tiga hal.")
    told = {str(problem) for problem in toy.run(check_numbers)}
    remedy = "Put the number in figures.yml with its source, and write its $name here."
    assert told == {
        f"kb/{FILE}: sides.{side}.{place}: The number “{number}” is written by hand. {remedy}"
        for side in ("enterprise", "smb")
        for place, number in (("ask[2].en", "30"), ("steps[2].id", "tiga"))
    }
