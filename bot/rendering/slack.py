"""A reply as a Slack message: notification text, blocks, buttons, feedback, and the plainer forms Slack falls back to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.domain.conversation import Action, ActionKind, View
from bot.domain.language import Language
from bot.domain.reply import AnswerPart, Outcome, Reply
from bot.rendering.document import Document
from bot.rendering.kept_block import DrawnLater, KeptBlock
from bot.rendering.limits import MESSAGE_BLOCKS, MESSAGE_BUDGET, text_length
from bot.rendering.slack_blocks import (
    BlockJson,
    action_button,
    actions,
    button,
    classic_blocks,
    context,
    plain_text,
    rich_blocks,
    section,
)
from bot.rendering.slack_offers import Words, offer_elements, row_id, subject_of, with_filling
from bot.rendering.slack_text import cut, cut_escaped, escape
from bot.rendering.wording import Wording

TEXT_LIMIT = 3000
RATE = "rate"
SHARE = "share"
EXPERT = "expert"
FIT_EDIT = "fit_edit"
FIT_SHARE = "fit_share"
FIT_EXPORT = "fit_export"
BRIEF_EXPORT = "brief_export"
_TAIL_BLOCKS, _TAIL_TEXT = 4, 2300
"""What buttons, byline and feedback take at most: 25 labels of 75 characters, and some."""
_KEPT = 512
"""Drawn answers kept: about every view of every topic in one language, some megabytes."""
_KEPT_BUTTONS = 4096
_RECURRING = frozenset({ActionKind.SHOW, ActionKind.BROWSE, ActionKind.CALCULATE})
"""Actions that lead on to the knowledge; what others carry, such as a question, is people's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What one post holds: `text` for notifications and as last resort, `blocks`, and `classic` blocks for older Slacks.

    No `text` means that there is nothing to say, as to a nod such as "ok": such a message is never sent.
    """

    text: str
    blocks: tuple[BlockJson, ...] = ()
    classic: Sequence[BlockJson] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing; what a surface adds below an answer says nothing by itself."""
        return not self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What a surface adds below a reply: feedback on question `question`, more buttons, whom the message is from.

    `hint` is a line of small print above the buttons. `buttons` are pairs of an action id, whose words stand in the labels as
    `slack_<id>`, and a value of at most 2,000 characters. `byline` is ready-made mrkdwn.
    """

    question: str | None = None
    buttons: tuple[tuple[str, str], ...] = ()
    byline: str | None = None
    hint: str = ""


class SlackRenderer:
    """Draws replies as Slack messages that keep every limit."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self._kept = lru_cache(maxsize=_KEPT)(self._draw)
        self._kept_row = lru_cache(maxsize=_KEPT)(self._row_to_keep)
        self._kept_feedback = lru_cache(maxsize=_KEPT)(self._feedback)
        self._kept_button = lru_cache(maxsize=_KEPT_BUTTONS)(self._made_button)

    def message(self, reply: Reply, extras: Extras | None = None) -> Message:
        """Return the reply as a message; blocks that would break a limit are left out from the end."""
        drawn, more = self._drawn(reply), extras or Extras()
        tail = self._tail(reply, more)
        text = drawn.text + self._choices(reply)

        def classic() -> Sequence[BlockJson]:
            return (*drawn.classic, *self._classic_tail(tail, reply, more))

        ends = [self._feedback(reply.language, more.question)] if more.question else []
        for block in ends:  # but for the question's id, which is always as long, the same below every answer
            block.alike = self._kept_feedback(reply.language, "0" * len(more.question or ""))
        return Message(text=text, blocks=(*drawn.blocks, *tail, *ends), classic=DrawnLater(classic))

    def _choices(self, reply: Reply) -> str:
        """What there is to choose from: it stands on the buttons alone, and whoever sees no buttons reads it here."""
        if reply.outcome not in (Outcome.CHOICES, Outcome.UNKNOWN):
            return ""
        return f"\n{escape(' · '.join(self.label(action, reply) for action in reply.actions))}"

    def _drawn(self, reply: Reply) -> Message:
        """The reply without its tail. Answers are few and asked for often, so the last drawn ones are kept.

        They are told apart by what is drawn, which is all that `Wording.document` may read: neither by how the answer was
        found nor by what is offered below it.
        """
        if not _recurs(reply):
            return self._draw(reply)
        return self._kept(Reply(outcome=reply.outcome, language=reply.language, parts=reply.parts, is_cut=reply.is_cut))

    def _draw(self, reply: Reply) -> Message:
        document = self.wording.document(reply)
        text = notification(document) if document.blocks else ""
        classic = DrawnLater(lambda: fitted(classic_blocks(self.wording.document(reply))))
        return Message(text=text, blocks=fitted(tuple(map(KeptBlock, rich_blocks(document)))), classic=classic)

    def body(self, reply: Reply, extras: Extras | None = None) -> list[BlockJson]:
        """Return the reply's blocks and buttons alone, as a modal shows them."""
        blocks = self._drawn(reply).blocks
        if any(block["type"] == "table" for block in blocks):
            # Windows take no tables (docs.slack.dev, table block).
            blocks = fitted(rich_blocks(self.wording.document(reply), tables=False))
        return [*blocks, *self._buttons(reply, extras or Extras())]

    def note(self, language: Language, key: str, **fields: object) -> Message:
        """Return a single line of words as a message."""
        line = self.wording.words(language, key, **fields)
        document = Document.parse(line)
        return Message(text=notification(document), blocks=tuple(rich_blocks(document)), classic=tuple(classic_blocks(document)))

    def _tail(self, reply: Reply, extras: Extras) -> list[BlockJson]:
        """What stands below a reply in both its forms."""
        hint = [context(escape(extras.hint))] if extras.hint else []
        return [*hint, *self._buttons(reply, extras), *([context(extras.byline)] if extras.byline else [])]

    def _classic_tail(self, tail: Sequence[BlockJson], reply: Reply, extras: Extras) -> Sequence[BlockJson]:
        return [*tail, self._plain_feedback(reply.language, extras.question)] if extras.question else tail

    def _buttons(self, reply: Reply, extras: Extras) -> list[BlockJson]:
        """The row of buttons, if there is any. Below an answer it recurs with what is offered, and so the last ones are kept."""
        if extras.buttons or not _recurs(reply) or not all(action.kind in _RECURRING for action in reply.actions):
            return self._row(reply, extras)
        told = Reply(outcome=reply.outcome, language=reply.language, parts=reply.parts, actions=reply.actions)
        return list(self._kept_row(told))

    def _row_to_keep(self, reply: Reply) -> tuple[BlockJson, ...]:
        return tuple(map(KeptBlock, self._row(reply, Extras())))

    def _row(self, reply: Reply, extras: Extras) -> list[BlockJson]:
        offering = replace(reply, actions=with_filling(reply, self.wording))
        words = Words(
            label=lambda action: self.label(action, reply),
            button=lambda action, place: self._button(action, place, reply),
            placeholder=self.wording.words(reply.language, "slack_choose"),
        )
        row = offer_elements(offering, words)
        more = [button(self.wording.words(reply.language, f"slack_{name}"), name, value) for name, value in extras.buttons]
        # The menu of the rest stands last, where Slack's own messages have it.
        menu = row[-1:] if row and row[-1]["type"] == "overflow" else []
        row = [*row[: len(row) - len(menu)], *more, *menu]
        return [actions(row, row_id(reply))] if row else []

    def label(self, action: Action, reply: Reply) -> str:
        """The words of a button; only one that keeps the topic is named after its side, all others after their topic."""
        return self._label(action, reply.language, is_shown=action.topic is not None and action.topic == subject_of(reply))

    def _label(self, action: Action, language: Language, *, is_shown: bool) -> str:
        same_topic = is_shown and action.kind is ActionKind.SHOW
        named = action if same_topic or action.view is not View.SHORT else replace(action, segment=None)
        return self.wording.label(named, language)

    def _button(self, action: Action, place: int, reply: Reply) -> BlockJson:
        is_shown = action.topic is not None and action.topic == subject_of(reply)
        if action.kind is not ActionKind.SHOW:
            return self._made_button(action, place, reply.language, is_shown=is_shown)
        return self._kept_button(action, place, reply.language, is_shown=is_shown)

    def _made_button(self, action: Action, place: int, language: Language, *, is_shown: bool) -> BlockJson:
        return action_button(self._label(action, language, is_shown=is_shown), action, place)

    def _feedback(self, language: Language, question: str) -> KeptBlock:
        up, down = self._feedback_words(language)
        element = {
            "type": "feedback_buttons",
            "action_id": RATE,
            "positive_button": {"text": plain_text(up), "value": f"+{question}", "accessibility_label": up},
            "negative_button": {"text": plain_text(down), "value": f"-{question}", "accessibility_label": down},
        }
        return KeptBlock({"type": "context_actions", "elements": [element]})

    def _plain_feedback(self, language: Language, question: str) -> BlockJson:
        up, down = self._feedback_words(language)
        return actions([button(up, f"{RATE}.up", f"+{question}"), button(down, f"{RATE}.down", f"-{question}")])

    def _feedback_words(self, language: Language) -> tuple[str, str]:
        return self.wording.words(language, "slack_helpful"), self.wording.words(language, "slack_not_helpful")


