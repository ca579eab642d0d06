"""What speaks for and against each candidate: the message, the conversation, and the answer on screen, as named numbers.

Features of the message alone are joined with the act ("stay|asks"), so that the learner can find what each is worth for each
act; those of a candidate's own subject, view or side stand by themselves. Words are also joined with each view ("view message
word draft"): few of those who say how something is to be told name it as the phrases of a follow-up do. And they are joined
with the shelf of the subject on screen: over four authors left out in turn 84.9 subjects of 100 are right with it, 83.6 without.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.advisor.turns.candidates import Act, Candidate, candidates
from bot.advisor.turns.feature_names import joined, viewed
from bot.advisor.turns.listed import counts_out, listed_in, meant_of
from bot.advisor.turns.shape import parted, proper_names
from bot.advisor.turns.sides import content_beside_sides, counted_side
from bot.advisor.turns.subject_words import SubjectWords, content_stems
from bot.domain.conversation import Conversation
from bot.domain.intents import BROWSE, CORRECTION, FIT, SOCIAL, SWITCHES, VIEWS, YES
from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import Segment
from bot.matching.sided import named_side
from bot.matching.weighing import Weighed

_WORD = 0.5
"""What a word or concept counts: half of a signal, for there are many of them."""
_LEAST = 1e-10
"""The least share that is told from none: the matcher is sure of itself, and far behind is not nowhere. Over four authors left
out in turn 84.6 turns of 100 are right, 83.2 where a ten-thousandth is the least."""

_MOST_CONTENT, _MOST_WORDS = 4, 9
"""Content words, and words of all kinds, from which more make no difference."""
_INTENT_OF = {view: intent for intent, view in VIEWS.items()}
_SWITCH_OF = {side: intent for intent, side in SWITCHES.items()}
_OWN_INTENTS: Mapping[Act, Collection[str]] = {
    Act.SOCIAL: SOCIAL,
    Act.FIT: (FIT,),
    Act.BROWSE: (BROWSE,),
    Act.YES: (YES,),
}


@dataclass(frozen=True)
class Situation:
    """One message in its conversation; everything that all candidates share is worked out once."""

    weighed: Weighed
    conversation: Conversation
    knowledge: KnowledgeBase
    words: SubjectWords

    @cached_property
    def listed(self) -> tuple[str, ...]:
        """The subjects that the answer on screen lists, where the message counts one out."""
        return listed_in(self.conversation, self.knowledge) if counts_out(self.weighed.message) else ()

    def candidates(self) -> list[Candidate]:
        """Everything that the message can do."""
        return list(candidates(self.weighed, self.conversation, self.knowledge, self.listed))

    def features(self, candidate: Candidate) -> dict[str, float]:
        """Return all features of one candidate, by name; those that are not there count nothing."""
        found = {joined(candidate.act, name): value for name, value in self.shared.items()} | self.own(candidate)
        words = self.words_said if candidate.act is Act.VIEW else {}
        return found | {viewed(candidate.view, name): value for name, value in words.items()}

    def own(self, candidate: Candidate) -> dict[str, float]:
        """Return the features that a candidate has for itself."""
        return {candidate.act.value: 1.0} | {name: float(value) for name, value in self._own(candidate) if value}

    @cached_property
    def shared(self) -> dict[str, float]:
        """The features of the message, which all candidates share; each act weighs them in its own way (`joined`)."""
        said = self.words_said
        here = {f"{self._shelf} {name}": value for name, value in said.items()}
        return {name: float(value) for name, value in self._message() if value} | said | here

    @cached_property
    def words_said(self) -> dict[str, float]:
        """The words one by one, which each view weighs in its own way too (`viewed`): small ones as they stand, the others by
        their stems and what they mean.
        """
        reading = self.weighed.reading
        content = frozenset(reading.content)
        small = [word for word in reading.corrected if word not in content and word.isalpha()]
        first = [f"first {reading.corrected[0]}"] if small and reading.corrected[0] == small[0] else []
        stems = [f"stem {stem}" for stem in sorted(self._stems)]
        concepts = [f"concept {concept}" for _, concept in reading.concepts]
        return dict.fromkeys([*(f"word {word}" for word in small), *first, *stems, *concepts], _WORD)

    @cached_property
    def _shelf(self) -> str:
        """The shelf of the subject on screen: "how long" goes on with a play, and with a fact asks for the sales cycle."""
        return next((group.id for group in self.knowledge.groups.values() if self._current in group.topics), "")

    @cached_property
    def _proper(self) -> Mapping[str, bool]:
        return proper_names(self.weighed.reading)

    def _message(self) -> Iterator[tuple[str, float]]:
        weighed, reading = self.weighed, self.weighed.reading
        yield f"content {min(self._content, _MOST_CONTENT)}", 1.0
        yield f"words {min(len(reading.words), _MOST_WORDS)}", 1.0
        yield "length", math.log1p(len(reading.words))
        yield from parted(reading)
        yield "asks", reading.asks
        yield "unknown", len(reading.unknown) / max(1, len(reading.words))
        yield "any unknown", bool(reading.unknown)
        yield "none", _log(weighed.none)
        yield "scope", weighed.scope
        yield "sure", weighed.sure
        yield "follow-ups", 1.0 - self._rest
        yield "best", _log(weighed.topics[0][1])
        yield "sided", reading.names_side
        yield "only side", reading.names_side and not self._content
        yield "number", any(character.isdigit() for word in reading.words for character in word)
        yield "counts out", counts_out(weighed.message)
        yield "counts out listed", self.counted is not None
        yield "told here", self._told(self._current)
        yield from self._proper.items()
        yield "told elsewhere", max((self._told(label) for label, _ in weighed.topics[:3]), default=0.0)

    def _own(self, candidate: Candidate) -> Iterator[tuple[str, float]]:
        if candidate.act in (Act.STAY, Act.TURN):
            yield from self._of_subject(candidate)
        elif candidate.act is Act.VIEW:
            share = _log(self._follow_ups.get(_INTENT_OF[candidate.view], 0.0))
            yield f"view {candidate.view}", 1.0
            yield "view share", share
            yield f"view {candidate.view} share", share
            yield "view first", self.weighed.follow_ups[0][0] == _INTENT_OF[candidate.view]
        elif candidate.act is Act.SIDE and candidate.side is not None:
            yield from self._of_side(candidate.side)
        elif candidate.act is Act.CORRECT:
            yield "correction share", _log(self._follow_ups.get(CORRECTION, 0.0))
            yield "correction first", self.weighed.follow_ups[0][0] == CORRECTION
        elif candidate.act is Act.DECLINE:
            yield "outside", _log(self.weighed.none * self._rest)
            yield "outside lead", _log(self.weighed.none) - _log(self.weighed.topics[0][1])
        else:
            names = _OWN_INTENTS.get(candidate.act) or self.weighed.message.parts.languages_asked
            share = max((self._intents.get(name, 0.0) for name in names), default=0.0)
            yield f"{candidate.act} share", _log(share * self._rest)
            yield f"{candidate.act} share alone", _log(share)

    def _of_subject(self, candidate: Candidate) -> Iterator[tuple[str, float]]:
        subject, act = candidate.subject, str(candidate.act)
        share = _log(self._shares.get(subject, 0.0))
        (first, best), (second, behind) = [*self.weighed.topics[:2], ("", 0.0)][:2]
        yield f"{act} share", share
        yield f"{act} share by content", share * min(self._content, _MOST_CONTENT) / _MOST_CONTENT
        yield f"{act} first", first == subject
        yield f"{act} second", second == subject
        yield f"{act} lead", share - _log(behind if first == subject else best)
        told = self._told(subject)
        yield f"{act} told", told
        yield f"{act} told more", told - self._told(self._current)
        yield f"{act} named", self.words.named(subject, self._stems)
        yield f"{act} title", bool(self._stems) and self._stems <= self.words.title(subject)
        yield f"{act} counted", self.counted == subject
        yield f"{act} counted alone", self.counted == subject and self._content <= 1
        if candidate.act is Act.TURN:
            current = self.knowledge.subjects[self._current]
            yield "turn to related", subject in current.related
            yield "turn to counted related", self._counted_related == subject
            yield "turn to counterpart", subject == current.counterpart
            yield "turn to offered", any(action.topic == subject for action in self.conversation.offered)
            yield "turn to play", subject in self.knowledge.plays and self._current not in self.knowledge.plays

    def _of_side(self, side: Segment) -> Iterator[tuple[str, float]]:
        share = self._follow_ups.get(_SWITCH_OF[side], 0.0)
        named = named_side(self.weighed.message)
        subject = self.knowledge.subjects[self._current]
        yield f"side {side}", 1.0
        yield f"side {side} from {self.conversation.segment}", 1.0
        yield from ((f"side {side} {name}", here) for name, here in self._proper.items())
        yield "side share", _log(share)
        yield "side named", named is side
        yield "side named again", named is side and self.conversation.segment is side
        yield "side beside the named", named not in (None, side)
        yield "side weighed", self.weighed.segment is side
        yield "side shown", self.conversation.segment is side
        yield "side counted", counted_side(self.weighed, self.conversation) is side
        yield "side named alone", named is side and not self._content
        yield "side there", side is Segment.BOTH or subject.has_side(side) or subject.counterpart is not None

    @cached_property
    def counted(self) -> str | None:
        """The one of these that the message counts out, if any."""
        return meant_of(self.weighed.message, self.listed)

    @cached_property
    def _counted_related(self) -> str | None:
        """The one of the subjects related to the one on screen that the message counts out."""
        return meant_of(self.weighed.message, self.knowledge.subjects[self._current].related)

    @cached_property
    def _told_in(self) -> dict[str, float]:
        """What was worked out of how far each subject is told in the message's words."""
        return {}

    @cached_property
    def _current(self) -> str:
        return self.conversation.topic or ""

    @cached_property
    def _content(self) -> int:
        return len(content_beside_sides(self.weighed))

    @cached_property
    def _stems(self) -> frozenset[str]:
        return content_stems(self.weighed.reading)

    @cached_property
    def _shares(self) -> Mapping[str, float]:
        return dict(self.weighed.topics)

    @cached_property
    def _follow_ups(self) -> Mapping[str, float]:
        return dict(self.weighed.follow_ups)

    @cached_property
    def _intents(self) -> Mapping[str, float]:
        return dict(self.weighed.intents)

    @cached_property
    def _rest(self) -> float:
        return max(1.0 - sum(share for _, share in self.weighed.follow_ups), 1e-6)

    def _told(self, subject: str) -> float:
        """The share of the message's content words that the subject is told in."""
        if subject not in self._told_in:
            self._told_in[subject] = len(self._stems & self.words.of(subject)) / len(self._stems) if self._stems else 0.0
        return self._told_in[subject]


def _log(share: float) -> float:
    return math.log(max(share, _LEAST))
