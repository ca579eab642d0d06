"""A topic says what it must for each side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.knowledge.checks.sides import check_sides

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy

_PRICE, _SPEED = "topics/price.yml", "topics/speed.yml"


def test_a_sound_folder_passes(toy: Toy) -> None:
    assert toy.run(check_sides) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            _PRICE,
            "  enterprise: {en: An enterprise deal costs more., id: Transaksi enterprise bernilai lebih.}\n",
            "",
            ["answer.enterprise: There are enterprise claims but no enterprise answer. Add a sentence in each language."],
        ),
        (
            _PRICE,
            "  smb:\n    - {claim: small, en: Name $small-price early., id: Sebut $small-price sejak awal.}\n"
            "    - {claim: small, en: Be quick., id: Bergeraklah cepat.}\n",
            "",
            ["guidance.smb: There are smb claims but no smb guidance. Add two to four lines."],
        ),
        (
            _PRICE,
            "    - {claim: small, en: Be quick., id: Bergeraklah cepat.}\n",
            "",
            ["guidance.smb: The number of lines is 1; it must be 2 to 4. Add or remove lines."],
        ),
        (
            _PRICE,
            "claim: small, en: Be quick.",
            "claim: large, en: Be quick.",
            [
                "guidance.smb[1].claim: The claim “large” speaks about the other side. "
                "Name a claim of this side, or move the line."
            ],
        ),
        (
            _PRICE,
            "smb: {en: An SMB deal",
            "smb: {claims: [large], en: An SMB deal",
            ["answer.smb.claims[0]: The claim “large” speaks about the other side. Name a claim of this side, or move it."],
        ),
        (
            _SPEED,
            "note: {",
            "note: {side: enterprise, ",
            ["note.side: No claim speaks about this side, so the note is never shown. Name the topic's side, or `both`."],
        ),
        (
            _SPEED,
            "claims:\n",
            "  enterprise: {en: They are slow., id: Lambat.}\nclaims:\n",
            ["answer.enterprise: No claim speaks about this side. Add a claim for it, or remove the answer."],
        ),
        (
            _SPEED,
            "guidance:\n  smb:\n    - {claim: quick, en: Call at once., id: Segera telepon.}\n"
            "    - {claim: quick, en: Keep the pace., id: Jaga kecepatannya.}\n",
            "guidance: {}\n",
            ["guidance: There is nothing to do for any side. Add two to four lines under `both` or under a side."],
        ),
    ],
)
def test_what_a_side_lacks(toy: Toy, file: str, old: str, new: str, told: list[str]) -> None:
    toy.edit(file, old, new)
    assert [str(problem) for problem in toy.run(check_sides)] == [f"kb/{file}: {sentence}" for sentence in told]


@pytest.mark.parametrize(
    ("answer", "is_sound"),
    [
        ("Is it quick?", True),
        ("Enterprise vs. SMB, e.g. a CRM, differ!", True),
        ("It costs $small-price.", True),
        ("No end mark", False),
        ("Two ends..", False),
        ("Really?!", False),
        ("First one. Second one.", False),
        ("Ends with a space .", False),
    ],
)
def test_an_answer_is_one_sentence(toy: Toy, answer: str, is_sound: bool) -> None:
    toy.edit(_PRICE, "{en: An enterprise deal costs more.,", f'{{en: "{answer}",')
    told = (
        "kb/topics/price.yml: answer.enterprise.en: The answer is not one sentence. "
        "Write one sentence that ends with a single . ? or !"
    )
    assert [str(problem) for problem in toy.run(check_sides)] == ([] if is_sound else [told])
