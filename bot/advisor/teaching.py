"""Teaching: what may become of a taught topic, and who changed it. Every change is the next version of it."""

from __future__ import annotations

import datetime
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.advisor.lesson_body import asked_otherwise, body_of, title_of, topic_id
from bot.advisor.ports import TaughtStore
from bot.domain.clock import Clock, utc_now
from bot.domain.keys import new_id
from bot.domain.lesson import Lesson
from bot.domain.records import Person
from bot.domain.taught import Taught, TaughtState
from bot.errors import StorageError

_TRIES = 8
"""How often a change is made again that fits whatever others did meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who teaches, where they did, from which window (see `Taught`), and whether it answers at once or is a proposal.

    With `drafts` it is kept to be tried first, where it would answer otherwise.
    """

    by: Person
    publishes: bool
    place: str = ""
    sheet: str = ""
    drafts: bool = False

    @property
    def state(self) -> TaughtState:
        """What becomes of it."""
        if not self.publishes:
            return TaughtState.PROPOSED
        return TaughtState.DRAFT if self.drafts else TaughtState.PUBLISHED


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Who brings topics in from elsewhere, in which state, and the ids that a new topic must not have."""

    by: Person
    state: TaughtState
    taken: Container[str] = ()


class Teacher:
    """Changes what is taught. Every method raises StorageError where a change cannot be written."""

    def __init__(self, store: TaughtStore, clock: Clock = utc_now) -> None:
        self._store = store
        self._clock = clock

    def kept(self, sheet: str) -> Taught | None:
        """Return what was taught from a window already, None where nothing was."""
        return next((one for one in self._store.current() if one.sheet == sheet), None) if sheet else None

    def teach(self, lesson: Lesson, origin: Origin, *, taken: Container[str] = ()) -> Taught:
        """Keep a new topic, under an id that is not `taken`."""
        while True:
            taught = self._first(self._id_for(lesson, taken), lesson, origin)
            if self._store.add(taught=taught):
                return taught

    def _id_for(self, lesson: Lesson, taken: Container[str] = ()) -> str:
        return topic_id(lesson.title or title_of(lesson.questions), taken, {one.id for one in self._store.current()})

    def change(self, lesson: Lesson, origin: Origin, *, topic: str, version: int) -> Taught:
        """Keep a topic's next version. Where somebody else was quicker, nothing of either is lost.

        Ways of asking are added to theirs; a whole topic is kept beside theirs as a draft of its own. A draft of what is
        published is an entry of its own, which takes the topic's place once it is published itself.
        """
        before = self._store.find(topic=topic)
        if before is None:
            return self._keep_beside(lesson, origin)
        if before.version == version:
            taught = self._changed(before, lesson, origin)
            if self._store.add(taught=taught):
                publishes = taught.target and origin.state is TaughtState.PUBLISHED
                done = self.decide(taught.id, taught.version, TaughtState.PUBLISHED, origin.by) if publishes else taught
                return done or taught
        if before.adds_phrases_only:
            return self.add_questions({lesson.language.value: lesson.questions}, origin, topic=topic)
        return self._keep_beside(lesson, origin)

    def _changed(self, before: Taught, lesson: Lesson, origin: Origin) -> Taught:
        """The version to keep of a changed topic."""
        if before.adds_phrases_only:
            return self._next(before, origin.by, state=origin.state, body=asked_otherwise(before, lesson), sheet=origin.sheet)
        body = body_of(lesson, before.body, today=self._today())
        kept = {"body": body, "review_on": lesson.review_on, "owner": lesson.owner or before.owner}
        if origin.drafts and before.state is TaughtState.PUBLISHED:
            return replace(self._entry(f"draft-{new_id()}", origin), target=before.id, **kept)  # type: ignore[arg-type]
        state = TaughtState.DRAFT if before.target else origin.state
        return self._next(before, origin.by, state=state, sheet=origin.sheet, **kept)

    def tried(self, lesson: Lesson, before: Taught | None = None, *, taken: Container[str] = ()) -> Taught:
        """Return a topic as it would be kept, a new one under its id to be: publishing it then has nothing more to learn."""
        body = body_of(lesson, None if before is None else before.body, today=self._today())
        name = self._id_for(lesson, taken) if before is None else before.id
        return replace(self._entry(name, Origin(by=Person(), publishes=True)), body=body)

    def add_questions(self, phrases: Mapping[str, Sequence[str]], origin: Origin, *, topic: str) -> Taught:
        """Add ways of asking to a topic, whoever wrote it; or propose to, in an entry of its own."""
        if not origin.publishes:
            taught = self.added(phrases, origin, topic=topic)
            self._store.add(taught=taught)
            return taught
        for _ in range(_TRIES):
            taught = self._with_questions(phrases, origin, self._store.find(topic=topic), topic)
            if self._store.add(taught=taught):
                return taught
        raise StorageError("Others change this topic all the time.")

    def added(self, phrases: Mapping[str, Sequence[str]], origin: Origin, *, topic: str) -> Taught:
        """Return a proposal of more ways of asking, to be looked at first."""
        body = {"phrases": {code: list(lines) for code, lines in phrases.items()}}
        return replace(self._entry(f"proposal-{new_id()}", origin), body=body, target=topic)

    def _with_questions(self, phrases: Mapping[str, Sequence[str]], origin: Origin, before: Taught | None, topic: str) -> Taught:
        """The next version of a topic, with more ways of asking; what is retired, or not published yet, stays out of it."""
        held = before.body if before is not None and before.state is TaughtState.PUBLISHED else {}
        known: Mapping[str, Sequence[str]] = held.get("phrases") or {}
        added = {code: list(dict.fromkeys([*known.get(code, ()), *phrases.get(code, ())])) for code in {**known, **phrases}}
        body = {**held, "phrases": added}
        if before is None:
            return replace(self._entry(topic, origin), body=body)
        return self._next(before, origin.by, state=TaughtState.PUBLISHED, body=body, sheet=origin.sheet)

    def take_in(self, bodies: Iterable[tuple[str, Mapping[str, Any]]], arrival: Arrival) -> int:
        """Keep topics from elsewhere, each with its id ("" for a new one); return how many. What is there as it is stays.

        A draft is not laid over what is published under its id: it comes under an id of its own.
        """
        return sum(self._taken_in(name, body, arrival) for name, body in bodies)

    def _taken_in(self, name: str, body: Mapping[str, Any], arrival: Arrival) -> bool:
        current = {one.id: one for one in self._store.current()}
        if any(one.says(body) for one in current.values()):
            return False
        before = current.get(name)
        if before is not None and (arrival.state is before.state or arrival.state is TaughtState.PUBLISHED):
            return self._store.add(taught=self._next(before, arrival.by, state=arrival.state, body=body))
        if before is not None or not name:
            name = topic_id(str(body.get("title") or name), current, arrival.taken)
        entry = self._entry(name, Origin(by=arrival.by, publishes=True))
        return self._store.add(taught=replace(entry, body=body, state=arrival.state, owner=""))

    def would_be(self, taught: Taught) -> Taught:
        """Return what a draft or proposal would become, published: of one that is meant for another topic, that topic's next."""
        topic = taught.target or taught.id
        if not taught.target or not taught.adds_phrases_only:
            return replace(taught, id=topic, target="", state=TaughtState.PUBLISHED)
        return self._with_questions(
            taught.phrases, Origin(by=taught.changed_by, publishes=True), self._store.find(topic=topic), topic
        )

    def hold(self, taught: Taught, origin: Origin, *, taken: Container[str] = ()) -> Taught:
        """Keep as a draft what somebody is to look at once more; what would change a topic stands beside it until then."""
        entry = replace(self._entry("", origin), state=TaughtState.DRAFT, body=taught.body, review_on=taught.review_on)
        if taught.target:
            held = replace(entry, id=f"proposal-{new_id()}", target=taught.target)
        else:
            held = replace(entry, id=topic_id(taught.title, taken, {one.id for one in self._store.current()}))
        self._store.add(taught=held)
        return held

    def decide(self, topic: str, version: int, state: TaughtState, by: Person) -> Taught | None:
        """Publish, retire or decline a topic; None where somebody has changed it since `version`."""
        before = self._store.find(topic=topic)
        if before is None or before.version != version:
            return None
        if before.target and state is TaughtState.PUBLISHED:
            return self._carried_over(before, by)
        taught = self._next(before, by, state=state)
        return taught if self._store.add(taught=taught) else None

    def _carried_over(self, draft: Taught, by: Person) -> Taught | None:
        """Publish a draft in the topic that it is meant for; None where somebody was quicker."""
        origin, old = Origin(by=by, publishes=True), self._store.find(topic=draft.target)
        if draft.adds_phrases_only:
            kept = self.add_questions(draft.phrases, origin, topic=draft.target)
        elif old is None:
            return None
        else:
            owner = draft.owner or old.owner
            kept = self._next(old, by, state=TaughtState.PUBLISHED, body=draft.body, review_on=draft.review_on, owner=owner)
            if not self._store.add(taught=kept):
                return None
        self._store.add(taught=self._next(draft, by, state=TaughtState.RETIRED))
        return replace(kept, proposer=draft.proposer, place=draft.place)

    def undo(self, topic: str, version: int, by: Person) -> Taught | None:
        """Bring back the version before, which for the first is none; None where somebody has changed it since."""
        newest = self._store.find(topic=topic)
        return None if newest is None else self.restore(topic, version, newest.before, by)

    def restore(self, topic: str, version: int, to: int, by: Person) -> Taught | None:
        """Bring back what a topic was in the version `to`, where there was none retire it; None as for an undo."""
        history = {one.version: one for one in self._store.history(topic=topic)}
        newest, old = history.get(max(history, default=0)), history.get(to)
        if newest is None or newest.version != version:
            return None
        if old is None:
            return self.decide(topic, version, TaughtState.RETIRED, by)
        taught = replace(
            old, version=version + 1, changed_by=by, changed_at=self._clock(), restores=old.version, place=newest.place, sheet=""
        )
        return taught if self._store.add(taught=taught) else None

    def _keep_beside(self, lesson: Lesson, origin: Origin) -> Taught:
        while True:
            taught = replace(self._first(self._id_for(lesson), lesson, origin), state=TaughtState.DRAFT)
            if self._store.add(taught=taught):
                return taught

    def _first(self, topic: str, lesson: Lesson, origin: Origin) -> Taught:
        body = body_of(lesson, today=self._today())
        owner = lesson.owner or origin.by.user
        return replace(self._entry(topic, origin), body=body, review_on=lesson.review_on, owner=owner)

    def _entry(self, topic: str, origin: Origin) -> Taught:
        return Taught(
            id=topic,
            version=1,
            state=origin.state,
            body={},
            changed_by=origin.by,
            changed_at=self._clock(),
            owner=origin.by.user,
            proposer="" if origin.publishes else origin.by.user,
            place=origin.place,
            sheet=origin.sheet,
        )

    def _next(self, before: Taught, by: Person, **changes: object) -> Taught:
        changed = {"version": before.version + 1, "changed_by": by, "changed_at": self._clock(), "restores": None, "sheet": ""}
        return replace(before, **{**changed, **changes})  # type: ignore[arg-type]

    def _today(self) -> datetime.date:
        return self._clock().date()
