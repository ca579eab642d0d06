"""Checks that no text carries signs in place of words: Slack's control markup, Markdown, addresses, what is still to be done."""

from __future__ import annotations

from collections.abc import Iterator

from bot.errors import Problem
from bot.knowledge.content import Content
from bot.knowledge.plain_text import CONTROL, faults_in


def check_markup(content: Content) -> Iterator[Problem]:
    """Yield every text with such signs in it, and every phrase with control markup: people type the rest themselves."""
    told = {(problem.file, problem.path) for problem in content.problems}
    for file, path, text in content.strings():
        if (content.label(file), path) in told or not _is_shown(file, path, text):
            continue
        for what, remedy in faults_in(text):
            yield content.problem(file, path, what, remedy)
    for located in content.phrases:
        found = CONTROL.search(located.phrase.text)
        if found:
            what = f"“{found.group()}” is a command to Slack, not a text."
            yield content.problem(located.file, located.path, what, "Write the words without it.")


def _is_shown(file: str, path: str, text: str) -> bool:
    """Whether a string is a text that people are shown as it stands.

    In units.yml # is where the number stands; a label may be code on purpose, such as `/fit`, and its braces are told elsewhere.
    """
    if file == "units.yml" or path.rpartition(".")[2] == "url":
        return False
    return not file.startswith("templates/") or CONTROL.search(text) is not None
