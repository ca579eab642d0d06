"""Loads the knowledge folder: whole or not at all, with every fault found told at once."""

from __future__ import annotations

from pathlib import Path

from bot.domain.knowledge import KnowledgeBase, Phrase, Topic
from bot.domain.play import Play
from bot.errors import KnowledgeError, Problem
from bot.knowledge import assembly, schema
from bot.knowledge.checks.play_references import check_play_references
from bot.knowledge.checks.references import check_references
from bot.knowledge.checks.shelves import check_shelves
from bot.knowledge.content import Content
from bot.knowledge.dialogues import ROOMS, read_dialogues
from bot.knowledge.labels import read_labels
from bot.knowledge.lexicon import read_writing
from bot.knowledge.phrases import read_phrases
from bot.knowledge.plays import PLAYS, read_plays
from bot.knowledge.reader import Reader, in_file_order
from bot.knowledge.training_data import read_training_data
from bot.knowledge.unchanged import read_once


@read_once
def load_knowledge(folder: Path) -> KnowledgeBase:
    """Return the knowledge base of a folder; phrases are left unread, for the start of the app must be quick.

    Raises KnowledgeError with every fault of shape in any file and every id that leads nowhere.
    """
    content = read_content(folder, with_phrases=False)
    found = [problem for check in (check_references, check_shelves, check_play_references) for problem in check(content)]
    problems = in_file_order([*content.problems, *found])
    if problems or content.knowledge is None:
        raise KnowledgeError(problems)
    return content.knowledge


def load_phrases(folder: Path) -> tuple[Phrase, ...]:
    """Return all phrases, by language, then topic, in the order of their files. Raises KnowledgeError with every fault."""
    reader = Reader(folder)
    phrases = read_phrases(reader)
    reader.raise_problems()
    return tuple(located.phrase for located in phrases)


def read_content(folder: Path, *, with_phrases: bool = True) -> Content:
    """Read everything and raise nothing: what is sound goes into the content, what is not into its problems.

    Without phrases, all that is only read to train or to check stays unread: lexicon, small talk, calibration, labels.
    """
    reader = Reader(folder)
    topic_ids = reader.ids_in("topics")
    if not topic_ids and (reader.folder / "topics").is_dir():
        remedy = "Write a first topic, such as topics/sales-cycle.yml."
        reader.problems.append(Problem(f"{reader.folder.name}/topics", "", "There is no topic here.", remedy))
    knowledge = _read_base(reader, _read_topics(reader, topic_ids), read_plays(reader))
    phrases = read_phrases(reader) if with_phrases else ()
    if with_phrases:
        read_training_data(reader)
        for room in ROOMS:
            read_dialogues(reader, room)
        for language in reader.languages:
            read_labels(reader, language)
    return Content(
        folder=reader.folder,
        raw=reader.raw,
        knowledge=knowledge,
        topic_ids=frozenset(topic_ids),
        play_ids=frozenset(path.stem for path in (reader.folder / PLAYS).glob("*.yml")),
        phrases=phrases,
        problems=tuple(reader.problems),
        languages=reader.languages,
    )


def _read_topics(reader: Reader, topic_ids: list[str]) -> dict[str, Topic]:
    entries = {topic_id: reader.read(f"topics/{topic_id}.yml", schema.TOPIC) for topic_id in topic_ids}
    return {topic_id: assembly.assemble_topic(topic_id, entry) for topic_id, entry in entries.items() if entry is not None}


def _read_base(reader: Reader, topics: dict[str, Topic], plays: dict[str, Play]) -> KnowledgeBase | None:
    figures = reader.read("figures.yml", schema.FIGURES)
    units = reader.read("units.yml", schema.UNITS)
    sources = reader.read("sources.yml", schema.SOURCES)
    groups = reader.read("groups.yml", schema.GROUPS)
    writing = read_writing(reader)
    if figures is None or units is None or sources is None or groups is None:
        return None
    return KnowledgeBase(
        topics=topics,
        figures=assembly.assemble_figures(figures),
        units=assembly.assemble_units(units),
        sources=assembly.assemble_sources(sources),
        groups=assembly.assemble_groups(groups),
        plays=plays,
        languages=reader.languages,
        writing=writing,
    )
