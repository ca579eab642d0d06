"""Checks a layer for the people who write it: what the reader lets pass in silence, and how each topic is found."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from bot.domain.knowledge import Topic
from bot.domain.language import Language
from bot.domain.layer import Layer
from bot.domain.text import Text
from bot.errors import Problem
from bot.knowledge.checks.phrases import bare
from bot.knowledge.plain_text import faults_in
from bot.knowledge.quoting import short
from bot.knowledge.reader import named_well
from bot.knowledge.text_file import read_text
from bot.knowledge.yaml_slips import left_behind, misread
from bot.matching.model import LeftOut

FEWEST = 3
"""Phrases a topic needs before it can be asked for in other words than its title's."""

WEAK = 0.6
"""Share of its own phrases, left out, from which on a topic counts as found: what three phrases should come to."""

ROOMS = frozenset({"topics", "phrases"})
FILES = frozenset({"layer.yml", "sources.yml", "groups.yml", "figures.yml", "units.yml"})

_LEFT_ALONE = frozenset({".yml", ".yaml", ".md"})
"""Endings of files that are read, told of elsewhere, or a folder's own notes."""

LanguageOf = Callable[[str], Language | None]
"""Tells the language of a text, None where its words do not tell."""


def check_layer(
    layer: Layer, left_out: Mapping[str, LeftOut], language_of: LanguageOf, today: datetime.date
) -> Iterator[Problem]:
    """Yield every problem of a layer that was read, and of nothing below it: first what is left out of it, then the rest."""
    folder = Path(layer.origin)
    yield from layer.problems
    strays = list(_strays(folder))
    yield from strays
    if not (strays or layer.problems or layer.topics or layer.phrases or layer.disabled or layer.groups or layer.sources):
        remedy = "Write one into topics/, such as topics/discounts.yml: a title, an answer, a source and three phrases."
        yield Problem(folder.name, "", "There is no topic in this folder.", remedy)
    yield from _slips(folder)
    for topic in layer.topics.values():
        file = f"{folder.name}/topics/{topic.id}.yml"
        for path, what, remedy in (*text_faults(topic, language_of), *_days(topic, today), *_phrases(topic, layer, left_out)):
            yield Problem(file, path, what, remedy)
    yield from _twice(layer, folder.name)
    yield from _misplaced(layer, folder.name, language_of)


def _strays(folder: Path) -> Iterator[Problem]:
    """What stands where nobody reads it."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.name not in ROOMS and not path.name.startswith("."):
            held = any(path.rglob("*.y*ml"))
            if held:
                yield Problem(f"{folder.name}/{path.name}", "", "Nothing reads this folder.", "Move its topics into topics/.")
        elif path.suffix in (".yml", ".yaml") and path.name not in FILES:
            remedy = "Move it into topics/ if it is one, or remove it."
            yield Problem(f"{folder.name}/{path.name}", "", "Nothing reads this file.", remedy)
    yield from _misnamed(folder)
    for path in sorted((folder / "topics").glob("*/*.y*ml")):
        name = path.relative_to(folder).as_posix()
        yield Problem(f"{folder.name}/{name}", "", "Nothing reads this file: topics have no subfolders.", "Move it into topics/.")


def _misnamed(folder: Path) -> Iterator[Problem]:
    """Files that an editor gave another ending, such as "discounts.yml.txt": beside topics and phrases, or with .yml inside."""
    found = [path for room in (".", "topics", "phrases/*") for path in folder.glob(f"{room}/*") if path.is_file()]
    for path in sorted(found):
        inside = path.parent != folder or ".yml." in path.name.lower()
        if inside and not path.name.startswith(".") and path.suffix.lower() not in _LEFT_ALONE:
            name = path.relative_to(folder).as_posix()
            remedy = (
                f"If it is a topic, rename it to {named_well(path.name.lower().partition('.')[0])}.yml; else move it elsewhere."
            )
            yield Problem(f"{folder.name}/{name}", "", "Nothing reads this file: its name does not end in “.yml”.", remedy)


def _slips(folder: Path) -> Iterator[Problem]:
    """What YAML reads without a word, and not as it was meant."""
    for path in sorted(path for room in (".", "topics", "phrases/*") for path in folder.glob(f"{room}/*.yml")):
        label = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        text = read_text(path, label)
        if isinstance(text, str) and left_behind(text, label) is None:
            yield from misread(text, label)


def text_faults(topic: Topic, language_of: LanguageOf) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with the wording of a topic: the path, the fault, the remedy."""
    spoken = topic.languages or tuple(topic.title)
    for path, text in _written(topic):
        for language in spoken:
            for what, remedy in faults_in(text[language]):
                yield f"{path}.{language}", what, remedy
            found = language_of(text[language]) if path != "title" else None
            if found is not None and found != language:
                what = f"The text stands under “{language}” but reads as “{found}”."
                yield f"{path}.{language}", what, "Move it under its own language, or translate it."


