"""What speaks for and against each candidate: the message, the conversation, and the answer on screen, as named numbers.

Features of the message alone are joined with the act ("stay|asks"), so that the learner can find what each is worth for each
act; those of a candidate's own subject, view or side stand by themselves. Words are also joined with each view ("view message
word draft"): few of those who say how something is to be told name it as the phrases of a follow-up do. And they are joined
with the shelf of the subject on screen: over four authors left out in turn 84.9 subjects of 100 are right with it, 83.6 without.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.advisor.turns.candidates import Act, Candidate, candidates
from bot.advisor.turns.feature_names import joined, viewed
from bot.advisor.turns.listed import counts_out, listed_in, meant_of
from bot.advisor.turns.moves import moves
from bot.advisor.turns.shape import parted, proper_names
from bot.advisor.turns.shares import intents, log_share
from bot.advisor.turns.sides import content_beside_sides, counted_side
from bot.advisor.turns.subject_words import SubjectWords, content_stems
from bot.advisor.turns.wording import cues_said, pairs_said, words_said
from bot.domain.conversation import Conversation, View
from bot.domain.intents import BROWSE, CORRECTION, FIT, SOCIAL, SWITCHES, VIEWS, YES
from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import Segment
from bot.domain.lazily import lazily
from bot.matching.sided import named_side
from bot.matching.weighing import Weighed

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

    @lazily
    def listed(self) -> tuple[str, ...]:
        """The subjects that the answer on screen lists, where the message counts one out."""
        return listed_in(self.conversation, self.knowledge) if counts_out(self.weighed.message) else ()

    def candidates(self) -> list[Candidate]:
        """Everything that the message can do."""
        return list(candidates(self.weighed, self.conversation, self.knowledge, self.listed))

    def features(self, candidate: Candidate) -> dict[str, float]:
        """Return all features of one candidate, by name; those that are not there count nothing."""
        found = {joined(candidate.act, name): value for name, value in self.shared.items()} | self.own(candidate)
        words = self.words_said.items() if candidate.act is Act.VIEW else ()
        return found | {viewed(candidate.view, name): value for name, value in words}

    def own(self, candidate: Candidate) -> dict[str, float]:
        """Return the features that a candidate has for itself."""
        found = dict(moves(candidate, self.conversation))
        for name, value in self._own(candidate):
            if value:
                found[name] = float(value)
        return found

    @lazily
    def shared(self) -> dict[str, float]:
        """The features of the message, which all candidates share; each act weighs them in its own way (`joined`)."""
        said = self.words_said
        here = {f"{self._shelf} {name}": value for name, value in said.items()}
        return {name: float(value) for name, value in self._message() if value} | said | here

    @lazily
    def words_said(self) -> dict[str, float]:
        """The words one by one, which each view weighs in its own way too (`viewed`)."""
        return words_said(self.weighed.reading, self._stems)

    @lazily
    def _shelf(self) -> str:
        """The shelf of the subject on screen: "how long" goes on with a play, and with a fact asks for the sales cycle."""
        return next((group.id for group in self.knowledge.groups.values() if self._current in group.topics), "")

    def _message(self) -> Iterator[tuple[str, float]]:
        weighed, reading = self.weighed, self.weighed.reading
        yield f"content {min(self._content, _MOST_CONTENT)}", 1.0
        yield f"words {min(len(reading.words), _MOST_WORDS)}", 1.0
        yield "length", math.log1p(len(reading.words))
        yield from parted(reading)
        yield "asks", reading.asks
        yield "unknown", len(reading.unknown) / max(1, len(reading.words))
        yield "any unknown", bool(reading.unknown)
        yield "none", log_share(weighed.none)
        yield "outsider", weighed.none if self._content and not self._told(self._current) else 0.0
        yield "follow-ups", 1.0 - self._rest
        yield "best", self._first_two[0][1]
        yield "sided", reading.names_side
        yield "only side", reading.names_side and not self._content
        yield "number", any(character.isdigit() for word in reading.words for character in word)
        yield "counts out", counts_out(weighed.message)
        yield "counts out listed", self.counted is not None
        yield "told here", self._told(self._current)
        yield from self._proper.items()
        yield from pairs_said(reading)
        yield from cues_said(reading)
        yield from intents(weighed)
        yield "told elsewhere", max((self._told(label) for label, _ in weighed.topics[:3]), default=0.0)

    def _own(self, candidate: Candidate) -> Iterable[tuple[str, float]]:
        act, weighed = candidate.act, self.weighed
        if act is Act.VIEW:
            return self._of_view(candidate.view)
        if act in (Act.STAY, Act.TURN):
            return self._of_subject(candidate)
        if act is Act.SIDE and candidate.side is not None:
            return self._of_side(candidate.side)
        if act is Act.CORRECT:
            share = log_share(self._follow_ups.get(CORRECTION, 0.0))
            return ("correction share", share), ("correction first", weighed.follow_ups[0][0] == CORRECTION)
        if act is Act.DECLINE:
            lead = log_share(weighed.none) - self._first_two[0][1]
            return ("outside", log_share(weighed.none * self._rest)), ("outside lead", lead)
        names = _OWN_INTENTS.get(act) or weighed.message.parts.languages_asked
        share = max((self._intents.get(name, 0.0) for name in names), default=0.0)
        return (f"{act} share", log_share(share * self._rest)), (f"{act} share alone", log_share(share))

    def _of_view(self, view: View) -> Iterator[tuple[str, float]]:
        share = log_share(self._follow_ups.get(_INTENT_OF[view], 0.0))
        yield "view share", share
        yield f"view {view} share", share
        yield "view first", self.weighed.follow_ups[0][0] == _INTENT_OF[view]

    def _of_subject(self, candidate: Candidate) -> Iterator[tuple[str, float]]:
        subject, act = candidate.subject, str(candidate.act)
        share = log_share(self._shares.get(subject, 0.0))
        (first, best), (second, behind) = self._first_two
        yield f"{act} share", share
        yield f"{act} share by content", share * min(self._content, _MOST_CONTENT) / _MOST_CONTENT
        yield f"{act} first", first == subject
        yield f"{act} second", second == subject
        yield f"{act} lead", share - (behind if first == subject else best)
        yield f"{act} told", self._told(subject)
        yield f"{act} told more", self._told(subject) - self._told(self._current)
        yield f"{act} named", self.words.named(subject, self._stems)
        yield f"{act} title", bool(self._stems) and self._stems <= self.words.title(subject)
        yield f"{act} counted", self.counted == subject
        yield f"{act} counted alone", self.counted == subject and self._content <= 1
        if candidate.act is Act.TURN:
            current = self.knowledge.subjects[self._current]
            yield "turn to related", subject in current.related
            yield "turn to counted related", self._counted_related == subject
            yield "turn to counterpart", subject == current.counterpart
            yield "turn to offered", subject in self._offered
            yield "turn to play", subject in self.knowledge.plays and self._current not in self.knowledge.plays

    def _of_side(self, side: Segment) -> Iterator[tuple[str, float]]:
        share = self._follow_ups.get(_SWITCH_OF[side], 0.0)
        named, subject = self._named_side, self.knowledge.subjects[self._current]
        yield f"side {side} from {self.conversation.segment}", 1.0
        yield from ((f"side {side} {name}", here) for name, here in self._proper.items())
        yield "side share", log_share(share)
        yield "side named", named is side
        yield "side named again", named is side and self.conversation.segment is side
        yield "side beside the named", named not in (None, side)
        yield "side weighed", self.weighed.segment is side
        yield "side shown", self.conversation.segment is side
        yield "side counted", self._counted_side is side
        yield "side named alone", named is side and not self._content
        yield "side there", side is Segment.BOTH or subject.has_side(side) or subject.counterpart is not None

    @lazily
    def counted(self) -> str | None:
        """The one of these that the message counts out, if any."""
        return meant_of(self.weighed.message, self.listed)

    @lazily
    def _counted_related(self) -> str | None:
        """The one of the related subjects that the message counts out."""
        return meant_of(self.weighed.message, self.knowledge.subjects[self._current].related)

    @lazily
    def _named_side(self) -> Segment | None:
        return named_side(self.weighed.message)

    @lazily
    def _counted_side(self) -> Segment | None:
        return counted_side(self.weighed, self.conversation)

    @lazily
    def _first_two(self) -> Sequence[tuple[str, float]]:
        return [(subject, log_share(share)) for subject, share in [*self.weighed.topics[:2], ("", 0.0)][:2]]

    @lazily
    def _offered(self) -> frozenset[str | None]:
        """The subjects that the answer on screen offers."""
        return frozenset(action.topic for action in self.conversation.offered)

    @lazily
    def _told_in(self) -> dict[str, float]:
        """What was worked out of how far each subject is told."""
        return {}

    @lazily
    def _current(self) -> str:
        return self.conversation.topic or ""

    @lazily
    def _content(self) -> int:
        return len(content_beside_sides(self.weighed))

    @lazily
    def _stems(self) -> frozenset[str]:
        return content_stems(self.weighed.reading)

    @lazily
    def _proper(self) -> Mapping[str, bool]:
        return proper_names(self.weighed.reading)

    @lazily
    def _shares(self) -> Mapping[str, float]:
        return dict(self.weighed.topics)

    @lazily
    def _follow_ups(self) -> Mapping[str, float]:
        return dict(self.weighed.follow_ups)

    @lazily
    def _intents(self) -> Mapping[str, float]:
        return dict(self.weighed.intents)

    @lazily
    def _rest(self) -> float:
        return max(1.0 - sum(share for _, share in self.weighed.follow_ups), 1e-6)

    def _told(self, subject: str) -> float:
        """The share of the message's content words that the subject is told in."""
        if subject not in self._told_in:
            self._told_in[subject] = len(self._stems & self.words.of(subject)) / len(self._stems) if self._stems else 0.0
        return self._told_in[subject]
