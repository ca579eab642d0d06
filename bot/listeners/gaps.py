"""The buttons of the queue in Home: turn its pages, draft a topic, decide about a group."""

from __future__ import annotations

from slack_sdk import WebClient

from bot.domain.gaps import Gap, GapState
from bot.domain.language import FALLBACK, Language
from bot.domain.lesson import Lesson
from bot.errors import StorageError
from bot.knowledge.drafting import MOST_PHRASES, draft_id, draft_topic, phrases_of
from bot.listeners.door import Door
from bot.listeners.front_desk import FrontDesk
from bot.listeners.home import HomeListeners
from bot.listeners.payloads import Payload
from bot.listeners.pressed import Pressed
from bot.listeners.sender import post
from bot.listeners.teach_desk import TeachDesk
from bot.listeners.teach_windows import TeachWindows
from bot.listeners.windows import Opening, Windows
from bot.rendering.gaps import ADD, DECISIONS, DRAFT, TEACH, TURN, draft_modal, read_spot
from bot.rendering.slack_blocks import SECTION_LIMIT, BlockJson


class GapListeners:
    """The listener for the buttons of the queue. Whoever presses is asked for their right anew: Home may stand open for days."""

    def __init__(
        self, desk: FrontDesk, teaching: TeachDesk, home: HomeListeners, *, forms: TeachWindows, door: Door, windows: Windows
    ) -> None:
        """`forms` teach a topic from a group."""
        self._teaching = teaching
        self._forms = forms
        self._desk = desk
        self._gaps = teaching.gaps
        self._home = home
        self._door = door
        self._windows = windows

    def handle_press(self, body: Payload, action: Payload, context: Payload, client: WebClient) -> None:
        """Do what a button says, and draw Home anew."""
        pressed = Pressed.of(body, action, context)
        if not self._door.admit(client, pressed):
            return
        deed = pressed.button.split(".")[1] if "." in pressed.button else ""
        name, spot = read_spot(pressed.value)
        if deed in (DRAFT, TEACH) and not self._gaps.knows(pressed.person):
            held = self._windows.hold(client, pressed)
            if held is None:
                return
            pressed = held
        if not self._gaps.curates(client, pressed.person):
            self._door.note(client, pressed, "gaps_not_yours")
        elif deed == TURN or self._decide(client, pressed, deed, name):
            self._home.publish(client, pressed.person, spot)

    def _decide(self, client: WebClient, pressed: Pressed, deed: str, name: str) -> bool:
        """Decide about a group; says why where that cannot be done."""
        gap = self._gaps.find(pressed.person, name)
        if gap is None or deed not in (DRAFT, TEACH, ADD, *DECISIONS):
            self._door.note(client, pressed, "gaps_gone")
            return gap is None
        if deed == ADD:
            return self._add(client, pressed, gap)
        if deed == DRAFT:
            self._show_draft(client, pressed, gap)
        elif deed == TEACH:
            self._forms.open(client, pressed, lesson=_lesson_of(gap))
        state = DECISIONS.get(deed, GapState.DRAFTING)
        if not self._gaps.decide(pressed.person, gap, state):
            self._door.note(client, pressed, "gaps_not_kept")
            return False
        return True

    def _add(self, client: WebClient, pressed: Pressed, gap: Gap) -> bool:
        """Add a group's questions to the topic that is nearest to it, whoever wrote that; told in a direct message."""
        person, teaching = pressed.person, self._teaching
        language = self._desk.known_language(person) or FALLBACK
        try:
            told, is_taught = teaching.add(person, phrases_of(gap), gap.nearest or "", language)
        except StorageError:
            self._door.note(client, pressed, "teach_not_kept")
            return False
        post(client, channel=person.user, message=told)
        return self._gaps.decide(person, gap, GapState.TAUGHT if is_taught else GapState.DRAFTING)

    def _show_draft(self, client: WebClient, pressed: Pressed, gap: Gap) -> None:
        """Show the YAML in a window, with as many phrases as one text holds."""
        name, wording = draft_id(gap, self._home.subjects), self._desk.slack.wording
        drafts = (draft_topic(gap, most=most) for most in range(MOST_PHRASES, 0, -1))
        text = next((draft for draft in drafts if len(draft) <= SECTION_LIMIT), "")

        def draw(language: Language) -> BlockJson:
            return draft_modal(wording, language, name, text)

        self._windows.open(client, Opening.of_press(pressed), draw)


def _lesson_of(gap: Gap) -> Lesson:
    """The questions of a group, in the language that most of them stand in, for somebody to answer."""
    language, texts = max(gap.wordings.items(), key=lambda one: len(one[1]))
    return Lesson(language=Language(language), questions=tuple(" ".join(text.split()) for text in texts[:MOST_PHRASES]))
