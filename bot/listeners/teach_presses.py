"""The buttons of what was taught, in Home and below a proposal: open, publish, retire, undo."""

from __future__ import annotations

from slack_sdk import WebClient

from bot.domain.language import FALLBACK
from bot.domain.taught import Taught, TaughtState
from bot.errors import StorageError
from bot.listeners.door import Door
from bot.listeners.home import HomeListeners
from bot.listeners.payloads import Payload
from bot.listeners.pressed import Pressed
from bot.listeners.sender import post
from bot.listeners.teach_desk import TeachDesk
from bot.listeners.teach_windows import TeachWindows
from bot.rendering.preview import ANYWAY
from bot.rendering.teach import EDIT, OPEN, PUBLISH, RETIRE, UNDO, read_deed


class TeachPresses:
    """The listener for those buttons. Whoever presses is asked for their right anew: Home may stand open for days."""

    def __init__(self, teaching: TeachDesk, *, forms: TeachWindows, home: HomeListeners, door: Door) -> None:
        self._teaching = teaching
        self._forms = forms
        self._home = home
        self._door = door

    def handle_press(self, body: Payload, action: Payload, context: Payload, client: WebClient) -> None:
        """Do what a button says, and draw Home anew."""
        pressed = Pressed.of(body, action, context)
        if not self._door.admit(client, pressed):
            return
        if not self._teaching.curates(client, pressed.person):
            self._door.note(client, pressed, "teach_not_yours")
            return
        if pressed.button.endswith(f".{OPEN}"):
            self._forms.open(client, pressed)
            return
        deed, version, topic = read_deed(pressed.value)
        taught = self._teaching.desk.stores.taught.find(topic=topic) if topic else None
        if taught is None or taught.version != version:
            self._door.note(client, pressed, "teach_gone")
        elif deed == EDIT and not taught.target:
            self._forms.open(client, pressed, taught)
            return
        else:
            self._do(client, pressed, PUBLISH if deed == EDIT else deed, taught)
        self._home.publish(client, pressed.person)

    def _do(self, client: WebClient, pressed: Pressed, deed: str, taught: Taught) -> None:
        """Change a topic, let it be learnt, and tell its proposer; says why where that cannot be done."""
        if deed == PUBLISH and self._is_held(client, pressed, taught):
            return
        try:
            done = self._changed(pressed, deed, taught)
        except StorageError:
            self._door.note(client, pressed, "teach_not_kept")
            return
        if done is None:
            self._door.note(client, pressed, "teach_gone")
            return
        self._learn(client, pressed, done)
        if taught.state is TaughtState.PROPOSED and deed != UNDO:
            self._teaching.tell_proposer(client, done)

    def _learn(self, client: WebClient, pressed: Pressed, done: Taught) -> None:
        """Let it be learnt; says so where Home does not show it, and where it cannot be used."""
        language = self._teaching.desk.known_language(pressed.person) or FALLBACK
        if not self._teaching.learn():
            self._door.note(client, pressed, "teach_waiting", topic=self._teaching.name_of(done, language))
        elif pressed.view is None and done.state is TaughtState.PUBLISHED:
            self._door.note(client, pressed, "teach_learnt", topic=self._teaching.name_of(done, language))

    def _is_held(self, client: WebClient, pressed: Pressed, taught: Taught) -> bool:
        """Look ahead; what would take questions from another topic waits for a second press, in a direct message."""
        is_second = pressed.button.endswith(f".{ANYWAY}")
        preview = None if is_second else self._teaching.theft(self._teaching.teacher.would_be(taught))
        if preview is None:
            return False
        language = self._teaching.desk.known_language(pressed.person) or FALLBACK
        post(client, channel=pressed.person.user, message=self._teaching.warning(preview, taught, language))
        return True

    def _changed(self, pressed: Pressed, deed: str, taught: Taught) -> Taught | None:
        teacher, by = self._teaching.teacher, pressed.person
        if deed == UNDO:
            return teacher.undo(taught.id, taught.version, by)
        state = {PUBLISH: TaughtState.PUBLISHED, RETIRE: TaughtState.RETIRED}.get(deed)
        return None if state is None else teacher.decide(taught.id, taught.version, state, by)
