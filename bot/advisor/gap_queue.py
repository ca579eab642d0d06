"""The queue of what people asked in vain: like questions as one group, the most asked first, and what was decided about them."""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from bot.advisor.gap_words import GapReader, Worded
from bot.advisor.ports import GapStore
from bot.domain.clock import Clock, utc_now
from bot.domain.gaps import AskedInVain, Gap, GapState, Mark
from bot.domain.records import Person
from bot.matching.likeness import central, grouped

WEEK = datetime.timedelta(days=7)
MOST = 10_000
"""Questions that are looked through at most, the newest."""
SEVERAL = 3
"""People who must have asked before anybody but a curator sees a group, and used a word before they see that."""
_ID_LENGTH = 8


class GapQueue:
    """Reads the questions asked in vain from the store, groups them, and keeps decisions about the groups.

    Decisions are kept with the questions: they go with them when these are past their time, or their workspace leaves.
    """

    def __init__(self, store: GapStore, reader: GapReader, *, topics: Iterable[str], clock: Clock = utc_now) -> None:
        """`topics` are the ids that may be named as the nearest."""
        self._store = store
        self._reader = reader
        self._topics = frozenset(topics)
        self._clock = clock

    def groups(self, *, team: str | None = None, days: int = 30, most: int = MOST) -> tuple[Gap, ...]:
        """Return the groups of the last days, the most asked first; of all workspaces together where `team` is None.

        `most` bounds the questions looked through. Raises StorageError where the store can fail.
        """
        now = self._clock()
        since = now - datetime.timedelta(days=days)
        asked = self._store.in_vain(team=team, since=since, now=now, limit=most)
        gaps = [self._gap(group, now) for group in self._grouped(asked)]
        return tuple(sorted(gaps, key=lambda gap: (-gap.times, -gap.last_asked_at.timestamp(), gap.id)))

    def mark(self, gap: Gap, state: GapState, *, by: str) -> bool:
        """Keep a decision about a group; False where it could not be written."""
        decision = Mark(state=state, by=by, at=self._clock())
        keys = [(one.question.person.team, one.question.id) for one in gap.asked]
        return self._store.mark(questions=keys, decision=decision)

    def _grouped(self, asked: Sequence[AskedInVain]) -> list[list[_Wording]]:
        """The groups of wordings, the oldest first everywhere: so a group begins with the same question until that is gone."""
        wordings: dict[str, list[AskedInVain]] = {}
        for one in sorted(asked, key=lambda one: (one.question.asked_at, one.question.person.team, one.question.id)):
            wordings.setdefault(one.question.gist, []).append(one)
        words = self._reader.read([found[-1].question.text for found in wordings.values()])
        listed = [_Wording(tuple(found), worded) for found, worded in zip(wordings.values(), words, strict=True)]
        return [[listed[place] for place in group] for group in grouped([one.worded.marks for one in listed])]

    def _gap(self, group: Sequence[_Wording], now: datetime.datetime) -> Gap:
        asked = tuple(one for wording in group for one in wording.asked)
        ages = [now - one.question.asked_at for one in asked]
        well_spelt = [place for place, wording in enumerate(group) if not wording.worded.is_misspelt]
        shown = central([wording.worded.marks for wording in group], well_spelt or range(len(group)))
        return Gap(
            id=gap_id(group[0].gist),
            text=group[shown].text,
            words=tuple(group[shown].worded.stems.values()),
            wordings=_by_language(group),
            asked=asked,
            people=len(_people(asked)),
            this_week=sum(age <= WEEK for age in ages),
            last_week=sum(WEEK < age <= 2 * WEEK for age in ages),
            nearest=self._nearest(asked),
            mark=decision_of(asked),
            shared=_shared(group, shown),
        )

    def _nearest(self, asked: Iterable[AskedInVain]) -> str | None:
        near = Counter(topic for one in asked for topic in one.question.topics[:1] if topic in self._topics)
        return min(near, key=lambda topic: (-near[topic], topic), default=None)


@dataclass(frozen=True, slots=True)
class _Wording:
    """Everybody who asked in the same words, the oldest first, and how those were read."""

    asked: tuple[AskedInVain, ...]
    worded: Worded

    @property
    def gist(self) -> str:
        return self.asked[0].question.gist

    @property
    def text(self) -> str:
        return self.asked[-1].question.text


def gap_id(gist: str) -> str:
    """Return the id that a question's words give the group which begins with them."""
    return hashlib.sha256(gist.encode("utf-8", "replace")).hexdigest()[:_ID_LENGTH]


def find_gap(gaps: Sequence[Gap], wanted: str) -> Gap | None:
    """Return the group with an id, None where there is none.

    Every question's id leads to the group that it is in now, so that an id holds when the question it was made from is gone.
    """
    first = next((gap for gap in gaps if gap.id == wanted), None)
    return first or next((gap for gap in gaps if any(gap_id(one.question.gist) == wanted for one in gap.asked)), None)


def decision_of(asked: Sequence[AskedInVain]) -> Mark | None:
    """Return the decision that holds for a group: the last one, as long as it was made about half of it, or more.

    What came after it does not count against it: a dismissed group stays dismissed however often it is asked again. One that
    was taught is new again when it is asked in vain afterwards.
    """
    marks = [one.mark for one in asked if one.mark is not None]
    last = max(marks, key=attrgetter("at"), default=None)
    if last is None or last.state is GapState.NEW:
        return None
    before = [one for one in asked if one.question.asked_at <= last.at]
    if last.state is GapState.TAUGHT and len(before) < len(asked):
        return None
    return last if 2 * marks.count(last) >= len(before) else None


def _people(asked: Iterable[AskedInVain]) -> set[Person]:
    return {one.question.person for one in asked if one.question.person.user}


def _by_language(group: Sequence[_Wording]) -> Mapping[str, tuple[str, ...]]:
    """The wordings of each language, the commonest first, then the oldest."""
    found: dict[str, list[str]] = {}
    for wording in sorted(group, key=lambda one: -len(one.asked)):
        found.setdefault(wording.asked[-1].question.language.value, []).append(wording.text)
    return {language: tuple(texts) for language, texts in sorted(found.items())}


def _shared(group: Sequence[_Wording], shown: int) -> str | None:
    """What everybody may see of a group: a wording all of whose words several people used, else those words alone.

    One person's question may name a customer or a price. Nobody else's screen is the place for it.
    """
    common = _common(group)
    for wording in (group[shown], *group):
        if wording.worded.stems and common.issuperset(wording.worded.stems):
            return wording.text
    return " · ".join(word for stem, word in group[shown].worded.stems.items() if stem in common) or None


def _common(group: Sequence[_Wording]) -> set[str]:
    """The stems that several people used."""
    users: dict[str, set[Person]] = {}
    for wording in group:
        people = _people(wording.asked)
        for stem in wording.worded.stems:
            users.setdefault(stem, set()).update(people)
    return {stem for stem, people in users.items() if len(people) >= SEVERAL}
