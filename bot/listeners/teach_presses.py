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
from bot.listeners.teach_desk import TeachDesk
from bot.listeners.teach_windows import TeachWindows
from bot.listeners.windows import Windows
from bot.rendering.teach import EDIT, OPEN, PUBLISH, RETIRE, UNDO, read_deed


class TeachPresses:
    """The listener for those buttons. Whoever presses is asked for their right anew: Home may stand open for days."""

    def __init__(self, teaching: TeachDesk, *, forms: TeachWindows, home: HomeListeners, door: Door, windows: Windows) -> None:
        self._teaching = teaching
        self._forms = forms
        self._home = home
        self._door = door
        self._windows = windows

    def handle_press(self, body: Payload, action: Payload, context: Payload, client: WebClient) -> None:
        """Do what a button says, and draw Home anew."""
        pressed = self._admitted(client, Pressed.of(body, action, context))
        if pressed is None:
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

    def _admitted(self, client: WebClient, pressed: Pressed) -> Pressed | None:
        """Return the press of somebody who may decide, in a window that waited for the answer where Slack had to be asked."""
        if not self._door.admit(client, pressed):
            return None
        if _opens(pressed) and not self._teaching.gaps.knows(pressed.person):
            held = self._windows.hold(client, pressed)
            if held is None:
                return None
            pressed = held
        if self._teaching.curates(client, pressed.person):
            return pressed
        self._door.note(client, pressed, "teach_not_yours")
        return None

    def _do(self, client: WebClient, pressed: Pressed, deed: str, taught: Taught) -> None:
        """Change a topic, let it be learnt, and tell its proposer; says why where that cannot be done."""
        try:
            done = self._changed(pressed, deed, taught)
        except StorageError:
            self._door.note(client, pressed, "teach_not_kept")
            return
        if done is None:
            self._door.note(client, pressed, "teach_gone")
            return
        if not self._teaching.learn():
            language = self._teaching.desk.known_language(pressed.person) or FALLBACK
            self._door.note(client, pressed, "teach_waiting", topic=self._teaching.name_of(done, language))
        if taught.state is TaughtState.PROPOSED and deed != UNDO:
            self._teaching.tell_proposer(client, done)

    def _changed(self, pressed: Pressed, deed: str, taught: Taught) -> Taught | None:
        teacher, by = self._teaching.teacher, pressed.person
        if deed == UNDO:
            return teacher.undo(taught.id, taught.version, by)
        state = {PUBLISH: TaughtState.PUBLISHED, RETIRE: TaughtState.RETIRED}.get(deed)
        return None if state is None else teacher.decide(taught.id, taught.version, state, by)


def _opens(pressed: Pressed) -> bool:
    """Whether a button opens a window, which cannot wait until Slack is asked who pressed."""
    return pressed.button.endswith(f".{OPEN}") or read_deed(pressed.value)[0] == EDIT
