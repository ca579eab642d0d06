"""Loads the rules of the deal brief from `brief/`: whole or not at all, with every fault told at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bot.domain.brief import BriefFact, BriefRules, BriefTopic, Stage
from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import Language, Segment
from bot.errors import KnowledgeError, Problem
from bot.knowledge import brief_schema as schema
from bot.knowledge.assembly import text_of
from bot.knowledge.lexicon import ROOM as LANGUAGES
from bot.knowledge.lexicon import cue_files as language_cues
from bot.knowledge.reader import Reader, in_file_order
from bot.knowledge.unchanged import read_once

ROOM = "brief"
RULES, FACTS, TOPICS = (f"{ROOM}/{name}.yml" for name in ("rules", "facts", "topics"))


@read_once
def load_brief(folder: Path, knowledge: KnowledgeBase) -> BriefRules | None:
    """Return the rules of a knowledge folder, None where it has no folder `brief/`: then no briefs are made.

    Raises KnowledgeError with every fault of shape and every id that leads nowhere.
    """
    if not (folder / ROOM).is_dir():
        return None
    reader = Reader(folder)
    rules = read_brief(reader)
    problems = [*reader.problems, *([] if rules is None else lost_names(rules, knowledge, reader.folder.name))]
    if problems or rules is None:
        raise KnowledgeError(in_file_order(problems))
    return rules


def read_brief(reader: Reader) -> BriefRules | None:
    """Read all files of the brief, or return None where faults were kept."""
    entry = reader.read(RULES, schema.RULES)
    facts = reader.read(FACTS, schema.FACTS)
    topics = reader.read(TOPICS, schema.TOPICS)
    cues = _read_cues(reader)
    if reader.problems or entry is None or facts is None or topics is None:
        return None
    return BriefRules(
        most_topics=entry.most_topics,
        most_questions=entry.most_questions,
        most_facts=entry.most_facts,
        majority=entry.majority,
        cycles={Segment.ENTERPRISE: entry.cycles.enterprise, Segment.SMB: entry.cycles.smb},
        metrics={Segment.ENTERPRISE: tuple(entry.metrics.enterprise), Segment.SMB: tuple(entry.metrics.smb)},
        stages={name: Stage(id=name, name=text_of(stage), ask=stage.ask) for name, stage in entry.stages.items()},
        asks=tuple((ask.when, ask.play) for ask in entry.asks),
        first_ask=entry.first_ask,
        needs=tuple(entry.needs),
        blanks={fact: _names_of(blanks) for fact, blanks in entry.blanks.items()},
        facts={name: _fact(fact) for name, fact in facts.items()},
        topics={name: _topic(name, topic) for name, topic in topics.items()},
        cues=cues,
    )


def cue_files(reader: Reader) -> list[str]:
    """The files of cues of all languages, relative to the knowledge folder."""
    return [file for language in reader.languages_in(LANGUAGES) for file in language_cues(reader, language, ROOM)]


def lost_names(rules: BriefRules, knowledge: KnowledgeBase, folder: str) -> Iterator[Problem]:
    """Yield a problem for every topic, claim, figure, metric and play named in the rules that does not exist."""
    for file, path, what, remedy in (*_lost_in_rules(rules, knowledge), *_lost_in_topics(rules, knowledge)):
        yield Problem(f"{folder}/{file}", path, what, remedy)


_Lost = Iterator[tuple[str, str, str, str]]
_NAME_TOPIC = "Name the file of a topic without “.yml”."
_NAME_PLAY = "Name the file of a play without “.yml”."


def _lost_in_rules(rules: BriefRules, knowledge: KnowledgeBase) -> _Lost:
    for side, figure in rules.cycles.items():
        if figure not in knowledge.figures:
            yield RULES, f"cycles.{side}", f"There is no figure “{figure}”.", "Name one of figures.yml."
    for side, metrics in rules.metrics.items():
        for index, metric in enumerate(metrics):
            if metric not in knowledge.topics:
                yield (
                    RULES,
                    f"metrics.{side}[{index}]",
                    f"There is no topic “{metric}”.",
                    "Name the file of a topic without “.yml”.",
                )
    plays = [(f"stages.{stage.id}.ask", stage.ask) for stage in rules.stages.values()]
    plays += [(f"asks[{index}].play", play) for index, (_, play) in enumerate(rules.asks)]
    for path, play in [*plays, ("first_ask", rules.first_ask)]:
        if play not in knowledge.plays:
            yield RULES, path, f"There is no play “{play}”.", _NAME_PLAY


def _lost_in_topics(rules: BriefRules, knowledge: KnowledgeBase) -> _Lost:
    for topic in rules.topics.values():
        if topic.id not in knowledge.topics:
            yield TOPICS, topic.id, f"There is no topic “{topic.id}”.", _NAME_TOPIC
            continue
        for side, names in topic.claims.items():
            for index, name in enumerate(names):
                owner, _, claim = name.partition(".")
                if owner != topic.id or claim not in knowledge.topics[topic.id].claims:
                    what = f"“{name}” is no claim of this topic."
                    yield TOPICS, f"{topic.id}.{side}[{index}]", what, "Name the topic and one of the keys under its `claims`."


def _read_cues(reader: Reader) -> dict[str, tuple[str, ...]]:
    """Read the cues of all files together: people mix their languages."""
    cues: dict[str, list[str]] = defaultdict(list)
    for file in cue_files(reader):
        for key, phrases in (reader.read(file, schema.CUES, strings=True) or {}).items():
            cues[key].extend(phrases)
    return {key: tuple(dict.fromkeys(phrases)) for key, phrases in cues.items()}


def _names_of(blanks: Mapping[str, Sequence[str]]) -> dict[Language, tuple[str, ...]]:
    return {Language(code): tuple(names) for code, names in blanks.items()}


def _fact(entry: schema.FactEntry) -> BriefFact:
    return BriefFact(told=text_of(entry.told), need=None if entry.need is None else text_of(entry.need), unless=entry.unless)


def _topic(name: str, entry: schema.TopicEntry) -> BriefTopic:
    lists = {Segment.ENTERPRISE: entry.enterprise, Segment.SMB: entry.smb, Segment.BOTH: entry.both}
    return BriefTopic(
        id=name,
        heading=text_of(entry.heading),
        calls=dict(entry.calls),
        claims={side: tuple(names) for side, names in lists.items() if names is not None},
        shows=entry.shows,
        fact=entry.fact,
    )
