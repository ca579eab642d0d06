"""Labelled conversations are read whole, and checked for what their labels need."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.conversation import View
from bot.domain.dialogue import TurnLabel
from bot.domain.language import Language, Segment
from bot.errors import KnowledgeError
from bot.knowledge.checks.dialogues import check_dialogues
from bot.knowledge.dialogues import CALIBRATION, load_dialogues
from bot.knowledge.fingerprint import fingerprint

if TYPE_CHECKING:
    from tests.unit.knowledge.conftest import Toy

LEARNT = "conversations/learning/en-a.yml"
MEASURED = "conversations/calibration/en-c.yml"
TALK = """\
- language: en
  turns:
    - {say: what does a deal cost, turn: topic, topics: [price], side: smb}
    - {say: why, turn: view, topics: [price], view: why}
    - {say: and big ones, turn: side, topics: [price], side: enterprise}
    - {say: yes, turn: yes}
"""


def test_a_folder_without_conversations_has_none(toy: Toy) -> None:
    assert load_dialogues(toy.folder) == ()


def test_turns_are_read_with_label_subjects_side_and_view(toy: Toy) -> None:
    toy.write(LEARNT, TALK)
    (dialogue,) = load_dialogues(toy.folder)
    assert dialogue.language == Language("en")
    assert [turn.label for turn in dialogue.turns] == [TurnLabel.TOPIC, TurnLabel.VIEW, TurnLabel.SIDE, TurnLabel.YES]
    assert dialogue.turns[0].topics == ("price",)
    assert dialogue.turns[1].view is View.WHY
    assert dialogue.turns[2].side is Segment.ENTERPRISE
    assert dialogue.turns[3].text == "yes", "YAML's yes is a word here"
    assert load_dialogues(toy.folder, CALIBRATION) == ()


def test_a_model_learnt_from_other_conversations_is_stale(toy: Toy) -> None:
    before = fingerprint(toy.folder)
    toy.write(MEASURED, TALK)
    assert fingerprint(toy.folder) == before
    toy.write(LEARNT, TALK)
    assert fingerprint(toy.folder) != before


def test_an_unknown_label_is_told(toy: Toy) -> None:
    toy.write(LEARNT, TALK.replace("turn: side", "turn: sides"))
    with pytest.raises(KnowledgeError, match=r"conversations/learning/en-a.yml: \[0\].turns\[2\].turn"):
        load_dialogues(toy.folder)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("topics: [price], side: smb", "topics: [prize]", "turns[0]: There is no topic or play “prize”."),
        ("topics: [price], side: smb", "side: smb", "turns[0]: A turn “topic” names the subject it is about."),
        (", view: why", "", "turns[1]: A turn “view” names the view."),
        (", side: enterprise", "", "turns[2]: A turn “side” names the side."),
    ],
)
def test_what_a_label_needs_is_asked_for(toy: Toy, old: str, new: str, told: str) -> None:
    toy.write(LEARNT, TALK.replace(old, new))
    (problem,) = toy.run(check_dialogues)
    assert str(problem).startswith(f"kb/{LEARNT}: [0].{told}")


def test_a_message_is_not_measured_by_where_it_was_learnt(toy: Toy) -> None:
    toy.write(LEARNT, TALK)
    toy.write(MEASURED, TALK)
    (problem,) = toy.run(check_dialogues)
    assert "“what does a deal cost” is learnt from too" in str(problem), "what everybody says may stand in both"
