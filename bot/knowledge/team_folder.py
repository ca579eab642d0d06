"""Reads a team's folder as a layer: what is sound of it, and what is left out and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path

from bot.domain.knowledge import Figure, Group, KnowledgeBase, Phrase, Topic, Unit
from bot.domain.layer import Layer
from bot.domain.source import Source
from bot.errors import KnowledgeError, Problem
from bot.knowledge import assembly, schema, team_assembly, team_schema
from bot.knowledge.figures import figures_in
from bot.knowledge.reader import Reader, in_file_order
from bot.knowledge.team_writing import entries_written_out, topic_written_out

LAYER_FILE = "layer.yml"


def read_layer(folder: Path, below: KnowledgeBase) -> Layer:
    """Return the layer a folder holds, over the knowledge below it.

    A file at fault is left out and told in the layer's problems, the rest holds. Raises KnowledgeError where there is no folder.
    """
    if not folder.is_dir():
        remedy = "Name the folder that holds your topics/."
        raise KnowledgeError([Problem(str(folder), "", "There is no knowledge folder here.", remedy)])
    return _TeamFolder(folder, below).layer()


class _TeamFolder:
    def __init__(self, folder: Path, below: KnowledgeBase) -> None:
        self._reader = Reader(folder, below.languages)
        self._below = below
        self._languages = below.languages
        self._entries: dict[str, team_schema.TeamTopicFile] = {}

    def layer(self) -> Layer:
        reader = self._reader
        settings = reader.read(LAYER_FILE, team_schema.LAYER, strings=True) if self._has(LAYER_FILE) else None
        name = (settings.name if settings else None) or reader.folder.name
        sources = self._sources()
        figures = self._figures()
        units = self._units()
        topics = self._topics(name)
        for topic_id in topics:
            own = team_assembly.assemble_source(topic_id, self._entries[topic_id], self._languages)
            if own is not None:
                sources[own.id] = own
        known = Layer(name=name, origin=str(reader.folder), topics=topics, sources=sources, figures=figures, units=units)
        kept = {topic_id: topic for topic_id, topic in topics.items() if not self._is_at_fault(topic, known)}
        return Layer(
            name=name,
            origin=str(reader.folder),
            topics=kept,
            phrases=tuple(self._phrases(kept)),
            sources=sources,
            groups=self._groups(kept, name),
            figures=figures,
            units=units,
            disabled=frozenset(self._disabled(settings)),
            problems=in_file_order(reader.problems),
        )

    def _has(self, file: str) -> bool:
        return (self._reader.folder / file).exists()

    def _figures(self) -> dict[str, Figure]:
        entries = self._reader.read("figures.yml", schema.FIGURES) if self._has("figures.yml") else None
        return assembly.assemble_figures(entries) if entries else {}

    def _units(self) -> dict[str, Unit]:
        entries = self._reader.read("units.yml", schema.UNITS) if self._has("units.yml") else None
        return assembly.assemble_units(entries) if entries else {}

    def _sources(self) -> dict[str, Source]:
        if not self._has("sources.yml"):
            return {}
        written = lambda data: entries_written_out(data, self._languages)  # noqa: E731
        entries = self._reader.read_light("sources.yml", team_schema.SOURCES, written)
        return team_assembly.assemble_sources(entries or {})

    def _topics(self, name: str) -> dict[str, Topic]:
        written = lambda data: topic_written_out(data, self._languages)  # noqa: E731
        for topic_id in self._reader.ids_in("topics") if self._has("topics") else ():
            entry = self._reader.read_light(f"topics/{topic_id}.yml", team_schema.TOPIC, written)
            if entry is not None:
                self._entries[topic_id] = entry
        return {
            topic_id: team_assembly.assemble_topic(topic_id, entry, self._languages, name)
            for topic_id, entry in self._entries.items()
        }

    def _groups(self, topics: dict[str, Topic], name: str) -> dict[str, Group]:
        """The shelves of the folder, and the team's own for topics that name none."""
        groups: dict[str, Group] = {}
        if self._has("groups.yml"):
            written = lambda data: entries_written_out(data, self._languages)  # noqa: E731
            entries = self._reader.read_light("groups.yml", schema.GROUPS, written)
            groups = assembly.assemble_groups(entries) if entries else {}
        placed = {topic for group in groups.values() for topic in group.topics}
        for topic_id in topics.keys() - placed:
            shelf = self._shelf_of(topic_id)
            if shelf is not None and shelf not in groups:
                below = self._below.groups.get(shelf)
                title = dict.fromkeys(self._languages, name) if below is None else below.title
                groups[shelf] = Group(id=shelf, title=title, topics=())
            if shelf is not None:
                groups[shelf] = replace(groups[shelf], topics=tuple(sorted((*groups[shelf].topics, topic_id))))
        return groups

    def _shelf_of(self, topic_id: str) -> str | None:
        """The shelf a topic asks for, else the team's own; None for one that stands on a shelf below already."""
        own = self._entries[topic_id].shelf
        return own or (None if topic_id in self._below.subjects else TEAM_SHELF)

    def _phrases(self, topics: dict[str, Topic]) -> Iterator[Phrase]:
        for topic_id in topics:
            yield from team_assembly.phrases_of(topic_id, self._entries[topic_id], self._languages).values()
        if not self._has("phrases"):
            return
        for language in self._reader.languages_in("phrases"):
            for topic_id in self._reader.ids_in(f"phrases/{language}"):
                file = f"phrases/{language}/{topic_id}.yml"
                entry = self._reader.read(file, schema.PHRASES, strings=True)
                if entry is not None and (topic_id in topics or topic_id in self._below.subjects):
                    yield from assembly.assemble_phrases(language, topic_id, entry).values()
                elif entry is not None and not any((self._reader.folder / "topics").glob(f"{topic_id}.*")):
                    self._tell(file, "", f"There is no topic “{topic_id}”.", "Give the file the name of its topic, or remove it.")

    def _disabled(self, settings: team_schema.LayerFile | None) -> Iterator[str]:
        for index, subject in enumerate(settings.disable if settings else ()):
            if subject in self._below.subjects:
                yield subject
            else:
                self._tell(
                    LAYER_FILE, f"disable[{index}]", f"There is no topic or play “{subject}”.", "Correct its name, or remove it."
                )

    def _is_at_fault(self, topic: Topic, known: Layer) -> bool:
        """Keep what keeps a topic from being shown; an id that only leads nowhere is left out of it."""
        file = f"topics/{topic.id}.yml"
        sources = {**self._below.sources, **known.sources}
        faults = [*_lost_sources(topic, sources), *_lost_names(topic, {*self._below.figures, *known.figures})]
        subjects = {*self._below.subjects, *known.topics}
        named = {"related": topic.related} | {f"answer.{side}.lists": listed for side, listed in topic.lists.items()}
        lost = [(f"{key}[{at}]", one) for key, ids in named.items() for at, one in enumerate(ids) if one not in subjects]
        led = [(path, f"There is no topic “{other}”.", _NAME_TOPIC) for path, other in lost]
        for path, what, remedy in (*faults, *led):
            self._tell(file, path, what, remedy)
        return bool(faults)

    def _tell(self, file: str, path: str, what: str, remedy: str) -> None:
        self._reader.problems.append(Problem(self._reader.label(file), path, what, remedy))


