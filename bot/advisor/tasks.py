"""What the advisor asks of the jobs that are more than showing a topic, and which of them takes a message, press or form on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeAlias

from bot.domain.conversation import Action, ActionKind, Conversation, Form
from bot.domain.knowledge import Topic
from bot.domain.language import Language
from bot.domain.reply import Reply
from bot.language.message import Message
from bot.matching.weighing import Weighed

Step: TypeAlias = tuple[Reply, Conversation]
"""A reply, and the conversation after it."""


class Task(Protocol):
    """One such job. What it has to remember it keeps in the conversation, as `pending`."""

    kind: ActionKind
    """What its buttons and forms carry."""

    def offers(self, topic: Topic) -> Action | None:
        """Return the action that an answer on this topic offers below it, None for none."""

    def is_waiting(self, conversation: Conversation) -> bool:
        """Whether the conversation waits for the answer to a question of this task."""

    def claims(self, weighed: Weighed, language: Language, conversation: Conversation) -> Step | None:
        """Take a message on, or leave it: None."""

    def takes(self, message: Message, language: Language, conversation: Conversation) -> Step | None:
        """Take a message that the person gave to this task by name, as with `/fit`; None where it is nothing for it."""

    def press(self, action: Action, language: Language, conversation: Conversation) -> Step | None:
        """Carry out a pressed button of this kind; None where what it should show is gone."""

    def submit(self, form: Form, language: Language, conversation: Conversation) -> Step | None:
        """Take a form of this kind; the reply tells what cannot be used. None where what it was opened for is gone."""


class Tasks:
    """All tasks, in the order in which they hear a message."""

    def __init__(self, tasks: Sequence[Task] = ()) -> None:
        self._tasks = {task.kind: task for task in tasks}

    def offers(self, topic: Topic) -> tuple[Action, ...]:
        """What is offered below an answer on a topic."""
        offered = (task.offers(topic) for task in self._tasks.values())
        return tuple(action for action in offered if action is not None)

    def claim(self, weighed: Weighed, language: Language, conversation: Conversation) -> Step | None:
        """Let the task that waits for an answer hear a message, then all others; None where it is for none of them."""
        heard = sorted(self._tasks.values(), key=lambda task: not task.is_waiting(conversation))
        steps = (task.claims(weighed, language, conversation) for task in heard)
        return next((step for step in steps if step is not None), None)

    def named(self, kind: ActionKind, message: Message, language: Language, conversation: Conversation) -> Step | None:
        """Give a message to the task that the person named."""
        task = self._tasks.get(kind)
        return None if task is None else task.takes(message, language, conversation)

    def press(self, action: Action, language: Language, conversation: Conversation) -> Step | None:
        """Carry out a pressed button; None where it belongs to no task, or to something that is gone."""
        task = self._tasks.get(action.kind)
        return None if task is None else task.press(action, language, conversation)

    def submit(self, form: Form, language: Language, conversation: Conversation) -> Step | None:
        """Take a form; None where it belongs to no task, or to something that is gone."""
        task = self._tasks.get(form.kind)
        return None if task is None else task.submit(form, language, conversation)
