"""Reads a message: words set right, their stems, the concepts and sides they stand for, and the features a model weighs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.domain.language import Language
from bot.matching.lexicon import Lexicon, PhraseTable
from bot.matching.spelling import Speller
from bot.matching.stemming import stem
from bot.matching.text import clean, words

FIELDS = ("word", "pair", "concept", "gram", "side")
"""The kinds of features, each weighed as a field of its own."""

UNDECIDED = 0.8
"""Votes below which the words do not tell a language: a word that only one of the two uses is one vote."""

LOANED = 3
"""Times a chat word must be commoner in its own language: "smb" and "budget" are at home in both."""

GRAM_SIZES = (3, 4, 5)
_NUMBER = re.compile(r"\d")
_COUNT = re.compile(r"(?P<digits>\d{1,3}(?:[.,]\d{3})*|\d{1,7})(?P<thousand>k|rb)?")

ENTERPRISE_FROM = 1000
"""Employees from which a company counts as an enterprise: the source's SMBs have up to 999."""

PEOPLE = {
    **dict.fromkeys(("person", "man", "seat", "strong"), "person"),
    **dict.fromkeys(("employee", "employees", "staff", "workers", "karyawan", "pegawai", "staf", "pekerja"), "staff"),
    **dict.fromkeys(("people", "orang"), "people"),
}
"""Words that follow a head count, by how surely it is a company's size; the model learns what each is worth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One message, read.

    `words` are as typed, `stems` after repair; `concepts` pairs (words, concept); `asks` tells of a question mark;
    `firm` that words of grammar tell the language, not only words that both languages use.
    """

    words: tuple[str, ...]
    corrected: tuple[str, ...]
    stems: tuple[str, ...]
    corrections: tuple[tuple[str, str], ...]
    concepts: tuple[tuple[str, str], ...]
    sides: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]
    content: tuple[str, ...]
    asks: bool
    firm: bool
    language: Language | None
    features: Mapping[str, frozenset[str]]


