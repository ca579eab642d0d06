"""The window that teaches: from a message, from Home, or on a taught topic; checked, and kept once it is sent off."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, BoltResponse
from slack_sdk import WebClient

from bot.advisor.lesson_body import lesson_of
from bot.advisor.teaching import Origin
from bot.domain.keys import new_id, thread_key
from bot.domain.language import FALLBACK, Language
from bot.domain.lesson import Lesson
from bot.domain.taught import Taught, TaughtState
from bot.errors import StorageError
from bot.listeners.calculator_windows import field_values
from bot.listeners.message_words import words_of
from bot.listeners.payloads import Payload, is_foreign, person_of
from bot.listeners.place import Place
from bot.listeners.pressed import Pressed
from bot.listeners.sender import answer_privately
from bot.listeners.teach_desk import TeachDesk
from bot.listeners.teach_sheet import Sheet, lesson_in, missing_of, past_day_of
from bot.listeners.windows import Opening, Windows
from bot.rendering import teach
from bot.rendering.slack_blocks import BlockJson
from bot.rendering.slack_text import cut

TEACH_FROM = "teach_from_message"
_ERROR = 300
_FIELDS = {"title": teach.TITLE, "answer": teach.ANSWER, "source": teach.SOURCE, "links": teach.LINKS}
"""The field of the window that a path in a topic's file begins with; all else is told at the questions."""


