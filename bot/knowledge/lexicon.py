"""Loads the languages: every folder of `language/` is one, and its files are all the words it is read by."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.domain.language import Language, Segment
from bot.domain.writing import Writing
from bot.errors import KnowledgeError
from bot.knowledge import language_schema as shape
from bot.knowledge import schema
from bot.knowledge.reader import LANGUAGES, Reader, in_file_order
from bot.knowledge.unchanged import read_once
from bot.language.lexicon import Lexicon, MoneyWords, NumberWords, TimeWords
from bot.language.quantity import Period

ROOM = LANGUAGES
_MONEY_SETS = ("scales", "home", "not_money")


@read_once
def load_lexicons(folder: Path) -> tuple[Lexicon, ...]:
    """Return the lexicons of a knowledge folder, by language. Raises KnowledgeError with every fault of shape in its files."""
    reader = Reader(folder)
    lexicons = read_lexicons(reader)
    if reader.problems:
        raise KnowledgeError(in_file_order(reader.problems))
    return lexicons


def read_lexicons(reader: Reader) -> tuple[Lexicon, ...]:
    """Read all languages; one with a fault is left out, its faults are kept. Words such as `no` and `y` stay words."""
    lexicons = (_read(reader, language) for language in reader.languages_in(ROOM))
    return tuple(lexicon for lexicon in lexicons if lexicon is not None)


def read_writing(reader: Reader) -> dict[Language, Writing]:
    """Read how every language writes numbers; faults are kept by the reader."""
    found = {one: reader.read(f"{ROOM}/{one}/writing.yml", shape.WRITING, strings=True) for one in reader.languages}
    return {language: _writing(entry) for language, entry in found.items() if entry is not None}


def _writing(entry: shape.WritingFile) -> Writing:
    one, several = entry.customers
    return Writing(
        periods={period.value: (forms[0], forms[1]) for period, forms in entry.periods.items()},
        customers=(one, several),
        rate=entry.rate,
        scales={str(name): word for name, word in entry.scales.items()},
        money=entry.money,
    )


def cue_files(reader: Reader, language: Language, kind: str = "cues") -> list[str]:
    """The files of phrases of a language, relative to the knowledge folder; `kind` is the subfolder: `cues` or `fit`."""
    room = f"{ROOM}/{language}/{kind}"
    if not (reader.folder / room).is_dir():
        return []
    return [f"{room}/{name}.yml" for name in reader.ids_in(room)]


def _read(reader: Reader, language: Language) -> Lexicon | None:
    """Read every file even if the first is at fault, so that every fault is told at once."""
    room = f"{ROOM}/{language}"
    nature = reader.read(f"{room}/language.yml", shape.LANGUAGE, strings=True)
    numbers = reader.read(f"{room}/numbers.yml", shape.NUMBERS, strings=True)
    money = reader.read(f"{room}/money.yml", shape.MONEY, strings=True)
    time = reader.read(f"{room}/time.yml", shape.TIME, strings=True)
    concepts = reader.read(f"{room}/concepts.yml", schema.CONCEPTS, strings=True)
    slang = reader.read(f"{room}/slang.yml", schema.SLANG, strings=True)
    segments = reader.read(f"{room}/segments.yml", schema.SEGMENTS, strings=True)
    stop_words = reader.read(f"{room}/stopwords.yml", schema.STOP_WORDS, strings=True)
    cues, fit = _cues(reader, language), _fit_cues(reader, language)
    if nature is None or numbers is None or money is None or time is None:
        return None
    if concepts is None or slang is None or segments is None or stop_words is None:
        return None
    return Lexicon(
        language=language,
        name=nature.name,
        stemmer=nature.stemmer,
        currency=nature.currency,
        locales=tuple(nature.locales),
        asked_by=nature.asked_by,
        endings=tuple(nature.endings),
        contractions=nature.contractions.words,
        contraction_endings=nature.contractions.endings,
        numbers=_numbers(numbers, nature.decimal),
        money=MoneyWords(**{**money.model_dump(), **{name: frozenset(getattr(money, name)) for name in _MONEY_SETS}}),
        time=_time(time),
        concepts=concepts,
        slang=slang,
        stop=frozenset(stop_words.stop),
        polite=frozenset(stop_words.polite),
        segments={Segment.ENTERPRISE: tuple(segments.enterprise), Segment.SMB: tuple(segments.smb)},
        names=tuple(segments.names),
        cues=cues,
        fit=fit,
    )


def _cues(reader: Reader, language: Language) -> dict[str, tuple[str, ...]]:
    """The phrases of every list, by the name of its file and its own."""
    files = cue_files(reader, language)
    return {f"{Path(file).stem}.{key}": phrases for file in files for key, phrases in _lists(reader, file)}


def _fit_cues(reader: Reader, language: Language) -> dict[str, tuple[str, ...]]:
    """The phrases of the fit check; a list may stand in several files."""
    found: dict[str, tuple[str, ...]] = {}
    for file in cue_files(reader, language, "fit"):
        for key, phrases in _lists(reader, file):
            found[key] = (*found.get(key, ()), *phrases)
    return found


def _lists(reader: Reader, file: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(key, tuple(phrases)) for key, phrases in (reader.read(file, shape.CUES, strings=True) or {}).items()]


def _numbers(entry: shape.NumbersFile, decimal: str) -> NumberWords:
    values: dict[str, Any] = {name: value for name, value in entry.model_dump().items() if isinstance(value, dict)}
    shares = {name: _shares(values[name]) for name in ("fractions", "counted_fractions")}
    return NumberWords(**{**values, **shares}, decimal=decimal, lists=_plain_lists(entry))


def _shares(written: Mapping[str, str]) -> dict[str, float]:
    parts = {word: share.split("/") for word, share in written.items()}
    return {word: int(above) / int(below) for word, (above, below) in parts.items()}


def _time(entry: shape.TimeFile) -> TimeWords:
    return TimeWords(
        units={word: period for period, words in entry.units.items() for word in words},
        long_units={word: _counted(text) for word, text in entry.long_units.items()},
        single_units={word: _counted(text) for word, text in entry.single_units.items()},
        rates=entry.rates,
        months=entry.months,
        quarters=entry.quarters,
        lists=_plain_lists(entry),
    )


def _counted(text: str) -> tuple[float, Period]:
    count, unit = text.split()
    return float(count), Period(unit)


def _plain_lists(entry: shape.Words) -> dict[str, tuple[str, ...]]:
    """The lists of a file by name; a phrase of several words stays one."""
    return {name: tuple(value) for name, value in entry.model_dump().items() if isinstance(value, list)}
