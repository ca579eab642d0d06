"""The App Home: what the bot can do, the language choice, every topic by shelf, the person's last questions and fit checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from bot.domain.conversation import Action, ActionKind
from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import Language
from bot.domain.text import Text
from bot.rendering.limits import VIEW_BLOCKS
from bot.rendering.slack_blocks import (
    BlockJson,
    action_button,
    actions,
    context,
    header,
    plain_text,
    section,
)
from bot.rendering.slack_text import cut, cut_escaped, escape
from bot.rendering.wording import Wording

LANGUAGE = "language"
_ROW = 25
_AUTOMATIC = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeContent:
    """What is personal in one person's Home: `chosen` is their language choice, `questions` their last ones, newest first.

    `fits` holds one line for each fit check of the past, newest first, with the action that opens it again.
    """

    language: Language
    chosen: Language | None = None
    questions: Sequence[str] = ()
    fits: Sequence[tuple[str, Action]] = ()


class HomeRenderer:
    """Draws the App Home for one knowledge base; `calculators` are the titles of the metrics that can be worked out, by id."""

    def __init__(self, wording: Wording, knowledge: KnowledgeBase, calculators: Mapping[str, Text]) -> None:
        self._wording = wording
        self._knowledge = knowledge
        self._calculators = calculators

    def view(self, content: HomeContent) -> BlockJson:
        """Return the view for `views.publish`, within Slack's 100 blocks."""
        places = count()
        blocks = [
            *self._welcome(content, places),
            *self._tools(content.language, places),
            *self._shelves(content.language, places),
            *self._questions(content, places),
            *self._fits(content, places),
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

    def _tools(self, language: Language, places: Iterator[int]) -> list[BlockJson]:
        row = [
            action_button(title[language], Action(kind=ActionKind.CALCULATE, value=metric), next(places))
            for metric, title in list(self._calculators.items())[:_ROW]
        ]
        if not row:
            return []
        return [section(f"*{escape(self._say(language, 'home_calculators'))}*"), actions(row)]

    def _shelves(self, language: Language, places: Iterator[int]) -> Iterator[BlockJson]:
        yield {"type": "divider"}
        yield header(self._say(language, "home_topics"))
        for group in self._knowledge.groups.values():
            yield section(f"*{escape(group.title[language])}*")
            for start in range(0, len(group.topics), _ROW):
                yield actions([self._topic(topic, language, next(places)) for topic in group.topics[start : start + _ROW]])

    def _topic(self, topic: str, language: Language, place: int) -> BlockJson:
        known = self._knowledge.subjects[topic]
        return action_button(known.title[language], Action(kind=ActionKind.SHOW, topic=topic, segment=known.side), place)

    def _questions(self, content: HomeContent, places: Iterator[int]) -> Iterator[BlockJson]:
        yield {"type": "divider"}
        yield header(self._say(content.language, "home_questions"))
        for text in content.questions:
            again = Action(kind=ActionKind.ASK, value=text)
            read = action_button(self._say(content.language, "home_read"), again, next(places))
            yield section(cut_escaped(" ".join(text.split()), 150) or "…", read)
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
