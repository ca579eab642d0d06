"""Who may teach, what is said to those concerned, and when what was taught answers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from slack_sdk import WebClient

from bot.advisor.teaching import Origin, Teacher
from bot.domain.audience import Spot
from bot.domain.conversation import Utterance
from bot.domain.keys import thread_key
from bot.domain.language import Language
from bot.domain.preview import Preview
from bot.domain.records import Person
from bot.domain.reply import Outcome
from bot.domain.taught import Taught, TaughtState
from bot.listeners.edition import Edition
from bot.listeners.front_desk import FrontDesk
from bot.listeners.gap_desk import GapDesk
from bot.listeners.handling import Contained
from bot.listeners.sender import post
from bot.rendering.preview import PreviewPage, preview_blocks
from bot.rendering.slack import Message
from bot.rendering.slack_blocks import BlockJson
from bot.rendering.slack_text import cut, escape
from bot.rendering.teach import EDIT, TRY, TaughtPage, deed_button

logger = logging.getLogger(__name__)

_MOST_TOLD = 5
"""Curators told of a proposal: it stands in everybody's Home besides."""
_TITLE = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class TeachDesk:
    """What teaching needs. `gaps` knows the curators, `learn` takes in what is published, and tells whether it answers.

    `trial` returns what would answer with a topic that is not published; it raises BotError or OSError where that fails.
    `foresee` tells what publishing a topic would do to the questions people ask.
    """

    desk: FrontDesk
    gaps: GapDesk
    learn: Callable[[], bool]
    trial: Callable[[Taught], Edition]
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
        known = self.desk.edition.knowledge.topics
        return next((one for one in reply.topics[:1] if one in known), "") if reply and reply.outcome is Outcome.ANSWER else ""

    def title(self, topic: str, language: Language) -> str:
        """Return a topic's title; its id where there is none of it any more."""
        found = self.desk.edition.everything.subjects.get(topic)
        return topic if found is None else found.title[language]

    def name_of(self, taught: Taught, language: Language) -> str:
        """Return what people know a taught topic by."""
        topic = taught.target or taught.id
        return cut(self.title(topic, language) if taught.adds_phrases_only else taught.title, _TITLE)

    def page(self, client: WebClient, person: Person, language: Language) -> TaughtPage | None:
        """Return what somebody's Home shows of what was taught: all of it, or what they proposed; None where nobody curates."""
        if not self.desk.policy.curators:
            return None
        curates = self.curates(client, person)
        taught = [one for one in self.desk.stores.taught.current() if curates or one.proposer == person.user]
        titles = {one.title: self.title(one.title, language) for one in taught if one.adds_phrases_only}
        return TaughtPage(taught=taught, titles=titles, curates=curates)

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

    def settled(self, taught: Taught, language: Language, *, drafted: bool = False) -> Message:
        """Learn what was published, and return the word to whoever sent it off; `drafted` where they wanted a draft."""
        if taught.state is TaughtState.PUBLISHED:
            learnt = "teach_learnt" if self.learn() else "teach_waiting"
            return self.desk.slack.note(language, learnt, topic=self.name_of(taught, language))
        key = "teach_proposed" if taught.state is TaughtState.PROPOSED else "teach_drafted" if drafted else "teach_draft"
        message = self.desk.slack.note(language, key, topic=self.name_of(taught, language))
        return (
            message if taught.adds_phrases_only else below(message, deed_button(self.desk.slack.wording, language, taught, TRY))
        )

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
        if (
            root
            and self._may_be_named(client, taught, channel)
            and post(client, channel=channel, thread_ts=root, message=message)
        ):
            return
        post(client, channel=person.user, message=message)

    def _may_be_named(self, client: WebClient, taught: Taught, channel: str) -> bool:
        """Whether others may read of a topic in a channel."""
        if channel.startswith("D"):
            return True
        outside = not self.desk.directory.is_internal(client, channel)
        return self.desk.is_open(client, channel) and taught.audience.reaches(Spot(channel=channel, outside=outside))

    def tell_curators(self, client: WebClient, taught: Taught) -> None:
        """Tell the curators that are named one by one of a proposal, with a button that opens it."""
        by = taught.changed_by
        for user in sorted(self.desk.policy.curators.people - {by.user})[:_MOST_TOLD]:
            curator = Person(team=by.team, user=user)
            language = self.desk.known_language(curator) or self.desk.language(client, curator)
            fields = {"person": f"<@{by.user}>", "topic": self.name_of(taught, language)}
            message = _calling(self.desk.slack.note(language, "teach_to_curators", **fields), by.user)
            post(client, channel=user, message=below(message, deed_button(self.desk.slack.wording, language, taught, EDIT)))


def below(message: Message, row: BlockJson) -> Message:
    """The message with a row of buttons below it."""
    return replace(message, blocks=(*message.blocks, row), classic=(*message.classic, row))


def _calling(message: Message, user: str) -> Message:
    """The message with its mention as one: whatever else stands in it was typed by people, and calls nobody."""
    text = message.text.replace(f"&lt;@{user}&gt;", f"<@{user}>", 1)
    section = {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}
    return replace(message, text=text, blocks=(section,), classic=(section,))
