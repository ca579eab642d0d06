"""Checks the labelled conversations: known subjects, a view where one is asked for, and no message in both rooms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.errors import Problem
from bot.knowledge.checks.phrases import bare
from bot.knowledge.content import Content
from bot.knowledge.dialogues import CALIBRATION, CONVERSATIONS, LEARNING
from bot.knowledge.quoting import short

_NEEDS_SUBJECT = frozenset({"topic", "view", "side", "detail", "pick"})
_FEWEST_WORDS = 4
"""Words from which the same message in both rooms is no chance: everybody says "and for SMBs?"."""


def check_dialogues(content: Content) -> Iterator[Problem]:
    """Yield turns that name no subject there is or lack what their label needs, and messages that would measure themselves."""
    learnt = {bare(turn["say"]) for _, _, turn in _turns(content, LEARNING)}
    yield from _languages(content)
    for room in (LEARNING, CALIBRATION):
        for file, path, turn in _turns(content, room):
            for what, remedy in _faults(content, turn):
                yield content.problem(file, path, what, remedy)
            said = bare(turn["say"])
            if room == CALIBRATION and said in learnt and len(said.split()) >= _FEWEST_WORDS:
                what = f"The message “{short(turn['say'])}” is learnt from too."
                yield content.problem(file, path, what, "Keep it in one of the two rooms.")


def _languages(content: Content) -> Iterator[Problem]:
    for room in (LEARNING, CALIBRATION):
        for file in content.files_in(f"{CONVERSATIONS}/{room}"):
            for number, dialogue in enumerate(content.raw[file]):
                if dialogue["language"] not in content.languages:
                    what = f"There is no language “{dialogue['language']}”."
                    yield content.problem(file, f"[{number}].language", what, "Write the name of a folder of `language/`.")


def _turns(content: Content, room: str) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for file in content.files_in(f"{CONVERSATIONS}/{room}"):
        for number, dialogue in enumerate(content.raw[file]):
            for place, turn in enumerate(dialogue["turns"]):
                yield file, f"[{number}].turns[{place}]", turn


def _faults(content: Content, turn: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for topic in turn.get("topics", ()):
        if topic not in content.subject_ids:
            yield f"There is no topic or play “{topic}”.", "Correct its name, or remove it."
    if turn["turn"] in _NEEDS_SUBJECT and not turn.get("topics"):
        yield f"A turn “{turn['turn']}” names the subject it is about.", "Write `topics`."
    if turn["turn"] == "view" and "view" not in turn:
        yield "A turn “view” names the view.", "Write `view`, such as `view: why`."
    if turn["turn"] == "side" and "side" not in turn:
        yield "A turn “side” names the side.", "Write `side`: enterprise, smb or both."
