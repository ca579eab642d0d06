"""The App Home: what the bot can do, the language choice, every topic by shelf, the person's last questions and fit checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from bot.domain.conversation import Action, ActionKind
from bot.domain.knowledge import KnowledgeBase, Subject
from bot.domain.language import Language
from bot.domain.text import Text
from bot.rendering.action_codes import encode
from bot.rendering.gaps import QueuePage, queue_blocks
from bot.rendering.limits import VIEW_BLOCKS
from bot.rendering.slack_blocks import (
    ADVISE,
    BlockJson,
    action_button,
    actions,
    context,
    header,
    plain_text,
    section,
)
from bot.rendering.slack_text import cut, cut_escaped, escape
from bot.rendering.teach import TaughtPage, taught_blocks
from bot.rendering.wording import Wording

LANGUAGE = "language"
TOPICS, PLAYS = "topics", "plays"
"""The two lists of everything that can be looked up."""
_NEXT = 3
_OPTIONS, _OPTION = 100, 75
"""Lines of a list and characters of a line, at most (docs.slack.dev, select menu element)."""
_AUTOMATIC = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeContent:
    """What is personal in one person's Home: `chosen` is their language choice, `questions` hold a line
    for each of their last ones, newest first, with the action that asks it again.

    `last` is the subject asked for last. `fits` holds one line for each fit check of the past, newest first, with the action that
    opens it again. `queue` is what this person sees of what was asked in vain, `taught` of what was
    taught; None where that is nothing.
    """

    language: Language
    last: str = ""
    chosen: Language | None = None
    questions: Sequence[tuple[str, Action]] = ()
    fits: Sequence[tuple[str, Action]] = ()
    queue: QueuePage | None = None
    taught: TaughtPage | None = None


class HomeRenderer:
    """Draws the App Home for one knowledge base; `calculators` are the titles of the metrics that can be worked out, by id."""

    def __init__(self, wording: Wording, knowledge: KnowledgeBase, calculators: Mapping[str, Text]) -> None:
        self._wording = wording
        self._knowledge = knowledge
        self._calculators = calculators

    @property
    def subjects(self) -> Mapping[str, Subject]:
        """The topics and plays there are."""
        return self._knowledge.subjects

    def view(self, content: HomeContent) -> BlockJson:
        """Return the view for `views.publish`, within Slack's 100 blocks."""
        places = count()
        taught = [*self._queue(content), *self._taught(content)]
        blocks = [
            *self._welcome(content, places),
            *self._questions(content, places),
            *self._next(content, places),
            *(taught if content.taught is not None and content.taught.curates else []),
            *self._library(content.language),
            *self._fits(content, places),
            # What most people do least stands last; for curators it is their work, and comes before the library.
            *(taught if content.taught is None or not content.taught.curates else []),
        ]
        return {"type": "home", "private_metadata": content.language.value, "blocks": blocks[:VIEW_BLOCKS]}

    def _say(self, language: Language, key: str) -> str:
        return self._wording.words(language, key)

    def _welcome(self, content: HomeContent, places: Iterator[int]) -> list[BlockJson]:
        language = content.language
        fit = Action(kind=ActionKind.FIT)
        return [
            header(self._say(language, "home_title")),
            section(escape(self._say(language, "home_intro"))),
            actions([action_button(self._wording.label(fit, language), fit, next(places)), self._language_choice(content)]),
        ]

    def _language_choice(self, content: HomeContent) -> BlockJson:
        options = [
            {"text": plain_text(self._say(content.language, f"home_language_{value}")), "value": value}
            for value in (_AUTOMATIC, *self._knowledge.languages)
        ]
        current = content.chosen or _AUTOMATIC
        return {
            "type": "static_select",
            "action_id": LANGUAGE,
            "placeholder": plain_text(self._say(content.language, "home_language")),
            "options": options,
            "initial_option": next(option for option in options if option["value"] == current),
        }

    def _next(self, content: HomeContent, places: Iterator[int]) -> Iterator[BlockJson]:
        """What lies close to what was asked last, or first questions for a newcomer."""
        subjects = self._knowledge.subjects
        last = subjects.get(content.last)
        close = (*self._knowledge.plays_on.get(content.last, ()), *last.related) if last is not None else ()
        near = close if last is not None else self._knowledge.first_questions
        shown = [one for one in dict.fromkeys(near) if one in subjects][:_NEXT]
        if shown:
            yield section(f"*{escape(self._say(content.language, 'home_next'))}*")
            yield actions([self._topic(one, content.language, next(places)) for one in shown])

    def _queue(self, content: HomeContent) -> list[BlockJson]:
        if content.queue is None:
            return []
        return queue_blocks(self._wording, content.language, content.queue, self._knowledge.subjects)

    def _taught(self, content: HomeContent) -> list[BlockJson]:
        return [] if content.taught is None else taught_blocks(self._wording, content.language, content.taught)

    def _library(self, language: Language) -> Iterator[BlockJson]:
        """Everything there is: two lists that are searched by typing, and one of what can be worked out."""
        yield {"type": "divider"}
        yield header(self._say(language, "home_topics"))
        lists = ((TOPICS, self._knowledge.topics), (PLAYS, self._knowledge.plays))
        found = [self._search(language, name) for name, subjects in lists if subjects]
        if self._calculators:
            found.append(self._sums(language))
        if found:
            yield actions(found)

    def _sums(self, language: Language) -> BlockJson:
        """The calculators in one list: so few that nobody has to type for them."""
        options = [
            {
                "text": plain_text(cut(title[language], _OPTION)),
                "value": encode(Action(kind=ActionKind.CALCULATE, value=metric)),
            }
            for metric, title in list(self._calculators.items())[:_OPTIONS]
        ]
        placeholder = plain_text(self._say(language, "home_sums_list"))
        return {"type": "static_select", "action_id": f"{ADVISE}.sums", "placeholder": placeholder, "options": options}

    def _search(self, language: Language, name: str) -> BlockJson:
        placeholder = plain_text(self._say(language, f"home_{name}_list"))
        return {"type": "external_select", "action_id": f"{ADVISE}.{name}", "placeholder": placeholder, "min_query_length": 0}

    def options(self, language: Language, name: str, typed: str) -> list[BlockJson]:
        """Return the lines of a list that hold every word typed, in any language, by their shelf's order."""
        subjects = self._knowledge.plays if name == PLAYS else self._knowledge.topics
        ordered = [one for group in self._knowledge.groups.values() for one in group.topics if one in subjects]
        words = typed.casefold().split()
        found = [one for one in ordered if all(word in " ".join(subjects[one].title.values()).casefold() for word in words)]
        return [
            {"text": plain_text(cut(subjects[one].title[language], _OPTION)), "value": encode(self._show(one))}
            for one in found[:_OPTIONS]
        ]

    def _topic(self, topic: str, language: Language, place: int) -> BlockJson:
        return action_button(self._knowledge.subjects[topic].title[language], self._show(topic), place)

    def _show(self, subject: str) -> Action:
        return Action(kind=ActionKind.SHOW, topic=subject, segment=self._knowledge.subjects[subject].side)

    def _questions(self, content: HomeContent, places: Iterator[int]) -> Iterator[BlockJson]:
        yield {"type": "divider"}
        yield header(self._say(content.language, "home_questions"))
        for line, again in content.questions:
            read = action_button(self._say(content.language, "home_read"), again, next(places))
            yield section(cut_escaped(" ".join(line.split()), 150) or "…", read)
        if not content.questions:
            yield context(escape(self._say(content.language, "home_no_questions")))

    def _fits(self, content: HomeContent, places: Iterator[int]) -> Iterator[BlockJson]:
        if not content.fits:
            return
        yield header(self._say(content.language, "home_fits"))
        for line, action in content.fits:
            opened = action_button(self._say(content.language, "home_read"), action, next(places))
            yield section(cut_escaped(cut(line, 500), 1000), opened)


def chosen_language(value: str) -> Language | None:
    """Return the language a person picked in Home; None for "follow my messages"."""
    return None if value == _AUTOMATIC else Language(value)
