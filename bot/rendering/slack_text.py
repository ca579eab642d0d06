"""Text on its way into Slack and out of it: escaping, cutting, and reading what people typed."""

from __future__ import annotations

import html
import re

_MENTION = re.compile(r"<@[A-Z0-9]{1,64}(?:\|[^<>]{0,200})?>")
_LABELLED = re.compile(r"<[^<>|]{1,4000}\|([^<>]{0,4000})>")
_BARE = re.compile(r"<((?:https?|mailto|tel):[^<>|]{1,4000})>")
_SPECIAL = re.compile(r"<[!#@][^<>]{0,4000}>")
_BLANK = re.compile(r"[ \t]+")
_STYLE = re.compile(r"(?<![A-Za-z0-9])[*_~]|[*_~](?![A-Za-z0-9])|`")
"""Marks of style where they can style something. Between two letters or digits they style nothing: `snake_case` stays whole."""
_QUOTE = re.compile(r"^([ \t]*)>", re.MULTILINE)
_LOOKS_LIKE = {"*": "\u2217", "_": "\u02cd", "~": "\u223c", "`": "\u02cb"}


def escape(text: str) -> str:
    """Return words for mrkdwn that stand there as they are: no mention, call, link, style or quotation is left in them.

    Slack asks for `&`, `<` and `>` as entities. It has no escape for marks of style (docs.slack.dev, formatting message text), so
    that those which could style something give way to letters that look like them. Rich text needs none of this.
    """
    plain = _QUOTE.sub(r"\1›", _STYLE.sub(lambda mark: _LOOKS_LIKE[mark.group()], text))
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str, longest: int) -> str:
    """Return the text in at most `longest` characters, an ellipsis where something was cut off."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def cut_escaped(text: str, longest: int) -> str:
    """Escape the text and keep it within `longest` characters without cutting an entity in two."""
    escaped = escape(text)
    if len(escaped) <= longest:
        return escaped
    kept = escaped[: longest - 1]
    entity = kept.rfind("&", len(kept) - 5)
    if entity >= 0 and ";" not in kept[entity:]:
        kept = kept[:entity]
    return kept.rstrip() + "…"


def read_typed(text: str, longest: int = 8000) -> str:
    """Return what a person typed without Slack's markup: mentions dropped, links and channels by their label, entities undone.

    Of very long messages only the first `longest` characters are read.
    """
    text = _MENTION.sub(" ", text[:longest])
    text = _LABELLED.sub(r"\1", text)
    text = _BARE.sub(r"\1", text)
    text = _SPECIAL.sub(" ", text)
    return _BLANK.sub(" ", html.unescape(text)).strip()


def mentions(text: str) -> frozenset[str]:
    """Return the ids of the people a Slack message mentions."""
    return frozenset(match.group()[2:-1].partition("|")[0] for match in _MENTION.finditer(text[:8000]))
