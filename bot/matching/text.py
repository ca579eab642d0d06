"""From what was typed, Slack markup and all, to clean lower-case words."""

from __future__ import annotations

import html
import re
import unicodedata

LONGEST = 4000
"""Characters of a message that are read; Slack itself recommends at most this many in one message."""

_LABELLED = re.compile(r"<(?:https?|mailto|tel)[^|<>]*\|([^<>]*)>")
_CHANNEL = re.compile(r"<#\w+\|([^<>]*)>")
_MARKUP = re.compile(r"<[@#!][^<>]*>|<(?:https?|mailto|tel):[^<>]*>|https?://\S+|:[a-z0-9_+-]*[a-z][a-z0-9_+-]*:|:[+-]1:")
_WORD = re.compile(r"[^\W_]+(?:['.,][^\W_]+)*%?", re.UNICODE)
_NEGATED = re.compile(r"\b(wo|ca|sha)?(\w*?)n't\b")
_SHORTENED = {"wo": "will", "ca": "can", "sha": "shall"}
_LONG_RUN = re.compile(r"(.)\1{2,}")


def clean(text: str) -> str:
    """Return the message as plain lower-case text: no markup, emoji codes or invisible characters, one kind of apostrophe.

    Decorations that hide a word (zero-width characters, strike-through overlays, full-width letters) are undone.
    Of very long messages only the first `LONGEST` characters are read.
    """
    text = text[:LONGEST]
    text = _LABELLED.sub(r" \1 ", text)
    text = _CHANNEL.sub(r" \1 ", text)
    text = _MARKUP.sub(" ", text)
    text = html.unescape(text)
    text = unicodedata.normalize("NFKD", text)[: 2 * LONGEST]  # some characters come apart into eighteen
    text = "".join(_plain(character) for character in text)
    text = _LONG_RUN.sub(r"\1\1", text.lower())
    return _NEGATED.sub(_spelled_out, text)


def _spelled_out(negated: re.Match[str]) -> str:
    """Write a shortened "not" out: won't is will not, don't do not."""
    shortened, rest = negated.groups()
    return f"{_SHORTENED[shortened]} not" if shortened and not rest else f"{shortened or ''}{rest} not"


def _plain(character: str) -> str:
    """Map one character: apostrophes unified, marks and invisible ones dropped, control characters to spaces."""
    if character < "\x7f":
        return character if character >= " " or character == "\n" else " "
    if character in "’‘`´ʼ":
        return "'"
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf", "Cs", "Co", "Cn"):
        return ""
    return " " if category in ("Cc", "Zl", "Zp", "Zs") else character


def words(cleaned: str) -> list[str]:
    """Split cleaned text into words; numbers keep their points and per cent sign, possessives lose theirs."""
    found = (match.group().removesuffix("'s") for match in _WORD.finditer(cleaned))
    return [word.replace("'", "") for word in found]
