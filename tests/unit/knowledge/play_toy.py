"""A sound play for the toy folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy

SIDE = """\
    answer: {{en: Ask {name} what the budget is., id: Tanyakan anggaran {name}.}}
    steps:
      - {{en: Name $small-price early., id: Sebut $small-price sejak awal., because: [price.small]}}
      - {{en: Ask who pays., id: Tanyakan siapa yang membayar., because: [price.large, speed.quick]}}
      - {{en: Write it down., id: Catat., because: []}}
    ask:
      - {{en: What is it worth to you?, id: Berapa nilainya bagi Anda?}}
      - {{en: Who decides?, id: Siapa yang memutuskan?}}
      - {{en: By when?, id: Kapan?}}
    say:
      - {{en: Let me be plain., id: Saya terus terang saja.}}
      - {{en: This is the price., id: Ini harganya.}}
    message:
      en: |-
        Hi [name],

        This is the price.
      id: |-
        Halo [nama],

        Ini harganya.
    check:
      - {{en: The price is known., id: Harganya diketahui.}}
"""
PLAY = (
    """\
title: {en: Name the price, id: Sebut harganya}
side: both
owner: sales-enablement
reviewed_on: 2026-11-26
source: playbook.plays
topics: [price, speed]
related: []
sides:
  enterprise:
"""
    + SIDE.format(name="them")
    + "  smb:\n"
    + SIDE.format(name="the owner")
)
FILE = "plays/name-price.yml"


def add_play(toy: Toy) -> None:
    """Give the toy folder a play with everything it needs, translations confirmed."""
    toy.write(FILE, PLAY)
    toy.edit("groups.yml", "[price, speed]", "[price, speed, name-price]")
    playbook = (
        "playbook:\n  title: {en: A playbook, id: Buku panduan}\n  publisher: Us\n  published: 2026-11-26\n"
        "  sections:\n    plays: {en: Plays, id: Panduan}\n"
    )
    toy.write("sources.yml", (toy.folder / "sources.yml").read_text(encoding="utf-8") + playbook)
    for language in ("en", "id"):
        lines = "".join(f"  - {language} how to name a price {letter}\n" for letter in "abcdefghijklmnopqr")
        asked = f"ask:\n  enterprise:\n    - {language} what do I ask a big firm\nmessage:\n  any:\n    - {language} as a mail\n"
        toy.write(f"phrases/{language}/name-price.yml", f"any:\n{lines}{asked}")
    toy.accept()
