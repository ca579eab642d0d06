"""Checks the lexicon: chat words lead to plain ones, concepts stand in both languages, no phrase names two sides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.advisor.turns.sides import BOTH_CONCEPTS
from bot.domain.language import Language
from bot.errors import Problem
from bot.knowledge.checks.phrases import bare
from bot.knowledge.content import Content
from bot.knowledge.quoting import short
from bot.language.contractions import Contractions
from bot.language.words import words_of

_PLAIN = Contractions({}, {})


def check_lexicon(content: Content) -> Iterator[Problem]:
    """Yield chat words that lead nowhere, concepts of one language alone, and words with two meanings."""
    for language in content.languages:
        yield from _slang(content, f"language/{language}/slang.yml")
        yield from _lost_concepts(content, language)
    yield from _lone_concepts(content)
    yield from _named_concepts(content)
    yield from _two_sides(content)


def _slang(content: Content, file: str) -> Iterator[Problem]:
    slang: Mapping[str, str] = content.sound(file) or {}
    for word, plain in slang.items():
        if list(words_of(word, _PLAIN)) != [word]:
            what = f"“{short(word)}” is never found in a message."
            yield content.problem(file, word, what, "Write one lower-case word of letters and digits on the left.")
        elif word in plain.split():
            yield content.problem(file, word, "The word stands for itself.", "Remove it, or write another word on the right.")
        elif _leads_to(slang, word, word):
            what = f"“{word}” leads over “{plain}” back to itself."
            yield content.problem(file, word, what, "Let the whole circle lead to one plain word.")


def _leads_to(slang: Mapping[str, str], start: str, goal: str) -> bool:
    """Whether replacing `start` again and again brings up `goal`."""
    seen: set[str] = set()
    waiting = slang[start].split()
    while waiting:
        word = waiting.pop()
        if word == goal:
            return True
        if word not in seen:
            seen.add(word)
            waiting.extend(slang.get(word, "").split())
    return False


def _lone_concepts(content: Content) -> Iterator[Problem]:
    """Concepts help a phrase of one language in the other, which only works where both know them."""
    found = {language: content.sound(f"language/{language}/concepts.yml") for language in content.languages}
    if None in found.values():
        return
    for language, concepts in found.items():
        for concept in dict.fromkeys(name for other in found.values() for name in other):
            if concept not in concepts:
                what = f"The concept “{concept}” stands in the other language only."
                yield content.problem(
                    f"language/{language}/concepts.yml", concept, what, "Add its words here, or remove it there."
                )


def _named_concepts(content: Content) -> Iterator[Problem]:
    """Concepts that a topic or the conversation knows by name are there."""
    files = [f"language/{language}/concepts.yml" for language in content.languages]
    if not files or any(map(content.is_broken, files)):
        return
    known = {name for file in files for name in content.sound(file) or {}}
    for file, path, concept in (*_hinting(content), *((files[0], name, name) for name in sorted(BOTH_CONCEPTS))):
        if concept not in known:
            remedy = "Write its words in concepts.yml, or name another where a topic names it."
            yield content.problem(file, path, f"There is no concept “{concept}”.", remedy)


def _hinting(content: Content) -> list[tuple[str, str, str]]:
    """Every concept that hints at a side in a topic, with its file and the path there."""
    topics = content.knowledge.topics.values() if content.knowledge is not None else ()
    return [(f"topics/{topic.id}.yml", f"hints.{concept}", concept) for topic in topics for concept in topic.hints]


def _lost_concepts(content: Content, language: Language) -> Iterator[Problem]:
    """A concept whose only phrase is a stop word would be found in almost every message."""
    file = f"language/{language}/concepts.yml"
    concepts: Mapping[str, list[str]] = content.sound(file) or {}
    stop = frozenset((content.sound(f"language/{language}/stopwords.yml") or {}).get("stop", ()))
    for concept, phrases in concepts.items():
        if len(phrases) == 1 and phrases[0] in stop:
            what = f"The only phrase, “{phrases[0]}”, is a stop word."
            yield content.problem(file, concept, what, "Add a phrase of its own, or remove the word from stopwords.yml.")


def _two_sides(content: Content) -> Iterator[Problem]:
    """Sides are looked up in both languages at once, so a phrase must not change sides from one to the other."""
    first: dict[str, tuple[str, str]] = {}
    for language in content.languages:
        file = f"language/{language}/segments.yml"
        for side, phrases in (content.sound(file) or {}).items():
            for index, phrase in enumerate(phrases):
                place = f"{content.label(file)}: {side}[{index}]"
                known, where = first.setdefault(bare(phrase), (side, place))
                if known != side:
                    what = f"“{short(phrase)}” stands already under `{known}` in {where}."
                    yield content.problem(file, f"{side}[{index}]", what, "Keep it under one of the two.")
