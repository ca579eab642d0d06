"""A toy knowledge folder, sound as it stands, that a test damages in one place."""

from __future__ import annotations

import pickle
import shutil
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.domain.intents import NEEDED
from bot.errors import Problem
from bot.knowledge import yaml_file
from bot.knowledge.content import Content
from bot.knowledge.fingerprint import fingerprint
from bot.knowledge.loader import read_content
from bot.knowledge.trained import MODEL_FILE
from bot.knowledge.translations import accept_translations
from bot.matching.model import Gate, LinearModel, Thresholds, TrainedModel
from bot.matching.model_file import save_model

MOST_PARSED = 3_000
"""Texts of YAML that are kept: all of the toy and of the real knowledge without its phrases, damaged ones included."""
PRICE = """\
title: {en: Price, id: Harga}
side: both
owner: sales-enablement
reviewed_on: 2026-11-23
answer:
  both: {en: An SMB deal costs $small-price., id: Transaksi UKM bernilai $small-price.}
  enterprise: {en: An enterprise deal costs more., id: Transaksi enterprise bernilai lebih.}
  smb: {en: An SMB deal costs $small-price., id: Transaksi UKM bernilai $small-price.}
claims:
  small:
    side: smb
    source: article.price
    en: One SMB deal costs $small-price.
    id: Satu transaksi UKM bernilai $small-price.
  large:
    side: enterprise
    kind: reason
    source: article.price
    en: Enterprise deals are larger.
    id: Transaksi enterprise lebih besar.
guidance:
  enterprise:
    - {claim: large, en: Ask for the budget., id: Tanyakan anggarannya.}
    - {claim: large, en: Ask for the buyer., id: Tanyakan pembelinya.}
  smb:
    - {claim: small, en: Name $small-price early., id: Sebut $small-price sejak awal.}
    - {claim: small, en: Be quick., id: Bergeraklah cepat.}
related: [speed]
"""
SPEED = """\
title: {en: Speed, id: Kecepatan}
side: smb
owner: sales-enablement
reviewed_on: 2026-11-23
answer:
  both: {en: SMB deals are quick., id: Transaksi UKM cepat.}
claims:
  quick:
    side: smb
    source: article.speed
    en: SMB deals are quick.
    id: Transaksi UKM cepat.
guidance:
  smb:
    - {claim: quick, en: Call at once., id: Segera telepon.}
    - {claim: quick, en: Keep the pace., id: Jaga kecepatannya.}
note: {en: A B2B remark., id: Catatan B2B.}
related: [price]
"""
WRITING = """\
periods: {day: [day, days], week: [week, weeks], month: [month, months], quarter: [quarter, quarters], year: [year, years]}
customers: [customer, customers]
rate: "{amount} a {period}"
scales: {thousand: thousand, million: million, billion: billion, trillion: trillion}
money: {usd: $#}
"""
FILES = {
    "figures.yml": "small-price: {value: 1000, unit: usd, source: article.price}\n",
    "units.yml": 'usd: {en: {one: "$#", other: "$#"}, id: {other: "# dolar AS"}}\n',
    "groups.yml": "basics:\n  title: {en: Basics, id: Dasar}\n  topics: [price, speed]\n",
    "sources.yml": """\
article:
  title: {en: An article, id: Sebuah artikel}
  publisher: Toy Press
  published: 2023-01-12
  sections:
    price: {en: Price, id: Harga}
    speed: {en: Speed, id: Kecepatan}
""",
    "topics/price.yml": PRICE,
    "topics/speed.yml": SPEED,
    "language/en/concepts.yml": "cost: [price, how much]\nno: ['no', off]\nboth-sides: [both]\ndifference: [differ]\n",
    "language/id/concepts.yml": "cost: [harga, berapa]\nno: [tidak]\nboth-sides: [keduanya]\ndifference: [beda]\n",
    "language/en/slang.yml": "{y: why, 4: for, lol: ''}\n",
    "language/id/slang.yml": "{gmn: bagaimana, ga: tidak}\n",
    "language/en/segments.yml": "enterprise: [big firm]\nsmb: [small firm]\nnames: [acme]\n",
    "language/id/segments.yml": "enterprise: [perusahaan besar]\nsmb: [usaha kecil]\nnames: [nusantara]\n",
    "language/en/stopwords.yml": "stop: [the, no, on]\npolite: [please]\n",
    "language/id/stopwords.yml": "stop: [yang, di]\npolite: [tolong]\n",
    "language/en/language.yml": "{name: English, order: 1, stemmer: english, currency: usd, decimal: '.', locales: [en], asked_by: english}\n",
    "language/id/language.yml": "{name: Bahasa Indonesia, order: 2, stemmer: indonesian, currency: idr, decimal: ',', locales: [id], asked_by: indonesian}\n",
    "language/en/numbers.yml": "ones: {one: 1, two: 2, three: 3}\n",
    "language/id/numbers.yml": "ones: {satu: 1, dua: 2, tiga: 3}\n",
    "language/en/money.yml": "signs: {$: usd}\n",
    "language/id/money.yml": "before: {rp: idr}\n",
    "language/en/time.yml": "units: {month: [month]}\n",
    "language/id/time.yml": "units: {month: [bulan]}\n",
    "language/en/writing.yml": WRITING,
    "language/id/writing.yml": WRITING,
    "out_of_scope/en/far.yml": "- what is for lunch\n- no\n",
    "out_of_scope/id/far.yml": "- makan siang apa\n",
    "calibration/en.jsonl": '{"text": "costs?", "topics": ["price", "speed"], "segment": "smb", "style": "keyword"}\n'
    '\n{"text": "any rain", "topics": [], "segment": null, "style": "far"}\n',
    "calibration/id.jsonl": '{"text": "biayanya?", "topics": ["price"], "segment": null, "style": "slang"}\n',
    "templates/en/labels.yml": 'yes: Yes\nmore: "{count} more"\n',
    "templates/id/labels.yml": 'yes: Ya\nmore: "{count} lagi"\n',
}