class TeachWindows:
    """The listeners of the window."""

    def __init__(self, teaching: TeachDesk, *, windows: Windows) -> None:
        self._teaching = teaching
        self._desk = teaching.desk
        self._windows = windows

    def handle_shortcut(self, body: Payload, context: Payload, client: WebClient) -> None:
        """Open the window on somebody's message, filled in as far as the bot itself knows the thread."""
        person, message, channel = person_of(context), body["message"], str(body["channel"]["id"])
        refusal = ""
        if is_foreign(body, context):
            refusal = "teach_not_yours" if self._desk.policy.allow_external else "slack_external"
        refusal = refusal or ("" if self._desk.policy.curators else "teach_nobody")
        if refusal:
            language = self._desk.known_language(person) or FALLBACK
            answer_privately(body["response_url"], self._desk.slack.note(language, refusal))
            return
        root = str(message.get("thread_ts") or message["ts"])
        thread = thread_key(team=person.team, channel=channel, ts=root)
        asked = self._desk.stores.questions.asked_in(thread=thread)
        text, question = words_of(message), asked.text if asked is not None else ""
        near, name = self._teaching.answers_today(question), new_id()
        is_ours = bool(message.get("bot_id")) and message.get("user") in (None, context.get("bot_user_id"))

        def draw(language: Language) -> BlockJson:
            place = Place(language=language, channel=channel, root=root, reply_url=body["response_url"][:1000])
            lesson = Lesson(
                language=asked.language if asked is not None else language,
                questions=(question,) if question else (),
                answer="" if is_ours or text == question else text,
                source=_permalink(body, channel, message),
            )
            return self._form(lesson, Sheet(place=place, near=near, id=name))

        url = body["response_url"]
        opening = Opening(person=person, trigger=body["trigger_id"], thread=thread, reply_url=url)
        self._windows.open(client, opening, draw)

    def open(self, client: WebClient, pressed: Pressed, taught: Taught | None = None, lesson: Lesson | None = None) -> None:
        """Open the window for whoever pressed: on a taught topic, on what is filled in already, or an empty one."""
        name = new_id()

        def draw(language: Language) -> BlockJson:
            place = Place.of_press(pressed, language, private=True)
            if taught is None:
                return self._form(lesson or Lesson(language=language), Sheet(place=place, id=name))
            return self._form(lesson_of(taught, language), Sheet(place=place, topic=taught.id, version=taught.version, id=name))

        self._windows.open(client, Opening.of_press(pressed), draw)

    def check(self, ack: Ack, view: Payload, next: Callable[[], Any]) -> BoltResponse | None:  # noqa: A002  Bolt asks for this name
        """Acknowledge the window: with what is missing, with the topic that answers already, or by closing it."""
        sheet, values = Sheet.read(str(view.get("private_metadata") or "")), field_values(view)
        lesson = self._lesson(view)
        adds = values.get(teach.INSTEAD) == teach.ADD
        missing = missing_of(lesson, values, phrases_only=adds or self._adds_phrases(sheet)) | self._past_day(sheet, lesson)
        errors = {name: self._desk.slack.wording.words(sheet.place.language, key) for name, key in missing.items()}
        if errors or adds:
            return self._settle(ack, errors, next)
        again = self._again(sheet, lesson)
        if again is not None:
            return ack(response_action="update", view=self._form(lesson, again))
        return self._settle(ack, self._faults(sheet, lesson), next)

    def _again(self, sheet: Sheet, lesson: Lesson) -> Sheet | None:
        """The sheet with which the window is shown once more: somebody changed the topic, or one answers already."""
        if self._theirs(sheet) is not None:
            return None if sheet.beside else replace(sheet, beside=True, id=new_id())
        near = "" if sheet.topic or sheet.near else self._teaching.answers_today(lesson.questions[0])
        return replace(sheet, near=near) if near else None

    def handle_submit(self, view: Payload, context: Payload, client: WebClient) -> None:
        """Keep what was taught, let it be learnt, and tell everybody concerned."""
        sheet, person = Sheet.read(str(view.get("private_metadata") or "")), person_of(context)
        place = replace(sheet.place, root="")
        where = f"{sheet.place.channel}:{sheet.place.root}" if sheet.place.root else ""
        drafts = field_values(view).get(teach.WHEN) == teach.LATER
        origin = Origin(by=person, publishes=self._teaching.curates(client, person), place=where, sheet=sheet.id, drafts=drafts)
        try:
            # Worked on again, because a word about it did not get through, it must not be taught again.
            kept = self._teaching.teacher.kept(sheet.id)
            if self._is_held(client, sheet, view, origin, kept):
                return
            taught = kept or self._keep(sheet, view, origin)
        except StorageError:
            place.say(client, person, self._desk.slack.note(place.language, "teach_not_kept"))
            return
        place.say(client, person, self._teaching.settled(taught, place.language, drafted=drafts))
        if taught.state is TaughtState.PROPOSED:
            self._teaching.tell_curators(client, taught)
        elif taught.state is TaughtState.PUBLISHED and self._was_proposed(taught):
            self._teaching.tell_proposer(client, taught)

    def _is_held(self, client: WebClient, sheet: Sheet, view: Payload, origin: Origin, kept: Taught | None) -> bool:
        """Look ahead; what would take questions from another topic is kept as a draft, until the curator presses again."""
        if not origin.publishes or (kept is not None and kept.state is not TaughtState.DRAFT):
            return False
        teacher = self._teaching.teacher
        wanted = self._wanted(sheet, view)
        preview = self._teaching.theft(teacher.would_be(wanted))
        if preview is None:
            return False
        held = kept or teacher.hold(wanted, origin, taken=self._desk.editions.get().knowledge.subjects)
        place = replace(sheet.place, root="")
        place.say(client, origin.by, self._teaching.warning(preview, held, place.language))
        return True

    def _wanted(self, sheet: Sheet, view: Payload) -> Taught:
        """What was filled in, as it would be kept; its `target` is the topic that it changes or adds questions to."""
        lesson, teacher = self._lesson(view), self._teaching.teacher
        before = self._desk.stores.taught.find(topic=sheet.topic) if sheet.topic else None
        wanted = teacher.tried(lesson, before, taken=self._desk.edition.everything.subjects)
        if sheet.near and field_values(view).get(teach.INSTEAD) == teach.ADD:
            wanted = replace(wanted, body={"phrases": {lesson.language.value: list(lesson.questions)}}, target=sheet.near)
        elif before is not None:
            phrases = {**before.phrases, lesson.language.value: list(lesson.questions)}
            body = {**before.body, "phrases": phrases} if before.adds_phrases_only else wanted.body
            wanted = replace(wanted, body=body, target=sheet.topic)
        return wanted

    def _was_proposed(self, taught: Taught) -> bool:
        history = self._desk.stores.taught.history(topic=taught.id)
        return any(one.state is TaughtState.PROPOSED for one in history if one.version == taught.version - 1)

    def _keep(self, sheet: Sheet, view: Payload, origin: Origin) -> Taught:
        lesson, teacher = self._lesson(view), self._teaching.teacher
        if sheet.near and field_values(view).get(teach.INSTEAD) == teach.ADD:
            return teacher.add_questions({lesson.language.value: lesson.questions}, origin, topic=sheet.near)
        if sheet.topic and origin.publishes:
            return teacher.change(lesson, origin, topic=sheet.topic, version=sheet.version)
        return teacher.teach(lesson, origin, taken=self._desk.edition.everything.subjects)

    def _form(self, lesson: Lesson, sheet: Sheet) -> BlockJson:
        language = sheet.place.language
        near = self._teaching.title(sheet.near, language) if sheet.near else ""
        form = teach.TeachForm(
            lesson=lesson,
            metadata=sheet.write(),
            near=near,
            phrases_only=self._adds_phrases(sheet),
            theirs=self._theirs(sheet) if sheet.beside else None,
            is_draft=self._is_draft(sheet),
        )
        return teach.teach_form(self._desk.slack.wording, language, form)

    def _theirs(self, sheet: Sheet) -> Taught | None:
        """What somebody else has made of the topic since the window was opened; None where nobody has."""
        taught = self._desk.stores.taught.find(topic=sheet.topic) if sheet.topic else None
        return taught if taught is not None and taught.version != sheet.version else None

    def _lesson(self, view: Payload) -> Lesson:
        return lesson_in(view, self._desk.slack.wording)

    def _is_draft(self, sheet: Sheet) -> bool:
        taught = self._desk.stores.taught.find(topic=sheet.topic) if sheet.topic else None
        return taught is not None and taught.state is TaughtState.DRAFT

    def _adds_phrases(self, sheet: Sheet) -> bool:
        taught = self._desk.stores.taught.find(topic=sheet.topic) if sheet.topic else None
        return taught is not None and taught.adds_phrases_only

    def _past_day(self, sheet: Sheet, lesson: Lesson) -> dict[str, str]:
        taught = self._desk.stores.taught.find(topic=sheet.topic) if sheet.topic and lesson.review_on else None
        return past_day_of(lesson, taught.review_on if taught else None, self._desk.clock().date())

    def _settle(self, ack: Ack, errors: Mapping[str, str], go_on: Callable[[], Any]) -> BoltResponse | None:
        """Tell what is wrong, by field, or close the window and go on."""
        if errors:
            return ack(response_action="errors", errors={name: cut(text, _ERROR) for name, text in errors.items()})
        ack()
        go_on()
        return None

    def _faults(self, sheet: Sheet, lesson: Lesson) -> dict[str, str]:
        """What would keep it from being shown, by field."""
        from bot.knowledge.team_trial import faults_of  # noqa: PLC0415  with YAML and pydantic: for what is taught alone

        taught = self._desk.stores.taught.find(topic=sheet.topic) if sheet.topic else None
        if taught is not None and taught.adds_phrases_only:
            return {}
        knowledge = self._desk.edition.everything
        problems = faults_of(self._teaching.teacher.tried(lesson, taught), knowledge)
        words, language = self._desk.slack.wording, sheet.place.language
        told: dict[str, str] = {}
        for problem in problems:
            field = _FIELDS.get(re.split(r"[.\[]", problem.path)[0], teach.QUESTIONS)
            told.setdefault(field, words.words(language, "teach_wrong", what=f"{problem.what} {problem.remedy}"))
        return told


def _permalink(body: Payload, channel: str, message: Payload) -> str:
    """The message's permalink, made of what Slack tells with it; empty where it does not tell the workspace's address."""
    domain, ts = (body.get("team") or {}).get("domain"), str(message["ts"])
    if not domain:
        return ""
    thread = message.get("thread_ts")
    below = f"?thread_ts={thread}&cid={channel}" if thread and thread != ts else ""
    return f"https://{domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}{below}"
