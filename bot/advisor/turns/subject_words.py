"""The words a subject is told in, so that a question about what was just shown is known by what it asks about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from bot.domain.knowledge import KnowledgeBase, Subject, Topic
from bot.domain.language import Language
from bot.domain.text import Text
from bot.matching.reading import Reading


class SubjectWords:
    """The stems of all content words of a subject's texts, in every language; read when first asked for, then kept."""

    def __init__(self, knowledge: KnowledgeBase, read: Callable[[str], Reading]) -> None:
        self._knowledge = knowledge
        self._read = read
        self._kept: dict[str, frozenset[str]] = {}
        self._titles: dict[str, Mapping[Language, frozenset[str]]] = {}
        self._whole_titles: dict[str, frozenset[str]] = {}

    def of(self, subject_id: str) -> frozenset[str]:
        """The stems of everything the knowledge says on a subject."""
        if subject_id not in self._kept:
            self._kept[subject_id] = self._stems(_texts(self._knowledge.subjects[subject_id]))
        return self._kept[subject_id]

    def title(self, subject_id: str) -> frozenset[str]:
        """The stems of its title, in all languages."""
        if subject_id not in self._whole_titles:
            self._whole_titles[subject_id] = frozenset().union(*self.titles(subject_id).values())
        return self._whole_titles[subject_id]

    def named(self, subject_id: str, stems: frozenset[str]) -> float:
        """The share of its title that stands in a message, in the language that more of it stands in."""
        if stems.isdisjoint(self.title(subject_id)):
            return 0.0
        titles = self.titles(subject_id).values()
        return max((len(title & stems) / len(title) for title in titles if title), default=0.0)

    def titles(self, subject_id: str) -> Mapping[Language, frozenset[str]]:
        """The stems of its title in each language."""
        if subject_id not in self._titles:
            title = self._knowledge.subjects[subject_id].title
            self._titles[subject_id] = {
                language: frozenset(content_stems(self._read(version))) for language, version in title.items()
            }
        return self._titles[subject_id]

    def _stems(self, texts: Iterator[Text] | list[Text]) -> frozenset[str]:
        # Figures stand in the texts by name; nobody repeats a name such as $sales-cycle-smb, and its words do no harm.
        return frozenset(one for text in texts for version in text.values() for one in content_stems(self._read(version)))


def content_stems(reading: Reading) -> frozenset[str]:
    """The stems of the words of a message that have a subject of their own."""
    content = frozenset(reading.content)
    return frozenset(one for word, one in zip(reading.corrected, reading.stems, strict=True) if word in content)


def _texts(subject: Subject) -> Iterator[Text]:
    yield subject.title
    if isinstance(subject, Topic):
        yield from subject.answers.values()
        yield from (claim.text for claim in subject.claims.values())
        yield from (line.text for lines in subject.guidance.values() for line in lines)
        if subject.note is not None:
            yield subject.note.text
        return
    for side in subject.sides.values():
        yield side.answer
        yield from (step.text for step in side.steps)
        yield from (*side.ask, *side.say, *side.check)
