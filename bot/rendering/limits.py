"""Slack's limits on messages and views: what would break, told before Slack refuses it.

Numbers from docs.slack.dev/reference/block-kit; the text budget of a message is measured, not documented (bolt-js #2867).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import filterfalse
from typing import Any, NamedTuple

from bot.rendering.kept_block import KeptBlock

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_TEXT = 4000
MESSAGE_BUDGET = 9000
VIEW_METADATA = 3000
VIEW_TITLE = 24

ON_MESSAGES = frozenset({"header", "section", "context", "divider", "actions", "rich_text", "context_actions", "image", "table"})
ON_VIEWS = {
    "home": frozenset({"header", "section", "context", "divider", "actions", "rich_text", "input", "image"}),
    "modal": frozenset({"header", "section", "context", "divider", "actions", "rich_text", "input", "image", "alert"}),
}
_TEXTS = {"header": 150, "section": 3000, "button": 75, "option": 75, "alert": 200, "confirm": 300}
_COUNTS = {
    "context": 10, "actions": 25, "context_actions": 5, "static_select": 100, "radio_buttons": 10, "checkboxes": 10,
    "overflow": 5,
}  # fmt: skip
_ACTING = frozenset({
    "button", "static_select", "external_select", "overflow", "radio_buttons", "feedback_buttons", "plain_text_input",
})  # fmt: skip
_NAMED = {"label": 2000, "hint": 2000, "placeholder": 150, "description": 75}
"""Texts that a node bears under a key of their own."""
_BUTTONS = frozenset({"positive_button", "negative_button"})
_IDS = frozenset({"action_id", "block_id", "callback_id"})
_LEAVES = frozenset({"text", "plain_text", "mrkdwn", "raw_text"})
_LEAF = frozenset({"type", "text", "style", "emoji", "verbatim"})
_BRANCHING = frozenset({dict, list, tuple})
_COUNTED = frozenset({"options", "elements", "rows", "fields"})


class _Measured(NamedTuple):
    """What the limits say of one block: its problems, and the characters of its texts."""

    problems: tuple[str, ...]
    characters: int


def message_problems(payload: Mapping[str, Any]) -> list[str]:
    """Return every way a `chat.postMessage` payload breaks a limit; an empty list means that it may be sent."""
    blocks = payload.get("blocks", [])
    problems = list(_blocks_problems(blocks, MESSAGE_BLOCKS, ON_MESSAGES))
    if sum(block.get("type") == "table" for block in blocks) > 1:
        problems.append("blocks: more than one table")
    text = payload.get("text", "")
    if not text.strip():
        problems.append("text: empty, so that notifications and screen readers have nothing")
    if len(text) > MESSAGE_TEXT:
        problems.append(f"text: {len(text)} characters, at most {MESSAGE_TEXT}")
    if (total := text_length(blocks)) > MESSAGE_BUDGET:
        problems.append(f"blocks: {total} characters in all, at most {MESSAGE_BUDGET}")
    return problems


def view_problems(view: Mapping[str, Any]) -> list[str]:
    """Return every way a modal or App Home view breaks a limit."""
    kind = view.get("type", "")
    problems = list(_blocks_problems(view.get("blocks", []), VIEW_BLOCKS, ON_VIEWS.get(kind, frozenset())))
    titles = (key for key in ("title", "submit", "close") if len(view.get(key, {}).get("text", "")) > VIEW_TITLE)
    problems.extend(f"{key}: more than {VIEW_TITLE} characters" for key in titles)
    if len(view.get("private_metadata", "")) > VIEW_METADATA:
        problems.append(f"private_metadata: more than {VIEW_METADATA} characters")
    return [*problems, *_lacks(view)] if kind == "modal" else problems


def _lacks(view: Mapping[str, Any]) -> Iterator[str]:
    """Tell what a modal cannot do without."""
    if not view.get("title"):
        yield "title: a modal needs one"
    if "submit" not in view and any(block.get("type") == "input" for block in view["blocks"]):
        yield "submit: a modal with inputs needs it"


def text_length(blocks: Sequence[Mapping[str, Any]]) -> int:
    """Return the characters of all texts in the blocks: what counts towards the budget of a message."""
    return sum(_measured(block).characters for block in blocks)


def _blocks_problems(blocks: Sequence[Mapping[str, Any]], most: int, allowed: frozenset[str]) -> Iterator[str]:
    if len(blocks) > most:
        yield f"blocks: {len(blocks)}, at most {most}"
    for at, block in enumerate(blocks):
        if block.get("type") not in allowed:
            yield f"blocks[{at}]: type {block.get('type')!r} is not for this surface"
        yield from (f"blocks[{at}]{problem}" for problem in _measured(block).problems)
    yield from _twice("block_id", blocks)


def _measured(block: Mapping[str, Any]) -> _Measured:
    """Measure a block; one that is kept only once."""
    if not isinstance(block, KeptBlock):
        return _measure(block)
    kept = block if block.alike is None else block.alike
    if kept.measured is None:
        kept.measured = _measure(kept)
    found: _Measured = kept.measured
    return found


def _measure(block: Mapping[str, Any]) -> _Measured:
    nodes = _nodes(block)
    problems = [f": {problem}" for problem in _twice("action_id", nodes)]
    for node in filterfalse(_is_fine_text, nodes):
        problems += (f".{problem}" for problem in _node_problems(node))
    return _Measured(tuple(problems), sum(len(node["text"]) for node in nodes if isinstance(node.get("text"), str)))


def _twice(key: str, nodes: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Tell of names that stand more than once."""
    names = [node[key] for node in nodes if key in node]
    if len(set(names)) < len(names):
        yield from (f"{key} {name!r} stands {times} times" for name, times in Counter(names).items() if times > 1)


