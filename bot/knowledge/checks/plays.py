"""Checks the plays: every part has its size, and no figure stands without a claim behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.domain.knowledge import Claim, KnowledgeBase
from bot.domain.language import Segment
from bot.domain.play import Play, PlaySide, Step
from bot.domain.text import Text
from bot.errors import Problem
from bot.knowledge.checks.play_references import file_of, is_claim
from bot.knowledge.content import Content
from bot.knowledge.figures import figures_in

LONGEST_ANSWER = 30
"""Words of a play's answer: the one thing to do, read at a glance."""
LONGEST_MESSAGE = 90
"""Words of a message: what a busy person reads to the end."""
SIZES = {"steps": (3, 6), "ask": (3, 5), "say": (2, 3), "check": (1, 3)}
"""Fewest and most lines of each part."""

_Fault = tuple[str, str, str]


def check_plays(content: Content) -> Iterator[Problem]:
    """Yield parts of the wrong size, and figures that no claim behind the step tells."""
    if content.knowledge is None:
        return
    for play in content.knowledge.plays.values():
        for segment, side in play.sides.items():
            faults = (*_sizes(side), *_figures(content.knowledge, play, side))
            for path, what, remedy in faults:
                yield content.problem(file_of(play), f"sides.{segment}.{path}", what, remedy)
        if play.side is not Segment.BOTH and play.side not in play.sides:
            what = f"The play is about {play.side}, and says nothing for it."
            yield content.problem(file_of(play), "side", what, "Name a side that stands under `sides`, or write that side.")


def _sizes(side: PlaySide) -> Iterator[_Fault]:
    for part, (fewest, most) in SIZES.items():
        lines: Sequence[object] = getattr(side, part)
        if not fewest <= len(lines) <= most:
            yield part, f"The number of lines is {len(lines)}; it must be {fewest} to {most}.", "Add or remove lines."
    yield from _long("answer", side.answer, LONGEST_ANSWER)
    if side.message is not None:
        yield from _long("message", side.message, LONGEST_MESSAGE)


def _long(path: str, text: Text, most: int) -> Iterator[_Fault]:
    for language, version in text.items():
        count = len(version.split())
        if count > most:
            yield f"{path}.{language}", f"The text has {count} words; {most} is the most.", "Shorten it."


def _texts(side: PlaySide) -> Iterator[tuple[str, Text]]:
    yield "answer", side.answer
    yield from ((f"steps[{index}]", step.text) for index, step in enumerate(side.steps))
    for part in ("ask", "say", "check"):
        yield from ((f"{part}[{index}]", text) for index, text in enumerate(getattr(side, part)))
    if side.message is not None:
        yield "message", side.message


def _figures(knowledge: KnowledgeBase, play: Play, side: PlaySide) -> Iterator[_Fault]:
    """A step's figures stand in the claims it names, every other figure in a claim of a topic the play is built on.

    Where a claim or a topic is not there it may be the one that tells the figure: that is told elsewhere, and nothing here.
    """
    topics = [knowledge.topics[topic] for topic in play.topics if topic in knowledge.topics]
    claims = [claim for topic in topics for claim in topic.claims.values()]
    told = _told(claims) if len(topics) == len(play.topics) else None
    by_step = {f"steps[{index}]": _told_by(knowledge, step) for index, step in enumerate(side.steps)}
    for path, text in _texts(side):
        for figure in _untold(text, by_step.get(path, told)):
            yield path, f"No claim behind this tells the figure “{figure}”.", "Name that claim, or take the figure out."


def _untold(text: Text, told: set[str] | None) -> list[str]:
    return [] if told is None else [figure for figure in figures_in(text) if figure not in told]


def _told_by(knowledge: KnowledgeBase, step: Step) -> set[str] | None:
    """The figures that the claims behind a step tell; None where one of them is not there."""
    if not all(is_claim(knowledge, name) for name in step.because):
        return None
    return _told(knowledge.claim(name) for name in step.because)


def _told(claims: Iterable[Claim]) -> set[str]:
    """The figures that some claims tell."""
    return {figure for claim in claims for figure in figures_in(claim.text)}
