"""Plays are read whole: sides, parts, reasons, and the phrases that ask for a part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.language import Language, Segment
from bot.domain.want import Want
from bot.errors import KnowledgeError
from bot.knowledge.checking import check_knowledge
from bot.knowledge.loader import load_knowledge, load_phrases
from tests.unit.knowledge.play_toy import FILE, add_play

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy


def test_a_folder_with_a_play_is_sound_and_without_one_too(toy: Toy) -> None:
    assert load_knowledge(toy.folder).plays == {}
    add_play(toy)
    assert check_knowledge(toy.folder) == ()


def test_a_play_is_read_with_its_sides_parts_and_reasons(toy: Toy) -> None:
    add_play(toy)
    base = load_knowledge(toy.folder)
    play = base.plays["name-price"]
    side = play.sides[Segment.SMB]
    assert side.answer[Language("en")] == "Ask the owner what the budget is."
    assert [step.because for step in side.steps] == [("price.small",), ("price.large", "speed.quick"), ()]
    assert side.message is not None
    assert side.message[Language("id")].splitlines() == ["Halo [nama],", "", "Ini harganya."]
    assert base.claim("price.small").side is Segment.SMB
    assert set(base.subjects) == {"price", "speed", "name-price"}
    assert base.plays_on == {"price": ("name-price",), "speed": ("name-price",)}


def test_phrases_tell_the_part_and_the_side_they_ask_for(toy: Toy) -> None:
    add_play(toy)
    found = {(phrase.text, phrase.segment, phrase.want) for phrase in load_phrases(toy.folder) if phrase.topic == "name-price"}
    assert ("en what do I ask a big firm", Segment.ENTERPRISE, Want.ASK) in found
    assert ("id as a mail", None, Want.MESSAGE) in found
    assert ("en how to name a price a", None, None) in found


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[price, speed]", "[prize, speed]", "topics[0]: There is no topic “prize”. Name the file of a topic without “.yml”."),
        (
            "related: []",
            "related: [other]",
            "related[0]: There is no other play “other”. Name the file of a play without “.yml”.",
        ),
        ("related: []", "related: [name-price]", "related[0]: There is no other play “name-price”."),
        ("playbook.plays", "playbook.steps", "source: There is no source section “playbook.steps”. Add it to sources.yml."),
        (
            "price.large",
            "price.larger",
            "sides.enterprise.steps[1].because[0]: There is no claim “price.larger”. Write `topic.claim`, or [] for advice of our own.",
        ),
    ],
)
def test_an_id_that_leads_nowhere_stops_the_load(toy: Toy, old: str, new: str, told: str) -> None:
    add_play(toy)
    toy.edit(FILE, old, new)
    with pytest.raises(KnowledgeError) as raised:
        load_knowledge(toy.folder)
    assert str(raised.value.problems[0]).startswith(f"kb/{FILE}: {told}")


def test_a_play_without_sides_is_told(toy: Toy) -> None:
    add_play(toy)
    text = (toy.folder / FILE).read_text(encoding="utf-8")
    toy.write(FILE, text[: text.index("sides:")] + "sides: {}\n")
    with pytest.raises(KnowledgeError, match="The play says nothing for any side"):
        load_knowledge(toy.folder)


def test_a_misspelt_key_of_a_play_gets_a_suggestion(toy: Toy) -> None:
    add_play(toy)
    toy.edit(FILE, "because: [price.small]", "becuase: [price.small]")
    with pytest.raises(KnowledgeError, match="Did you mean “because”"):
        load_knowledge(toy.folder)
