"""The one tokeniser: a plain text cut into tokens, and the words, clauses and sentences they make."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from bot.language.contractions import Contractions
from bot.language.made import maker
from bot.language.text import folded

MOST_WORDS = 2000
"""Words of a message that are read; nobody asks so long a question."""


class Form(StrEnum):
    """The form of a token."""

    NUMBER = "number"
    WORD = "word"
    SIGN = "sign"
    SKIPPED = "skipped"
    """An address, a date in digits or a time of day: its digits count nothing."""


_FORMS = {form.value: form for form in Form}


class Token(NamedTuple):
    """A piece of the text between `start` and `end`.

    `low` is the piece as it is compared; `glued` tells that no blank stands before it, `word` the index of the word it is part of
    (of the next word, for a sign).
    """

    form: Form
    text: str
    low: str
    start: int
    end: int
    glued: bool
    word: int


class Word(NamedTuple):
    """A word in lower case between `start` and `end`; clauses and sentences count from 0.

    A contraction comes apart into several words of one place. A colon is a word too, for it joins a label to its value.
    """

    low: str
    start: int
    end: int
    clause: int
    sentence: int


_token, _one_word = maker(Token), maker(Word)

_PIECE = re.compile(
    r"""
    (?P<skipped> [A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,64}(?:\.[A-Za-z0-9-]{1,64}){1,8}
      | [0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9]) | [0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:19|20)[0-9]{2}(?![0-9.,])
      | [0-9]{1,2}:[0-9]{2}(?![0-9]) | 24/7(?![0-9]) )
    | (?P<number> [0-9]+ (?: [.,'] [0-9]+ )* )
    | (?P<word> [^\W\d_]+ )
    | (?P<sign> \n | \S )
    """,
    re.VERBOSE,
)
_SENTENCE_ENDS = frozenset(".!?;\n…")
_CLAUSE_ENDS = _SENTENCE_ENDS | frozenset(",()—–|•·")
_DASHES = frozenset("-–—")
_MONEY = frozenset("$€£¥₹~")
_LONGEST_LABEL = 4
"""Words before a dash that may be the label of what stands behind it."""
_INSIDE = re.compile(r"[^\W_]+")


def cut(
    text: str, contractions: Contractions, openers: frozenset[str], tied: frozenset[str] = frozenset()
) -> tuple[tuple[Token, ...], tuple[Word, ...]]:
    """Return the tokens and the words of a plain text, in order, in linear time.

    `openers` are the words that open a clause of their own ("but", "because"), save right behind one of `tied` ("anything but").
    """
    return _Cutter(text, contractions, openers, tied).run()


class _Cutter:
    """One pass over one text."""

    def __init__(self, text: str, contractions: Contractions, openers: frozenset[str], tied: frozenset[str]) -> None:
        self._contractions = contractions
        self._openers, self._tied = openers, tied
        self._pieces = [(found.lastgroup, found.group(), found.start(), found.end()) for found in _PIECE.finditer(text)]
        self._tokens: list[Token] = []
        self._words: list[Word] = []
        self._clause = self._sentence = 0

    def run(self) -> tuple[tuple[Token, ...], tuple[Word, ...]]:
        """Return what was cut."""
        at = 0
        while at < len(self._pieces) and len(self._words) < MOST_WORDS:
            form = self._pieces[at][0]
            if form == "sign":
                self._keep(at)
                self._mark(at)
                at += 1
            elif form == "skipped":
                self._keep(at)
                self._skipped(at)
                at += 1
            else:
                at = self._word(at)
        return tuple(self._tokens), tuple(self._words)

    def _keep(self, at: int) -> str:
        """Keep a piece as a token; return it as it is compared."""
        form, text, start, end = self._pieces[at]
        glued = at > 0 and self._pieces[at - 1][3] == start
        low = folded(text) if form == "word" else text
        self._tokens.append(_token((_FORMS[form or "sign"], text, low, start, end, glued, len(self._words))))
        return low

    def _glued(self, at: int) -> bool:
        """Whether a piece follows the one before without a blank."""
        return at < len(self._pieces) and self._pieces[at - 1][3] == self._pieces[at][2]

    def _word(self, at: int) -> int:
        """Take letters and digits that touch, with apostrophes between letters, as one word; return the piece behind."""
        if self._stands_alone(at):
            self._add(self._keep(at), self._pieces[at][2], self._pieces[at][3])
            return at + 1
        first, parts = at, []
        while True:
            parts.append(self._keep(at))
            at += 1
            if self._glued(at) and self._pieces[at][0] in ("word", "number"):
                continue
            if self._joins(at) or self._shortens(at, parts):
                parts.append(self._keep(at))
                at += 1
                continue
            break
        if self._glued(at) and self._pieces[at][1] == "%" and self._pieces[at - 1][0] == "number":
            self._keep(at)
            parts.append("%")
            at += 1
        self._add("".join(parts), self._pieces[first][2], self._pieces[at - 1][3])
        return at

    def _stands_alone(self, at: int) -> bool:
        """Whether nothing touches the end of a word, so that it is all there is of it: nearly always so."""
        behind = at + 1
        return self._pieces[at][0] == "word" and (behind == len(self._pieces) or self._pieces[behind][2] > self._pieces[at][3])

    def _joins(self, at: int) -> bool:
        """Whether an apostrophe stands between letters here, as in "don't"."""
        here = self._glued(at) and self._pieces[at][1] == "'" and self._pieces[at - 1][0] == "word"
        return here and self._glued(at + 1) and self._pieces[at + 1][0] == "word"

    def _shortens(self, at: int, parts: Sequence[str]) -> bool:
        """Whether a slash here stands inside a short form that is written out, as in "w/o"."""
        if not self._glued(at) or self._pieces[at][1] != "/" or not self._glued(at + 1):
            return False
        return f"{''.join(parts)}/{folded(self._pieces[at + 1][1])}" in self._contractions.words

    def _add(self, low: str, start: int, end: int) -> None:
        parts = self._contractions.parts(low)
        self._clause += bool(self._words) and parts[0] in self._openers and self._words[-1].low not in self._tied
        for part in parts:
            self._words.append(_one_word((part, start, end, self._clause, self._sentence)))

    def _skipped(self, at: int) -> None:
        _, text, start, _ = self._pieces[at]
        for found in _INSIDE.finditer(text):
            self._add(folded(found.group()), start + found.start(), start + found.end())

    def _mark(self, at: int) -> None:
        """End the clause or the sentence where a mark does."""
        _, mark, start, end = self._pieces[at]
        if mark == ":":
            self._words.append(_one_word((":", start, end, self._clause, self._sentence)))
        elif mark in _DASHES and self._is_apart(at):
            self._dash(at)
        elif mark in _CLAUSE_ENDS and not self._ties(at) and not self._abbreviates(at):
            self._clause += 1
            self._sentence += mark in _SENTENCE_ENDS

    def _is_apart(self, at: int) -> bool:
        """Whether a dash stands between blanks, and not between the two numbers of a range."""
        return not self._glued(at) and not self._glued(at + 1) and not self._ties(at)

    def _dash(self, at: int) -> None:
        """End the clause at a dash, or join a label to the number behind it: "company size - 90"."""
        _, _, start, end = self._pieces[at]
        first = next((back for back in range(len(self._words) - 1, -1, -1) if self._words[back].clause != self._clause), -1) + 1
        labels = 0 < len(self._words) - first <= _LONGEST_LABEL and self._is_amount(at + 1)
        if labels:
            self._words.append(_one_word((":", start, end, self._clause, self._sentence)))
        else:
            self._clause += 1

    def _is_amount(self, at: int) -> bool:
        """Whether a number stands here, or a sign of money before one."""
        forms = [piece[0] for piece in self._pieces[at : at + 2]]
        return forms[:1] == ["number"] or (forms == ["sign", "number"] and self._pieces[at][1] in _MONEY)

    def _abbreviates(self, at: int) -> bool:
        """Whether a stop belongs to letters such as "s.d." or "p.a." and no sentence begins behind it."""
        if self._pieces[at][1] != "." or at < 1 or not self._is_letter(at - 1):
            return False
        if self._is_letter(at + 1) and self._glued(at + 1):
            return True
        begins = self._pieces[at + 1][1][:1].isupper() if at + 1 < len(self._pieces) else False
        return not begins and at > 1 and self._pieces[at - 2][1] == "."

    def _is_letter(self, at: int) -> bool:
        """Whether a piece is one letter."""
        return at < len(self._pieces) and self._pieces[at][0] == "word" and len(self._pieces[at][1]) == 1

    def _ties(self, at: int) -> bool:
        """Whether a dash stands between the two numbers of a range, as in "1.5k - 2k"."""
        if self._pieces[at][1] not in _DASHES:
            return False
        before = self._pieces[max(at - 2, 0) : at]
        after = self._pieces[at + 1 : at + 3]
        return any(piece[0] == "number" for piece in before) and any(piece[0] == "number" for piece in after)


def clause_bounds(words: Sequence[Word]) -> dict[int, tuple[int, int]]:
    """Return, by clause, its first word and the one behind its last."""
    bounds: dict[int, tuple[int, int]] = {}
    for at, word in enumerate(words):
        first, _ = bounds.get(word.clause, (at, at))
        bounds[word.clause] = (first, at + 1)
    return bounds
