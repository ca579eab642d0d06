"""What a subject has besides what stands on screen, where it is named instead of shown."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.conversation import View, part_of
from bot.domain.knowledge import ClaimKind, KnowledgeBase, Topic
from bot.domain.language import Language
from bot.domain.lines import STEPS_SHOWN
from bot.domain.play import Play, PlayPart
from bot.domain.reply import AnswerPart
from bot.domain.showing import has_more, of_kind

_LAST = (PlayPart.ASK, PlayPart.SAY, PlayPart.MESSAGE, PlayPart.CHECK, PlayPart.STEPS)
"""The parts of a play, those first that people ask for below its steps."""


def besides(part: AnswerPart, knowledge: KnowledgeBase, language: Language) -> tuple[list[str], list[str]]:
    """Return the names of what the subject of a part has that its view does not show, and the titles of subjects near by."""
    subject = knowledge.subjects[part.topic]
    near = part.near or knowledge.plays_on.get(part.topic, ())[:1]
    titles = [knowledge.subjects[one].title[language] for one in near if one in knowledge.subjects]
    return list(_of_topic(subject, part) if isinstance(subject, Topic) else _of_play(subject, part)), titles


def _of_play(play: Play, part: AnswerPart) -> Iterator[str]:
    shown = {part_of(part.view)} if part.view in STEPS_SHOWN or part_of(part.view) is not PlayPart.STEPS else set()
    shown |= {PlayPart.ASK, PlayPart.SAY, PlayPart.CHECK} if part.view is View.MORE else set()
    for one in _LAST:
        if one not in shown and (one is not PlayPart.MESSAGE or play.has_message(part.segment)):
            yield one.value


def _of_topic(topic: Topic, part: AnswerPart) -> Iterator[str]:
    there = {
        View.MORE: has_more(topic, part.segment),
        View.WHY: bool(of_kind(topic, part.segment, ClaimKind.REASON)),
        View.EXAMPLE: bool(of_kind(topic, part.segment, ClaimKind.EXAMPLE)),
        View.COMPARE: topic.is_comparison,
    }
    yield from (view.value for view, is_there in there.items() if is_there and view is not part.view)
