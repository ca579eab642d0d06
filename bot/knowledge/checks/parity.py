"""Checks that a text tells the same figures in English and in Indonesian."""

from __future__ import annotations

from collections.abc import Iterator

from bot.errors import Problem
from bot.knowledge.content import Content
from bot.knowledge.figures import FIGURE


def check_parity(content: Content) -> Iterator[Problem]:
    """Yield every figure that one language of a text tells and another does not."""
    for located in content.texts():
        told = {language: set(FIGURE.findall(version)) for language, version in located.text.items()}
        for language, figures in told.items():
            for figure in sorted(set().union(*told.values()) - figures):
                what = f"The text in “{language}” does not tell the figure “{figure}”, another language does."
                remedy = "Tell the same figures in every language."
                yield content.problem(located.file, f"{located.path}.{language}", what, remedy)
