"""The app's own page: App Home, the language choice on it, and the suggested prompts of the Messages tab."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from slack_bolt import Ack, BoltResponse
from slack_sdk import WebClient

from bot.advisor.fit.check import FitCheck
from bot.advisor.fit.stored import from_json, what_changed
from bot.domain.conversation import Action, ActionKind
from bot.domain.fit import Answers
from bot.domain.knowledge import Subject
from bot.domain.language import FALLBACK, Language
from bot.domain.records import AskedQuestion, Person
from bot.domain.reply import Outcome
from bot.listeners.fit_windows import SAVED
from bot.listeners.front_desk import FrontDesk
from bot.listeners.payloads import Payload, person_of
from bot.listeners.refusals import TROUBLE, is_expected, refusal_of
from bot.listeners.teach_desk import TeachDesk
from bot.rendering.figures import write_day
from bot.rendering.fit_tone import tone_of
from bot.rendering.gaps import BEGINNING, Spot
from bot.rendering.home import HomeContent, chosen_language
from bot.rendering.modals import reader_language

logger = logging.getLogger(__name__)

_SHOWN = (Outcome.ANSWER, Outcome.CALCULATION)
_LEANING = frozenset({"market", "readiness", "leans"})
_QUESTIONS = 5
_LOOKED_THROUGH = 4 * _QUESTIONS
"""Of a person's last messages: a "thanks" is no question to read again."""
_SAYS_LITTLE = 5
"""Words up to which a question that goes on in a thread does not tell by itself what it is about."""
_FITS = 5
_PROMPTS = 4
_NOT_SHOWN = frozenset({"not_enabled", "user_not_found", "user_not_visible", "hash_conflict", "not_found"})
"""Home is switched off, or not for this person, or was drawn by somebody quicker."""


