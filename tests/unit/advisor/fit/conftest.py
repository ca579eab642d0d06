"""A toy model with round weights for scoring, and the real one, loaded once, for reading."""

from __future__ import annotations

import pytest

from bot.advisor.fit.check import FitCheck
from bot.bootstrap.slack import load
from bot.domain.fit_model import (
    Axis,
    Criterion,
    FitModel,
    Option,
    Point,
    Question,
    Reserves,
    Scale,
    Sign,
    Thresholds,
)
from bot.domain.knowledge import Text, Unit
from bot.domain.language import Language, Segment

CLAIMS = {Segment.SMB: "size.small", Segment.ENTERPRISE: "size.large"}


def text(words: str) -> Text:
    return {Language("en"): words, Language("id"): f"{words} (id)"}


def option(value: bool | str, lean: float, denied: bool | str | None = None) -> Option:
    return Option(value=value, lean=lean, label=text(f"Label {value}"), short=text(str(value)), denied=denied)


def choice(name: str, axis: Axis, weight: float, *options: Option) -> Criterion:
    return Criterion(id=name, axis=axis, name=text(name), weight=weight, claims=CLAIMS, options=options)


def size_scale() -> Scale:
    """-1 up to 10, 0 at 100, 1 from 1,000 on, over the ratio."""
    unit = Unit(id="size", forms={Language("en"): {"one": "# head", "other": "# heads"}, Language("id"): {"other": "# kepala"}})
    points = (Point(at=10, lean=-1, because="toy"), Point(at=1000, lean=1, because="toy"))
    return Scale(unit=unit, low=1, high=100_000, by_ratio=True, points=points, steps=(10, 50, 100, 500, 1000))


CRITERIA = (
    Criterion(id="size", axis=Axis.MARKET, name=text("size"), weight=4, claims=CLAIMS, scale=size_scale()),
    choice("style", Axis.MARKET, 3, option("formal", 1, "quick"), option("quick", -1, "formal")),
    choice("custom", Axis.MARKET, 1, option(True, 1, False), option(False, -1, True)),
    choice("team", Axis.READINESS, 3, option("senior", 1), option("digital", -1)),
    choice("funds", Axis.READINESS, 2, option("ample", 0.5, "tight"), option("tight", -1, "ample")),
)


@pytest.fixture(scope="session")
def toy() -> FitModel:
    """Market weighs 4 + 3 + 1 and 2 for signs = 10, readiness 3 + 2 = 5."""
    return FitModel(
        version="toy",
        criteria={criterion.id: criterion for criterion in CRITERIA},
        questions={
            criterion.id: Question(criterion=criterion.id, text=text(f"{criterion.id}?"), hint=text("hint"), in_form=True)
            for criterion in CRITERIA
        },
        signs={
            "giant": Sign(id="giant", lean=1, weight=2, name=text("giants"), claim="size.large"),
            "shop": Sign(id="shop", lean=-1, weight=1, name=text("shops"), claim="size.small"),
        },
        verdicts={},
        thresholds=Thresholds(least=0.5, majority=0.3, variation=0.2, signs=2),
        reserves=Reserves(
            criterion="funds",
            ample="ample",
            tight="tight",
            ample_usd=1_000_000,
            tight_usd=100_000,
            ample_months=24,
            tight_months=9,
        ),
        rates={"idr": 0.0001},
    )


@pytest.fixture(scope="session")
def check() -> FitCheck:
    """The fit assessment of the repository's own knowledge."""
    return load().fit
