"""A toy knowledge, lexicon and model: two topics, small enough to reckon every score by hand."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.domain.knowledge import (
    Claim,
    ClaimKind,
    Figure,
    Group,
    Guideline,
    KnowledgeBase,
    Source,
    Text,
    Topic,
    Unit,
)
from bot.domain.language import Language, Segment
from bot.domain.writing import Writing
from bot.language.lexicon import Lexicon
from bot.matching.model import encode_field

DAY = datetime.date(2026, 11, 23)
E, S, B = Segment.ENTERPRISE, Segment.SMB, Segment.BOTH


def text(english: str, indonesian: str = "") -> Text:
    """One text in both languages; the Indonesian one is marked where it is not given."""
    return {Language("en"): english, Language("id"): indonesian or f"[{english}]"}


def claim(name: str, side: Segment, kind: ClaimKind, english: str, section: str = "price") -> tuple[str, Claim]:
    """A claim under its id."""
    return name, Claim(id=name, side=side, kind=kind, source=f"article.{section}", text=text(english))


PRICE = Topic(
    id="price",
    title=text("Price", "Harga"),
    side=B,
    owner="owner",
    reviewed_on=DAY,
    answers={B: text("Prices differ by $deal."), E: text("Enterprises pay more."), S: text("SMBs pay $deal.")},
    claims=dict(
        [
            claim("e-fact", E, ClaimKind.FACT, "Enterprises spend on long contracts."),
            claim("e-reason", E, ClaimKind.REASON, "Their budgets are large."),
            claim("s-fact", S, ClaimKind.FACT, "An SMB deal is worth $deal."),
            claim("s-example", S, ClaimKind.EXAMPLE, "A bakery bought a till.", "speed"),
            claim("b-reason", B, ClaimKind.REASON, "Money takes time."),
        ]
    ),
    guidance={
        E: tuple(Guideline(claim="e-fact", text=text(f"Enterprise advice {letter}.")) for letter in "ABCD"),
        S: (Guideline(claim="s-fact", text=text("SMB advice.")),),
    },
    note=text("The article says so."),
    related=("speed", "churn"),
    hints={"banker": E, "baker": S},
)
SPEED = Topic(
    id="speed",
    title=text("Speed", "Kecepatan"),
    side=S,
    owner="owner",
    reviewed_on=DAY,
    answers={B: text("SMB deals are quick.")},
    claims=dict([claim("quick", S, ClaimKind.FACT, "SMB deals are quick.", "speed")]),
    guidance={S: (Guideline(claim="quick", text=text("Call at once.")),)},
    note=None,
    related=("price",),
    counterpart="price",
)
CHURN = Topic(
    id="churn",
    title=text("Churn", "Churn"),
    side=S,
    owner="owner",
    reviewed_on=DAY,
    answers={B: text("Churn is loss.")},
    claims=dict([claim("loss", S, ClaimKind.FACT, "Churn counts customers lost.", "speed")]),
    guidance={S: (Guideline(claim="loss", text=text("Count them.")),)},
    note=None,
    related=(),
)


WRITING = Writing(
    periods={name: (name, f"{name}s") for name in ("day", "week", "month", "quarter", "year")},
    customers=("customer", "customers"),
    rate="{amount} a {period}",
    scales={name: name for name in ("thousand", "million", "billion", "trillion")},
    money={"usd": "$#"},
)


def toy_knowledge() -> KnowledgeBase:
    """Three topics on two shelves: `price` compares both sides, `speed` and `churn` are SMB's alone."""
    return KnowledgeBase(
        topics={"price": PRICE, "speed": SPEED, "churn": CHURN},
        groups={
            "basics": Group(id="basics", title=text("Basics", "Dasar"), topics=("price", "speed")),
            "metrics": Group(id="metrics", title=text("Metrics", "Metrik"), topics=("churn",)),
        },
        sources={
            "article": Source(
                id="article",
                title=text("An article"),
                publisher="Toy Press",
                published=DAY,
                sections={"price": text("On price"), "speed": text("On speed")},
            )
        },
        figures={"deal": Figure(id="deal", low=1000, high=1000, unit="usd", scale=None, source="article.price")},
        units={
            "usd": Unit(id="usd", forms={Language("en"): {"one": "$#", "other": "$#"}, Language("id"): {"other": "# dolar AS"}}),
            "month": Unit(
                id="month", forms={Language("en"): {"one": "# month", "other": "# months"}, Language("id"): {"other": "# bulan"}}
            ),
        },
        languages=(Language("en"), Language("id")),
        writing={Language("en"): WRITING, Language("id"): replace(WRITING, scales={"million": "juta", "billion": "miliar"})},
    )


