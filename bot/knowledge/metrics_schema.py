"""The shape of a file of `metrics/`: a calculator's inputs, cues, formula, texts and worked examples."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, TypeAdapter
from pydantic_core import PydanticCustomError

from bot.domain.metric import InputKind, Share, Timing, Untied
from bot.knowledge.entries import Entry, Spoken
from bot.knowledge.schema import Filled, Id, TextEntry

_NAME = re.compile(r"[a-z]+(?:_[a-z]+)*")


def _input_name(text: str) -> str:
    """Inputs are named in formulas and in machine-readable results: lower-case words joined by underscores."""
    if not _NAME.fullmatch(text):
        raise PydanticCustomError("not_an_id", "not an id", {"given": text})
    return text


InputName = Annotated[str, AfterValidator(_input_name)]
Number = Annotated[float, Field(allow_inf_nan=False)]


class WordsEntry(Spoken):
    """Words by language; those of all languages are looked for in every text."""

    __pydantic_extra__: dict[str, list[Filled]]


class InputEntry(Entry):
    """One number the calculator takes."""

    kind: Annotated[InputKind, Field(strict=False)]
    name: TextEntry
    hint: TextEntry
    refusal: TextEntry
    cues: WordsEntry
    required: bool = True
    default: Number | None = None
    low: Number | None = 0.0
    high: Number | None = None
    above_zero: bool = False
    rated: bool = False
    many: bool = False
    sure: bool = False
    share: Annotated[Share, Field(strict=False)] | None = None
    assumed_unit: Literal["day", "week", "month", "quarter", "year"] | None = None
    whole: bool = False
    totals: WordsEntry | None = None
    lessens: WordsEntry | None = None


class DerivationEntry(Entry):
    """How an input follows from others."""

    input: InputName
    needs: Annotated[list[InputName], Field(min_length=1)]
    expression: Any
    only_missing: bool = False


class LimitEntry(Entry):
    """What must not be larger than what."""

    id: Id
    small: Any
    large: Any
    text: TextEntry


class WhatIfEntry(Entry):
    """A line on what else follows."""

    id: Id
    text: TextEntry
    change: dict[InputName, Any] = Field(default_factory=dict)
    value: Any = None
    unit: Literal["%", "x", "customers", "count", "money"] | None = None
    needs: list[InputName] = Field(default_factory=list)


class LossEntry(Entry):
    """What a result below zero is called, and what it means."""

    title: TextEntry
    meaning: TextEntry


class ExampleEntry(Entry):
    """A worked example."""

    inputs: Annotated[dict[InputName, Filled], Field(min_length=1)]
    value: Number
    unit: Filled


class ExamplesEntry(Spoken):
    """One worked example a language, as its readers write numbers."""

    __pydantic_extra__: dict[str, ExampleEntry]


class MetricFile(Entry):
    """A file of `metrics/`."""

    title: TextEntry
    unit: Literal["%", "x", "customers", "money", "money/period"]
    names: WordsEntry
    asks: WordsEntry
    ignore: WordsEntry | None = None
    inputs: Annotated[dict[InputName, InputEntry], Field(min_length=1)]
    formula: Any
    formula_text: TextEntry
    meaning: TextEntry
    derive: list[DerivationEntry] = Field(default_factory=list)
    limits: list[LimitEntry] = Field(default_factory=list)
    what_ifs: list[WhatIfEntry] = Field(default_factory=list)
    examples: ExamplesEntry
    rounds_up: bool = False
    timing: Annotated[Timing, Field(strict=False)] = Timing.GIVEN
    untied: Annotated[Untied, Field(strict=False)] = Untied.ONE
    untied_inputs: list[InputName] = Field(default_factory=list)
    largest_first: bool = False
    same_scale: bool = False
    chronological: bool = False
    dated: list[InputName] = Field(default_factory=list, max_length=2)
    asked: bool = False
    evident: bool = False
    loss: LossEntry | None = None


METRIC = TypeAdapter(MetricFile)
