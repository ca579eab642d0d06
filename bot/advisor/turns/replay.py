"""Replays labelled conversations as they should have gone, and tells which candidates are right at every turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from bot.advisor.answers import Answers
from bot.advisor.offers import Asked
from bot.advisor.turns.candidates import Act, Candidate
from bot.advisor.turns.features import Situation
from bot.advisor.turns.subject_words import SubjectWords
from bot.domain.conversation import Conversation, View
from bot.domain.dialogue import Dialogue, LabelledTurn, TurnLabel
from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import FALLBACK
from bot.matching.matcher import Matcher

_ALWAYS = {
    TurnLabel.SOCIAL: Act.SOCIAL,
    TurnLabel.DECLINE: Act.DECLINE,
    TurnLabel.LANGUAGE: Act.LANGUAGE,
    TurnLabel.TASK_FIT: Act.FIT,
    TurnLabel.YES: Act.YES,
}
STRANGER = 0.5
STRANGERS = 4
"""What a sentence said in a thread about something else counts, and one in how many is taken: it was not written for that
thread, and few examples of it are enough."""

IDLE = 2
IDLE_THREADS = 4
"""How many turns of a thread ask nothing, or for what the knowledge does not hold, from which one in so many such threads is
taken: at work one turn in ten does, in threads that were written to teach just that one in four. Of the turns of 22 hands, left
out in six parts, 88.5 in 100 are right with it, 88.2 with all threads."""

_DETAILS = (View.MORE, View.EXAMPLE)
"""Views that answer a question about a detail as well as the subject itself does. A reason does not: with it, 84 more of 5,121
turns of hands left out showed another view than the subject."""


@dataclass(frozen=True, slots=True)
class Example:
    """One turn: the features of the message, those of its words alone, every candidate with its own features, which are right,
    and how much it counts.
    """

    shared: Mapping[str, float]
    words: Mapping[str, float]
    candidates: tuple[Candidate, ...]
    own: tuple[Mapping[str, float], ...]
    right: tuple[bool, ...]
    worth: float


class Replay:
    """Makes examples of conversations; after each turn the conversation goes on from the right answer."""

    def __init__(self, knowledge: KnowledgeBase, matcher: Matcher) -> None:
        self._knowledge = knowledge
        self._matcher = matcher
        self._words = SubjectWords(knowledge, matcher.read)
        self._answers = Answers(knowledge)

    def examples(self, dialogues: Iterable[Dialogue]) -> Iterator[Example]:
        """Yield examples of the turns inside a running conversation that some candidate is right for (see IDLE).

        Sums are left out: the calculators know them by their numbers, before a turn is decided on.
        """
        for dialogue in _busy(dialogues):
            conversation = Conversation(language=dialogue.language)
            for turn in dialogue.turns:
                if turn.label is TurnLabel.TASK_SUM:
                    continue
                if conversation.topic is not None:
                    yield from self._example(turn, conversation)
                conversation = self._after(turn, conversation)

    def strangers(self, sentences: Iterable[LabelledTurn]) -> Iterator[Example]:
        """Yield an example of one in STRANGERS sentences as if it were said in a thread about something else.

        What begins a subject of its own, or lies outside, does so in a thread as well; subjects take turns in being the other.
        """
        subjects = list(self._knowledge.subjects)
        for place, turn in enumerate(islice(sentences, 0, None, STRANGERS)):
            other = next(one for one in subjects[place % len(subjects) :] + subjects if one not in turn.topics)
            before = LabelledTurn(text="", label=TurnLabel.TOPIC, topics=(other,))
            yield from self._example(turn, self._after(before, Conversation(language=FALLBACK)), STRANGER)

    def _example(self, turn: LabelledTurn, conversation: Conversation, worth: float = 1.0) -> Iterator[Example]:
        situation = Situation(self._matcher.weigh_text(turn.text), conversation, self._knowledge, self._words)
        found = situation.candidates()
        right = tuple(is_right(candidate, turn, conversation) for candidate in found)
        if any(right):
            own = tuple(map(situation.own, found))
            yield Example(situation.shared, situation.words_said, tuple(found), own, right, worth)

    def _after(self, turn: LabelledTurn, conversation: Conversation) -> Conversation:
        known = [topic for topic in turn.topics if topic in self._knowledge.subjects]
        if not known:
            return conversation
        subject = conversation.topic if conversation.topic in known else known[0]
        side = self._answers.segment_for(subject or known[0], stated=turn.side, carried=conversation.segment)
        asked = Asked(subject or known[0], side, turn.view or View.SHORT, stated=turn.side is not None)
        offered = self._answers.offers(asked, conversation.language or FALLBACK)
        return Conversation(topic=asked.topic, segment=side, language=conversation.language, view=asked.view, offered=offered)


def _busy(dialogues: Iterable[Dialogue]) -> Iterator[Dialogue]:
    """Yield the threads, of those in which many turns ask nothing some alone (see IDLE)."""
    idle = 0
    for dialogue in dialogues:
        if sum(turn.label in (TurnLabel.SOCIAL, TurnLabel.DECLINE) for turn in dialogue.turns[1:]) >= IDLE:
            idle += 1
            if idle % IDLE_THREADS:
                continue
        yield dialogue


def is_right(candidate: Candidate, turn: LabelledTurn, conversation: Conversation) -> bool:
    """Whether a candidate does what the label says."""
    if turn.label in _ALWAYS:
        return candidate.act is _ALWAYS[turn.label]
    if turn.label is TurnLabel.VIEW:
        return candidate.act is Act.VIEW and candidate.view is turn.view
    stays = conversation.topic in turn.topics
    if turn.label is TurnLabel.SIDE or (turn.label is TurnLabel.CORRECT and stays):
        return candidate.act is Act.SIDE and candidate.side is turn.side
    return _stays(candidate, turn) if stays else _leaves(candidate, turn)


def _stays(candidate: Candidate, turn: LabelledTurn) -> bool:
    """Whether a candidate goes on with the subject on screen; a detail may stand in another view of it."""
    shows_detail = candidate.act is Act.VIEW and candidate.view in _DETAILS
    return candidate.act is Act.STAY or (turn.label is TurnLabel.DETAIL and shows_detail)


def _leaves(candidate: Candidate, turn: LabelledTurn) -> bool:
    """Whether a candidate leads to another subject of the turn."""
    corrects = turn.label is TurnLabel.CORRECT and candidate.act is Act.CORRECT
    return corrects or (candidate.act is Act.TURN and candidate.subject in turn.topics)
