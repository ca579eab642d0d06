"""Small windows: reading a topic, and telling what was wrong with an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.language import Language
from bot.rendering.limits import VIEW_BLOCKS, VIEW_TITLE
from bot.rendering.slack_blocks import BlockJson, context, plain_text, section
from bot.rendering.slack_text import cut, escape
from bot.rendering.wording import Wording

REASON = "rate_reason"
READER = "reader"
_REASON_LIMIT = 1000


def reader_modal(wording: Wording, language: Language, blocks: Sequence[BlockJson]) -> BlockJson:
    """Return a window that shows a reply and its buttons."""
    return {
        "type": "modal",
        "callback_id": READER,
        "private_metadata": language.value,
        "title": modal_title(wording.words(language, "modal_reader_title")),
        "close": plain_text(wording.words(language, "modal_close")),
        "blocks": list(blocks)[:VIEW_BLOCKS],
    }


def reader_language(view: Mapping[str, Any], languages: Sequence[Language]) -> Language | None:
    """Return the language that a reading window or Home was drawn in; None for any other view, or one of an earlier version."""
    metadata = view.get("private_metadata")
    return next((language for language in languages if language == metadata), None)


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
    return {
        "type": "modal",
        "callback_id": REASON,
        "private_metadata": rated,
        "title": modal_title(wording.words(language, "modal_reason_title")),
        "submit": plain_text(wording.words(language, "modal_send")),
        "close": plain_text(wording.words(language, "modal_close")),
        "blocks": [context(escape(wording.words(language, "slack_rated"))), reason],
    }


def thanks_modal(wording: Wording, language: Language) -> BlockJson:
    """Return the window that says that a reason is kept."""
    return {
        "type": "modal",
        "callback_id": f"{REASON}.kept",
        "title": modal_title(wording.words(language, "modal_reason_title")),
        "close": plain_text(wording.words(language, "modal_close")),
        "blocks": [section(escape(wording.words(language, "slack_reason_kept")))],
    }


def modal_title(text: str) -> BlockJson:
    """Return a title cut to the few letters Slack allows."""
    return plain_text(cut(text, VIEW_TITLE))
