"""A toy knowledge, lexicon and model: two topics, small enough to reckon every score by hand."""

from __future__ import annotations

import datetime
from array import array
from collections.abc import Mapping
from dataclasses import replace

from bot.domain.knowledge import Claim, ClaimKind, Figure, Group, Guideline, KnowledgeBase, Note, Topic, Unit
from bot.domain.language import Language, Segment
from bot.domain.play import Play, PlaySide, Step
from bot.domain.source import Source
from bot.domain.text import Text
from bot.domain.writing import Writing
from bot.language.lexicon import Lexicon
from bot.matching.field import IDF_STEPS, POINT_STEPS, Field
from bot.matching.model import NO_WANT, Curve, Gate, LinearModel, Thresholds, TrainedModel

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
    note=Note(side=B, text=text("The article says so.")),
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


def play_side(answer: str, *, message: str | None = None) -> PlaySide:
    """One side of the toy play."""
    return PlaySide(
        answer=text(answer),
        steps=(
            Step(text=text("Name $deal."), because=("price.s-fact",)),
            *(Step(text=text(f"{word}.")) for word in ("Wait", "Smile", "Leave")),
        ),
        ask=(text("What is it worth?"),),
        say=(text("Our price is fair."),),
        check=(text("They agree."),),
        message=None if message is None else text(message),
    )


HAGGLE = Play(
    id="haggle",
    title=text("Haggle", "Tawar"),
    side=B,
    owner="owner",
    reviewed_on=DAY,
    source="playbook.plays",
    sides={E: play_side("Hold the price.", message="Hi [name],\n\nThe price is $deal."), S: play_side("Be quick.")},
    topics=("price",),
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
    """Three topics and a play , and shelves of the topics: `price` compares both sides, `speed` and `churn` are SMB's alone."""
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
            ),
            "playbook": Source(
                id="playbook",
                title=text("A playbook"),
                publisher="Toy Press",
                published=DAY,
                sections={"plays": text("Plays")},
            ),
        },
        plays={"haggle": HAGGLE},
        figures={"deal": Figure(id="deal", low=1000, high=1000, unit="usd", scale=None, source="article.price")},
        units={
            "usd": Unit(id="usd", forms={Language("en"): {"one": "$#", "other": "$#"}, Language("id"): {"other": "# dolar AS"}}),
            "year": Unit(id="year", forms={Language("en"): {"other": "#"}, Language("id"): {"other": "#"}}, grouped=False),
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


def linear_model(field: str, points: Mapping[str, str], classes: tuple[str, ...], strength: float = 8.0) -> LinearModel:
    """A linear model with one field, in which every feature speaks for one class."""
    steps = POINT_STEPS
    made = Field(
        index={feature: place for place, feature in enumerate(points)},
        idf=array("H", [IDF_STEPS] * len(points)),
        starts=array("I", range(len(points) + 1)),
        positions=array("H", [classes.index(label) for label in points.values()]),
        points=array("b", [steps] * len(points)),
        base=[0.0] * len(classes),
        scale=strength / steps,
        weight=1.0,
    )
    return LinearModel(classes, [0.0] * len(classes), {field: made})


def toy_trained() -> TrainedModel:
    """A whole model: a word of a topic is worth 8 points; sure from a clear margin, outside where "none" is likely."""
    return TrainedModel(
        fingerprint="toy",
        vocabulary=VOCABULARY,
        topics=linear_model("word", _WORDS, TOPIC_CLASSES),
        sides=linear_model("side", _SIDES, SIDE_CLASSES),
        wants=linear_model("word", {}, (NO_WANT,)),
        scope=sloping_gate("lead", 2.0, 1.0),
        sure=sloping_gate("margin", 10.0, -5.0),
        thresholds=Thresholds(answer=0.5, unknown=0.5),
    )


def sloping_gate(signal: str, slope: float, bias: float) -> Gate:
    """A gate whose log odds rise with one signal, in steps of a hundredth from -10 to 10."""
    edges = [step / 100 for step in range(-1000, 1001)]
    return Gate({signal: Curve(tuple(edges), tuple(slope * edge for edge in [edges[0], *edges]))}, bias)
