"""Small windows: reading a topic, and telling what was wrong with an answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.language import Language
from bot.rendering.limits import VIEW_BLOCKS, VIEW_METADATA, VIEW_TITLE
from bot.rendering.slack_blocks import ADVISE, BlockJson, actions, button, context, plain_text, section
from bot.rendering.slack_text import cut, escape
from bot.rendering.wording import Wording

REASON = "rate_reason"
READER = "reader"
HELD = f"{READER}.held"
"""A reading window that only says that it waits: what it waits for takes its place."""
BACK = f"{ADVISE}.back"
"""The button that leads back to the page before."""
_REASON_LIMIT = 1000


def window(
    wording: Wording,
    language: Language,
    name: str,
    title: str,
    blocks: Sequence[BlockJson],
    *,
    metadata: str = "",
    submit: str = "",
) -> BlockJson:
    """Return a window by its name, with its title, what it carries, and the words of the button that sends it off, if any."""
    view: BlockJson = {
        "type": "modal",
        "callback_id": name,
        "private_metadata": metadata,
        "title": modal_title(title),
        "close": plain_text(wording.words(language, "modal_close")),
        "blocks": list(blocks)[:VIEW_BLOCKS],
    }
    return view | ({"submit": plain_text(submit)} if submit else {})


def reader_modal(wording: Wording, language: Language, blocks: Sequence[BlockJson], pages: Sequence[str] = ()) -> BlockJson:
    """Return a window that shows a reply and its buttons; `pages` are the codes of those read in it so far, this one last.

    From the second page on a button leads back to the one before.
    """
    back = [button(wording.words(language, "modal_back"), BACK, pages[-2])] if len(pages) > 1 else []
    shown = [*list(blocks)[: VIEW_BLOCKS - 1], *([actions(back)] if back else [])]
    title = wording.words(language, "modal_reader_title")
    return window(wording, language, READER, title, shown, metadata=_metadata(language, pages))


def reader_language(view: Mapping[str, Any], languages: Sequence[Language]) -> Language | None:
    """Return the language that a reading window or Home was drawn in; None for any other view, or one of an earlier version."""
    name = _read(view)[0]
    return next((language for language in languages if language == name), None)


def reader_pages(view: Mapping[str, Any]) -> list[str]:
    """Return the codes of the pages read in a reading window, the one on screen last; none for any other view."""
    return _read(view)[1:] if view.get("callback_id") == READER else []


def _metadata(language: Language, pages: Sequence[str]) -> str:
    """The language alone, as earlier releases know it, or with as many of the last pages as there is room for."""
    kept = list(pages)
    while kept and len(json.dumps([language.value, *kept])) > VIEW_METADATA:
        kept.pop(0)
    return json.dumps([language.value, *kept]) if kept else language.value


def _read(view: Mapping[str, Any]) -> list[str]:
    metadata = str(view.get("private_metadata") or "")
    try:
        data = json.loads(metadata) if metadata.startswith("[") else [metadata]
    except (ValueError, RecursionError):
        data = []
    return [str(one) for one in data] or [""]


def reason_modal(wording: Wording, language: Language, rated: str) -> BlockJson:
    """Return the window that asks, after a thumb down, what was missing; `rated` tells which answer, and is kept with it."""
    element = {
        "type": "plain_text_input",
        "action_id": REASON,
        "multiline": True,
        "max_length": _REASON_LIMIT,
        "placeholder": plain_text(wording.words(language, "modal_reason_hint")),
    }
    reason = {
        "type": "input",
        "block_id": REASON,
        "optional": True,
        "label": plain_text(wording.words(language, "modal_reason_label")),
        "element": element,
    }
    blocks = [context(escape(wording.words(language, "slack_rated"))), reason]
    title, send = wording.words(language, "modal_reason_title"), wording.words(language, "modal_send")
    return window(wording, language, REASON, title, blocks, metadata=rated, submit=send)


def thanks_modal(wording: Wording, language: Language) -> BlockJson:
    """Return the window that says that a reason is kept."""
    blocks = [section(escape(wording.words(language, "slack_reason_kept")))]
    return window(wording, language, f"{REASON}.kept", wording.words(language, "modal_reason_title"), blocks)


def copied(text: str) -> BlockJson:
    """Return a text ready to copy, letter for letter."""
    part = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [part]}


def modal_title(text: str) -> BlockJson:
    """Return a title cut to the few letters Slack allows."""
    return plain_text(cut(text, VIEW_TITLE))
