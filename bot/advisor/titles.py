"""Subjects by their titles as people type them: alone, or several in one message."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from bot.advisor.turns.sides import BOTH_CONCEPTS, content_beside_sides
from bot.advisor.turns.subject_words import SubjectWords
from bot.advisor.turns.views import USUAL, is_set_against, want_asked
from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import Language
from bot.domain.text import names_figure
from bot.domain.want import Want
from bot.language.message import Message
from bot.language.reader import Reader
from bot.matching.weighing import Weighed

FRAMES = ("clauses.polite", "clauses.frames", "clauses.framed")
"""Cues that may stand before a title, in this order, and ask for nothing more than the subject."""

VIEWS = ("views.beside", "views.compare")
"""Cues that ask for a view, and name no subject."""

DEFINITION = "definition"
"""The concept of asking what something is."""

MOST = 3
"""Subjects answered at once where a message names several."""


class Titles:
    """The titles of a knowledge base; `words` knows what they are made of."""

    def __init__(self, knowledge: KnowledgeBase, reader: Reader, words: SubjectWords) -> None:
        self._knowledge = knowledge
        self._words = words
        self._exact: dict[tuple[str, ...], tuple[str, Language | None]] = {}
        self._defined: dict[frozenset[str], str] = {}
        self._sides: dict[str, frozenset[str]] = {}
        for subject in knowledge.subjects.values():
            for language, title in subject.title.items():
                read = reader.read(title)
                self._sides[subject.id] = self._sides.get(subject.id, frozenset()) | {hit.key for hit in read.sides}
                typed = _framed(read)
                # A title that reads the same in two languages tells none.
                self._exact[typed] = (subject.id, None if typed in self._exact else language)
                naming = _naming_sides(read)
                if naming and subject.counterpart is not None:
                    self._defined[naming] = subject.id

    def exact(self, message: Message) -> tuple[str, Language | None] | None:
        """Return the subject whose title a message is, "what is" and its like before it left aside, with the title's language.

        Whoever asks what a side is ("what is an SMB?") means the subject that tells, in a thread, too.
        """
        if any(hit.key == DEFINITION for hit in message.concepts) and frozenset(message.content) == _naming_sides(message):
            defined = self._defined.get(frozenset(message.content))
            if defined is not None:
                return defined, message.language
        return self._exact.get(_framed(message))

    def named(self, weighed: Weighed) -> tuple[str, ...]:
        """Return the likely subjects whose titles together are all that a message names beside sides and comparing; else none.

        What is set apart ("not churn") is not answered, and a negation of another kind leaves the message to the matcher.

        So "compare enterprise and SMB sales cycle" is about the cycle, and "what is churn & win rate" about both.
        """
        if any(not one.apart for one in weighed.message.negations):
            return ()
        wanted, aside = self._content(weighed)
        likely = self._likely(weighed)
        for language in dict.fromkeys(language for one in likely for language in self._words.titles(one)):
            # In "SMB sales cycle" one word may belong to the side and to the title.
            titles = {one: self._words.titles(one).get(language, frozenset()) - aside for one in likely}
            subjects = _making_up(wanted, {one: title for one, title in titles.items() if title})
            if subjects:
                return subjects
        return ()

    def named_beside(self, weighed: Weighed, shown: str | None) -> tuple[str, ...]:
        """Return what `named` does; one that is set against the subject shown ("how is that different from …?") comes after."""
        named = self.named(weighed)
        against = len(named) == 1 and shown not in (None, *named) and is_set_against(weighed.message)
        return (shown, *named) if against and shown is not None else named

    def compared(self, weighed: Weighed) -> tuple[str, ...]:
        """Return the likeliest topic whose title holds all that a message names beside sides and comparing; else none.

        So "compare objections" in a thread is about objections, and not about what is on screen.
        """
        wanted, _ = self._content(weighed)
        likely = (one for one in self._likely(weighed) if one in self._knowledge.topics)
        holding = (one for one in likely if any(wanted <= title for title in self._words.titles(one).values()))
        return tuple(holding)[:1] if wanted else ()

    def asks_figure(self, weighed: Weighed) -> bool:
        """Whether a message asks what is usual of the likeliest subject, which it calls by its whole title.

        Whatever word it has for what is usual, as in "what is a healthy churn rate?": where the knowledge tells no figure, there
        is nothing else to mean.
        """
        subject = weighed.topics[0][0]
        stems = frozenset(term.stem for term in weighed.message.terms.terms)
        named = any(len(title) > 1 and title <= stems for title in self._words.titles(subject).values())
        usual = bool(weighed.message.cues(USUAL)) and not self._tells_figures(subject)
        return named and (usual or want_asked(weighed) is Want.BENCHMARK)

    def _tells_figures(self, subject: str) -> bool:
        """Whether the claims of a topic name a figure; those of a play are others'."""
        topic = self._knowledge.topics.get(subject)
        claims = topic.claims.values() if topic is not None else ()
        return topic is None or any(names_figure(claim.text) for claim in claims)

    def _fits(self, subject: str, weighed: Weighed) -> bool:
        """Whether no other side is asked for than the one in the title: "sell to enterprises or to SMBs?" names two."""
        sides = self._sides.get(subject, frozenset())
        return not sides or {side for _, side in weighed.reading.sides} <= sides

    def _likely(self, weighed: Weighed) -> list[str]:
        """The likeliest subjects that the knowledge holds and whose titles fit the side that is asked for, best first."""
        known = (subject for subject, _ in weighed.topics[:MOST] if subject in self._knowledge.subjects)
        return [subject for subject in known if self._fits(subject, weighed)]

    def _content(self, weighed: Weighed) -> tuple[frozenset[str], frozenset[str]]:
        """The stems of the content words that name no side and do not compare, and the stems of those that do."""
        beside = frozenset(content_beside_sides(weighed)) - _comparing(weighed)
        content = frozenset(weighed.reading.content)
        apart = _apart(weighed.message)
        terms = [term for term in weighed.message.terms.terms if term.low in content and term.word not in apart]
        left = frozenset(term.stem for term in terms if term.low in beside)
        return left, frozenset(term.stem for term in terms if term.low not in beside)


def _apart(message: Message) -> set[int]:
    """The words that are turned down, or ask for a view."""
    denied = {at for one in message.negations for at in range(one.begin, one.end)}
    return denied.union(*(range(hit.first, hit.last) for key in VIEWS for hit in message.cues(key)))


def _making_up(wanted: frozenset[str], titles: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """The fewest subjects whose titles together are just the words wanted; none where no titles are."""
    for count in range(1, MOST + 1):
        for subjects in combinations(titles, count):
            if frozenset().union(*(titles[one] for one in subjects)) == wanted:
                return subjects
    return ()


def _comparing(weighed: Weighed) -> set[str]:
    """The words that mean both sides without naming either."""
    return {word for words, concept in weighed.reading.concepts if concept in BOTH_CONCEPTS for word in words.split()}


def _naming_sides(message: Message) -> frozenset[str]:
    """The words that name sides of the market."""
    terms = message.terms.terms
    return frozenset(term.low for hit in message.sides for term in terms[hit.first : hit.last])


def _framed(message: Message) -> tuple[str, ...]:
    """The words alone, without "what is", "tell me about" and their like before them."""
    at = 0
    for key in FRAMES:
        at = max((hit.last for hit in message.cues(key) if hit.first == at), default=at)
    return tuple(word.low for word in message.words[at:])
