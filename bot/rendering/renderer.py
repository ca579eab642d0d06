"""Puts a Reply into words: picks the template of each part, fills it, and reads the result as a Document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import BytecodeCache, DictLoader, StrictUndefined, TemplateError
from jinja2.bccache import Bucket
from jinja2.sandbox import SandboxedEnvironment

from bot.domain.aside import Aside
from bot.domain.brief import Brief
from bot.domain.conversation import BACK, Action, ActionKind, View
from bot.domain.fit_model import FitModel
from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import Language, Segment
from bot.domain.overview import Overview
from bot.domain.reply import (
    AnswerPart,
    BriefPart,
    BrowsePart,
    CalculationPart,
    ChoicesPart,
    FitPart,
    OverviewPart,
    Part,
    Reply,
    SizePart,
    SmalltalkPart,
    UnknownPart,
)
from bot.errors import RenderingError
from bot.rendering import answer, brief, calculation, fit, fit_size, overview, play
from bot.rendering.besides import besides
from bot.rendering.document import Block, BlockKind, Document
from bot.rendering.figures import fill_figures, write_number

LONGEST_LABEL = 75
"""Characters of a button's text (docs.slack.dev, button element)."""

_KEPT = 256
"""Answers whose words are remembered for a while: each is compared with all that is offered below it, which is then kept."""

TEMPLATES = (
    "answer",
    "play",
    "nothing",
    "choices",
    "unknown",
    "smalltalk",
    "browse",
    "fit",
    "size",
    "calculation",
    "brief",
    "overview",
)
"""Every template there must be, in each language."""


class _Compiled(BytecodeCache):
    """The templates of one language that were compiled; whether one is still the same is seen to by Jinja."""

    def __init__(self, code: dict[str, bytes]) -> None:
        self._code = code

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was compiled, if it was."""
        if (code := self._code.get(bucket.key)) is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is compiled."""
        self._code[bucket.key] = bucket.bytecode_to_string()


