"""What an answer offers, as Slack shows it: three buttons at most, and a menu for the rest; a list where it is a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.domain.blanks import blanks_of
from bot.domain.conversation import BENCHMARK, Action, ActionKind, View
from bot.domain.reply import AnswerPart, BriefPart, BrowsePart, FitPart, Reply
from bot.rendering.action_codes import encode
from bot.rendering.slack_blocks import ADVISE, BlockJson, plain_text
from bot.rendering.slack_text import cut
from bot.rendering.wording import Wording

BUTTONS = 3
"""Buttons in a row that people still read."""
MENU = 5
"""Lines an overflow menu may hold (docs.slack.dev, overflow menu element)."""
OPTIONS = 100
"""Lines a select may hold (docs.slack.dev, select menu element)."""
ANSWERS = 21
"""Buttons with the answers to a question. Slack allows 25 in a row; four are kept for what the surface adds."""
ABOUT = "about:"
"""Begins the id of the row below an answer on one subject, so that a press tells whether it stays with that subject."""
_LONGEST_CODE = 150
_LONGEST_OPTION = 75

Label = Callable[[Action], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the elements say: an action's label, its button at a place, and what a list says that nothing is chosen from yet."""

    label: Label
    button: Callable[[Action, int], BlockJson]
    placeholder: str


def offer_elements(reply: Reply, words: Words) -> list[BlockJson]:
    """Return the elements of the row below a reply."""
    first = reply.parts[0] if reply.parts else None
    if isinstance(first, FitPart):
        # The answers to a question: whoever has to choose sees them all.
        return [words.button(action, place) for place, action in enumerate(reply.actions[:ANSWERS])]
    if isinstance(first, BrowsePart):
        options = _options(reply.actions, words.label)[:OPTIONS]
        chosen = {"type": "static_select", "action_id": f"{ADVISE}.list", "placeholder": plain_text(words.placeholder)}
        return [{**chosen, "options": options}] if options else []
    # Below a brief, the text of it to take along is one of the three.
    shown = BUTTONS - 1 if isinstance(first, BriefPart) else BUTTONS
    row = [words.button(action, place) for place, action in enumerate(reply.actions[:shown])]
    rest = _options(reply.actions[shown:], words.label)[:MENU]
    return [*row, {"type": "overflow", "action_id": f"{ADVISE}.menu", "options": rest}] if rest else row


def with_filling(reply: Reply, wording: Wording) -> tuple[Action, ...]:
    """Return what a reply offers, with a play's message to be filled in, where it has blanks, instead of to be read."""
    part = reply.parts[0] if len(reply.parts) == 1 else None
    if not isinstance(part, AnswerPart) or not blanks_of(wording.message(part.topic, part.segment, reply.language) or ""):
        return reply.actions
    filling = Action(kind=ActionKind.FILL, topic=part.topic, segment=part.segment)
    read = Action(kind=ActionKind.SHOW, topic=part.topic, segment=part.segment, view=View.MESSAGE)
    if read in reply.actions:
        return tuple(filling if action == read else action for action in reply.actions)
    return (*reply.actions[: BUTTONS - 1], filling, *reply.actions[BUTTONS - 1 :])


def row_id(reply: Reply) -> str | None:
    """Return the id of the row below a reply on one subject, None below any other."""
    topic = subject_of(reply)
    return f"{ABOUT}{topic}" if topic else None


def subject_of(reply: Reply) -> str:
    """The one subject that a reply answers, or an empty text."""
    first = reply.parts[0] if len(reply.parts) == 1 else None
    return first.topic if isinstance(first, AnswerPart) else ""


def as_action(reply: Reply, asked: Action) -> Action:
    """Return an action that brings up the same reply anywhere: a topic's view, a brief's deal, else what was asked."""
    part = reply.parts[0]
    if isinstance(part, BriefPart) and part.code:
        return Action(kind=ActionKind.BRIEF, value=part.code)
    if len(reply.parts) == 1 and isinstance(part, AnswerPart):
        # Asked for a side it does not speak of, it says so again.
        segment = part.segment.other if part.only_side else part.segment
        note = BENCHMARK if part.benchmark else ""
        return Action(kind=ActionKind.SHOW, topic=part.topic, segment=segment, view=part.view, value=note)
    return replace(asked)


def _options(actions: Sequence[Action], label: Label) -> list[BlockJson]:
    """The actions as options; one that does not fit into an option, such as a long question, is left out."""
    coded = ((action, encode(action)) for action in actions)
    return [
        {"text": plain_text(cut(label(action), _LONGEST_OPTION)), "value": code}
        for action, code in coded
        if len(code) <= _LONGEST_CODE
    ]
