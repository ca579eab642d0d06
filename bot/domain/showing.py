"""Which claims and advice of a topic each view shows: the short answer first, then only what it left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.knowledge import Claim, ClaimKind, Guideline, KnowledgeBase, Note, Subject, Topic
from bot.domain.language import Segment
from bot.domain.play import Play
from bot.domain.source import Link
from bot.domain.text import Text

POINTS = 2
"""Points below a direct answer: with the answer, the advice and the source about seventy words, read at a glance."""

POINTS_EACH = 1
"""Points of each side, and of both, in a short answer about both: three in all."""

ACTIONS = 2
"""Lines of advice in a short answer for one side; both sides get one each."""

REPEATED = 0.7
"""Share of a claim's words that stand in the direct answer from which it only repeats it."""

_SIDES = (Segment.ENTERPRISE, Segment.SMB)


@dataclass(frozen=True, slots=True)
class Points:
    """The claims shown under one heading; no side for the only column."""

    side: Segment | None
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """The advice shown for one side; no side where there is but one."""

    side: Segment | None
    lines: tuple[Guideline, ...]


def told(topic: Topic, segment: Segment) -> tuple[Claim, ...]:
    """The claims that the direct answer rests on: those it names, else the first fact of the side."""
    claims = _claims(topic, segment)
    facts = tuple(claim for claim in claims if claim.kind is ClaimKind.FACT)
    return _named(topic, segment) or facts[:1] or claims[:1]


def short_points(topic: Topic, segment: Segment) -> tuple[Points, ...]:
    """The points below the direct answer: what it does not say itself, the most important first; reasons wait for "why?"."""
    most = POINTS_EACH if _is_split(topic, segment) else POINTS
    plain = ((one.side, [claim for claim in one.claims if claim.kind is not ClaimKind.REASON]) for one in _left(topic, segment))
    return _filled(Points(side, tuple(claims[:most])) for side, claims in plain)


def more_points(topic: Topic, segment: Segment) -> tuple[Points, ...]:
    """What the short answer left out; of both sides no more than the eye can set beside each other."""
    shown = {claim.id for column in short_points(topic, segment) for claim in column.claims}
    most = POINTS if _is_split(topic, segment) else None
    rest = ((one.side, [claim for claim in one.claims if claim.id not in shown]) for one in _left(topic, segment))
    return _filled(Points(side, tuple(claims[:most])) for side, claims in rest)


def compared_points(topic: Topic) -> tuple[Points, ...]:
    """The points of each side below its own direct answer, to be read side by side, and what both share."""
    sides = [Points(side, _untold(topic, side, _of_side(topic, side))[:POINTS]) for side in _SIDES]
    told_of_both = [claim for side in _SIDES for claim in told(topic, side)]
    shared = [claim for claim in _of_side(topic, Segment.BOTH) if claim not in told_of_both]
    return (*sides, *_filled([Points(Segment.BOTH, tuple(shared[:POINTS]))]))


def of_kind(topic: Topic, segment: Segment, kind: ClaimKind) -> tuple[Claim, ...]:
    """The reasons or examples of a side, never the other side's; empty where the source gives none."""
    return tuple(claim for claim in _claims(topic, segment) if claim.kind is kind)


def short_advice(topic: Topic, segment: Segment) -> tuple[Advice, ...]:
    """The first things to do."""
    most = 1 if _is_split(topic, segment) else ACTIONS
    return tuple(Advice(one.side, one.lines[:most]) for one in all_advice(topic, segment))


def more_advice(topic: Topic, segment: Segment) -> tuple[Advice, ...]:
    """What the short answer left out of the things to do; for both sides one more each."""
    left = slice(1, 2) if _is_split(topic, segment) else slice(ACTIONS, None)
    return tuple(Advice(one.side, one.lines[left]) for one in all_advice(topic, segment) if one.lines[left])


