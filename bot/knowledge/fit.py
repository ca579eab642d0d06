"""Loads the rules of the fit assessment from `fit/`: whole or not at all, with every fault told at once."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.domain.fit_model import (
    Axis,
    Criterion,
    Finer,
    FitModel,
    Option,
    Point,
    Question,
    RateSource,
    Reserves,
    Scale,
    Sign,
    Thresholds,
)  # fmt: skip
from bot.domain.knowledge import KnowledgeBase, Unit
from bot.domain.language import Segment
from bot.domain.text import Text
from bot.errors import KnowledgeError, Problem
from bot.knowledge import fit_schema as schema
from bot.knowledge.lexicon import ROOM as LANGUAGES
from bot.knowledge.lexicon import cue_files as language_cues
from bot.knowledge.reader import Reader, in_file_order
from bot.knowledge.schema import TextEntry, UnitEntry
from bot.knowledge.unchanged import read_once

ROOM = "fit"
DECIDING_FILES = ("rules.yml", "market.yml", "readiness.yml", "signs.yml")
"""The files that decide a verdict: a change in any of them is another version of the model."""


@read_once
def load_fit(folder: Path, knowledge: KnowledgeBase) -> FitModel:
    """Return the rules of a knowledge folder. Raises KnowledgeError with every fault of shape and every missing claim."""
    reader = Reader(folder)
    model = read_fit(reader)
    problems = [*reader.problems, *([] if model is None else missing_claims(model, knowledge, reader.folder.name))]
    if problems or model is None:
        raise KnowledgeError(in_file_order(problems))
    return model


def read_fit(reader: Reader) -> FitModel | None:
    """Read all files of the assessment, or return None where faults were kept."""
    rules = reader.read(f"{ROOM}/rules.yml", schema.RULES)
    criteria = {axis: reader.read(f"{ROOM}/{axis}.yml", schema.CRITERIA) for axis in Axis}
    questions = reader.read(f"{ROOM}/questions.yml", schema.QUESTIONS)
    signs = reader.read(f"{ROOM}/signs.yml", schema.SIGNS)
    verdicts = reader.read(f"{ROOM}/verdicts.yml", schema.VERDICTS)
    cues = _read_cues(reader)
    if rules is None or questions is None or signs is None or verdicts is None or reader.problems:
        return None
    return FitModel(
        version=_version(rules.version, reader.raw),
        criteria={one.id: one for axis, entries in criteria.items() for one in _criteria(axis, entries or {})},
        questions=dict(zip(questions, map(_question, questions, questions.values()), strict=True)),
        signs=dict(zip(signs, map(_sign, signs, signs.values()), strict=True)),
        verdicts=dict(zip(verdicts, map(_text, verdicts.values()), strict=True)),
        thresholds=Thresholds(**rules.thresholds.model_dump()),
        reserves=Reserves(**rules.reserves.model_dump()),
        rates=rules.rates.worth,
        rates_from=RateSource(name=_text(rules.rates.source), day=rules.rates.day),
        cues=cues,
    )


def cue_files(reader: Reader) -> list[str]:
    """The files of cues of both languages, relative to the knowledge folder."""
    return [file for language in reader.languages_in(LANGUAGES) for file in language_cues(reader, language, "fit")]


def missing_claims(model: FitModel, knowledge: KnowledgeBase, folder: str) -> Iterable[Problem]:
    """Yield a problem for every claim named in the rules that no topic holds."""
    named = [
        (f"{criterion.axis}.yml", f"{criterion.id}.claims.{side}", claim)
        for criterion in model.criteria.values()
        for side, claim in criterion.claims.items()
    ]
    named += [("signs.yml", f"{sign.id}.claim", sign.claim) for sign in model.signs.values()]
    for file, path, claim in named:
        topic, _, name = claim.partition(".")
        if topic not in knowledge.topics or name not in knowledge.topics[topic].claims:
            what = f"There is no claim “{claim}”."
            yield Problem(f"{folder}/{ROOM}/{file}", path, what, "Name a topic and one of the keys under its `claims`.")


def _read_cues(reader: Reader) -> dict[str, tuple[str, ...]]:
    """Read the cues of all files together: people mix their languages."""
    cues: dict[str, list[str]] = defaultdict(list)
    for file in cue_files(reader):
        # Words such as `no` and `y` stay words.
        for key, phrases in (reader.read(file, schema.CUES, strings=True) or {}).items():
            cues[key].extend(phrases)
    return {key: tuple(dict.fromkeys(phrases)) for key, phrases in cues.items()}


def _version(version: str, raw: Mapping[str, object]) -> str:
    """The author's version and a fingerprint, so that a forgotten version still tells two models apart."""
    deciding = {file: raw.get(f"{ROOM}/{file}") for file in DECIDING_FILES}
    fingerprint = hashlib.sha256(json.dumps(deciding, sort_keys=True, default=str).encode()).hexdigest()
    return f"{version}-{fingerprint[:8]}"


def _criteria(axis: Axis, entries: Mapping[str, schema.CriterionEntry]) -> list[Criterion]:
    return [_criterion(name, axis, entry) for name, entry in entries.items()]


def _criterion(name: str, axis: Axis, entry: schema.CriterionEntry) -> Criterion:
    return Criterion(
        id=name,
        axis=axis,
        name=_text(entry.name),
        weight=entry.weight,
        claims={
            side: claim
            for side, claim in ((Segment.SMB, entry.claims.smb), (Segment.ENTERPRISE, entry.claims.enterprise))
            if claim is not None
        },
        scale=None if entry.scale is None else _scale(name, entry.scale),
        options=tuple(_option(option) for option in entry.options or ()),
        reads=entry.reads,
        told_of=entry.told_of,
        overrules=entry.overrules,
        note=_optional(entry.note),
    )


def _scale(name: str, entry: schema.ScaleEntry) -> Scale:
    return Scale(
        unit=_unit(name, entry.unit),
        low=entry.low,
        high=entry.high,
        by_ratio=entry.by_ratio,
        points=tuple(Point(**point.model_dump()) for point in entry.points),
        steps=tuple(entry.steps),
        told=_optional(entry.told),
        currency=entry.currency,
        finer=tuple(Finer(unit=_unit(name, one.unit), times=one.times) for one in entry.finer),
    )


def _unit(name: str, entry: UnitEntry) -> Unit:
    return Unit(id=name, forms={language: forms.model_dump(exclude_none=True) for language, forms in entry.by_language.items()})


def _option(entry: schema.OptionEntry) -> Option:
    return Option(
        value=entry.value,
        lean=entry.lean,
        label=_text(entry),
        short=_text(entry.short),
        told=_optional(entry.told),
        denied=entry.denied,
    )


def _question(name: str, entry: schema.QuestionEntry) -> Question:
    return Question(criterion=name, text=_text(entry), hint=_text(entry.hint), in_form=entry.form)


def _sign(name: str, entry: schema.SignEntry) -> Sign:
    return Sign(id=name, lean=entry.lean, weight=entry.weight, name=_text(entry.name), claim=entry.claim, opposite=entry.opposite)


def _optional(entry: TextEntry | None) -> Text | None:
    return None if entry is None else _text(entry)


def _text(entry: TextEntry) -> Text:
    return entry.by_language
