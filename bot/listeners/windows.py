"""Opens windows at once, in the language known by then, and keeps quiet where Slack says that they come too late."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain.language import FALLBACK, Language
from bot.domain.records import Person
from bot.listeners.front_desk import FrontDesk
from bot.listeners.payloads import Payload, command_memory
from bot.listeners.pressed import Pressed
from bot.listeners.refusals import TROUBLE, is_expected, refusal_of
from bot.listeners.sender import answer_privately, post
from bot.rendering.limits import view_problems
from bot.rendering.modals import HELD, READER, reader_language, reader_modal
from bot.rendering.slack_blocks import BlockJson

logger = logging.getLogger(__name__)

Draw: TypeAlias = Callable[[Language], BlockJson]
"""Draws a window in a language."""

_TOO_LATE = frozenset(
    {"expired_trigger_id", "exchanged_trigger_id", "trigger_expired", "trigger_exchanged", "invalid_trigger_id"}
)
"""Slack lets a window be opened for three seconds after the press, and once."""
_GONE = frozenset({"not_found", "view_not_found"})
"""The person closed the window meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a window is opened for: a press, a command or a shortcut of a person, and what Slack lets it be opened with.

    `thread` names the conversation that tells the language, `view` is the window or Home that the button stands in,
    `reply_url` the address at which the person can be told that the window came too late.
    """

    person: Person
    trigger: str
    thread: str | None = None
    view: Payload | None = None
    reply_url: str = ""

    @classmethod
    def of_press(cls, pressed: Pressed) -> Opening:
        """Return the opening that a press of a button is."""
        return cls(
            person=pressed.person,
            trigger=str(pressed.body.get("trigger_id") or ""),
            thread=_talk_of(pressed),
            view=pressed.view,
            reply_url=pressed.reply_url,
        )


class Windows:
    """Opens windows on top of messages, Home and other windows. Nothing is asked of Slack before the window stands.

    A trigger is good for three seconds, and a look-up has been seen to take four.
    """

    def __init__(self, desk: FrontDesk) -> None:
        self._desk = desk

    def open(self, client: WebClient, opening: Opening, draw: Draw, *, insist: bool = True) -> None:
        """Open a window; upon a window that is open already, as its next page. Unless `insist`, it may fail unsaid.

        Raises SlackApiError where Slack refuses the window itself, which is a mistake of ours.
        """
        if (opening.view or {}).get("callback_id") == HELD:
            self.change(client, opening, draw)
            return
        draw, known = checked(draw), self._known(opening)
        window = draw(known or FALLBACK)
        try:
            opened = _put(client, opening, window)
        except TROUBLE as error:
            self._explain(client, opening, error, insist=insist)
            return
        if known is None:
            self._refine(client, opening, opened, window, draw)

    def turn(self, client: WebClient, opening: Opening, draw: Draw) -> None:
        """Show something to read: in place of what the reading window shows, or in a new window."""
        if (opening.view or {}).get("callback_id") in (READER, HELD):
            self.change(client, opening, draw)
        else:
            self.open(client, opening, draw)

    def hold(self, client: WebClient, pressed: Pressed) -> Pressed | None:
        """Open a window that asks for a moment, while Slack is asked whether this person may see what belongs in it.

        Returns the press as one in that window, so that whatever is opened or noted takes its place; None where none opened.
        """
        opening, slack = Opening.of_press(pressed), self._desk.slack
        language = self._known(opening) or FALLBACK
        window = {**reader_modal(slack.wording, language, slack.note(language, "slack_moment").blocks), "callback_id": HELD}
        try:
            opened = _put(client, opening, window)
        except TROUBLE as error:
            self._explain(client, opening, error, insist=True)
            return None
        return replace(pressed, body={**pressed.body, "view": {**window, **(opened.get("view") or {})}})

    def change(self, client: WebClient, opening: Opening, draw: Draw) -> None:
        """Show something else in the window that was pressed in."""
        window = checked(draw)(self._known(opening) or FALLBACK)
        try:
            _replace(client, opening.view or {}, window)
        except TROUBLE as error:
            self._explain(client, opening, error, insist=True)

    def _known(self, opening: Opening) -> Language | None:
        known = self._desk.known_language(opening.person, thread=opening.thread)
        return known or reader_language(opening.view or {}, self._desk.slack.wording.languages)

    def _refine(self, client: WebClient, opening: Opening, opened: Payload, window: BlockJson, draw: Draw) -> None:
        """Ask Slack for the person's language now that the window stands, and draw it anew where it is another one."""
        better = draw(self._desk.language(client, opening.person))
        view = opened.get("view") or {}
        if better == window or not view.get("id"):
            return
        try:
            client.views_update(view_id=view["id"], hash=view.get("hash"), view=better)
        except TROUBLE as error:
            # Closed, sent off or changed meanwhile: the window stays as the person knows it.
            logger.info("A window was not put into the person's language: %s", refusal_of(error))

    def _explain(self, client: WebClient, opening: Opening, error: Exception, *, insist: bool) -> None:
        """Say in private that a window came too late; nothing where it was closed. Raises what only a mistake explains."""
        code = refusal_of(error)
        if code in _GONE:
            logger.info("A window was closed before it could be changed.")
            return
        if code not in _TOO_LATE and not is_expected(error):
            raise error
        logger.log(logging.INFO if code in _TOO_LATE else logging.WARNING, "A window did not open: %s", code)
        if insist:
            self._tell(client, opening)

    def _tell(self, client: WebClient, opening: Opening) -> None:
        message = self._desk.slack.note(self._known(opening) or FALLBACK, "slack_too_late")
        try:
            if not opening.reply_url:
                post(client, channel=opening.person.user, message=message)
            else:
                answer_privately(opening.reply_url, message)
        except TROUBLE as error:
            logger.info("The person could not be told that a window came too late: %s", refusal_of(error))


def checked(draw: Draw) -> Draw:
    """Let what Slack will refuse be told in the log before it does; a window has no plainer form."""

    def drawn(language: Language) -> BlockJson:
        view = draw(language)
        problems = view_problems(view)
        if problems:
            logger.error("A window is beyond Slack's limits: %s", "; ".join(problems))
        return view

    return drawn


def _talk_of(pressed: Pressed) -> str | None:
    """The key of the conversation that a button belongs to: its thread's, or the private one with this person."""
    if pressed.is_private and pressed.at is not None:
        return command_memory(pressed.person, pressed.channel, pressed.at)
    return pressed.thread if pressed.channel else None


def _put(client: WebClient, opening: Opening, window: BlockJson) -> Payload:
    """Open the window, upon a window if there is one; on top of the last that Slack allows, in its place."""
    view = opening.view or {}
    if view.get("type") != "modal":
        return _data(client.views_open(trigger_id=opening.trigger, view=window))
    try:
        return _data(client.views_push(trigger_id=opening.trigger, view=window))
    except SlackApiError as error:
        if refusal_of(error) != "push_limit_reached":
            raise
    return _data(client.views_update(view_id=view["id"], view=window))


def _replace(client: WebClient, view: Payload, window: BlockJson) -> None:
    """Turn the page. Where another press was quicker, the last one counts, for it is what the person looked at last."""
    try:
        client.views_update(view_id=view["id"], hash=view.get("hash"), view=window)
    except SlackApiError as error:
        if refusal_of(error) != "hash_conflict":
            raise
        client.views_update(view_id=view["id"], view=window)


def _data(answer: Any) -> Payload:
    return answer.data if isinstance(answer.data, dict) else {}
