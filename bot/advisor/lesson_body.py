"""Turns what was filled in into a topic as a team's file holds it, and back."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Container, Mapping
from typing import Any

from bot.domain.audience import WORKSPACE
from bot.domain.language import Language, Segment
from bot.domain.lesson import Lesson, LessonLink
from bot.domain.taught import Taught

_WEB = re.compile(r"https?://[^\s<>|]+")
_PERMALINK = re.compile(r"https://[^/]+\.slack\.com/archives/\S+")
_NOT_ASCII = re.compile(r"[^a-z0-9]+")
_WORDS_OF_ID = 6
_LONGEST_TITLE = 60
_LONGEST_ID = 60


def topic_id(title: str, *taken: Container[str]) -> str:
    """Return an id made of a title's first words, which is in none of those `taken`."""
    folded = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = [word for word in _NOT_ASCII.split(folded) if word][:_WORDS_OF_ID]
    name = "-".join(words)[:_LONGEST_ID].strip("-")
    if not name or not name[0].isalpha():
        name = f"topic-{name}".strip("-")
    number, found = 1, name
    while any(found in ids for ids in taken):
        number += 1
        found = f"{name}-{number}"
    return found


def asked_otherwise(before: Taught, lesson: Lesson) -> dict[str, object]:
    """Return a topic that only adds phrases, with those of the lesson in place of its own of that language."""
    phrases = {**before.phrases, lesson.language.value: list(lesson.questions)}
    return {**before.body, "phrases": {code: lines for code, lines in phrases.items() if lines}}


def body_of(lesson: Lesson, before: Mapping[str, Any] | None = None, *, today: datetime.date) -> dict[str, Any]:
    """Return the topic; phrases in other languages, and whatever else it held `before`, stay."""
    kept = {key: value for key, value in (before or {}).items() if key not in ("links", "audience")}
    phrases = {**(kept.get("phrases") or {}), lesson.language.value: list(lesson.questions)}
    body = {
        **kept,
        "title": lesson.title or title_of(lesson.questions),
        "language": lesson.language.value,
        "answer": lesson.answer,
        "side": lesson.side.value,
        "source": _source(lesson.source, kept.get("source"), today),
        "reviewed_on": today.isoformat(),
        "phrases": {code: lines for code, lines in phrases.items() if lines},
    }
    return body | _named_parts(lesson)


def _named_parts(lesson: Lesson) -> dict[str, Any]:
    """The links, and for whom it is, where that is not the workspace."""
    links = {"links": [_link(one) for one in lesson.links]} if lesson.links else {}
    return links | ({} if lesson.audience == WORKSPACE else {"audience": lesson.audience.write()})


def _link(link: LessonLink) -> dict[str, str]:
    return {"title": link.title, "url": link.url, "audience": "customers" if link.for_customers else "internal"}


def lesson_of(taught: Taught, fallback: Language) -> Lesson:
    """Return what was filled in for a topic, as far as the window can show it; `fallback` where no language is named."""
    body = taught.body
    language = Language(str(body.get("language") or next(iter(taught.phrases), fallback)))
    return Lesson(
        language=language,
        questions=tuple(taught.phrases.get(language.value, ())),
        answer=str(body.get("answer") or ""),
        title=str(body.get("title") or ""),
        side=Segment(str(body.get("side") or Segment.BOTH)),
        source=_told(body.get("source")),
        links=tuple(
            LessonLink(title=str(link["title"]), url=str(link["url"]), for_customers=link.get("audience") == "customers")
            for link in body.get("links") or ()
        ),
        review_on=taught.review_on,
        audience=taught.audience,
        owner=taught.owner,
    )


def title_of(questions: tuple[str, ...]) -> str:
    """Return a title made of the first question."""
    title = questions[0][:_LONGEST_TITLE].rstrip(" ?!.…") if questions else ""
    return title[:1].upper() + title[1:]


def _source(text: str, before: Any, today: datetime.date) -> Any:
    """A source's three forms; one that was not touched stays as it is, with its day."""
    if before and text == _told(before):
        return before
    if _PERMALINK.fullmatch(text):
        return {"slack": text, "date": today.isoformat()}
    address = _WEB.search(text)
    if address is None:
        return {"document": text, "date": today.isoformat()}
    named = text.replace(address.group(), "").strip(" ,;:()-–")
    return {"document": named or address.group(), "url": address.group().rstrip(").,;")}


def _told(source: Any) -> str:
    if not isinstance(source, Mapping):
        return str(source or "")
    if source.get("slack"):
        return str(source["slack"])
    words, address = str(source.get("document") or source.get("person") or ""), str(source.get("url") or "")
    return f"{words} ({address})" if address and words != address else words
