"""From what was typed, Slack markup and all, to the plain text that is read."""

from __future__ import annotations

import html
import re
import unicodedata

LONGEST = 4000
"""Characters of a message that are read; Slack itself recommends at most this many in one message."""

_LABELLED = re.compile(r"<(?:https?|mailto|tel)[^|<>]{0,2000}\|([^<>]{0,2000})>")
_CHANNEL = re.compile(r"<#\w{1,40}\|([^<>]{0,200})>")
_MARKUP = re.compile(
    r"<[@#!][^<>]{0,200}>|<(?:https?|mailto|tel):[^<>]{0,2000}>|https?://\S+|:[a-z0-9_+-]{0,40}[a-z][a-z0-9_+-]{0,40}:|:[+-]1:"
)
_LONG_RUN = re.compile(r"([^\W\d_])\1{2,}", re.IGNORECASE)
_RUN = re.compile(r"(.)\1\1")
"""What every long run holds in small letters, and hardly any text does; it is found in a seventh of the time."""
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘`´ʼ", "'"))
_DRESSED = re.compile(r"[<&:]")
"""Signs without which a text has no markup."""
_UNSEEN = frozenset({"Mn", "Me", "Cf", "Cs", "Co", "Cn"})


def plain(text: str) -> str:
    """Return the text that is read: its beginning, without markup, emoji codes and invisible characters, as it was written else.

    Decorations that hide a word (zero-width characters, strike-through overlays, full-width letters) are undone, letters drawn
    out ("sooo") come twice at most, and a fraction of one character ("2½") is written out ("2 1⁄2").
    """
    text = text[:LONGEST]
    if _DRESSED.search(text):
        text = html.unescape(_unmarked(text))
    if not text.isascii():
        text = _undecorated(text)
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)
    return _LONG_RUN.sub(r"\1\1", text) if _RUN.search(text.lower()) else text


def _undecorated(text: str) -> str:
    """One kind of apostrophe, one form of every letter, fractions set apart, and nothing invisible."""
    text = "".join(map(_shown, text.translate(_APOSTROPHES)))
    text = unicodedata.normalize("NFKC", text)[: 2 * LONGEST]  # some characters come apart into eighteen
    return "".join(sign for sign in text if sign.isascii() or unicodedata.category(sign) not in _UNSEEN)


def folded(word: str) -> str:
    """Return a word in lower case without accents, as words are compared."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.lower())
    return "".join(sign for sign in apart if unicodedata.category(sign) not in _UNSEEN)


def _unmarked(text: str) -> str:
    text = _LABELLED.sub(r" \1 ", text)
    text = _CHANNEL.sub(r" \1 ", text)
    return _MARKUP.sub(" ", text)


def _shown(character: str) -> str:
    """Set fractions off from the digits before them, or "2½" would become 21/2."""
    apart = unicodedata.decomposition(character) if unicodedata.category(character) == "No" else ""
    return f" {character}" if "2044" in apart else character
