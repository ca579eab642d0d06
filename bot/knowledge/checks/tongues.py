"""Checks that what stands under a language is in it: English under `id:` is seen by nobody who reads English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from bot.domain.language import Language
from bot.errors import Problem
from bot.knowledge.content import Content, LocatedPhrase
from bot.knowledge.quoting import short

FOREIGN_WORDS = 2
"""Little words of another language, and none of a text's own, from which on it stands under the wrong one."""
FOREIGN_SHARE = 0.2
"""Their share of all words. With both, none of the built-in texts is told, and of English ones under `id:` 97 in 100 are."""
FOREIGN_IN_PHRASE = 4
"""Such words in a phrase, where people mix languages. None of 25,000 built-in ones is told; of Indonesian ones under `en`
three in four are."""
_WORD = re.compile(r"[^\W\d_]+")


def check_tongues(content: Content) -> Iterator[Problem]:
    """Yield texts, labels and phrases that are in another language than the one they stand under."""
    known = little_words(content)
    for located in content.texts():
        for language, text in located.text.items():
            found = foreign(text, language, known)
            if found is not None:
                what = f"The text stands under “{language}” but reads as “{found}”."
                yield content.problem(located.file, f"{located.path}.{language}", what, "Translate it, or move it.")
    for one, found, others in _first_of_each_file(content, known):
        what = f"The phrase “{short(one.phrase.text)}” reads as “{found}”."
        remedy = f"Move it to phrases/{found}/{one.phrase.topic}.yml{', and all that are like it' if others else ''}."
        yield replace(content.problem(one.file, one.path, what, remedy), follows=others)


def _first_of_each_file(
    content: Content, known: Mapping[Language, AbstractSet[str]]
) -> Iterator[tuple[LocatedPhrase, Language, int]]:
    """The first phrase in each file that is in another language, that language, and how many more there are."""
    seen: dict[str, list[tuple[LocatedPhrase, Language]]] = {}
    for one in content.phrases:
        found = foreign(one.phrase.text, one.phrase.language, known, words_needed=FOREIGN_IN_PHRASE)
        if found is not None:
            seen.setdefault(one.file, []).append((one, found))
    yield from ((*same[0], len(same) - 1) for same in seen.values())


def little_words(content: Content) -> dict[Language, frozenset[str]]:
    """Return the words of each language that carry no subject, without those that another language has too."""
    lists = {
        language: frozenset(
            word for words in (content.sound(f"language/{language}/stopwords.yml") or {}).values() for word in words
        )
        for language in content.languages
    }
    return {
        language: words - frozenset().union(*(others for other, others in lists.items() if other != language))
        for language, words in lists.items()
    }


def foreign(
    text: str, language: Language, known: Mapping[Language, AbstractSet[str]], *, words_needed: int = FOREIGN_WORDS
) -> Language | None:
    """Return the language a text is in, where that is surely not the one it stands under."""
    words = [word.lower() for word in _WORD.findall(text)]
    if not words or any(word in known.get(language, ()) for word in words):
        return None
    counts = {other: sum(word in little for word in words) for other, little in known.items() if other != language}
    found = max(counts, key=lambda other: counts[other], default=None)
    if found is None or counts[found] < max(words_needed, FOREIGN_SHARE * len(words)):
        return None
    return found
