"""Nothing lies about unused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.checks.unused import check_unused

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy


def _add_unused(toy: Toy) -> None:
    toy.edit("figures.yml", "small-price:", "large-price: {value: 5, unit: usd, source: article.price}\nsmall-price:")
    toy.edit("units.yml", "usd:", 'day: {en: {one: "#", other: "#"}, id: {other: "#"}}\nusd:')
    toy.edit("sources.yml", "    speed:", "    end: {en: End, id: Akhir}\n    speed:")


def test_a_folder_that_uses_everything_passes(toy: Toy) -> None:
    assert toy.run(check_unused) == []


def test_unused_entries_are_told(toy: Toy) -> None:
    _add_unused(toy)
    assert [str(problem) for problem in toy.run(check_unused)] == [
        "kb/figures.yml: large-price: No text tells this figure. Write $large-price in a claim, or remove the figure.",
        "kb/sources.yml: article.sections.end: Nothing cites this section. Cite it, or remove it.",
        "kb/units.yml: day: No figure has this unit. Use it in figures.yml, or remove it.",
    ]


def test_nothing_is_called_unused_while_a_topic_is_broken(toy: Toy) -> None:
    _add_unused(toy)
    toy.edit("topics/speed.yml", "owner: sales-enablement\n", "")
    assert toy.run(check_unused) == []
