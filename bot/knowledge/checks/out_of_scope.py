"""Checks that no question out of scope is also a phrase of a topic or a turn of conversation."""

from __future__ import annotations

from collections.abc import Iterator

from bot.errors import Problem
from bot.knowledge.checks.phrases import bare, places
from bot.knowledge.content import Content
from bot.knowledge.quoting import short


def check_out_of_scope(content: Content) -> Iterator[Problem]:
    """Yield every line that the matcher would learn as known and as unknown at once."""
    taken = places(content, "intents") | places(content)
    for file in content.files_in("out_of_scope"):
        for index, text in enumerate(content.raw[file]):
            where = taken.get(bare(text))
            if where is not None:
                what = f"The line “{short(text)}” stands also in {where}."
                yield content.problem(
                    file, f"[{index}]", what, "Keep it where it belongs; capitals and commas make no difference."
                )
