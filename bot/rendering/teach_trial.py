"""The window in which a topic is tried before it is published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.language import Language
from bot.rendering.modals import window
from bot.rendering.slack_blocks import BlockJson, context, plain_text
from bot.rendering.slack_text import escape
from bot.rendering.teach import FIELD
from bot.rendering.wording import Wording

TRIAL = "trial"
"""Name of the window."""
QUESTION = "question"
_LONGEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialForm:
    """What the window is drawn from: the topic's name, what was asked, and the blocks of the answer `below`."""

    name: str
    metadata: str
    question: str = ""
    below: Sequence[BlockJson] = ()


def trial_form(wording: Wording, language: Language, form: TrialForm) -> BlockJson:
    """Return the window: a question to type, and below it what would be answered."""
    field: BlockJson = {"type": "plain_text_input", "action_id": FIELD, "max_length": _LONGEST}
    field |= {"initial_value": form.question[:_LONGEST]} if form.question else {}
    label = plain_text(wording.words(language, "teach_try_question"))
    blocks = [
        context(escape(wording.words(language, "teach_try_intro", topic=form.name))),
        {"type": "input", "block_id": QUESTION, "label": label, "element": field},
        *form.below,
    ]
    title, submit = wording.words(language, "teach_deed_try"), wording.words(language, "teach_try_ask")
    return window(wording, language, TRIAL, title, blocks, metadata=form.metadata, submit=submit)