TEAM_SHELF = "team"
"""The shelf of topics that name none."""


_NAME_TOPIC = "Name the file of a topic without “.yml”."
_Fault = tuple[str, str, str]
"""Path, what is wrong, what to do."""


def _lost_sources(topic: Topic, sources: Mapping[str, Source]) -> Iterator[_Fault]:
    for claim in topic.claims.values():
        name, _, section = claim.source.partition(".")
        if name not in sources or (section and section not in sources[name].sections):
            path = "source" if claim.id == team_assembly.ANSWER else f"claims.{claim.id}.source"
            remedy = "Add it to sources.yml, or write the source out: the title of a document, its address, or a person."
            yield path, _no_source(claim.source, topic.id), remedy


def _no_source(name: str, topic_id: str) -> str:
    return "The topic names no source." if name == team_assembly.own_source(topic_id) else f"There is no source “{name}”."


def _lost_names(topic: Topic, figures: AbstractSet[str]) -> Iterator[_Fault]:
    for figure in _figures_of(topic):
        if figure not in figures:
            path = "answer" if any(figure in figures_in(text) for text in topic.answers.values()) else ""
            yield path, f"There is no figure “{figure}”.", "Add it to figures.yml, or write the number itself."
    for path, name in _named_claims(topic):
        if name not in topic.claims:
            yield path, f"The topic has no claim “{name}”.", "Name one of the keys under `claims`."
        elif path.startswith("answer.") and topic.claims[name].internal:
            yield path, f"The answer rests on “{name}”, which is internal.", "Take the claim out of the list, or its `internal`."


def _figures_of(topic: Topic) -> Sequence[str]:
    texts = [*topic.answers.values(), *(claim.text for claim in topic.claims.values())]
    texts += [line.text for lines in topic.guidance.values() for line in lines]
    return list(dict.fromkeys(figure for text in texts for figure in figures_in(text)))


def _named_claims(topic: Topic) -> Iterator[tuple[str, str]]:
    for side, names in topic.told.items():
        yield from ((f"answer.{side}.claims[{index}]", name) for index, name in enumerate(names))
    for side, lines in topic.guidance.items():
        yield from ((f"guidance.{side}[{index}].claim", line.claim) for index, line in enumerate(lines) if line.claim)
