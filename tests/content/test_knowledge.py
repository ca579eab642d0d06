"""The real knowledge has no problems."""

from __future__ import annotations

from bot.knowledge.checking import check_knowledge
from bot.knowledge.location import IN_REPOSITORY


def test_the_knowledge_is_sound() -> None:
    assert [str(problem) for problem in check_knowledge(IN_REPOSITORY)] == []
