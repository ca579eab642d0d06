"""Cuts a text into words that know their place, their clause and their sentence."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.advisor.fit.shorthand import written_out

LONGEST = 4000
"""Characters of a text that are read; Slack itself recommends at most this many in one message."""

_PIECE = re.compile(r"(?P<word>[^\W_]+(?:['’][^\W\d_]+)*)|(?P<mark>[.!?;:,()\n…—–/+&]|\s-+\s)")
_SENTENCE_ENDS = frozenset(".!?;\n…")
_RANGE_BEGINS = re.compile(r"(?i)\d ?(?:k|m|rb|ribu|jt|juta)?\s?$")
_RANGE_ENDS = re.compile(r"(?i)\s?(?:rp\.? ?|[$€£])?\d")
_WHOLE = {
    "can't": "can not", "won't": "will not", "cannot": "can not", "shan't": "shall not", "dont": "do not", "doesnt": "does not",
    "didnt": "did not", "isnt": "is not", "arent": "are not", "wont": "will not", "cant": "can not", "havent": "have not",
    "hasnt": "has not", "weve": "we have", "theyre": "they are", "im": "i am", "ive": "i have", "let's": "let us",
}  # fmt: skip
_ENDINGS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am", "'d": "", "'s": ""}


def word_set(text: str) -> frozenset[str]:
    """Return the words of a line as a set."""
    return frozenset(text.split())


_CLAUSE_OPENERS = word_set(
    "but yet though although however whereas while because since tapi tetapi namun sedangkan sementara padahal cuman walau meski "
    "meskipun walaupun karena soalnya"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word in lower case; `start` and `end` are its place in the text, `clause` and `sentence` count from 0."""

    low: str
    start: int
    end: int
    clause: int
    sentence: int


def plain(text: str) -> str:
    """Return the text that is read: its beginning, in one form of Unicode and of apostrophe, nothing invisible or shortened."""
    text = unicodedata.normalize("NFKC", text[:LONGEST]).replace("’", "'").replace("‘", "'")
    return written_out("".join(sign for sign in text if unicodedata.category(sign) not in ("Cf", "Mn", "Me")))


def words_of(text: str) -> list[Word]:
    """Return the words of a plain text in order; a colon is a word too, for it joins a label to its value ("Funds: low")."""
    found: list[Word] = []
    clause = sentence = 0
    for piece in _PIECE.finditer(text):
        if piece.lastgroup == "mark":
            mark = piece.group().strip() or "\n"
            if mark in "/+&" or _inside_number(text, piece) or _inside_range(text, piece):
                continue
            if mark == ":":
                found.append(Word(":", piece.start(), piece.end(), clause, sentence))
                continue
            clause += 1
            sentence += mark in _SENTENCE_ENDS
            continue
        if piece.group() == "nya" and text[piece.start() - 1 : piece.start()] == "-":  # "approval-nya" is "approvalnya"
            continue
        parts = _expanded(piece.group().lower())
        if parts[0] in _CLAUSE_OPENERS:
            clause += 1
        found.extend(Word(part, piece.start(), piece.end(), clause, sentence) for part in parts)
    return found


def _inside_number(text: str, piece: re.Match[str]) -> bool:
    """Whether a mark stands between two digits, as in 1.250 and 9:30."""
    before, after = text[piece.start() - 1 : piece.start()], text[piece.end() : piece.end() + 1]
    return piece.group() in ".,:" and before.isdigit() and after.isdigit()


def _inside_range(text: str, piece: re.Match[str]) -> bool:
    """Whether a dash stands between the two numbers of a range, as in "1.5k - 2k"."""
    dash = piece.group().strip(" -–—") == ""
    before, after = text[max(piece.start() - 8, 0) : piece.start()], text[piece.end() : piece.end() + 8]
    return dash and bool(_RANGE_BEGINS.search(before)) and bool(_RANGE_ENDS.match(after))


def _expanded(word: str) -> list[str]:
    """Write contractions out, so that a negation is a word of its own; a possessive s is dropped."""
    if word in _WHOLE:
        return _WHOLE[word].split()
    for ending, full in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending):
            stem = word.removesuffix(ending)
            return [stem, full] if full else [stem]
    return [word.replace("'", "")]
