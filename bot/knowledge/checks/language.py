"""Checks the words of the languages: every phrase can be read and found, every scale and stemmer exists, every list is read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from bot.domain.language import Language
from bot.errors import Problem
from bot.knowledge.content import Content
from bot.knowledge.quoting import short
from bot.language.contractions import Contractions
from bot.language.cues import CUE_KEYS
from bot.language.grammar import LIST, PhraseError, Splitter, lists_of, parse
from bot.language.reader import BOUNDS
from bot.language.stemming import algorithms
from bot.language.text import folded
from bot.language.tokens import cut
from bot.language.words import words_of

_PLAIN = Contractions({}, {})
_VALUED = ("ones", "tens", "multipliers", "wholes", "scales", "vague", "fractions", "counted_fractions")
"""Maps of `numbers.yml` whose words stand alone in a message."""
_NAMED = ("alone", "about_scales")
"""Lists of such words."""


def check_language(content: Content) -> Iterator[Problem]:
    """Yield what is wrong with the words of any language; a folder without languages is told of where it is read."""
    for language in content.languages:
        yield from _nature(content, language)
        yield from _numbers(content, language)
        yield from _money(content, language)
    yield from _orders(content)
    yield from _cues(content)


def _nature(content: Content, language: Language) -> Iterator[Problem]:
    file = f"language/{language}/language.yml"
    stemmer = (content.sound(file) or {}).get("stemmer")
    if stemmer is not None and stemmer not in algorithms():
        near = get_close_matches(stemmer, algorithms(), n=1)
        remedy = f"Did you mean “{near[0]}”?" if near else "Use the Snowball algorithm of the language, or none."
        yield content.problem(file, "stemmer", f"There is no stemmer “{short(stemmer)}”.", remedy)


def _orders(content: Content) -> Iterator[Problem]:
    """Two languages in one place would take turns in being the first."""
    first: dict[Any, str] = {}
    for language in content.languages:
        file = f"language/{language}/language.yml"
        order = (content.sound(file) or {}).get("order")
        if order is not None and first.setdefault(order, file) != file:
            what = f"The place {order} is taken by {content.label(first[order])}."
            yield content.problem(file, "order", what, "Give every language a place of its own.")


def _numbers(content: Content, language: Language) -> Iterator[Problem]:
    """Words of numbers are looked up one by one, as they are compared in messages."""
    file = f"language/{language}/numbers.yml"
    numbers: Mapping[str, Any] = content.sound(file) or {}
    words = list(_words(numbers, _VALUED))
    for path, word in words:
        yield from _findable(content, file, path, word)
    known = {word for _, word in words}
    for path, word in _words(numbers, _NAMED):
        if word not in known:
            yield content.problem(file, path, f"“{short(word)}” is no word of a number.", "Give it a value above, or remove it.")


def _words(numbers: Mapping[str, Any], names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The words of some maps and lists, each after its path."""
    for name in names:
        found = numbers.get(name) or ()
        paths = found if isinstance(found, Mapping) else ()
        yield from ((f"{name}.{word}", word) for word in paths)
        yield from ((f"{name}[{index}]", word) for index, word in enumerate(() if paths else found))


def _findable(content: Content, file: str, path: str, word: str) -> Iterator[Problem]:
    tokens, _ = cut(word, _PLAIN, frozenset())
    if [token.low for token in tokens] != [word] or folded(word) != word:
        what = f"“{short(word)}” is never found in a message."
        yield content.problem(file, path, what, "Write one lower-case word of letters without accents.")


def _money(content: Content, language: Language) -> Iterator[Problem]:
    """Scale words that count one currency, and those an M stands for, are scale words."""
    file = f"language/{language}/money.yml"
    money: Mapping[str, Any] = content.sound(file) or {}
    scales = {word for one in content.languages for word in _scales(content, one)}
    remedy = "Add it to numbers.yml, or remove it."
    for index, word in enumerate(money.get("scales") or ()):
        if word not in scales:
            yield content.problem(file, f"scales[{index}]", f"“{short(word)}” is no scale word.", remedy)
    for word, means in (money.get("home_scales") or {}).items():
        for one in sorted({word, means} - scales):
            yield content.problem(file, f"home_scales.{word}", f"“{short(one)}” is no scale word.", remedy)


def _scales(content: Content, language: Language) -> Iterator[str]:
    numbers: Mapping[str, Any] = content.sound(f"language/{language}/numbers.yml") or {}
    for name in ("multipliers", "wholes", "scales"):
        yield from numbers.get(name) or {}


def _cues(content: Content) -> Iterator[Problem]:
    """Every list is one the program reads, every one it reads stands somewhere, and every phrase can be read."""
    written = [one for language in content.languages for one in _written(content, language)]
    lists = {key.removeprefix(LIST): phrases for _, key, phrases in written if key.startswith(LIST)}
    for file, key, phrases in written:
        name = _cue(file, key)
        if name not in CUE_KEYS and not key.startswith(LIST):
            yield content.problem(file, key, f"No part of the program reads “{name}”.", _meant(name))
        yield from _phrases(content, file, key, phrases, lists)
    if written:
        yield from _never_said(content, {_cue(file, key) for file, key, _ in written})


def _written(content: Content, language: Language) -> Iterator[tuple[str, str, list[str]]]:
    """Every list of a language with its file and its key."""
    for file in content.files_in(f"language/{language}/cues"):
        yield from ((file, key, phrases) for key, phrases in content.raw[file].items())


def _cue(file: str, key: str) -> str:
    return f"{Path(file).stem}.{key}"


def _never_said(content: Content, said: Collection[str]) -> Iterator[Problem]:
    for name in sorted(CUE_KEYS - set(said)):
        stem, _, key = name.partition(".")
        file = f"language/{content.languages[0]}/cues/{stem}.yml"
        if not content.is_broken(file):
            yield content.problem(file, key, f"No language has the list “{name}”.", "Write its phrases here.")


def _meant(name: str) -> str:
    near = get_close_matches(name, sorted(CUE_KEYS), n=1)
    return f"Did you mean “{near[0]}”? Otherwise remove it." if near else "Remove it, or correct its name."


def _phrases(content: Content, file: str, key: str, phrases: Iterable[str], lists: Mapping[str, list[str]]) -> Iterator[Problem]:
    signs = f"{Path(file).stem}." == BOUNDS
    split: Splitter = _lows if signs else lambda text: words_of(text, _PLAIN)
    for index, phrase in enumerate(phrases):
        try:
            parse(phrase, lists_of(lists, split), split)
        except PhraseError as error:
            yield content.problem(file, f"{key}[{index}]", str(error), "Correct the phrase.")


def _lows(text: str) -> list[str]:
    tokens, _ = cut(text, _PLAIN, frozenset())
    return [token.low for token in tokens]
