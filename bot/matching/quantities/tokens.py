"""A text cut into number, word and sign tokens with their offsets; addresses, dates and times count as no number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """The form of a token."""

    NUMBER = "number"
    WORD = "word"
    SIGN = "sign"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text; `glued` tells that no blank stands before it, `low` is its lower-case text."""

    form: Form
    text: str
    low: str
    start: int
    end: int
    glued: bool


_TOKEN = re.compile(
    r"""
    (?P<skipped> https?://\S+ | <[@#!][^>\s]{0,80}> | [A-Za-z0-9._+-]{1,40}@[A-Za-z0-9.-]{2,80}
      | [0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9]) | [0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:19|20)[0-9]{2}(?![0-9.,])
      | [0-9]{1,2}:[0-9]{2}(?![0-9]) | 24/7(?![0-9]) )
    | (?P<number> [0-9]+ (?: [.,\u00a0\u202f] [0-9]+ )* )
    | (?P<word> [^\W\d_]+ )
    | (?P<sign> \S )
    """,
    re.VERBOSE,
)


def cut(text: str) -> list[Token]:
    """Return the tokens of a text, in order, in linear time."""
    tokens: list[Token] = []
    last = 0
    for found in _TOKEN.finditer(text):
        form = Form(found.lastgroup or Form.SIGN)
        piece = found.group()
        tokens.append(Token(form, piece, piece.lower(), found.start(), found.end(), found.start() == last and bool(tokens)))
        last = found.end()
    return tokens
