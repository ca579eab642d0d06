"""A toy folder `fit/`, sound as it stands, that a test damages in one place."""

from __future__ import annotations

import textwrap
from pathlib import Path

MARKET = """\
size:
  name: {en: Size, id: Ukuran}
  weight: 4
  claims: {smb: price.small, enterprise: price.large}
  scale:
    unit: {en: {one: "# head", other: "# heads"}, id: {other: "# kepala"}}
    low: 1
    high: 1000000
    by_ratio: true
    steps: [10, 1000]
    points:
      - {at: 10, lean: -1, because: small}
      - {at: 1000, lean: 1, figure: small-price, because: large}
style:
  name: {en: Style, id: Gaya}
  weight: 3
  claims: {smb: price.small, enterprise: price.large}
  options:
    - {value: formal, denied: quick, lean: 1, short: {en: formal, id: resmi}, en: Formal, id: Resmi}
    - {value: quick, denied: formal, lean: -1, short: {en: quick, id: cepat}, en: Quick, id: Cepat}
"""
READINESS = """\
team:
  name: {en: Team, id: Tim}
  weight: 3
  claims: {smb: price.small, enterprise: price.large}
  options:
    - {value: senior, lean: 1, short: {en: senior, id: senior}, en: Senior, id: Senior}
    - {value: digital, lean: -1, short: {en: digital, id: digital}, en: Digital, id: Digital}
funds:
  name: {en: Funds, id: Dana}
  weight: 2
  claims: {smb: price.small, enterprise: price.large}
  options:
    - {value: ample, lean: 1, short: {en: ample, id: cukup}, en: Ample, id: Cukup}
    - {value: tight, lean: -1, short: {en: tight, id: terbatas}, en: Tight, id: Terbatas}
"""
QUESTIONS = "".join(
    f"{name}: {{form: true, en: {name} in English?, id: {name} dalam bahasa Indonesia?, hint: {{en: h, id: h}}}}\n"
    for name in ("size", "style", "team", "funds")
)
OUTCOMES = [
    "enterprise",
    "smb",
    "unknown",
    "mixed-deals-enterprise",
    "mixed-deals-smb",
    "mixed-market",
    "mixed-readiness",
    "mixed-both-served",
]
CUES = """\
style.formal: [tender, "{slow} process"]
style.quick: [on the spot]
team.senior: [senior]
team.digital: [digital]
funds.ample: [rich]
funds.tight: [poor]
sign.giant: [giants]
list.slow: [slow, long]
selling: [sell]
"""
FILES = {
    "fit/rules.yml": """\
version: "1"
thresholds: {least: 0.5, majority: 0.3, variation: 0.2, signs: 4}
reserves: {criterion: funds, ample: ample, tight: tight, ample_usd: 1000000, tight_usd: 100000, ample_months: 24, tight_months: 9}
rates: {source: {en: A bank, id: Sebuah bank}, day: 2026-01-31, worth: {idr: 0.00006}}
""",
    "fit/market.yml": MARKET,
    "fit/readiness.yml": READINESS,
    "fit/questions.yml": QUESTIONS,
    "fit/signs.yml": "giant: {name: {en: Giants, id: Raksasa}, lean: 1, weight: 2, claim: price.large}\n",
    "fit/verdicts.yml": "".join(f"{name}: {{en: {name} in English, id: {name} dalam bahasa Indonesia}}\n" for name in OUTCOMES),
    "language/en/fit/all.yml": CUES,
    "language/id/fit/all.yml": CUES,
}


def write_fit(folder: Path) -> None:
    """Write the toy folder into a knowledge folder."""
    for file, text in FILES.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