def all_advice(topic: Topic, segment: Segment) -> tuple[Advice, ...]:
    """Everything there is to do for a side, or for each side."""
    if _is_split(topic, segment):
        return tuple(Advice(side, topic.guidance[side]) for side in _SIDES if topic.guidance.get(side))
    found = (topic.guidance.get(side) for side in (segment, Segment.BOTH, topic.side, *topic.guidance))
    return tuple(Advice(None, lines) for lines in [next(filter(None, found), ())] if lines)


def is_told(topic: Topic, segment: Segment, claim: Claim) -> bool:
    """Whether the direct answer to a side names a claim, or says it in nearly the same words."""
    return claim in _named(topic, segment) or _repeats(topic, segment, claim)


def _repeats(topic: Topic, segment: Segment, claim: Claim) -> bool:
    """Whether the direct answer says a claim in nearly the same words."""
    words, answer = _words_of(claim.text), _words_of(topic.answer(segment))
    return len(words & answer) >= REPEATED * len(words)


def grounds(topic: Topic, segment: Segment) -> tuple[Claim, ...]:
    """The claims that the direct answer rests on and does not say in nearly the same words."""
    return tuple(claim for claim in told(topic, segment) if not _repeats(topic, segment, claim))


def has_more(topic: Topic, segment: Segment) -> bool:
    """Whether the short answer left anything out."""
    return bool(more_points(topic, segment) or more_advice(topic, segment))


def note_for(topic: Topic, segment: Segment) -> Note | None:
    """The remark to a side's answer: a note on one side stands below the other's no more than its claims do."""
    fits = topic.note is not None and (Segment.BOTH in (segment, topic.note.side) or topic.note.side is segment)
    return topic.note if fits else None


def links_of(subject: Subject, knowledge: KnowledgeBase) -> tuple[Link, ...]:
    """What can be opened or sent along, for customers first; a play has the links of the topics it is built on."""
    topics = (
        [subject] if isinstance(subject, Topic) else [knowledge.topics[one] for one in subject.topics if one in knowledge.topics]
    )
    found = {link.url: link for topic in topics for link in topic.links}
    return tuple(sorted(found.values(), key=lambda link: link.internal))


def _named(topic: Topic, segment: Segment) -> tuple[Claim, ...]:
    """The claims that a side's direct answer, or the one for both in its place, names as told."""
    return tuple(topic.claims[name] for name in topic.told.get(segment if segment in topic.answers else Segment.BOTH, ()))


def _is_split(topic: Topic, segment: Segment) -> bool:
    return segment is Segment.BOTH and topic.is_comparison


def _left(topic: Topic, segment: Segment) -> tuple[Points, ...]:
    """What the direct answer does not say itself, by side."""
    if not _is_split(topic, segment):
        return (Points(None, _untold(topic, segment, _claims(topic, segment))),)
    return tuple(Points(side, _untold(topic, segment, _of_side(topic, side))) for side in (*_SIDES, Segment.BOTH))


def _claims(topic: Topic, segment: Segment) -> tuple[Claim, ...]:
    return topic.claims_for(segment) or tuple(topic.claims.values())


def _of_side(topic: Topic, side: Segment) -> list[Claim]:
    return [claim for claim in topic.claims.values() if claim.side is side]


def _untold(topic: Topic, segment: Segment, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    return tuple(claim for claim in claims if not is_told(topic, segment, claim))


def _words_of(text: Text) -> set[str]:
    return {word.strip(".,;:") for word in next(iter(text.values())).lower().split()}


def _filled(columns: Iterable[Points]) -> tuple[Points, ...]:
    return tuple(column for column in columns if column.claims)


def message_near(play: Play, segment: Segment, plays: Mapping[str, Play]) -> Play | None:
    """The play to turn to for a message where one has none for a side: the first related one, rather on a subject of its own.

    None where it has a message, or where no related play has one.
    """
    if play.has_message(segment):
        return None
    sending = [plays[one] for one in play.related if one in plays and plays[one].has_message(segment)]
    return next((one for one in sending if set(one.topics) & set(play.topics)), next(iter(sending), None))