class Renderer:
    """Words for every reply, in both languages. Safe to share between threads."""

    def __init__(
        self,
        knowledge: KnowledgeBase,
        templates: Mapping[Language, Mapping[str, str]],
        labels: Mapping[Language, Mapping[str, str]],
        rules: FitModel | None = None,
        table: Overview | None = None,
        *,
        code: Mapping[Language, dict[str, bytes]] | None = None,
    ) -> None:
        """`templates` are the texts of each language by name; `labels` its one-line words (templates/<language>/labels.yml);
        `rules` those of the fit assessment, whose options are offered as buttons; `table` the overview; `code` what was compiled
        of the templates, by language, to which is added what this one has to compile.
        """
        self._table = table
        self._rules = rules
        self._knowledge = knowledge
        self._labels = labels
        self._environments = {
            language: self._environment(templates.get(language, {}), language, (code or {}).get(language, {}))
            for language in labels
        }
        self._said = lru_cache(maxsize=_KEPT)(self._words_of)

    def _environment(self, templates: Mapping[str, str], language: Language, code: dict[str, bytes]) -> SandboxedEnvironment:
        environment = SandboxedEnvironment(
            loader=DictLoader(templates),
            undefined=StrictUndefined,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=_Compiled(code),
            auto_reload=False,  # else every line asks the disk whether a template has changed
        )
        environment.filters["number"] = lambda value, decimals=2: write_number(value, language, decimals)
        environment.filters["percent"] = lambda value, decimals=1: f"{write_number(value, language, decimals)}%"
        environment.filters["figures"] = lambda text: fill_figures(text, self._knowledge, language)
        environment.globals["label"] = lambda key, **fields: self.words(language, key, **fields)
        return environment

    def compile(self) -> None:
        """Compile every template, so that no answer waits for it."""
        for environment in self._environments.values():
            for name in environment.list_templates():
                environment.get_template(name)

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages replies can be put into words in."""
        return tuple(self._labels)

    def document(self, reply: Reply) -> Document:
        """Return what the reply says. Raises RenderingError where a template fails."""
        blocks: list[Block] = []
        for part in reply.parts:
            blocks.extend(self._part(part, reply.language).blocks)
        if reply.is_cut:
            blocks.extend(Document.parse(f"> {self.words(reply.language, 'message_cut')}").blocks)
        return Document(tuple(blocks))

    def adds(self, shown: AnswerPart, pressed: AnswerPart, language: Language) -> bool:
        """Whether an answer says anything, small print apart, that another one does not say already."""
        known, more = self._said(shown, language), self._said(pressed, language)
        return not more[1] <= known[0]

    def _words_of(self, part: AnswerPart, language: Language) -> tuple[frozenset[int], frozenset[int]]:
        """What an answer says, by hashes: all its blocks, and those that are neither a heading nor small print."""
        blocks = self._part(part, language).blocks
        told = (block.text for block in blocks if block.kind not in (BlockKind.NOTE, BlockKind.HEADING))
        return frozenset(hash(block.text) for block in blocks), frozenset(map(hash, told))

    def _part(self, part: Part, language: Language) -> Document:
        name, context = self._context(part, language)
        try:
            text = self._environments[language].get_template(f"{name}.j2").render(context)
        except TemplateError as error:
            raise RenderingError(
                f"templates/{language}/{name}.j2: {error.message or type(error).__name__}. Mend the template, then run "
                "`sales-advisor check`."
            ) from error
        return Document.parse(text)

    def _context(self, part: Part, language: Language) -> tuple[str, dict[str, Any]]:
        if isinstance(part, AnswerPart):
            return self._answer_context(part, language)
        if isinstance(part, FitPart | SizePart):
            return self._fit_context(part, language)
        if isinstance(part, CalculationPart):
            return "calculation", calculation.context(part, language, self._knowledge)
        if isinstance(part, BriefPart | OverviewPart):
            return self._page_context(part, language)
        return self._small_context(part, language)

    def _answer_context(self, part: AnswerPart, language: Language) -> tuple[str, dict[str, Any]]:
        if part.aside is Aside.NOTHING:
            return "nothing", {"title": self._title(part.topic, language), "besides": besides(part, self._knowledge, language)}
        if part.topic in self._knowledge.plays:
            return "play", play.context(part, language, self._knowledge)
        return "answer", answer.context(part, language, self._knowledge, self.words(language, "link_internal"))

    def _fit_context(self, part: FitPart | SizePart, language: Language) -> tuple[str, dict[str, Any]]:
        if isinstance(part, FitPart):
            return "fit", fit.context(part, language, self._knowledge)
        return "size", fit_size.context(part, language, self._knowledge)

    def _page_context(self, part: BriefPart | OverviewPart, language: Language) -> tuple[str, dict[str, Any]]:
        if isinstance(part, BriefPart):
            return "brief", brief.context(part, language, self._knowledge)
        return "overview", overview.context(self._table, language, self._knowledge)

    def _small_context(
        self, part: ChoicesPart | UnknownPart | SmalltalkPart | BrowsePart, language: Language
    ) -> tuple[str, dict[str, Any]]:
        titles: Callable[[tuple[str, ...]], list[str]] = lambda ids: [self._title(one, language) for one in ids]  # noqa: E731
        if isinstance(part, ChoicesPart):
            return "choices", {"topics": titles(part.topics), "side": part.side or ""}
        if isinstance(part, UnknownPart):
            return "unknown", {"nearest": titles(part.nearest), "handed_to": part.handed_to or ""}
        if isinstance(part, SmalltalkPart):
            return "smalltalk", {"intent": part.intent, "topic_count": len(self._knowledge.topics)}
        groups = self._knowledge.groups
        chosen = {part.group: groups[part.group]} if part.group is not None else groups
        shelves = [(group.title[language], titles(group.topics)) for group in chosen.values()]
        return "browse", {"shelves": shelves, "group": part.group or ""}

    def _title(self, topic_id: str, language: Language) -> str:
        return self._knowledge.subjects[topic_id].title[language]

    def message(self, play: str, side: Segment, language: Language) -> str | None:
        """Return the message that a play has to send for a side, its figures filled in; None where it has none."""
        found = self._knowledge.plays[play].sides.get(side) if play in self._knowledge.plays else None
        return (
            None if found is None or found.message is None else fill_figures(found.message[language], self._knowledge, language)
        )

    def blanks(self, told: Brief, language: Language) -> Mapping[str, str]:
        """Return what a brief tells for the blanks of a play's message, by their names."""
        return brief.BriefWords(told, language, self._knowledge).blanks()

    def words(self, language: Language, key: str, /, **fields: object) -> str:
        """Return one line of labels.yml with its fields filled in. Raises RenderingError for an unknown key or field."""
        try:
            return self._labels[language][key].format(**fields)
        except (KeyError, IndexError, ValueError) as error:
            raise RenderingError(f"templates/{language}/labels.yml: {key}: {error} is missing. Add it.") from error

    def label(self, action: Action, language: Language) -> str:
        """Return the words of an action's button, at most LONGEST_LABEL characters."""
        text = self._label(action, language)
        return text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1] + "…"

    def _label(self, action: Action, language: Language) -> str:
        if action.kind is ActionKind.BROWSE:
            group = self._knowledge.groups.get(action.value)
            return group.title[language] if group is not None else self.words(language, "action_browse")
        if action.kind is ActionKind.FIT and action.value and self._rules is not None:
            return fit.option_label(self._rules, action.value, language) or self.words(language, "action_unsure")
        if action.kind is not ActionKind.SHOW or action.topic is None:
            return self.words(language, f"action_{action.kind.value}")
        return self._show_label(action.topic, action, language)

    def _show_label(self, topic: str, action: Action, language: Language) -> str:
        if action.value == BACK:
            return self.words(language, "action_back")
        if action.view not in (View.SHORT, View.LINKS):  # links are offered where several topics have some
            return self.words(language, f"action_{action.view.value}")
        if action.segment is not None:
            return self.words(language, f"action_side_{action.segment.value}")
        return self._title(topic, language)
