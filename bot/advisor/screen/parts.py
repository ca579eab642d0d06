"""Which part of the subject on screen a whole message asks for by its name: "checklist", "the steps of the trial"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.advisor.screen.remarks import is_whole
from bot.advisor.turns.subject_words import SubjectWords
from bot.domain.conversation import PLAY_VIEWS, View, part_of
from bot.domain.knowledge import KnowledgeBase
from bot.language.message import Message
from bot.language.phrases import Hit

VIEWS = {
    "steps": View.TODO,
    "ask": View.ASK,
    "say": View.SAY,
    "line": View.SAY,
    "message": View.MESSAGE,
    "check": View.CHECK,
    "more": View.MORE,
    "why": View.WHY,
    "example": View.EXAMPLE,
    "compare": View.COMPARE,
}
"""The view that each name means; the cues `parts.<name>` tell them."""

LINE = "line"
"""The name for one of the lines to say, whichever is shortest."""


class Parts:
    """The parts of the subjects of a knowledge base, by the names that people have for them."""

    def __init__(self, knowledge: KnowledgeBase, words: SubjectWords) -> None:
        self._knowledge = knowledge
        self._words = words

    def named(self, message: Message, subject_id: str) -> str | None:
        """Return the name of the part that a message asks for; None where it asks for none, for several, or says more."""
        hits = {name: message.cues(f"parts.{name}") for name in VIEWS}
        places = {name: {at for hit in found for at in range(hit.first, hit.last)} for name, found in hits.items()}
        name = max(places, key=lambda one: len(places[one]))
        alone = bool(places[name]) and all(others <= places[name] for others in places.values())
        told = alone and self._has(VIEWS[name], subject_id)
        return name if told and self._says_nothing_else(message, hits[name], VIEWS[name], subject_id) else None

    def view_of(self, name: str, subject_id: str) -> View:
        """The view that a name means of a subject: the steps of a play are its answer."""
        view = VIEWS[name]
        return View.SHORT if view is View.TODO and subject_id in self._knowledge.plays else view

    def _has(self, view: View, subject_id: str) -> bool:
        """Whether a subject can have a part: those of a play have it, and the topics with a play that has it built on them."""
        if view not in PLAY_VIEWS or subject_id in self._knowledge.plays:
            return True
        plays = (self._knowledge.plays[one] for one in self._knowledge.plays_on.get(subject_id, ()))
        return any(play.has_part(part_of(view)) for play in plays)

    def _says_nothing_else(self, message: Message, hits: Sequence[Hit], view: View, subject_id: str) -> bool:
        """Whether all other words are small ones, name a side or the subject, or, beside its message, what it tells of."""
        terms = message.terms.terms
        sent = view is View.MESSAGE and subject_id in self._knowledge.plays
        own = self._words.of(subject_id) if sent else self._words.title(subject_id)
        sides = {terms[at].word for hit in message.sides for at in range(hit.first, hit.last)}
        places = sides | {term.word for term in terms if term.stem in own}
        return is_whole(message, [*hits, *message.cues("parts.around")], places)
