"""The window that fills in the blanks of a play's message, and the finished message, ready to copy."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.blanks import blanks_of
from bot.domain.language import Language
from bot.rendering.modals import copied, window
from bot.rendering.slack_blocks import BlockJson, actions, button, context, plain_text
from bot.rendering.slack_text import escape
from bot.rendering.wording import Wording

FILL = "fill"
FIELD = "field"
"""The action id of the one element in each input block; the block's id is the place of its blank."""
LONGEST_VALUE = 150
"""Characters of a blank: a name, a day, a price; so that what was typed goes with the window for a second look."""
BLANKS = 12
"""Blanks a message may have, for the same reason."""


def fill_form(wording: Wording, language: Language, text: str, metadata: str, values: Mapping[str, str]) -> BlockJson:
    """Return the window with one field for each blank of a message; `values` are the fields' contents so far."""
    blocks = [context(escape(wording.words(language, "fill_intro")))]
    for place, name in enumerate(blanks_of(text)):
        element: BlockJson = {"type": "plain_text_input", "action_id": FIELD, "max_length": LONGEST_VALUE}
        if values.get(name):
            element["initial_value"] = values[name][:LONGEST_VALUE]
        label = plain_text(name[:1].upper() + name[1:])
        blocks.append({"type": "input", "block_id": f"{FILL}.{place}", "label": label, "element": element})
    title, submit = wording.words(language, "fill_title"), wording.words(language, "fill_submit")
    return window(wording, language, FILL, title, blocks, metadata=metadata, submit=submit)


def fill_result(wording: Wording, language: Language, text: str, again: str) -> BlockJson:
    """Return the window with the finished message; `again` is what the button that leads back to the fields carries."""
    back = button(wording.words(language, "fill_back"), f"{FILL}.back", again)
    blocks = [context(escape(wording.words(language, "fill_ready"))), copied(text), actions([back])]
    return window(wording, language, f"{FILL}.done", wording.words(language, "fill_title"), blocks)
