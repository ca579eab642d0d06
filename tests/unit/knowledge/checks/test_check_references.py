"""Every id leads somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.knowledge.checks.references import check_references

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy

_TOPIC = "topics/price.yml"


def test_sound_references_pass(toy: Toy) -> None:
    assert toy.run(check_references) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (_TOPIC, "[speed]", "[sped]", "related[0]: There is no topic “sped”. Name the file of a topic without “.yml”."),
        (_TOPIC, "[speed]", "[price]", "related[0]: The topic is related to itself. Name another topic."),
        (_TOPIC, "[speed]", "[speed, speed]", "related[1]: The topic “speed” stands twice. Remove one of the two."),
        (
            _TOPIC,
            "kind: reason\n    source: article.price",
            "kind: reason\n    source: article.cost",
            "claims.large.source: There is no source section “article.cost”. Add it to sources.yml.",
        ),
        (
            _TOPIC,
            "claim: large, en: Ask for the buyer.",
            "claim: larger, en: Ask for the buyer.",
            "guidance.enterprise[1].claim: The topic has no claim “larger”. Name one of the keys under `claims`.",
        ),
        (
            _TOPIC,
            "smb: {en: An SMB deal",
            "smb: {claims: [tiny], en: An SMB deal",
            "answer.smb.claims[0]: The topic has no claim “tiny”. Name one of the keys under `claims`.",
        ),
        (
            _TOPIC,
            "Be quick.",
            "Be at $tiny-price.",
            "guidance.smb[1]: There is no figure “tiny-price”. Add it to figures.yml, or correct its name.",
        ),
        (
            _TOPIC,
            "Be quick.",
            "Be at $.",
            "guidance.smb[1]: A dollar sign stands here without a figure's name. "
            "Write $ and the figure's name; the unit brings the sign.",
        ),
        (
            "figures.yml",
            "usd",
            "eur",
            "small-price.unit: There is no unit “eur”. Add it to units.yml, or correct its name.",
        ),
        (
            "figures.yml",
            "article.price",
            "book.price",
            "small-price.source: There is no source section “book.price”. Add it to sources.yml.",
        ),
    ],
)
def test_an_id_that_leads_nowhere(toy: Toy, file: str, old: str, new: str, told: str) -> None:
    toy.edit(file, old, new)
    assert [str(problem) for problem in toy.run(check_references)] == [f"kb/{file}: {told}"]


def test_a_topic_that_is_broken_still_counts_as_a_topic(toy: Toy) -> None:
    toy.edit("topics/speed.yml", "owner: sales-enablement\n", "")
    assert toy.run(check_references) == []