def toy_lexicon() -> tuple[Lexicon, ...]:
    """A few words of each kind, in both languages."""
    asking = ("how", "what", "is")
    return (
        Lexicon(
            language=Language("en"),
            stemmer="english",
            asked_by="english",
            concepts={"cost": ["price", "how much"], "difference": ["difference"]},
            slang={"pls": "please", "wanna": "want to"},
            stop=frozenset({"the", "is", "and", "for", "what", "how", "much", "want", "to", "not"}),
            polite=frozenset({"please"}),
            segments={E: ("big firm", "bank"), S: ("small firm", "bakery")},
            names=("acme",),
            cues={"clauses.asking": asking, "clauses.joining": ("and",), "negation.before": ("not",), "negation.ends": ("and",)},
        ),
        Lexicon(
            language=Language("id"),
            stemmer="indonesian",
            asked_by="indonesian",
            concepts={"cost": ["harga", "berapa biaya"]},
            slang={"gmn": "bagaimana", "ga": "tidak"},
            stop=frozenset({"yang", "dan", "untuk", "apa", "bagaimana", "tidak"}),
            polite=frozenset({"tolong"}),
            cues={"clauses.asking": ("apa", "berapa"), "clauses.joining": ("dan",)},
        ),
    )


TOPIC_CLASSES = ("churn", "price", "speed", "@greeting", "@to-smb", "@why", "none")
SIDE_CLASSES = ("enterprise", "smb", "both", "none")
VOCABULARY = {
    "price": (9, 0), "churn": (5, 5), "speed": (8, 0), "fast": (3, 0), "customers": (6, 0), "competitor": (4, 0),
    "hello": (3, 0), "why": (3, 0), "harga": (0, 9), "cepat": (0, 6), "weather": (2, 0), "umbrella": (2, 0),
}  # fmt: skip
_WORDS = {
    "churn": "churn", "price": "price", "harga": "price", "harg": "price", "speed": "speed", "fast": "speed", "cepat": "speed",
    "hello": "@greeting", "whi": "@why", "weather": "none", "umbrella": "none",
}  # fmt: skip
_SIDES = {"only enterprise": "enterprise", "only smb": "smb", "both": "both", "no side": "none"}


def linear_data(field: str, points: Mapping[str, str], classes: tuple[str, ...], strength: float = 8.0) -> dict[str, Any]:
    """The data of a linear model with one field, in which every feature speaks for one class."""
    rows = [[strength if one == label else 0.0 for one in classes] for label in points.values()]
    packed = encode_field(list(points), [1.0] * len(points), rows, 1.0)
    return {"classes": list(classes), "bias": [0.0] * len(classes), "fields": {field: packed}}


def toy_model_data() -> dict[str, Any]:
    """A whole model: a word of a topic is worth 8 points; sure from a clear margin, outside where "none" is likely."""
    return {
        "vocabulary": {word: list(counts) for word, counts in VOCABULARY.items()},
        "topics": linear_data("word", _WORDS, TOPIC_CLASSES),
        "sides": linear_data("side", _SIDES, SIDE_CLASSES),
        "scope": {"names": ["lead"], "weights": [2.0], "bias": 1.0},
        "sure": {"names": ["margin"], "weights": [10.0], "bias": -5.0},
        "thresholds": {"answer": 0.5, "unknown": 0.5},
        "fingerprint": "toy",
    }
