"""Drafts the file of a topic from what people asked in vain, and knows which of its texts are still to be written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from bot.domain.gaps import Gap

_UNWRITTEN = re.compile(r"\bTODO\b")
_ANSWER = "TODO: write the answer in one sentence or two."
_SOURCE = "TODO: write where you know it from: a document, its address, or a person."

MOST_PHRASES = 20
"""Phrases that a draft takes in each language: what a topic of its own should have."""
LONGEST_PHRASE = 200
"""Characters of a phrase; what is longer tells a story, and its words would stand for the topic by chance."""
_LONGEST_TITLE = 60
_WORDS_OF_ID = 5
_NOT_ASCII = re.compile(r"[^a-z0-9]+")


def is_unwritten(text: str) -> bool:
    """Whether a text is still to be written: it says TODO."""
    return _UNWRITTEN.search(text) is not None


def draft_id(gap: Gap, taken: Container[str]) -> str:
    """Return an id for the topic of a group, made of its words, which is not `taken`."""
    words = [word for word in map(_plain, gap.words) if word][:_WORDS_OF_ID]
    name = "-".join(words) if words and words[0][0].isalpha() else "-".join(["topic", *(words or [gap.id])])
    number = 1
    while (found := name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    return found


def draft_topic(gap: Gap, *, most: int = MOST_PHRASES) -> str:
    """Return the YAML of a topic for a team's own folder: title and phrases from the group, answer and source as TODO.

    `check` names both until they are written. `most` bounds the phrases of each language.
    """
    phrases = phrases_of(gap, most)
    language = next(code for code, texts in gap.wordings.items() if gap.text in texts)
    title = " ".join(gap.text.split())[:_LONGEST_TITLE].rstrip(" ?!.…") or gap.id
    topic = {
        "title": title[:1].upper() + title[1:],
        "language": language,
        "answer": _ANSWER,
        "source": _SOURCE,
        "phrases": phrases,
    }
    import yaml  # noqa: PLC0415  a bot that answers drafts nothing, and need not load it

    return yaml.safe_dump(topic, allow_unicode=True, sort_keys=False, width=120)


def phrases_of(gap: Gap, most: int = MOST_PHRASES) -> dict[str, list[str]]:
    """Return the wordings of a group as phrases, by language, at most so many of each."""
    return {language: _phrases(texts)[:most] for language, texts in gap.wordings.items()}


def _phrases(texts: tuple[str, ...]) -> list[str]:
    lines = dict.fromkeys(" ".join(text.split()) for text in texts)
    short = [line for line in lines if 0 < len(line) <= LONGEST_PHRASE]
    return short[:MOST_PHRASES] or [next(iter(lines))[:LONGEST_PHRASE].strip() or "?"]


def _plain(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().lower()
    return _NOT_ASCII.sub("-", folded).strip("-")
