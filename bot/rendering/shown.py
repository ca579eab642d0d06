"""Puts the parts of an answer into words, and gathers what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.domain.knowledge import Claim, Guideline, KnowledgeBase, Note, Topic
from bot.domain.language import Language, Segment
from bot.domain.showing import told
from bot.rendering.figures import fill_figures


@dataclass(slots=True)
class Shown:
    """The claims an answer rests on, gathered while it is put together, so that its source line is exact.

    `internal` is the word for what no customer may see.
    """

    knowledge: KnowledgeBase
    language: Language
    internal: str = ""
    claims: list[Claim] = field(default_factory=list)

    def points(self, claims: Iterable[Claim]) -> list[str]:
        """The sentences of some claims, which now count as shown."""
        chosen = list(claims)
        self.claims.extend(chosen)
        return [self.marked(claim) for claim in chosen]

    def marked(self, part: Claim | Guideline | Note) -> str:
        """The words of a part of the answer; behind what no customer may see, the word for that."""
        words = self.text(part.text)
        return f"{words} ({self.internal})" if part.internal else words

    def answer(self, topic: Topic, segment: Segment) -> str:
        """A side's direct answer; the claims it rests on now count as shown."""
        self.claims.extend(told(topic, segment))
        return self.text(topic.answer(segment))

    def text(self, text: Mapping[Language, str]) -> str:
        """One text in the answer's language, its figures filled in."""
        return fill_figures(text[self.language], self.knowledge, self.language)

    def sections(self) -> list[str]:
        """The source sections of all shown claims, in order, each once."""
        names = dict.fromkeys(claim.source for claim in self.claims)
        return [section for name in names if (section := self.section(name))]

    def section(self, name: str) -> str:
        """The title of a source's section, "" where the whole is cited."""
        source, _, section = name.partition(".")
        return self.knowledge.sources[source].sections[section][self.language] if section else ""