def _recurs(reply: Reply) -> bool:
    """Whether a reply is one answer, of which there are a few hundred.

    Choices, sums and several answers at once are nearly as many as there are messages: kept, they would push answers out.
    """
    return len(reply.parts) == 1 and isinstance(reply.parts[0], AnswerPart)


def notification(document: Document) -> str:
    """Return the escaped text that notifications, screen readers and the last fallback show."""
    return cut_escaped(document.plain(), TEXT_LIMIT) or "…"


def fitted(blocks: Sequence[BlockJson]) -> tuple[BlockJson, ...]:
    """Return the blocks within Slack's limits, with room for the tail: content gives way from its end, buttons stay."""
    kept = list(blocks)[: MESSAGE_BLOCKS - _TAIL_BLOCKS]
    while len(kept) > 1 and text_length(kept) > MESSAGE_BUDGET - _TAIL_TEXT:
        kept.pop()
    return tuple(kept)


def quoted(line: str, quote: str) -> Message:
    """Return a message of one ready-made mrkdwn line and, below it, somebody's own words, which stay inert."""
    words = cut(quote, TEXT_LIMIT // 2)
    part = {"type": "rich_text_quote", "elements": [{"type": "text", "text": words or "…"}]}
    inert = section(f">{escape(words)}".replace("\n", "\n>"))
    return Message(
        text=f"{line}\n{escape(words)}",
        blocks=(section(line), {"type": "rich_text", "elements": [part]}),
        classic=(section(line), inert),
    )


def below_question(question: str, message: Message) -> Message:
    """Return the message below the question it answers, in the words that were asked, which stay inert."""
    asked = quoted("", " ".join(question.split()))
    return replace(message, blocks=(*asked.blocks[1:], *message.blocks), classic=(*asked.classic[1:], *message.classic))


def as_text(document: Document) -> Message:
    """Return the document as one block of plain text, to be copied."""
    words = cut(document.plain(), TEXT_LIMIT)
    part = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": words}]}
    inert = section(f"```{cut_escaped(words, TEXT_LIMIT - 6)}```")
    return Message(text=notification(document), blocks=({"type": "rich_text", "elements": [part]},), classic=(inert,))
