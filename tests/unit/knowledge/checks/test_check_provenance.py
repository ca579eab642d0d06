"""Every figure told stands in a cited claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.checks.provenance import check_provenance

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy

_REMEDY = "Add a claim with the figure and its source, or take the figure out here."


def test_figures_with_claims_pass(toy: Toy) -> None:
    assert toy.run(check_provenance) == []


def test_a_figure_without_a_claim_in_its_topic(toy: Toy) -> None:
    toy.edit("topics/speed.yml", "en: SMB deals are quick., id: Transaksi UKM cepat.}", "en: At $small-price., id: Cepat.}")
    toy.edit("topics/speed.yml", "en: Call at once.", "en: Say $small-price.")
    assert [str(problem) for problem in toy.run(check_provenance)] == [
        f"kb/topics/speed.yml: answer.both: No claim of this topic tells the figure “small-price”. {_REMEDY}",
        f"kb/topics/speed.yml: guidance.smb[0]: No claim of this topic tells the figure “small-price”. {_REMEDY}",
    ]


def test_a_figure_from_another_section_than_its_claims(toy: Toy) -> None:
    toy.edit("figures.yml", "article.price", "article.speed")
    assert [str(problem) for problem in toy.run(check_provenance)] == [
        "kb/figures.yml: small-price.source: The figure comes from article.speed, but its claims cite article.price. "
        "Correct the source here or in a claim."
    ]


def test_one_claim_of_the_right_section_is_enough(toy: Toy) -> None:
    toy.edit("topics/speed.yml", "    en: SMB deals are quick.\n", "    en: SMB deals at $small-price are quick.\n")
    assert toy.run(check_provenance) == []
