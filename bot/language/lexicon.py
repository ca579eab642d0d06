"""The words of a language as a curator declared them: plain data, all that reading a message rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.domain.language import Language, Segment
from bot.language.quantity import Period

Words: TypeAlias = frozenset[str]
Phrases: TypeAlias = Mapping[str, tuple[str, ...]]
"""Phrases by key, as `bot/language/grammar.py` reads them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWords:
    """Words that make up numbers; see `knowledge/language/en/numbers.yml` for what each is.

    `decimal` is the decimal mark, `scales` what follows digits only, `fractions` stand alone and `counted_fractions` are counted.
    """

    decimal: str = "."
    ones: Mapping[str, float] = field(default_factory=dict)
    tens: Mapping[str, float] = field(default_factory=dict)
    multipliers: Mapping[str, float] = field(default_factory=dict)
    wholes: Mapping[str, float] = field(default_factory=dict)
    scales: Mapping[str, float] = field(default_factory=dict)
    vague: Mapping[str, float] = field(default_factory=dict)
    fractions: Mapping[str, float] = field(default_factory=dict)
    counted_fractions: Mapping[str, float] = field(default_factory=dict)
    lists: Phrases = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyWords:
    """How money is written: signs, what stands before and behind an amount, and the scale words of one currency alone.

    Where a word of `home` stands in a text, the scales of `home_scales` mean another word ("M" is miliar). `not_money` are
    words that name a currency in another language and something else in this one ("rs" is a hospital).
    """

    signs: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)
    currency_of_scales: str | None = None
    scales: Words = frozenset()
    home: Words = frozenset()
    home_scales: Mapping[str, str] = field(default_factory=dict)
    not_money: Words = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """Units of time, rates, months and quarters; `long_units` are counted in another unit, `single_units` are
    one word for "a month": (how many, unit).
    """

    units: Mapping[str, Period] = field(default_factory=dict)
    long_units: Mapping[str, tuple[float, Period]] = field(default_factory=dict)
    single_units: Mapping[str, tuple[float, Period]] = field(default_factory=dict)
    rates: Mapping[str, Period] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)
    quarters: Mapping[str, int] = field(default_factory=dict)
    lists: Phrases = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All words of one language.

    name: as its speakers call it; stemmer: a Snowball algorithm; currency: what an amount is taken for where it decides.
    locales: how a client names it; asked_by: the intent that asks to speak it. endings: what may hang on a word of a phrase.
    contractions, contraction_endings: what is written out. concepts: concept id -> phrases. slang: chat word -> plain words.
    stop, polite: words without a subject. segments: phrases that name a side; names: companies known to be large.
    cues: phrases by `<file>.<key>`; fit: phrases of the fit assessment by key.
    """

    language: Language
    name: str = ""
    stemmer: str = ""
    currency: str = ""
    locales: tuple[str, ...] = ()
    asked_by: str = ""
    endings: tuple[str, ...] = ()
    contractions: Mapping[str, str] = field(default_factory=dict)
    contraction_endings: Mapping[str, str] = field(default_factory=dict)
    numbers: NumberWords = field(default_factory=NumberWords)
    money: MoneyWords = field(default_factory=MoneyWords)
    time: TimeWords = field(default_factory=TimeWords)
    concepts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    slang: Mapping[str, str] = field(default_factory=dict)
    stop: Words = frozenset()
    polite: Words = frozenset()
    segments: Mapping[Segment, Sequence[str]] = field(default_factory=dict)
    names: Sequence[str] = ()
    cues: Phrases = field(default_factory=dict)
    fit: Phrases = field(default_factory=dict)
