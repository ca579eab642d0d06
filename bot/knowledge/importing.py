"""Turns the rows of a table, or the headings of a page, into topics as a team's file holds them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from bot.advisor.lesson_body import title_of
from bot.domain.language import Language
from bot.domain.taught import MOST_LINKS
from bot.errors import KnowledgeError, Problem
from bot.knowledge.csv_table import Row, Table
from bot.knowledge.team_assembly import is_reference

QUESTIONS, TITLE, ANSWER, SOURCE = "questions", "title", "answer", "source"
LANGUAGE, LINKS, SIDE, TOPIC = "language", "links", "side", "topic"
FIELDS = (QUESTIONS, TITLE, ANSWER, SOURCE, LANGUAGE, LINKS, SIDE, TOPIC)
"""What a column can hold. `topic` is the id of a topic; without an answer, a row with one adds questions to it."""
SIDES = ("both", "enterprise", "smb")
_WEB = re.compile(r"https?://[^\s<>|;]+")
_BETWEEN = re.compile(r"\n|\s\|\s|;\s*")
_AFTER_QUESTION = re.compile(r"(?<=\?)\s+")
_NUMBER = re.compile(r"[\s_#-]*\d+$")

Names = Mapping[str, Sequence[str]]
"""What each field's column may be called, in lower case."""
LanguageOf = Callable[[str], Language | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One topic: `body` as a team's file holds it, without an answer where it only adds questions to the topic `id`."""

    body: Mapping[str, Any]
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What is taken where a row says nothing: its language, and the source. `languages` are codes by what they are called."""

    language_of: LanguageOf
    source: str
    languages: Mapping[str, Language]
    language: Language | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)


def columns_of(table: Table, names: Names, habits: Habits, file: str) -> dict[str, list[str]]:
    """Return the columns of each field: those that were named for it, else those called like it ("question 2").

    Raises KnowledgeError where a column that was named is not there, or none holds answers or questions.
    """
    problems = [_no_column(file, table, name) for name in habits.mapping.values() if name not in table.header]
    found = {one: _columns(table.header, one, names, habits.mapping) for one in FIELDS}
    lacking = _lacking(found)
    if not problems and lacking:
        remedy = f"Say which it is, such as `--column {lacking}=“{table.header[-1]}”`."
        problems.append(Problem(file, "row 1", f"No column holds the {lacking}.", remedy))
    if problems:
        raise KnowledgeError(problems)
    return found


def _columns(header: Sequence[str], one: str, names: Names, mapping: Mapping[str, str]) -> list[str]:
    """The columns of a field: the one that was named for it, else those called like it that were named for no other."""
    if one in mapping:
        return [mapping[one]]
    return [name for name in _called(header, names[one]) if name not in mapping.values()]


def _lacking(found: Mapping[str, Sequence[str]]) -> str:
    """The field without which a table teaches nothing; "" where it has all. With a topic's id, questions alone are enough."""
    if found[TOPIC] or (found[ANSWER] and (found[QUESTIONS] or found[TITLE])):
        return ""
    return QUESTIONS if found[ANSWER] else ANSWER


def _no_column(file: str, table: Table, name: str) -> Problem:
    near = get_close_matches(name, table.header, n=1)
    remedy = f"Did you mean “{near[0]}”?" if near else f"It has: {', '.join(filter(None, table.header))}."
    return Problem(file, "row 1", f"There is no column “{name}”.", remedy)


def _called(header: Sequence[str], names: Sequence[str]) -> list[str]:
    return [name for name in header if _NUMBER.sub("", name.casefold().strip(" ?*:")) in names]


def topics_in(table: Table, columns: Mapping[str, Sequence[str]], habits: Habits, file: str) -> tuple[Imported, ...]:
    """Return the topics of a table; rows with one title and answer become one.

    Raises KnowledgeError with the fault of every cell.
    """
    problems: list[Problem] = []
    found: dict[tuple[str, str], Imported] = {}
    for row in table.rows:
        reading = _Reading(row, columns, habits, file)
        topic = reading.topic()
        problems += reading.problems
        if topic is not None:
            key = (topic.id or topic.body["title"].casefold(), str(topic.body.get("answer", "")))
            found[key] = _joined(found[key], topic) if key in found else topic
    if problems:
        raise KnowledgeError(problems)
    return tuple(found.values())


def _joined(one: Imported, other: Imported) -> Imported:
    phrases = {code: list(lines) for code, lines in one.body["phrases"].items()}
    for code, lines in other.body["phrases"].items():
        phrases[code] = list(dict.fromkeys([*phrases.get(code, ()), *lines]))
    return Imported(id=one.id, body={**one.body, "phrases": phrases})


class _Reading:
    """Reads one row, and keeps what is wrong with its cells."""

    def __init__(self, row: Row, columns: Mapping[str, Sequence[str]], habits: Habits, file: str) -> None:
        self._row = row
        self._columns = columns
        self._habits = habits
        self._file = file
        self.problems: list[Problem] = []

    def topic(self) -> Imported | None:
        title, answer, topic = self._text(TITLE), self._text(ANSWER), self._text(TOPIC)
        questions = self._questions(title)
        if not answer and not topic:
            gone = "heading" if self._row.on_page else "row"
            self._tell(ANSWER, "is empty", f"Write the answer, or delete the {gone}.")
        language, side, links = self._language(questions, answer), self._side(), self._links()
        if self.problems:
            return None
        phrases = {language.value: questions}
        if not answer:
            return Imported(id=topic, body={"phrases": phrases, "title": topic})
        body: dict[str, Any] = {"title": title or title_of(tuple(questions)), "language": language.value, "answer": answer}
        more = {"side": side, "source": self._source(), "phrases": phrases, "links": links}
        return Imported(id=topic, body=body | {name: value for name, value in more.items() if value})

    def _questions(self, title: str) -> list[str]:
        """The questions, each once; a title stands for them where there are none."""
        found = list(dict.fromkeys(one for cell in self._cells(QUESTIONS) for one in questions_in(cell)))
        if not found and not title:
            self._tell(QUESTIONS, "is empty", "Write at least one question, or a title.")
        return found or [title]

    def _source(self) -> Any:
        """A word alone, such as a file's name, would be taken for an entry of sources.yml."""
        source = self._text(SOURCE) or self._habits.source
        return {"document": source} if is_reference(source) else source

    def _cells(self, name: str) -> list[str]:
        return [self._row.cells[column] for column in self._columns[name] if column in self._row.cells]

    def _text(self, name: str) -> str:
        return " ".join(next(iter(self._cells(name)), "").split())

    def _language(self, questions: Sequence[str], answer: str) -> Language:
        written = self._text(LANGUAGE)
        known = self._habits.languages.get(written.casefold())
        if written and known is None:
            self._tell(LANGUAGE, f"holds “{written}”", f"Write one of {', '.join(sorted(set(self._habits.languages.values())))}.")
        guessed = self._habits.language_of(" ".join([*questions, answer]))
        return known or self._habits.language or guessed or next(iter(self._habits.languages.values()))

    def _side(self) -> str:
        written = self._text(SIDE).casefold()
        if written and written not in SIDES:
            self._tell(SIDE, f"holds “{written}”", f"Write one of {', '.join(SIDES)}, or leave it empty.")
        return written

    def _links(self) -> list[dict[str, str]]:
        links = [link for cell in self._cells(LINKS) for line in re.split(r"\n|;\s", cell) for link in links_in(line)]
        if any(self._cells(LINKS)) and not links:
            self._tell(LINKS, "holds no web address", "Write each whole, such as https://example.com/page.")
        if len(links) > MOST_LINKS:
            self._tell(LINKS, f"holds {len(links)} links", f"Keep {MOST_LINKS} at most.")
        return links

    def _tell(self, name: str, what: str, remedy: str) -> None:
        column = next(iter(self._columns[name]), name)
        path, cell = f"row {self._row.number}, column “{column}”", "cell"
        if self._row.on_page:
            path, cell = f"line {self._row.number}: “{self._row.cells[TITLE]}”", name
        self.problems.append(Problem(self._file, path, f"The {cell} {what}.", remedy))


def questions_in(cell: str) -> Iterator[str]:
    """Yield the questions of a cell: a line each, or set apart by | or ; or by their question marks."""
    for piece in _BETWEEN.split(cell):
        yield from (line for one in _AFTER_QUESTION.split(piece) if (line := " ".join(one.strip(" -•*").split())))


def links_in(line: str) -> Iterator[dict[str, str]]:
    """Yield the links of a line such as `Deck | https://example.com/deck | customers`; the address stands for a missing title."""
    addresses = _WEB.findall(line)
    rest = [part for part in (one.strip(" ,|:-–") for one in re.split(r"\||" + _WEB.pattern, line)) if part]
    told = rest[-1].casefold() if rest else ""
    audience = told if told in ("customers", "internal") else ""
    titles: Iterable[str] = rest[:-1] if audience else rest
    for address, title in zip(addresses, [*titles, *addresses], strict=False):
        yield {"title": title, "url": address.rstrip(").,"), "audience": audience or "internal"}
