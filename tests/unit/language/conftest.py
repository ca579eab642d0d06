"""A reader over the real languages, with no phrases counted: what it knows of words stands in their folders alone."""

from __future__ import annotations

import pytest

from bot.knowledge.lexicon import load_lexicons
from bot.knowledge.location import find_knowledge
from bot.language.reader import Reader, merged


@pytest.fixture(scope="session")
def reader() -> Reader:
    """A reader with a small book of a task, in which numbers have a place."""
    books = {"toy": {"left": ["have # left", "only # left"], "lost": ["lost", "went away"]}}
    return Reader(load_lexicons(find_knowledge(None)), {}, books)


@pytest.fixture(scope="session")
def full_reader() -> Reader:
    """A reader with the largest book there is, that of the fit assessment."""
    lexicons = load_lexicons(find_knowledge(None))
    return Reader(lexicons, {}, {"fit": merged(lexicon.fit for lexicon in lexicons)})
