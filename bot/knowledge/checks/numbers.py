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
# "One" and "two" are everyday words (one decision maker); "millions" and "jutaan" tell a size, not a number.
_ENGLISH = (
    "three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
    "twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion dozen zero"
)
_INDONESIAN = (
    "tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh seratus ratus seribu ribu sejuta juta "
    "semiliar miliar milyar triliun lusin selusin nol"
)
_WORDS: Mapping[Language, re.Pattern[str]] = {
    Language.EN: re.compile(rf"\b({_ENGLISH.replace(' ', '|')})\b", re.IGNORECASE),
    Language.ID: re.compile(rf"\b({_INDONESIAN.replace(' ', '|')})\b", re.IGNORECASE),
}
_REMEDY = "Put the number in figures.yml with its source, and write its $name here."


def check_numbers(content: Content) -> Iterator[Problem]:
    """Yield every digit and every number word in a topic's text."""
    for located in content.texts():
        if not located.file.startswith("topics/"):
            continue
        for language, version in located.text.items():
            for number in numbers_in(version, language):
                path = f"{located.path}.{language}"
                yield content.problem(located.file, path, f"The number “{short(number)}” is written by hand.", _REMEDY)


def numbers_in(text: str, language: Language) -> list[str]:
    """The numbers written out in a text, in digits first, then in words; named figures and names such as B2B are none."""
    plain = _NAMES.sub(" ", FIGURE.sub(" ", text))
    digits = [word.strip(".,;:!?()") for word in plain.split() if any(character.isnumeric() for character in word)]
    return digits + [found.group() for found in _WORDS[language].finditer(plain)]