class Reader:
    """Turns text into a Reading, with one joint vocabulary for both languages: code-mixed text is common."""

    def __init__(self, lexicon: Lexicon, vocabulary: Mapping[str, tuple[int, int]]) -> None:
        """`vocabulary`: word -> how often it stands in English and in Indonesian phrases."""
        self._vocabulary = vocabulary
        self._slang = lexicon.slang
        self._stop = {language: lexicon.stop[language] | lexicon.polite[language] for language in Language}
        english, indonesian = (lexicon.stop[language] for language in (Language.EN, Language.ID))
        self._grammar = english ^ indonesian
        self._all_stop = frozenset().union(*self._stop.values())
        plain = frozenset().union(*(lexicon.slang[language] for language in Language))
        listed = frozenset(
            word
            for language in Language
            for phrases in lexicon.concepts[language].values()
            for phrase in phrases
            for word in words(phrase)
        )
        sided = [word for phrases in (*lexicon.segments.values(), lexicon.names) for phrase in phrases for word in words(phrase)]
        frequencies = {word: english + indonesian for word, (english, indonesian) in vocabulary.items()}
        self._speller = Speller(
            {**dict.fromkeys(listed, 1), **frequencies}, self._all_stop | plain | frozenset(sided) | lexicon.common
        )
        self._concepts = PhraseTable.of(self._stemmed_entries(lexicon))
        self._sides = PhraseTable.of(self._side_entries(lexicon))

    def _stemmed_entries(self, lexicon: Lexicon) -> Iterator[tuple[list[str], str]]:
        for language in Language:
            for concept, phrases in lexicon.concepts[language].items():
                seen = set()
                for phrase in phrases:
                    entry = tuple(stem(word, language) for word in self._expand(words(clean(phrase)), language))
                    if entry not in seen:
                        seen.add(entry)
                        yield list(entry), concept

    def _side_entries(self, lexicon: Lexicon) -> Iterator[tuple[list[str], str]]:
        seen = set()
        sources = [(phrase, segment.value) for segment, phrases in lexicon.segments.items() for phrase in phrases]
        sources += [(name, "name") for name in lexicon.names]
        for phrase, label in sources:
            for language in Language:
                entry = tuple(stem(word, language) for word in self._expand(words(clean(phrase)), language))
                if (entry, label) not in seen:
                    seen.add((entry, label))
                    yield list(entry), label

    def read(self, text: str) -> Reading:
        """Read one message of any length and script; never fails."""
        typed = words(clean(text))
        language = self._language(typed)
        corrections: list[tuple[str, str]] = []
        unknown: list[str] = []
        corrected: list[str] = []
        for word in self._expand(typed, language or Language.EN):
            repaired = self._speller.repair(word)
            if repaired is not None:
                corrections.append((word, repaired))
                corrected.extend(self._expand([repaired], language or Language.EN))
                continue
            if not self._speller.knows(word) and not _NUMBER.search(word):
                unknown.append(word)
            corrected.append(word)
        language = self._language(corrected) or language
        stems = tuple(stem(word, self._language_of(word, language or Language.EN)) for word in corrected)
        concepts = tuple((" ".join(corrected[start:end]), concept) for concept, start, end in self._concepts.find(stems))
        sides = tuple((" ".join(corrected[start:end]), side) for side, start, end in self._sides.find(stems))
        content = tuple(word for word in corrected if word not in self._all_stop and not _NUMBER.search(word))
        return Reading(
            words=tuple(typed),
            corrected=tuple(corrected),
            stems=stems,
            corrections=tuple(corrections),
            concepts=concepts,
            sides=sides,
            unknown=tuple(unknown),
            content=content,
            asks="?" in text,
            firm=any(word in self._grammar for word in typed),
            language=language,
            features=self._features(corrected, stems, concepts, sides),
        )

    def _expand(self, typed: Sequence[str], language: Language) -> list[str]:
        """Replace chat words by plain ones, the message's language first."""
        other = Language.ID if language is Language.EN else Language.EN
        expanded: list[str] = []
        for word in typed:
            plain = self._slang[language].get(word)
            if plain is None and len(word) > 2 and word not in self._vocabulary:
                plain = self._slang[other].get(word)
            expanded.extend([word] if plain is None else plain.split())
        return expanded

    def _language_of(self, word: str, default: Language) -> Language:
        english, indonesian = self._vocabulary.get(word, (0, 0))
        if english == indonesian:
            return default
        return Language.EN if english > indonesian else Language.ID

    def _language(self, typed: Sequence[str]) -> Language | None:
        """Vote by the words that only one language uses; grammar words count double."""
        score = 0.0
        for word in filter(str.isalpha, typed):
            seen_english, seen_indonesian = self._vocabulary.get(word, (0, 0))
            # Chat words that are the other language's plain words, such as "budget", tell nothing.
            english = word in self._stop[Language.EN] or (
                word in self._slang[Language.EN] and seen_english >= LOANED * seen_indonesian
            )
            indonesian = word in self._stop[Language.ID] or (
                word in self._slang[Language.ID] and seen_indonesian >= LOANED * seen_english
            )
            # People mix English words into Indonesian far more than the other way round.
            score += 2.0 * english - 4.0 * indonesian if english != indonesian else 0.0
            total = seen_english + seen_indonesian
            score += (seen_english - seen_indonesian) / total if total else 0.0
        if abs(score) < UNDECIDED:
            return None
        return Language.EN if score > 0 else Language.ID

    def _features(
        self,
        corrected: Sequence[str],
        stems: Sequence[str],
        concepts: Sequence[tuple[str, str]],
        sides: Sequence[tuple[str, str]],
    ) -> dict[str, frozenset[str]]:
        shaped = [_shape(one) for one in stems]
        found = [side for _, side in sides]
        grams: set[str] = set()
        for word in set(corrected):
            if word not in self._all_stop and not _NUMBER.search(word):
                padded = f"^{word}$"
                grams.update(padded[i : i + size] for size in GRAM_SIZES for i in range(len(padded) - size + 1))
        return {
            "word": frozenset(shaped),
            "pair": frozenset(f"{first} {second}" for first, second in pairwise(shaped)),
            "concept": frozenset(concept for _, concept in concepts) | {f"side {side}" for side in found},
            "gram": frozenset(grams),
            "side": frozenset(_side_features(found)) | frozenset(_size_features(corrected)),
        }


def _side_features(found: Sequence[str]) -> Iterator[str]:
    """Which sides are named, whether one alone, both, or none."""
    sides = {"enterprise" if side == "name" else side for side in found}
    yield from found
    if not sides:
        yield "no side"
    elif len(sides) == 1:
        yield f"only {next(iter(sides))}"
    else:
        yield "both"


def _size_features(corrected: Sequence[str]) -> Iterator[str]:
    """A head count right before a word for people, as in "a 120-person firm" or "40 karyawan"."""
    for number, word in pairwise(corrected):
        count = _COUNT.fullmatch(number)
        if word in PEOPLE and count is not None:
            size = float(count["digits"].replace(",", "").replace(".", "")) * (1000 if count["thousand"] else 1)
            yield f"{'large' if size >= ENTERPRISE_FROM else 'small'} {PEOPLE[word]}"


def _shape(word: str) -> str:
    """Numbers become one feature by their kind, so that a figure never ties a phrase to a topic by chance."""
    if not _NUMBER.search(word):
        return word
    return "#%" if word.endswith("%") else "#"
