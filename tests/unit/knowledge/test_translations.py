"""The lock of translations is written the same for the same texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.translations import accept_translations, fingerprint

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy


def test_the_lock_holds_every_text_in_order(toy: Toy) -> None:
    lines = accept_translations(toy.folder).lock.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# Written by `sales-advisor check --accept-translations FILE`; do not edit by hand."
    assert lines[2:4] == ["groups.yml:", f'  basics.title: "{fingerprint("Basics")}"']
    assert f'  guidance.smb[0]: "{fingerprint("Call at once.")}"' in lines
    assert [line for line in lines if line.endswith(":")] == [
        "groups.yml:",
        "sources.yml:",
        "templates/en/labels.yml:",
        "topics/price.yml:",
        "topics/speed.yml:",
    ]


def test_a_fingerprint_is_the_start_of_the_sha_256() -> None:
    assert fingerprint("abc") == "ba7816bf"


def test_accepting_twice_changes_nothing(toy: Toy) -> None:
    first = accept_translations(toy.folder).lock.read_bytes()
    assert accept_translations(toy.folder).lock.read_bytes() == first


def test_nothing_is_accepted_while_a_file_is_broken(toy: Toy) -> None:
    before = (toy.folder / "translations.yml").read_bytes()
    toy.edit("topics/speed.yml", "owner: sales-enablement\n", "")
    with pytest.raises(KnowledgeError, match="The key “owner” is missing"):
        accept_translations(toy.folder)
    assert (toy.folder / "translations.yml").read_bytes() == before


def test_only_what_is_named_is_confirmed_and_told(toy: Toy) -> None:
    toy.edit("topics/speed.yml", "Call at once.", "Call soon.")
    toy.edit("topics/price.yml", "Be quick.", "Make haste.")
    accepted = accept_translations(toy.folder, ["topics/speed.yml"])
    assert accepted.changed == {"topics/speed.yml": 1}
    lock = accepted.lock.read_text(encoding="utf-8")
    assert fingerprint("Call soon.") in lock
    assert fingerprint("Be quick.") in lock, "what was not named stays as it was confirmed"


def test_a_file_that_is_gone_is_forgotten_when_it_is_named_and_no_name_is_guessed(toy: Toy) -> None:
    toy.remove("topics/speed.yml")
    assert accept_translations(toy.folder, ["topics/speed.yml"]).changed == {"topics/speed.yml": 6}
    with pytest.raises(KnowledgeError, match=r"topics/sped\.yml: No text to be confirmed"):
        accept_translations(toy.folder, ["topics/sped.yml"])


def test_a_broken_file_does_not_keep_others_from_being_confirmed(toy: Toy) -> None:
    toy.edit("topics/speed.yml", "owner: sales-enablement\n", "")
    toy.edit("topics/price.yml", "Be quick.", "Make haste.")
    assert accept_translations(toy.folder, ["topics/price.yml"]).changed == {"topics/price.yml": 1}
