"""Checks the phrases: enough for every topic, none too long, none standing twice."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from bot.domain.language import Language
from bot.errors import Problem
from bot.knowledge.content import Content
from bot.knowledge.quoting import short

FEWEST_PHRASES = 20
"""Phrases a topic needs in each language before the matcher can be trusted with it."""
LONGEST_PHRASE = 700
"""Characters of one phrase; longer ones are stories, and would teach the matcher more noise than words."""
_NOT_A_WORD = re.compile(r"[\W_]+")


def check_phrases(content: Content) -> Iterator[Problem]:
    """Yield phrases without a topic, topics without enough phrases, and phrases that cannot be told apart."""
    yield from _orphans(content)
    yield from _too_few(content)
    yield from _too_long(content)
    yield from _twice(content)


def bare(text: str) -> str:
    """The phrase without case, punctuation and width of letters: two phrases with the same bare form are the same."""
    return _NOT_A_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def _orphans(content: Content) -> Iterator[Problem]:
    for file in sorted({located.file for located in content.phrases}):
        topic_id = file.rpartition("/")[2].removesuffix(".yml")
        if topic_id not in content.subject_ids:
            what = f"There is no topic or play “{topic_id}”."
            yield content.problem(file, "", what, "Give the file the name of its topic or play, or remove it.")


def _too_few(content: Content) -> Iterator[Problem]:
    counts = Counter((located.phrase.language, located.phrase.topic) for located in content.phrases)
    for language in content.languages:
        for topic_id in sorted(content.subject_ids):
            file = f"phrases/{language}/{topic_id}.yml"
            count = counts[language, topic_id]
            if count < FEWEST_PHRASES and not content.is_broken(file):
                what = f"The number of phrases is {count}; at least {FEWEST_PHRASES} are needed."
                yield content.problem(file, "", what, "Add ways in which people ask for this topic.")


def _too_long(content: Content) -> Iterator[Problem]:
    for located in content.phrases:
        if len(located.phrase.text) > LONGEST_PHRASE:
            what = f"The phrase has {len(located.phrase.text)} characters; {LONGEST_PHRASE} is the most."
            yield content.problem(located.file, located.path, what, "Shorten it to the question.")
        if not bare(located.phrase.text):
            yield content.problem(located.file, located.path, "The phrase has no words.", "Write words, or remove it.")


def _twice(content: Content) -> Iterator[Problem]:
    first: dict[tuple[Language, str], str] = {}
    for located in content.phrases:
        key = located.phrase.language, bare(located.phrase.text)
        place = f"{content.label(located.file)}: {located.path}"
        if key[1] and key in first:
            what = f"The phrase “{short(located.phrase.text)}” stands already in {first[key]}."
            remedy = "Keep it where it belongs; capitals and commas make no difference."
            yield content.problem(located.file, located.path, what, remedy)
        first.setdefault(key, place)


def places(content: Content, room: str = "phrases") -> dict[str, str]:
    """Where each line of a room that lists what people type stands first, by its bare form; wordless lines are left out."""
    if room == "phrases":
        lines = [(located.file, located.path, located.phrase.text) for located in content.phrases]
    else:
        lines = [(file, f"[{index}]", text) for file in content.files_in(room) for index, text in enumerate(content.raw[file])]
    found: dict[str, str] = {}
    for file, path, text in lines:
        found.setdefault(bare(text), f"{content.label(file)}: {path}")
    found.pop("", None)
    return found
