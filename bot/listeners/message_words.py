"""The words of a Slack message, wherever they stand: its text, its blocks, a message forwarded with it, an app's attachments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.rendering.slack_text import mentions, read_typed

LONGEST = 8000
"""Characters of one message that are read, over all its parts."""
_DEEPEST = 12
"""Levels of blocks that are read; Slack's own nest half as deep."""
_MOST_ATTACHED = 10
_LINES = frozenset({
    "rich_text_section", "rich_text_preformatted", "rich_text_quote", "markdown", "mrkdwn", "plain_text", "raw_text",
})  # fmt: skip
"""What stands on a line of its own; links, dates and plain pieces of rich text stand side by side."""
_CONTROLS = frozenset({"actions", "context_actions", "input", "button"})
"""What is there to be used: its labels are no words of the message."""
_NO_FALLBACK = "[no preview available]"
"""What Slack fills in where an app gave no fallback."""
_PARTS = ("title", "text", "fields", "elements", "rows", "cells")
"""Where a block holds words or further blocks, in reading order."""
_APP_PARTS = ("pretext", "title", "text")
"""Where an app's attachment holds its words, in the order Slack shows them."""


def words_of(message: Mapping[str, Any]) -> str:
    """Return what a message says, without Slack's markup; at most LONGEST characters, an empty text where it says nothing.

    A comment comes first, the messages forwarded with it after it. Of an app's message the blocks count, for they are what is
    shown, while its text may be a mere notification.
    """
    own = _own_words(message)
    attached = _mappings(message.get("attachments"))[:_MOST_ATTACHED]
    forwarded = [_forwarded_words(part) for part in attached if _is_forwarded(part)]
    words = "\n".join(part for part in (own, *forwarded) if part)
    return (words or _app_words(message))[:LONGEST].strip()


def mentioned_in(message: Mapping[str, Any]) -> frozenset[str]:
    """Return the ids of the people whom a message itself mentions; who is mentioned in what it forwards is not spoken to."""
    in_blocks = {
        str(node.get("user_id")) for node in _nodes(message.get("blocks")) if node.get("type") == "user" and node.get("user_id")
    }
    return mentions(_text(message.get("text"))) | in_blocks


def _own_words(message: Mapping[str, Any]) -> str:
    """A person's text says it all, and blocks stand in for it where there is none; of an app it is the other way round."""
    text, blocks = read_typed(_text(message.get("text"))), message.get("blocks")
    if message.get("bot_id"):
        return _block_words(blocks) or text
    return text or _block_words(blocks)


def _is_forwarded(part: Mapping[str, Any]) -> bool:
    return bool(part.get("is_share") or part.get("is_msg_unfurl"))


def _forwarded_words(part: Mapping[str, Any]) -> str:
    inner = [block.get("message") for block in _mappings(part.get("message_blocks"))]
    blocks = "\n".join(_block_words(message.get("blocks")) for message in inner if isinstance(message, Mapping)).strip()
    return read_typed(_text(part.get("text"))) or blocks or _block_words(part.get("blocks"))


def _app_words(message: Mapping[str, Any]) -> str:
    """The words of attachments, the older form of an app's message; previews of links are no words of the message."""
    said = []
    for part in _mappings(message.get("attachments"))[:_MOST_ATTACHED]:
        if part.get("from_url") or part.get("original_url"):
            continue
        words = "\n".join(read_typed(_text(part.get(name))) for name in _APP_PARTS if part.get(name))
        said.append(words.strip() or _block_words(part.get("blocks")) or _fallback(part))
    return "\n".join(words for words in said if words)


def _fallback(part: Mapping[str, Any]) -> str:
    words = read_typed(_text(part.get("fallback")))
    return "" if words == _NO_FALLBACK else words


def _block_words(blocks: object) -> str:
    """The words of blocks, empty lines left out."""
    lines = "".join(_pieces(blocks, _DEEPEST))[:LONGEST].splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def _pieces(node: object, depth: int) -> Iterator[str]:
    if depth == 0:
        return
    if isinstance(node, Mapping):
        yield from _pieces_of(node, depth)
    elif isinstance(node, Sequence) and not isinstance(node, str | bytes):
        for part in node:
            yield from _pieces(part, depth - 1)


def _pieces_of(node: Mapping[str, Any], depth: int) -> Iterator[str]:
    kind, text = node.get("type"), node.get("text")
    if kind in _CONTROLS:
        return
    if kind in ("link", "date"):
        yield _text(text) or _text(node.get("fallback")) or _text(node.get("url"))
    elif kind in ("mrkdwn", "markdown"):
        yield read_typed(_text(text))
    elif isinstance(text, str):
        # Rich text, plain text and a table's cells are shown letter for letter: there is no markup in them to be read.
        yield text[:LONGEST]
    else:
        for name in _PARTS:
            yield from _pieces(node.get(name), depth - 1)
    if kind in _LINES:
        yield "\n"


def _nodes(tree: object, depth: int = _DEEPEST) -> Iterator[Mapping[str, Any]]:
    if depth == 0:
        return
    if isinstance(tree, Mapping):
        yield tree
        yield from _nodes(tree.get("elements"), depth - 1)
    elif isinstance(tree, Sequence) and not isinstance(tree, str | bytes):
        for branch in tree:
            yield from _nodes(branch, depth - 1)


def _mappings(parts: object) -> list[Mapping[str, Any]]:
    found = parts if isinstance(parts, Sequence) and not isinstance(parts, str | bytes) else ()
    return [part for part in found if isinstance(part, Mapping)]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