def _written(topic: Topic) -> Iterator[tuple[str, Text]]:
    """The texts of a topic, with their paths; a claim that is the answer itself is told with the answer."""
    yield "title", topic.title
    yield from ((f"answer.{side}", text) for side, text in topic.answers.items())
    yield from ((f"claims.{name}", one.text) for name, one in topic.claims.items() if one.text not in topic.answers.values())
    for side, lines in topic.guidance.items():
        yield from ((f"guidance.{side}[{at}]", line.text) for at, line in enumerate(lines))


def _days(topic: Topic, today: datetime.date) -> Iterator[tuple[str, str, str]]:
    if topic.reviewed_on is not None and topic.reviewed_on > today:
        yield "reviewed_on", f"The day {topic.reviewed_on} is still to come.", "Write the day somebody last read it."


def _phrases(topic: Topic, layer: Layer, left_out: Mapping[str, LeftOut]) -> Iterator[tuple[str, str, str]]:
    own = [phrase.text for phrase in layer.phrases if phrase.topic == topic.id]
    count = len(own)
    found = left_out.get(topic.id)
    if count < FEWEST:
        what = f"The number of phrases is {count}; at least {FEWEST} are needed to begin."
        yield "phrases", what, "Add ways in which people ask for it: questions, complaints, other people's words."
    elif found is not None and found.share < WEAK:
        # The title and the answer teach too, and may be missed; nobody asks in their words.
        missed = "”, “".join(short(text) for text in found.missed if text in own)
        what = f"Left out, {found.share:.0%} of its phrases are still found."
        yield "phrases", what, f"Write five more like these: “{missed}”." if missed else "Write five more ways of asking for it."


def _twice(layer: Layer, folder: str) -> Iterator[Problem]:
    """The same phrase under two topics of the layer helps neither."""
    owners: dict[tuple[Language, str], str] = {}
    for phrase in layer.phrases:
        key = phrase.language, bare(phrase.text)
        first = owners.setdefault(key, phrase.topic)
        if first != phrase.topic:
            what = f"The phrase “{short(phrase.text)}” stands under “{first}” too."
            yield Problem(f"{folder}/topics/{phrase.topic}.yml", "phrases", what, "Keep it where it belongs.")


def _misplaced(layer: Layer, folder: str, language_of: LanguageOf) -> Iterator[Problem]:
    """Phrases of one language under another teach it wrong words; one may be mixed, half of them are a mistake."""
    counts: Counter[tuple[str, Language]] = Counter()
    foreign: Counter[tuple[str, Language]] = Counter()
    for phrase in layer.phrases:
        found = language_of(phrase.text)
        counts[phrase.topic, phrase.language] += 1
        foreign[phrase.topic, phrase.language] += found is not None and found != phrase.language
    for (topic, language), count in counts.items():
        if foreign[topic, language] * 2 > count:
            what = f"Most phrases under “{language}” are in another language."
            yield Problem(f"{folder}/topics/{topic}.yml", f"phrases.{language}", what, "Move them under their own language.")