def _node_problems(node: Mapping[str, Any]) -> Iterator[str]:
    kind = str(node.get("type", "option" if "value" in node else ""))
    yield from _text_problems(kind, node)
    if not _COUNTED.isdisjoint(node):
        yield from _count_problems(kind, node)
    for key in _IDS & node.keys():
        if len(node[key]) > 255:
            yield f"{kind}: {key} longer than 255 characters"
    longest = 150 if kind == "option" else 2000
    if isinstance(node.get("value"), str) and len(node["value"]) > longest:
        yield f"{kind}: value longer than {longest} characters"
    if kind in _ACTING and not node.get("action_id"):
        yield f"{kind}: no action_id"


def _is_fine_text(node: Mapping[str, Any]) -> bool:
    """Whether a node is a piece of text of a length that is right, and no more: half of all nodes are."""
    text = node.get("text")
    is_text = isinstance(text, str) and 0 < len(text) <= 3000
    return is_text and node.get("type") in _LEAVES and node.keys() <= _LEAF


def _text_problems(kind: str, node: Mapping[str, Any]) -> Iterator[str]:
    text = node.get("text")
    words = text.get("text", "") if isinstance(text, Mapping) else text
    if isinstance(text, Mapping) or kind in ("mrkdwn", "plain_text", "text", "raw_text"):
        if not words:
            yield f"{kind}: an empty text"
        elif len(words) > _TEXTS.get(kind, 3000):
            yield f"{kind}: {len(words)} characters, at most {_TEXTS.get(kind, 3000)}"
    for key in _NAMED.keys() & node.keys():
        named, most = node[key], _NAMED[key]
        if isinstance(named, Mapping) and not 0 < len(named.get("text", "")) <= most:
            yield f"{kind}: {key} empty or longer than {most} characters"
    for key in _BUTTONS & node.keys():
        yield from _text_problems("button", node[key])


def _count_problems(kind: str, node: Mapping[str, Any]) -> Iterator[str]:
    things = node.get("options", node.get("elements"))
    if isinstance(things, list) and (not things or len(things) > _COUNTS.get(kind, 1000)):
        yield f"{kind}: {len(things)} entries, at least 1 and at most {_COUNTS.get(kind, 1000)}"
    rows = node.get("rows")
    if isinstance(rows, list) and not (0 < len(rows) <= 100 and all(0 < len(row) <= 20 for row in rows)):
        yield f"{kind}: {len(rows)} rows, at most 100 of at most 20 cells"
    fields = node.get("fields")
    if isinstance(fields, list) and not 0 < len(fields) <= 10:
        yield f"{kind}: {len(fields)} fields, at most 10"


def _nodes(tree: Any) -> list[Mapping[str, Any]]:
    """Return every mapping in the blocks, outer ones first. Every message is walked through: no recursion, no abstract types."""
    found: list[Mapping[str, Any]] = []
    waiting = [tree]
    while waiting:
        here = waiting.pop()
        branches: Any = here
        if isinstance(here, dict):
            found.append(here)
            branches = here.values()
        waiting += [branch for branch in reversed(branches) if type(branch) in _BRANCHING]
    return found
