"""The shape of the files of `language/<code>/`: number words, money, time, cues, and what a language is like."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, model_validator
from pydantic_core import PydanticCustomError

from bot.knowledge.schema import Filled, UnitForm
from bot.language.quantity import Period

_SHARE = re.compile(r"([1-9][0-9]?)/([1-9][0-9]{0,2})")
_COUNTED = re.compile(r"([0-9]{1,3}) ([a-z]+)")
_CODE = re.compile(r"[a-z]{3}")


def _share(text: str) -> str:
    if not _SHARE.fullmatch(text):
        raise PydanticCustomError("not_a_share", "not a share", {"given": text})
    return text


def _counted(text: str) -> str:
    found = _COUNTED.fullmatch(text)
    if found is None or found[2] not in list(Period):
        raise PydanticCustomError("not_counted", "not counted", {"given": text})
    return text


def _code(text: str) -> str:
    if not _CODE.fullmatch(text):
        raise PydanticCustomError("not_a_code", "not a code", {"given": text})
    return text


def _rate(text: str) -> str:
    if text.count("{amount}") != 1 or text.count("{period}") != 1 or text.count("{") != 2:
        raise PydanticCustomError("not_a_rate", "not a rate")
    return text


Lists = list[Filled]
Share = Annotated[str, AfterValidator(_share)]
Counted = Annotated[str, AfterValidator(_counted)]
Code = Annotated[str, AfterValidator(_code)]
Number = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Factor = Annotated[float, Field(gt=1, allow_inf_nan=False)]
Unit = Annotated[Period, Field(strict=False)]


class Words(BaseModel):
    """What the files share: an unknown key is an error. The files are read as texts, so numbers are converted here."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ContractionsEntry(Words):
    """What is written out: whole words, and endings."""

    words: dict[Filled, str] = {}
    endings: dict[Filled, str] = {}


class LanguageFile(Words):
    """A file `language.yml`."""

    name: Filled
    order: Annotated[int, Field(ge=1, le=98)]
    stemmer: Filled
    currency: Code
    decimal: Literal[".", ","]
    locales: Annotated[Lists, Field(min_length=1)]
    asked_by: Filled
    endings: Lists = []
    contractions: ContractionsEntry = ContractionsEntry()


class NumbersFile(Words):
    """A file `numbers.yml`."""

    ones: dict[Filled, Number]
    tens: dict[Filled, Number] = {}
    multipliers: dict[Filled, Factor] = {}
    wholes: dict[Filled, Factor] = {}
    scales: dict[Filled, Factor] = {}
    vague: dict[Filled, Factor] = {}
    fractions: dict[Filled, Share] = {}
    counted_fractions: dict[Filled, Share] = {}
    teens: Lists = []
    about_scales: Lists = []
    alone: Lists = []
    and_a_half: Lists = []
    joins: Lists = []
    points: Lists = []
    articles: Lists = []
    figures: Lists = []
    minus: Lists = []
    percent: Lists = []
    suffixes: Lists = []
    pronoun_after: Lists = []
    pronoun_before: Lists = []
    few: Lists = []
    whole_of: Lists = []
    bound_fillers: Lists = []
    comparing: Lists = []
    ranges: Lists = []
    loose_ranges: Lists = []
    between: Lists = []
    between_joins: Lists = []
    shares: Lists = []
    narrow_shares: Lists = []
    spent: Lists = []
    owners: Lists = []
    corrections: Lists = []
    denials: Lists = []
    instead: Lists = []


class MoneyFile(Words):
    """A file `money.yml`."""

    signs: dict[Filled, Code] = {}
    before: dict[Filled, Code] = {}
    after: dict[Filled, Code] = {}
    currency_of_scales: Code | None = None
    scales: Lists = []
    home: Lists = []
    home_scales: dict[Filled, Filled] = {}
    not_money: Lists = []


class TimeFile(Words):
    """A file `time.yml`."""

    units: dict[Unit, Lists]
    glued_units: Lists = []
    apart_units: Lists = []
    long_units: dict[Filled, Counted] = {}
    single_units: dict[Filled, Counted] = {}
    rates: dict[Filled, Unit] = {}
    lasting: Lists = []
    per: Lists = []
    payers: Lists = []
    rate_leads: Lists = []
    spans: Lists = []
    span_fillers: Lists = []
    not_a_rate: Lists = []
    year_cues: Lists = []
    labels: Lists = []
    determiners: Lists = []
    months: dict[Filled, Annotated[int, Field(ge=1, le=12)]] = {}
    quarters: dict[Filled, Annotated[int, Field(ge=1, le=12)]] = {}
    since: Lists = []
    counted: Lists = []


LANGUAGE = TypeAdapter(LanguageFile)
NUMBERS = TypeAdapter(NumbersFile)
MONEY = TypeAdapter(MoneyFile)
TIME = TypeAdapter(TimeFile)
Pair = Annotated[list[Filled], Field(min_length=2, max_length=2)]
Scale = Literal["thousand", "million", "billion", "trillion"]


class WritingFile(Words):
    """A file `writing.yml`."""

    periods: dict[Unit, Pair]
    customers: Pair
    rate: Annotated[str, AfterValidator(_rate)]
    scales: dict[Scale, Filled]
    money: dict[Code, UnitForm]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        """Every period that sums reckon in and every scale of a figure has its words."""
        if set(self.scales) != set(get_args(Scale)) or set(self.periods) != set(Period) - {Period.MINUTE, Period.HOUR}:
            raise PydanticCustomError("not_whole", "not whole")
        return self


WRITING = TypeAdapter(WritingFile)
CUES = TypeAdapter(dict[Filled, Lists])
FILES: tuple[type[Words], ...] = (LanguageFile, ContractionsEntry, NumbersFile, MoneyFile, TimeFile, WritingFile)
"""Every kind of file: the keys they know are what a misspelt key is compared with."""
