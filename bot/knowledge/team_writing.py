"""Writes out the short forms of a team's files: a plain text becomes a text in a language, a list of phrases a list by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.domain.language import Language
from bot.knowledge.reader import WrittenOut

_SIDES = ("both", "enterprise", "smb")
_OPEN = "open"
"""Where phrases stand of which nobody said whether they name a side."""


def topic_written_out(data: Any, languages: Sequence[Language]) -> WrittenOut:
    """Return a topic with its short forms written out.

    It stands in the languages of its title; where that is a plain text, in the one named under `language`, else in the first.
    """
    if not isinstance(data, Mapping):
        return WrittenOut(data, tuple(languages))
    own = _languages_of(data, languages)
    speak = _Speaker(own, languages)
    forms: Mapping[str, Callable[[Any], Any]] = {
        "title": speak.text,
        "note": speak.text,
        "answer": speak.answer,
        "claims": speak.claims,
        "guidance": speak.guidance,
        "links": speak.links,
        "phrases": speak.phrases,
    }
    known = data.get("language") in languages
    full = {key: forms.get(key, _as_it_is)(value) for key, value in data.items() if key != "language" or not known}
    return WrittenOut(full, own)


def _as_it_is(value: Any) -> Any:
    return value


def entries_written_out(data: Any, languages: Sequence[Language]) -> WrittenOut:
    """Return sources or shelves with their plain titles, the same in every language, written out."""
    if not isinstance(data, Mapping):
        return WrittenOut(data, tuple(languages))
    speak = _Speaker(tuple(languages), languages)
    return WrittenOut({name: speak.titled(entry) for name, entry in data.items()}, tuple(languages))


def _languages_of(data: Mapping[str, Any], languages: Sequence[Language]) -> tuple[Language, ...]:
    title = data.get("title")
    if isinstance(title, Mapping):
        return tuple(code for code in languages if code in title) or tuple(languages)
    named = tuple(code for code in languages if code == data.get("language"))
    return named or tuple(languages[:1])


class _Speaker:
    """Puts plain texts under the languages they stand in."""

    def __init__(self, own: tuple[Language, ...], languages: Sequence[Language]) -> None:
        self._own = own
        self._all = languages

    def text(self, value: Any) -> Any:
        return {self._own[0]: value} if isinstance(value, str) else value

    def texts(self, value: Any) -> Any:
        return [self.text(one) for one in value] if isinstance(value, list) else value

    def answer(self, value: Any) -> Any:
        if isinstance(value, str):
            return {"both": self.text(value)}
        if isinstance(value, Mapping) and not value.keys() & set(_SIDES):
            return {"both": value}
        return {side: self.text(one) for side, one in value.items()} if isinstance(value, Mapping) else value

    def titled(self, entry: Any) -> Any:
        """An entry whose title, such as that of a document, may be the same in every language."""
        if not isinstance(entry, Mapping):
            return entry
        return {
            key: dict.fromkeys(self._own, value) if key == "title" and isinstance(value, str) else value
            for key, value in entry.items()
        }

    def claims(self, value: Any) -> Any:
        return {name: self.text(claim) for name, claim in value.items()} if isinstance(value, Mapping) else value

    def guidance(self, value: Any) -> Any:
        if isinstance(value, list):
            return {"both": self.texts(value)}
        return {side: self.texts(lines) for side, lines in value.items()} if isinstance(value, Mapping) else value

    def links(self, value: Any) -> Any:
        """Links, each a title and an address; an address alone is its own title."""
        links = [value] if isinstance(value, str) else value
        if not isinstance(links, list):
            return value
        return [self.titled({"title": link, "url": link} if isinstance(link, str) else link) for link in links]

    def phrases(self, value: Any) -> Any:
        if isinstance(value, list):
            return {self._own[0]: {_OPEN: value}}
        if not isinstance(value, Mapping):
            return value
        if value.keys() & set(self._all):
            return {code: {_OPEN: lines} if isinstance(lines, list) else lines for code, lines in value.items()}
        return {self._own[0]: value}