class HomeListeners:
    """The listeners for `app_home_opened` and for the language choice."""

    def __init__(self, desk: FrontDesk, fit: FitCheck, teaching: TeachDesk) -> None:
        self._desk = desk
        self._fit = fit
        self._gaps = teaching.gaps
        self._teaching = teaching

    @property
    def subjects(self) -> Mapping[str, Subject]:
        """The topics and plays there are."""
        return self._desk.edition.home.subjects

    def handle_opened(self, event: Payload, context: Payload, client: WebClient) -> None:
        """Publish Home when it is looked at; offer prompts when the Messages tab is."""
        person = person_of(context)
        if event.get("tab") == "home":
            self.publish(client, person)
        elif event.get("tab") == "messages" and event.get("channel"):
            self._suggest(client, person, event["channel"])

    def handle_language(self, action: Payload, context: Payload, client: WebClient) -> None:
        """Keep the language a person chose and draw Home anew in it."""
        person = person_of(context)
        value = (action.get("selected_option") or {}).get("value") or ""
        self._desk.stores.preferences.save(person=person, language=chosen_language(value))
        self.publish(client, person)

    def handle_options(self, ack: Ack, body: Payload, context: Payload) -> BoltResponse:
        """Tell Slack what stands in a list, as far as the person has typed."""
        name = str(body.get("action_id") or "").partition(".")[2]
        known = reader_language(body.get("view") or {}, self._desk.slack.wording.languages)
        language = known or self._desk.known_language(person_of(context)) or FALLBACK
        return ack(options=self._desk.edition.home.options(language, name, str(body.get("value") or "")))

    def publish(self, client: WebClient, person: Person, spot: Spot = BEGINNING) -> None:
        """Publish a person's Home as things stand, a curator's with the queue at a spot.

        Where Slack does not take it, the next look at Home draws it anew.
        """
        stores = self._desk.stores
        asked = stores.questions.recent(person=person, limit=_LOOKED_THROUGH)
        questions = [question for question in asked if question.outcome is not Outcome.SMALLTALK][:_QUESTIONS]
        language = self._language(client, person, questions)
        content = HomeContent(
            language=language,
            last=next((topic for question in questions for topic in question.topics[:1] if question.outcome in _SHOWN), ""),
            chosen=stores.preferences.find(person=person),
            questions=tuple({question.text: self._line(question, asked, language) for question in reversed(questions)}.values())[
                ::-1
            ],
            fits=self._history(person, language),
            queue=self._gaps.page(client, person, spot),
            taught=self._teaching.page(client, person, language),
        )
        try:
            client.views_publish(user_id=person.user, view=self._desk.edition.home.view(content))
        except TROUBLE as error:
            if refusal_of(error) not in _NOT_SHOWN and not is_expected(error):
                raise
            logger.warning("Slack does not show Home: %s", refusal_of(error))

    def _language(self, client: WebClient, person: Person, questions: Sequence[AskedQuestion]) -> Language:
        """The language a person chose, else that of their last question, as Home promises; else Slack's."""
        chosen = self._desk.stores.preferences.find(person=person)
        return chosen or next((question.language for question in questions), None) or self._desk.language(client, person)

    def _line(self, question: AskedQuestion, asked: Sequence[AskedQuestion], language: Language) -> tuple[str, Action]:
        """How a question is listed: one that only went on in its thread, such as "why?", with what it was about."""
        again = _again(question)
        about = self.subjects.get(again.topic or "")
        goes_on = any(one.thread == question.thread and one.asked_at < question.asked_at for one in asked if question.thread)
        if about is None or not goes_on or len(question.text.split()) > _SAYS_LITTLE:
            return question.text, again
        return f"{question.text} · {about.title[language]}", again

    def _history(self, person: Person, language: Language) -> list[tuple[str, Action]]:
        """The person's last fit checks, each with what changed since the one before."""
        records = self._desk.stores.assessments.history(person=person, limit=_FITS + 1)
        answers = [from_json(record.answers) for record in records]
        lines = []
        for place, record in enumerate(records[:_FITS]):
            before = answers[place + 1] if place + 1 < len(answers) else None
            line = self._fit_line(answers[place], before, language)
            day = write_day(record.made_at.date(), language)
            line = self._desk.slack.wording.words(language, "fit_dated", day=day, line=line)
            lines.append((line, Action(kind=ActionKind.FIT, value=f"{SAVED}{record.id}")))
        return lines

    def _fit_line(self, answers: Answers, before: Answers | None, language: Language) -> str:
        model, words = self._fit.model, self._desk.slack.wording.words
        assessment = self._fit.assess(answers)
        verdict = model.verdicts[assessment.outcome][language]
        if tone_of(assessment) in _LEANING:
            # Whoever told of one side alone is not yet made for anything.
            verdict = words(language, f"fit_leans_{assessment.verdict.value}")
        if before is None:
            return verdict
        changed = [change.criterion for change in what_changed(before, answers) if change.criterion in model.criteria]
        if not changed:
            return words(language, "fit_same", verdict=verdict)
        names = ", ".join(model.criteria[criterion].name[language] for criterion in changed)
        return words(language, "fit_history", verdict=verdict, changes=names)

    def _suggest(self, client: WebClient, person: Person, channel: str) -> None:
        """Offer prompts in the person's language. No `thread_ts`: with it, Slack drops the prompts of such apps unsaid."""
        language = self._desk.language(client, person)
        words = self._desk.slack.wording.words
        prompts = [
            {"title": words(language, f"prompt_{number}_title"), "message": words(language, f"prompt_{number}")}
            for number in range(1, _PROMPTS + 1)
        ]
        try:
            title = words(language, "prompt_title")
            client.assistant_threads_setSuggestedPrompts(channel_id=channel, title=title, prompts=prompts)
        except TROUBLE as error:
            # Prompts are a courtesy that older workspaces do not know; the conversation works without them.
            logger.info("Slack does not take suggested prompts: %s", refusal_of(error))


def _again(question: AskedQuestion) -> Action:
    """Ask a question again; what it was about goes with it, for out of its thread "and for SMBs?" asks nothing."""
    topic = question.topics[0] if question.outcome is Outcome.ANSWER and question.topics else None
    return Action(kind=ActionKind.ASK, value=question.text, topic=topic, segment=question.segment if topic else None)
