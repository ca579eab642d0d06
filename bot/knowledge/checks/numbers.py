"""Checks that topics write no number by hand: numbers live in figures.yml, where each has one value and one source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.domain.language import Language
from bot.errors import Problem
from bot.knowledge.content import Content
from bot.knowledge.figures import FIGURE
from bot.knowledge.quoting import short

_NAMES = re.compile(r"\bB2[BCG]\b")
"""Names with a digit in them that are no numbers."""
_WORD = re.compile(r"[^\W\d_]+")
_EVERYDAY = (1.0, 2.0)
_REMEDY = "Put the number in figures.yml with its source, and write its $name here."


def check_numbers(content: Content) -> Iterator[Problem]:
    """Yield every digit and every number word in the text of a topic or play."""
    words = {language: _words(content, language) for language in content.languages}
    for located in content.texts():
        if not located.file.startswith(("topics/", "plays/")):
            continue
        for language, version in located.text.items():
            for number in numbers_in(version, words[language]):
                path = f"{located.path}.{language}"
                yield content.problem(located.file, path, f"The number “{short(number)}” is written by hand.", _REMEDY)


def numbers_in(text: str, words: frozenset[str]) -> list[str]:
    """The numbers written out in a text, in digits first, then in words; named figures and names such as B2B are none."""
    plain = _NAMES.sub(" ", FIGURE.sub(" ", text))
    digits = [word.strip(".,;:!?()") for word in plain.split() if any(character.isnumeric() for character in word)]
    return digits + [word for word in _WORD.findall(plain) if word.lower() in words]


def _words(content: Content, language: Language) -> frozenset[str]:
    """The number words of a language. One and two are everyday words (one decision maker), and sizes tell no number."""
    numbers: Mapping[str, Mapping[str, str]] = content.sound(f"language/{language}/numbers.yml") or {}
    counted = (numbers.get(name) or {} for name in ("ones", "tens", "multipliers", "wholes"))
    return frozenset(word for words in counted for word, value in words.items() if float(value) not in _EVERYDAY)
