"""Who may teach, what is said to those concerned, and when what was taught answers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from slack_sdk import WebClient

from bot.advisor.teaching import Origin, Teacher
from bot.domain.conversation import Utterance
from bot.domain.keys import thread_key
from bot.domain.language import Language
from bot.domain.preview import Preview
from bot.domain.records import Person
from bot.domain.reply import Outcome
from bot.domain.taught import Taught, TaughtState
from bot.listeners.front_desk import FrontDesk
from bot.listeners.gap_desk import GapDesk
from bot.listeners.handling import Contained
from bot.listeners.sender import post
from bot.rendering.preview import PreviewPage, preview_blocks
from bot.rendering.slack import Message
from bot.rendering.slack_text import cut, escape
from bot.rendering.teach import TaughtPage, look_button

logger = logging.getLogger(__name__)

_MOST_TOLD = 5
"""Curators told of a proposal: it stands in everybody's Home besides."""
_TITLE = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class TeachDesk:
    """What teaching needs. `gaps` knows the curators, `learn` takes in what is published, and tells whether it answers.

    `foresee` tells what publishing a topic would do to the questions people ask.
    """

    desk: FrontDesk
    gaps: GapDesk
    learn: Callable[[], bool]
    foresee: Callable[[Taught], Preview]

    @property
    def teacher(self) -> Teacher:
        """Changes what is taught."""
        return Teacher(self.desk.stores.taught, self.desk.clock)

    def curates(self, client: WebClient, person: Person) -> bool:
        """Whether what somebody teaches answers at once."""
        return self.gaps.curates(client, person)

    def answers_today(self, question: str) -> str:
        """Return the id of the topic that answers a question now, empty where none does."""
        reply = self.desk.advisor.respond(Utterance(text=question)) if question.strip() else None
        known = self.desk.editions.get().knowledge.topics
        return next((one for one in reply.topics[:1] if one in known), "") if reply and reply.outcome is Outcome.ANSWER else ""

    def title(self, topic: str, language: Language) -> str:
        """Return a topic's title; its id where there is none of it any more."""
        found = self.desk.editions.get().knowledge.subjects.get(topic)
        return topic if found is None else found.title[language]

    def name_of(self, taught: Taught, language: Language) -> str:
        """Return what people know a taught topic by."""
        topic = taught.target or taught.id
        return cut(self.title(topic, language) if taught.adds_phrases_only else taught.title, _TITLE)

    def page(self, client: WebClient, person: Person, language: Language) -> TaughtPage | None:
        """Return what somebody's Home shows of what was taught; None for whoever is no curator."""
        if not self.curates(client, person):
            return None
        taught = self.desk.stores.taught.current()
        titles = {one.title: self.title(one.title, language) for one in taught if one.adds_phrases_only}
        return TaughtPage(taught=taught, titles=titles)

    def theft(self, taught: Taught) -> Preview | None:
        """Return what publishing would do, where it would take a question from another topic; None otherwise."""
        failure = Contained()
        with failure:
            preview = self.foresee(taught)
            return preview if preview.steals else None
        # What cannot be looked at ahead is told when it is learnt; nobody is kept from publishing by it.
        logger.warning("A preview failed: %s", failure.error)
        return None

    def warning(self, preview: Preview, taught: Taught, language: Language) -> Message:
        """Return the word to a curator that publishing would steal, with the button that does it all the same."""
        wording = self.desk.slack.wording
        titles = {name: subject.title[language] for name, subject in self.desk.editions.get().knowledge.subjects.items()}
        name = self.name_of(taught, language)
        page = PreviewPage(preview=preview, titles=titles, taught=taught, name=name)
        blocks = tuple(preview_blocks(wording, language, page))
        text = wording.words(language, "teach_steals", topic=name)
        return Message(text=escape(text), blocks=blocks, classic=blocks)

    def add(self, person: Person, phrases: Mapping[str, Sequence[str]], topic: str, language: Language) -> tuple[Message, bool]:
        """Add ways of asking to a topic, and return what to tell, and whether it is done: a theft waits for a second press."""
        origin = Origin(by=person, publishes=True)
        wanted = self.teacher.added(phrases, origin, topic=topic)
        preview = self.theft(self.teacher.would_be(wanted))
        if preview is not None:
            return self.warning(preview, self.teacher.hold(wanted, origin), language), False
        return self.settled(self.teacher.add_questions(phrases, origin, topic=topic), language), True

    def settled(self, taught: Taught, language: Language) -> Message:
        """Learn what was published, and return the word to whoever sent it off."""
        key = {TaughtState.PUBLISHED: "teach_learnt", TaughtState.PROPOSED: "teach_proposed", TaughtState.DRAFT: "teach_draft"}
        if taught.state is TaughtState.PUBLISHED and not self.learn():
            return self.desk.slack.note(language, "teach_waiting", topic=self.name_of(taught, language))
        return self.desk.slack.note(language, key[taught.state], topic=self.name_of(taught, language))

    def tell_proposer(self, client: WebClient, taught: Taught) -> None:
        """Tell whoever proposed a topic what became of it: in the thread they did it in, or by a direct message."""
        if not taught.proposer or taught.proposer == taught.changed_by.user:
            return
        person = Person(team=taught.changed_by.team, user=taught.proposer)
        channel, _, root = taught.place.partition(":")
        thread = thread_key(team=person.team, channel=channel, ts=root) if root else None
        language = self.desk.known_language(person, thread=thread) or self.desk.language(client, person)
        fields = {"person": f"<@{person.user}>", "topic": self.name_of(taught, language)}
        message = _calling(self.desk.slack.note(language, f"teach_told_{taught.state.value}", **fields), person.user)
        if root and self.desk.is_open(client, channel) and post(client, channel=channel, thread_ts=root, message=message):
            return
        post(client, channel=person.user, message=message)

    def tell_curators(self, client: WebClient, taught: Taught) -> None:
        """Tell the curators that are named one by one of a proposal, with a button that opens it."""
        by = taught.changed_by
        for user in sorted(self.desk.policy.curators.people - {by.user})[:_MOST_TOLD]:
            curator = Person(team=by.team, user=user)
            language = self.desk.known_language(curator) or self.desk.language(client, curator)
            fields = {"person": f"<@{by.user}>", "topic": self.name_of(taught, language)}
            message = _calling(self.desk.slack.note(language, "teach_to_curators", **fields), by.user)
            look = look_button(self.desk.slack.wording, language, taught)
            message = replace(message, blocks=(*message.blocks, look), classic=(*message.classic, look))
            post(client, channel=user, message=message)


def _calling(message: Message, user: str) -> Message:
    """The message with its mention as one: whatever else stands in it was typed by people, and calls nobody."""
    text = message.text.replace(f"&lt;@{user}&gt;", f"<@{user}>", 1)
    section = {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}
    return replace(message, text=text, blocks=(section,), classic=(section,))
