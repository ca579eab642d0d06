"""What was asked in vain, as blocks of Home, and the window with a draft. What people wrote stands there as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.gaps import Gap, GapState
from bot.domain.knowledge import Subject
from bot.domain.language import Language
from bot.rendering.figures import write_day
from bot.rendering.modals import copied, window
from bot.rendering.slack_blocks import BlockJson, actions, button, context, header, section
from bot.rendering.slack_text import cut, cut_escaped, escape
from bot.rendering.wording import Wording

GAP = "gap"
"""Prefix of the action ids of the queue's buttons; what they do follows after a dot."""
DRAFT, TAUGHT, DISMISS, REOPEN, TURN, TEACH, ADD = "draft", "taught", "dismiss", "reopen", "turn", "teach", "add"
DECISIONS = {TAUGHT: GapState.TAUGHT, DISMISS: GapState.DISMISSED, REOPEN: GapState.NEW}
ON_A_PAGE = 5
"""Groups on one page: what can be looked through before scrolling on to the rest of Home."""
_QUESTION = 300
_SHARED = 150
_NEAR = 40


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody is in the queue: among what is open or what is dealt with, and on which page, counted from 0."""

    closed: bool = False
    page: int = 0

    def write(self, gap: str = "") -> str:
        """Return the spot as a button's value, with the id of a group."""
        return f"{gap}:{'closed' if self.closed else 'open'}:{self.page}"


BEGINNING = Spot()


def read_spot(value: str) -> tuple[str, Spot]:
    """Return the group and the spot that `Spot.write` wrote; the first page for anything else."""
    gap, _, rest = value.partition(":")
    kind, _, page = rest.partition(":")
    return gap, Spot(kind == "closed", int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """What one person sees of what was asked in vain in the last `days`.

    A curator sees the groups of the page at `spot`, of `pages`; everybody else those in `gaps` by the words that several people
    used, who were at least `several`.
    """

    curates: bool
    gaps: Sequence[Gap]
    days: int
    several: int
    spot: Spot = BEGINNING
    pages: int = 1


def queue_blocks(wording: Wording, language: Language, page: QueuePage, subjects: Mapping[str, Subject]) -> list[BlockJson]:
    """Return the blocks of Home; none for somebody for whom there is nothing."""
    drawn = _Drawn(wording, language, page)
    return list(drawn.queue(subjects) if page.curates else drawn.shared())


def draft_modal(wording: Wording, language: Language, name: str, text: str) -> BlockJson:
    """Return the window with the YAML of a draft, ready to copy; nothing in it is parsed."""
    blocks = [context(escape(wording.words(language, "gaps_draft_intro", name=name))), copied(text)]
    return window(wording, language, f"{GAP}.drafted", wording.words(language, "gaps_draft_title"), blocks)


class _Drawn:
    def __init__(self, wording: Wording, language: Language, page: QueuePage) -> None:
        self._wording = wording
        self._language = language
        self._page = page

    def _say(self, key: str, **fields: object) -> str:
        return self._wording.words(self._language, key, **fields)

    def queue(self, subjects: Mapping[str, Subject]) -> Iterator[BlockJson]:
        closed, days = self._page.spot.closed, self._page.days
        yield {"type": "divider"}
        yield header(self._say("gaps_closed_title" if closed else "gaps_title"))
        empty = "gaps_none_closed" if closed else "gaps_none"
        yield context(escape(self._say("gaps_intro" if self._page.gaps else empty, days=days)))
        for gap in self._page.gaps:
            near = subjects.get(gap.nearest or "")
            yield section(f"*{cut_escaped(' '.join(gap.text.split()), _QUESTION) or '…'}*")
            yield context(escape(self._facts(gap, near.title[self._language] if near is not None else "")))
            yield actions([self._button(deed, gap, near) for deed in _deeds(gap, near)])
        yield actions(list(self._turns()))

    def _facts(self, gap: Gap, near: str) -> str:
        first, last = (write_day(at.date(), self._language) for at in (gap.first_asked_at, gap.last_asked_at))
        return " · ".join(
            [
                self._say(f"gaps_state_{gap.state}"),
                self._say("gaps_counts", times=gap.times, people=gap.people, week=gap.this_week, before=gap.last_week),
                first if first == last else self._say("gaps_days", first=first, last=last),
                *([self._say("gaps_near", topic=near)] if near else []),
            ]
        )

    def _button(self, deed: str, gap: Gap, near: Subject | None) -> BlockJson:
        title = cut(near.title[self._language], _NEAR) if near is not None else ""
        return button(self._say(f"gaps_{deed}", topic=title), f"{GAP}.{deed}", self._page.spot.write(gap.id))

    def _turns(self) -> Iterator[BlockJson]:
        """The buttons that lead to another page, and to the other list."""
        closed, page = self._page.spot.closed, self._page.spot.page
        if page > 0:
            yield button(self._say("gaps_previous"), f"{GAP}.{TURN}.previous", Spot(closed, page - 1).write())
        if page + 1 < self._page.pages:
            yield button(self._say("gaps_next"), f"{GAP}.{TURN}.next", Spot(closed, page + 1).write())
        yield button(
            self._say("gaps_show_open" if closed else "gaps_show_closed"), f"{GAP}.{TURN}.list", Spot(not closed).write()
        )

    def shared(self) -> Iterator[BlockJson]:
        lines = [self._line(gap) for gap in self._page.gaps]
        if lines:
            yield {"type": "divider"}
            yield header(self._say("gaps_shared_title"))
            yield context(escape(self._say("gaps_shared_intro", people=self._page.several)))
            yield section("\n".join(lines))

    def _line(self, gap: Gap) -> str:
        question = cut(" ".join((gap.shared or "").split()), _SHARED)
        return f"• {escape(self._say('gaps_shared_line', question=question, times=gap.times))}"


def _deeds(gap: Gap, near: Subject | None) -> tuple[str, ...]:
    if not gap.is_open:
        return (REOPEN,)
    add = () if near is None else (ADD,)
    return (DRAFT, TAUGHT, DISMISS, TEACH, *add) if gap.state is GapState.DRAFTING else (DRAFT, DISMISS, TEACH, *add)
