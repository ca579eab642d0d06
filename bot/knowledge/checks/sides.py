"""Checks that a topic says what it must for each side: one sentence of answer, two to four things to do, claims behind both."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.knowledge import Topic
from bot.domain.language import Segment
from bot.errors import Problem
from bot.knowledge.content import Content

_FEWEST_LINES, _MOST_LINES = 2, 4
_ABBREVIATIONS = re.compile(r"\b(?:vs|e\.g|i\.e|etc|inc|u\.s|dll|dsb|dst)\.(?=\s)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:[^.!?]|[.!?](?=\S))*[^.!?\s][.!?]")
"""One sentence: its only end mark stands last; a point inside a word or a number ends nothing."""


def check_sides(content: Content) -> Iterator[Problem]:
    """Yield what a topic's sides lack or have too much of."""
    if content.knowledge is None:
        return
    for topic in content.knowledge.topics.values():
        for path, what, remedy in (*_missing(topic), *_answers(topic), *_guidance(topic), *_note(topic)):
            yield content.problem(f"topics/{topic.id}.yml", path, what, remedy)


def _missing(topic: Topic) -> Iterator[tuple[str, str, str]]:
    """A topic that compares the sides must be able to answer and advise each."""
    if not topic.guidance:
        yield "guidance", "There is nothing to do for any side.", "Add two to four lines under `both` or under a side."
    for segment in (Segment.ENTERPRISE, Segment.SMB):
        if topic.is_comparison and segment not in topic.answers:
            yield f"answer.{segment}", f"There are {segment} claims but no {segment} answer.", "Add a sentence in each language."
        if topic.is_comparison and segment not in topic.guidance and topic.guidance:
            yield f"guidance.{segment}", f"There are {segment} claims but no {segment} guidance.", "Add two to four lines."


def _answers(topic: Topic) -> Iterator[tuple[str, str, str]]:
    for segment, answer in topic.answers.items():
        if not topic.claims_for(segment):
            yield f"answer.{segment}", "No claim speaks about this side.", "Add a claim for it, or remove the answer."
        for index, name in enumerate(topic.told.get(segment, ())):
            if name in topic.claims and topic.claims[name] not in topic.claims_for(segment):
                what = f"The claim “{name}” speaks about the other side."
                yield f"answer.{segment}.claims[{index}]", what, "Name a claim of this side, or move it."
        for language, version in answer.items():
            if not _SENTENCE.fullmatch(_ABBREVIATIONS.sub("", version.strip())):
                what = "The answer is not one sentence."
                yield f"answer.{segment}.{language}", what, "Write one sentence that ends with a single . ? or !"


def _note(topic: Topic) -> Iterator[tuple[str, str, str]]:
    if topic.note is not None and topic.note.side is not Segment.BOTH and not topic.claims_for(topic.note.side):
        yield "note.side", "No claim speaks about this side, so the note is never shown.", "Name the topic's side, or `both`."


def _guidance(topic: Topic) -> Iterator[tuple[str, str, str]]:
    for segment, lines in topic.guidance.items():
        if not _FEWEST_LINES <= len(lines) <= _MOST_LINES:
            what = f"The number of lines is {len(lines)}; it must be {_FEWEST_LINES} to {_MOST_LINES}."
            yield f"guidance.{segment}", what, "Add or remove lines."
        for index, line in enumerate(lines):
            if line.claim in topic.claims and topic.claims[line.claim] not in topic.claims_for(segment):
                what = f"The claim “{line.claim}” speaks about the other side."
                yield f"guidance.{segment}[{index}].claim", what, "Name a claim of this side, or move the line."
