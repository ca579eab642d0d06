"""What the window that teaches carries, and what was filled in."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from bot.domain.audience import Audience
from bot.domain.keys import new_id
from bot.domain.language import FALLBACK, Language, Segment
from bot.domain.lesson import Lesson, LessonLink
from bot.domain.taught import MOST_LINKS
from bot.listeners.calculator_windows import field_values
from bot.listeners.payloads import Payload
from bot.listeners.place import Place
from bot.rendering import teach
from bot.rendering.wording import Wording

_MISSING = {teach.ANSWER: "teach_no_answer", teach.SOURCE: "teach_no_source", teach.CHANNELS: "teach_no_channel"}
_WEB = re.compile(r"https?://[^\s<>|]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a window is about: a taught topic in a version (none for a new one), and the topic it said answers the questions.

    `id` is the window's own. `beside` tells that somebody changed the topic meanwhile, and that the window has said so.
    """

    place: Place
    topic: str = ""
    version: int = 0
    near: str = ""
    id: str = field(default_factory=new_id)
    beside: bool = False

    def write(self) -> str:
        """Return the sheet as the window's metadata."""
        return f"{self.place.write()}\n{json.dumps([self.topic, self.version, self.near, self.id, self.beside])}"

    @classmethod
    def read(cls, metadata: str) -> Sheet:
        """Return the sheet that `write` wrote; one of a new topic for anything else."""
        first, _, rest = metadata.partition("\n")
        with suppress(ValueError, TypeError, RecursionError):
            topic, version, near, sheet, *more = json.loads(rest)  # a window of an earlier release tells four
            beside = bool(more and more[0])
            place = Place.read(first)
            return cls(place=place, topic=str(topic), version=int(version), near=str(near), id=str(sheet), beside=beside)
        return cls(place=Place.read(first))


def lesson_in(view: Payload, words: Wording) -> Lesson:
    """Return what was filled in."""
    values = field_values(view)
    customers = {words.words(code, "teach_for_customers").casefold() for code in words.languages}
    day = _chosen(view, teach.REVIEW, "selected_date")
    return Lesson(
        language=Language(values.get(teach.LANGUAGE) or FALLBACK),
        questions=_lines(values.get(teach.QUESTIONS, "")),
        answer=values.get(teach.ANSWER, "").strip(),
        title=" ".join(values.get(teach.TITLE, "").split()),
        side=Segment(values.get(teach.SIDE) or Segment.BOTH),
        source=" ".join(values.get(teach.SOURCE, "").split()),
        links=tuple(link for line in _lines(values.get(teach.LINKS, "")) if (link := _link(line, customers)) is not None),
        review_on=datetime.date.fromisoformat(day) if day else None,
        audience=_audience(values.get(teach.AUDIENCE, ""), _chosen(view, teach.CHANNELS, "selected_conversations") or ()),
        owner=str(_chosen(view, teach.OWNER, "selected_user") or ""),
    )


def _chosen(view: Payload, name: str, key: str) -> Any:
    return ((view["state"]["values"].get(name) or {}).get(teach.FIELD) or {}).get(key)


def _audience(kind: str, channels: Iterable[str]) -> Audience:
    chosen = frozenset(channels) if kind == teach.CHANNELS else frozenset()
    return Audience(public=kind == teach.PUBLIC, channels=chosen)


def past_day_of(lesson: Lesson, before: datetime.date | None, today: datetime.date) -> dict[str, str]:
    """Return the label that tells of a day that is over, by field; one that stood there `before` was right once.

    Yesterday passes: it is still today for some.
    """
    day = lesson.review_on
    is_over = day is not None and day != before and day < today - datetime.timedelta(days=1)
    return {teach.REVIEW: "teach_past_day"} if is_over else {}


def missing_of(lesson: Lesson, values: Mapping[str, str], *, phrases_only: bool) -> dict[str, str]:
    """Return the label that tells what is still open, by field."""
    if not lesson.questions:
        return {teach.QUESTIONS: "teach_no_question"}
    if phrases_only:
        return {}
    lines = _lines(values.get(teach.LINKS, ""))
    nowhere = values.get(teach.AUDIENCE) == teach.CHANNELS and not lesson.audience.channels
    open_ = {teach.ANSWER: not lesson.answer, teach.SOURCE: not lesson.source, teach.CHANNELS: nowhere}
    found = {name: _MISSING[name] for name, is_open in open_.items() if is_open}
    if len(lines) > MOST_LINKS:
        found[teach.LINKS] = "teach_many_links"
    if any(_WEB.search(line) is None for line in lines):
        found[teach.LINKS] = "teach_bad_link"
    return found


def _lines(text: str) -> tuple[str, ...]:
    """The lines that say something, each once: a question mark alone asks nothing."""
    return tuple(dict.fromkeys(line for one in text.splitlines() if any(map(str.isalnum, line := " ".join(one.split())))))


def _link(line: str, customers: set[str]) -> LessonLink | None:
    """Read `title | address | customers`, in any order; without a title the address stands for it."""
    address = _WEB.search(line)
    if address is None:
        return None
    rest = [part for one in line.replace(address.group(), "|").split("|") if (part := one.strip(" ,;:-–"))]
    title = next((part for part in rest if part.casefold() not in customers), address.group())
    return LessonLink(title=title, url=address.group(), for_customers=any(part.casefold() in customers for part in rest))
