"""The desk behind every listener: asks the advisor in a person's name, draws the reply, and keeps what was asked."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from slack_sdk import WebClient

from bot.advisor.fit.stored import to_json
from bot.advisor.ports import Stores
from bot.domain.audience import ALONE
from bot.domain.clock import Clock, utc_now
from bot.domain.conversation import Action, ActionKind, Form, Utterance
from bot.domain.current import Current
from bot.domain.inbox import InboxItem
from bot.domain.keys import new_id
from bot.domain.language import FALLBACK, Language
from bot.domain.records import TEXT_LIMIT, AskedQuestion, AssessmentRecord, Person
from bot.domain.reply import BriefPart, Outcome, Reply
from bot.domain.turnstile import Turnstile
from bot.listeners.directory import Directory
from bot.listeners.edition import Advising, Edition
from bot.listeners.errands import errand_at_hand
from bot.listeners.fit_answers import assessment_of, fit_buttons
from bot.listeners.policy import Policy
from bot.rendering.action_codes import encode
from bot.rendering.slack import BRIEF_EXPORT, EXPERT, SHARE, Extras, Message, SlackRenderer
from bot.rendering.slack_offers import as_action
from bot.rendering.slack_text import escape

logger = logging.getLogger(__name__)

_RATED = (Outcome.ANSWER, Outcome.CALCULATION, Outcome.BRIEF)
"""Outcomes worth a thumb: what the bot answered. It asks nobody to rate a greeting or its own question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A reply with its message; `question` is the id it is logged under, None for what is not logged."""

    reply: Reply
    message: Message
    question: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressing:
    """What is told of a press beyond its action: its moment, who pressed (mrkdwn), and the question that the thumbs stay for.

    `ts` is empty where the press changes a message instead of adding one.
    """

    ts: str = ""
    name: str = ""
    question: str | None = None


UNTOLD = Pressing()


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontDesk:
    """Everything a listener needs to answer."""

    editions: Current[Edition]
    stores: Stores
    policy: Policy = field(default_factory=Policy)
    clock: Clock = utc_now
    hears_threads: Callable[[], bool] = lambda: True
    directory: Directory = field(default_factory=lambda: Directory(locales={}))
    turnstile: Turnstile = field(default_factory=Turnstile)

    @property
    def edition(self) -> Edition:
        """What answers where the work at hand is; where nobody said where that is, what one person alone may be told."""
        return self.editions.get().at(ALONE)

    @property
    def advisor(self) -> Advising:
        """What answers, of the snapshot that the work at hand began with."""
        return self.edition.advisor

    @property
    def slack(self) -> SlackRenderer:
        """What draws, of the snapshot that the work at hand began with."""
        return self.edition.slack

    def language(self, client: WebClient, person: Person) -> Language:
        """Return the language to address a person in who has not said anything: their choice, Slack's, English."""
        chosen = self.stores.preferences.find(person=person)
        return chosen or self.directory.language(client, person.user) or FALLBACK

    def language_in(self, client: WebClient, person: Person, memory: str) -> Language:
        """Return the language of the conversation that somebody pressed a button in, else that to address them in."""
        talk = self.stores.conversations.find(thread=memory)
        return (talk.language if talk else None) or self.language(client, person)

    def known_language(self, person: Person, *, thread: str | None = None) -> Language | None:
        """Return the language to address a person in as far as it is known without asking Slack; None where it is not."""
        chosen = self.stores.preferences.find(person=person)
        talk = self.stores.conversations.find(thread=thread) if thread and not chosen else None
        return chosen or (talk.language if talk else None) or self.directory.known_language(person.user)

    def is_open(self, client: WebClient, channel: str) -> bool:
        """Whether the bot may speak in a channel for all to see: not where another company reads along, or may for all we know.

        One-to-one messages are exempt: Slack lets the bot post in no others than its own.
        """
        return self.policy.allow_external or channel.startswith("D") or self.directory.is_internal(client, channel)

    def reply(self, client: WebClient, person: Person, utterance: Utterance) -> Reply:
        """Ask the advisor, which asks for the person's language only where nothing else, such as a `locale`, decides it."""
        chosen = partial(self.stores.preferences.find, person=person)
        locale = partial(self._locale, client, person)
        return self.advisor.respond(replace(utterance, ask_preferred=chosen, ask_locale=locale))

    def _locale(self, client: WebClient, person: Person) -> Language | None:
        """The language of a person's Slack. Whoever has to ask Slack lets others go on with their answers meanwhile."""
        known = self.directory.known_language(person.user)
        if known is not None:
            return known
        with self.turnstile.aside():
            return self.directory.language(client, person.user)

    def answer(
        self, client: WebClient, person: Person, asked: Utterance, *, private: bool = False, begins: bool = False
    ) -> Answer:
        """Answer a typed question; `private` adds the button that shares the answer with the channel.

        `begins` tells that a thread among several people begins with it, so that it says how to go on where that needs a mention.
        """
        with self.turnstile.passage():
            answer = self._answer(client, person, asked, private=private, begins=begins)
        self.keep_assessment(person, answer.reply)
        return answer

    def _answer(self, client: WebClient, person: Person, asked: Utterance, *, private: bool, begins: bool) -> Answer:
        reply = self.reply(client, person, asked)
        errand = errand_at_hand()
        # Tried again, an answer keeps its id, and so every try posts the same.
        question = errand.question if errand is not None else new_id()
        extras = Extras(
            question=question if reply.outcome in _RATED else None,
            hint=self._hint(reply) if begins else "",
            buttons=self._buttons(reply, Action(kind=ActionKind.ASK, value=asked.text), private=private, question=question),
        )
        return Answer(reply=reply, message=self.slack.message(reply, extras), question=question)

    def press(
        self,
        client: WebClient,
        person: Person,
        action: Action,
        *,
        memory: str | None,
        private: bool = False,
        how: Pressing = UNTOLD,
    ) -> Answer:
        """Answer a press of a button; not logged, for nobody typed a question."""
        reply = self.reply(client, person, Utterance(action=action, thread=memory, ts=how.ts))
        is_known = action.topic in (None, *reply.topics)  # a button of an earlier knowledge leads to browsing
        told = self.slack.label(action, reply) if how.name and is_known else ""
        byline = self.slack.wording.words(reply.language, "slack_pressed", person=how.name, label=escape(told)) if told else None
        question = how.question if reply.outcome in _RATED else None
        extras = Extras(question=question, buttons=self._buttons(reply, action, private=private), byline=byline)
        return Answer(reply=reply, message=self.slack.message(reply, extras))

    def read(self, client: WebClient, person: Person, action: Action, language: Language) -> Reply:
        """Return what a press shows in a window, in a language that is known; nothing is remembered."""
        return self.reply(client, person, Utterance(action=action, locale=language))

    def submit(self, client: WebClient, person: Person, form: Form, language: Language, *, memory: str | None = None) -> Reply:
        """Answer a form in the language of its window; without a memory it is only looked through, and nothing is kept."""
        # The answer to a form stands below everything that was said while it was filled in.
        return self.reply(client, person, Utterance(form=form, thread=memory, ts=self.now(), preferred=language))

    def now(self) -> str:
        """This moment as a time stamp, for what has none of its own and is answered below everything."""
        return f"{self.clock().timestamp():.6f}"

    def keep_assessment(self, person: Person, reply: Reply) -> None:
        """Keep the answers of the fit assessment in a reply, if there is one, for the person's history."""
        assessment = assessment_of(reply)
        if assessment is None:
            return
        answers = to_json(assessment.answers)
        record = AssessmentRecord(id=new_id(), person=person, answers=answers, model=assessment.model, made_at=self.clock())
        self.stores.assessments.save(record=record)

    def _buttons(self, reply: Reply, asked: Action, *, private: bool, question: str = "") -> tuple[tuple[str, str], ...]:
        """What Slack adds to a reply: an expert for what is not known, sharing for what only one person sees."""
        assessment = assessment_of(reply)
        if assessment is not None:
            return fit_buttons(assessment.answers, private=private)
        part = reply.parts[0]
        buttons = [(BRIEF_EXPORT, part.code)] if isinstance(part, BriefPart) and part.code else []
        if asked.kind is ActionKind.ASK and self.policy.expert and reply.outcome is Outcome.UNKNOWN:
            buttons.append((EXPERT, encode(asked)))
        if private and reply.outcome in _RATED:
            buttons.append((SHARE, encode(as_action(reply, asked), question)))
        return tuple(buttons)

    def _hint(self, reply: Reply) -> str:
        """How to go on below an answer where the bot hears nothing but mentions."""
        hears = self.policy.thread_follow and self.hears_threads()
        return "" if hears or reply.outcome not in _RATED else self.slack.wording.words(reply.language, "slack_go_on")

    def log(self, person: Person, text: str, answer: Answer, *, thread: str | None) -> None:
        """Keep a question and how it ended; done after the answer is out, so that nobody waits for it."""
        if answer.question is None:
            return
        reply = answer.reply
        logger.info("Question %s: %s, of snapshot %d.", answer.question, reply.outcome, self.editions.get().number)
        self.stores.questions.record(
            question=AskedQuestion(
                id=answer.question,
                person=person,
                text=text[:TEXT_LIMIT],
                language=reply.language,
                outcome=reply.outcome,
                asked_at=self.clock(),
                thread=thread,
                topics=reply.topics,
                segment=reply.segment,
                confidence=reply.confidence,
            )
        )

    def give_up(self, item: InboxItem) -> None:
        """Note what came too late to be answered among the questions asked in vain."""
        text = str(item.details.get("text") or "")
        if text:
            self.stores.questions.record(
                question=AskedQuestion(
                    id=new_id(),
                    person=item.person,
                    text=text[:TEXT_LIMIT],
                    language=self.stores.preferences.find(person=item.person) or FALLBACK,
                    outcome=Outcome.UNKNOWN,
                    asked_at=item.received_at,
                )
            )