class Toy:
    """The toy folder, and the few ways in which tests damage and read it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, file: str, text: str) -> None:
        """Write a whole file, folders included."""
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace a piece of a file that must be there."""
        text = (self.folder / file).read_text(encoding="utf-8")
        if old not in text:
            pytest.fail(f"{file} does not hold {old!r}")
        (self.folder / file).write_text(text.replace(old, new), encoding="utf-8")

    def remove(self, file: str) -> None:
        """Delete a file."""
        (self.folder / file).unlink()

    def accept(self) -> None:
        """Confirm the translations as they stand."""
        accept_translations(self.folder)

    def train(self) -> None:
        """Leave an empty model that fits the folder as it stands."""
        linear, gate = LinearModel((), [], {}), Gate({}, 0.0)
        model = TrainedModel(fingerprint(self.folder), {}, linear, linear, linear, gate, gate, Thresholds(0.5, 0.5))
        save_model(self.folder / MODEL_FILE, model)

    def run(self, check: Callable[[Content], Iterator[Problem]]) -> list[Problem]:
        """Run one check over the folder as it stands."""
        return list(check(read_content(self.folder)))


@pytest.fixture(scope="session", autouse=True)
def _parsed_once() -> Iterator[None]:
    """A text of YAML is parsed once for all tests: each damages one file of a hundred. What has a problem is parsed every time."""
    parse, kept = yaml_file._parse, dict[tuple[str, Any], bytes]()

    def parsed(text: str, label: str, loader: Any) -> yaml_file.YamlFile:
        if (text, loader) in kept:
            return yaml_file.YamlFile(data=pickle.loads(kept[text, loader]))
        found = parse(text, label, loader)
        if not found.problems and len(kept) < MOST_PARSED:
            kept[text, loader] = pickle.dumps(found.data)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_file, "_parse", parsed)
        yield


@pytest.fixture(scope="session")
def sound_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy folder as it is before a test damages a copy of it."""
    made = Toy(tmp_path_factory.mktemp("sound") / "kb")
    for file, text in FILES.items():
        made.write(file, text)
    for language in ("en", "id"):
        for topic in ("price", "speed"):
            lines = "".join(f"  - {language} {topic} question {letter}\n" for letter in "abcdefghijklmnopqrs")
            made.write(f"phrases/{language}/{topic}.yml", f"any:\n{lines}smb:\n  - {language} {topic} for small firms\n")
        for intent in (*sorted(NEEDED), "english", "indonesian"):
            lines = "".join(f"- {language} {intent} {letter}\n" for letter in "abcdefghijklmnopqrst")
            made.write(f"intents/{language}/{intent}.yml", lines)
    made.accept()
    return made.folder


@pytest.fixture
def toy(sound_folder: Path, tmp_path: Path) -> Toy:
    """A sound folder named `kb` with two topics, their phrases, and confirmed translations."""
    shutil.copytree(sound_folder, tmp_path / "kb", copy_function=shutil.copyfile)
    return Toy(tmp_path / "kb")
