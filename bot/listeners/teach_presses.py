"""The buttons of what was taught, in Home and below a proposal: open, publish, retire, undo."""

from __future__ import annotations

from slack_sdk import WebClient

from bot.domain.language import FALLBACK, Language
from bot.domain.taught import Taught, TaughtState
from bot.errors import StorageError
from bot.listeners.door import Door
from bot.listeners.home import HomeListeners
from bot.listeners.payloads import Payload
from bot.listeners.pressed import Pressed
from bot.listeners.sender import post
from bot.listeners.teach_desk import TeachDesk
from bot.listeners.teach_trials import TrialWindows
from bot.listeners.teach_windows import TeachWindows
from bot.listeners.windows import Opening, Windows
from bot.rendering.modals import reader_modal
from bot.rendering.preview import ANYWAY
from bot.rendering.slack_blocks import BlockJson
from bot.rendering.teach import EDIT, HISTORY, OPEN, PUBLISH, RETIRE, TRY, UNDO, read_deed
from bot.rendering.teach_history import history_blocks, restored


class TeachPresses:
    """The listener for those buttons. Whoever presses is asked for their right anew: Home may stand open for days."""

    def __init__(
        self,
        teaching: TeachDesk,
        *,
        forms: TeachWindows,
        trials: TrialWindows,
        home: HomeListeners,
        door: Door,
        windows: Windows,
    ) -> None:
        self._teaching = teaching
        self._forms = forms
        self._trials = trials
        self._home = home
        self._door = door
        self._windows = windows

    def handle_press(self, body: Payload, action: Payload, context: Payload, client: WebClient) -> None:
        """Do what a button says, and draw Home anew."""
        pressed = Pressed.of(body, action, context)
        if not self._door.admit(client, pressed):
            return
        held = self._held(client, pressed)
        if held is not None:
            self._decide(client, held)

    def _held(self, client: WebClient, pressed: Pressed) -> Pressed | None:
        """The press, in a window that waits for the answer where one opens and Slack has to be asked who pressed."""
        if _proposes(pressed) or not _opens(pressed) or self._teaching.gaps.knows(pressed.person):
            return pressed
        return self._windows.hold(client, pressed)

    def _decide(self, client: WebClient, pressed: Pressed) -> None:
        if _proposes(pressed):
            # Whoever does not curate proposes, which is told apart when the window is sent off.
            self._forms.open(client, pressed)
            return
        deed, version, topic = read_deed(pressed.value)
        taught = self._teaching.desk.stores.taught.find(topic=topic) if topic else None
        if not self._may(client, pressed, deed, taught):
            self._door.note(client, pressed, "teach_not_yours")
        else:
            self._settle(client, pressed, deed, version, taught)

    def _may(self, client: WebClient, pressed: Pressed, deed: str, taught: Taught | None) -> bool:
        if deed == TRY:
            return self._trials.may_try(client, pressed.person, taught)
        return self._teaching.curates(client, pressed.person)

    def _settle(self, client: WebClient, pressed: Pressed, deed: str, version: int, taught: Taught | None) -> None:
        if taught is None or taught.version != version:
            self._door.note(client, pressed, "teach_gone")
        elif deed in (EDIT, HISTORY, TRY) and self._open(client, pressed, deed, taught):
            return
        else:
            self._do(client, pressed, PUBLISH if deed == EDIT else deed, taught)
        self._home.publish(client, pressed.person)

    def _open(self, client: WebClient, pressed: Pressed, deed: str, taught: Taught) -> bool:
        """Open the window that a button asks for; False for questions proposed to a topic, which are published or not."""
        if deed == HISTORY:
            self._show_history(client, pressed, taught.id)
        elif deed == TRY:
            self._trials.open(client, pressed, taught)
        elif taught.target and taught.adds_phrases_only:
            return False
        else:
            self._forms.open(client, pressed, taught)
        return True

    def _show_history(self, client: WebClient, pressed: Pressed, topic: str) -> None:
        desk = self._teaching.desk
        versions = desk.stores.taught.history(topic=topic)

        def draw(language: Language) -> BlockJson:
            name = self._teaching.name_of(versions[0], language)
            return reader_modal(desk.slack.wording, language, history_blocks(desk.slack.wording, language, name, versions))

        if versions:
            self._windows.turn(client, Opening.of_press(pressed), draw)

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
        if taught.state is TaughtState.PROPOSED and deed in (PUBLISH, RETIRE):
            self._teaching.tell_proposer(client, done)
        if restored(deed):
            self._show_history(client, pressed, done.id)

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
        if to := restored(deed):
            return teacher.restore(taught.id, taught.version, to, by)
        state = {PUBLISH: TaughtState.PUBLISHED, RETIRE: TaughtState.RETIRED}.get(deed)
        return None if state is None else teacher.decide(taught.id, taught.version, state, by)


def _opens(pressed: Pressed) -> bool:
    """Whether a button opens a window, which cannot wait until Slack is asked who pressed."""
    return read_deed(pressed.value)[0] in (EDIT, HISTORY, TRY)


def _proposes(pressed: Pressed) -> bool:
    """Whether it is the button that opens an empty window, which is anybody's."""
    return pressed.button.endswith(f".{OPEN}")
