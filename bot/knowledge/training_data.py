"""Loads what the matcher learns from: phrases, turns of conversation, questions out of scope, and sentences to calibrate on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.domain.dialogue import Dialogue, LabelledTurn, TurnLabel
from bot.domain.intents import SOCIAL
from bot.domain.knowledge import Phrase
from bot.domain.language import Language
from bot.errors import KnowledgeError
from bot.knowledge import schema
from bot.knowledge.dialogues import load_dialogues
from bot.knowledge.lexicon import read_lexicons
from bot.knowledge.phrases import read_phrases
from bot.knowledge.reader import Reader
from bot.knowledge.unchanged import read_once
from bot.matching.model import INTENT, NO_SIDE, NO_WANT, NONE
from bot.matching.samples import CalibrationLine, Sample

INTENTS = "intents"
OUT_OF_SCOPE = "out_of_scope"
CALIBRATION = "calibration"
SHARE = 3


@read_once
def load_samples(folder: Path) -> tuple[Sample, ...]:
    """Return all samples: phrases, then turns of conversation, then questions out of scope, then what was asked in the
    conversations to learn from; each by language, file and line.

    A phrase that names no side teaches just that. Raises KnowledgeError with every fault of shape.
    """
    reader = Reader(folder)
    phrases = [located.phrase for located in read_phrases(reader)]
    samples = [sample_of(phrase) for phrase in phrases]
    samples += [Sample(language, f"{INTENT}{name}", "", text) for language, name, text in _lines(reader, INTENTS)]
    samples += [Sample(language, NONE, "", text) for language, _, text in _lines(reader, OUT_OF_SCOPE)]
    try:
        samples += _asked_in_conversations(load_dialogues(folder))
    except KnowledgeError as error:
        reader.problems += error.problems
    reader.raise_problems()
    return tuple(samples)


def _asked_in_conversations(dialogues: Iterable[Dialogue]) -> Iterator[Sample]:
    """Yield every turn that begins a subject of its own, or asks for what the knowledge does not hold."""
    for dialogue in dialogues:
        for place, turn in enumerate(dialogue.turns):
            label = NONE if turn.label is TurnLabel.DECLINE else "".join(turn.topics) if len(turn.topics) == 1 else ""
            if label and turn.label in (TurnLabel.TOPIC, TurnLabel.DECLINE):
                yield Sample(dialogue.language, label, "", turn.text, in_thread=place > 0)


def sample_of(phrase: Phrase) -> Sample:
    """What a phrase teaches."""
    side = "" if phrase.is_open else str(phrase.segment or NO_SIDE)
    return Sample(phrase.language, phrase.topic, side, phrase.text, str(phrase.want or NO_WANT))


def load_calibration(folder: Path) -> tuple[CalibrationLine, ...]:
    """Return the sentences to calibrate on, by language and line. Raises KnowledgeError with every fault of shape."""
    reader = Reader(folder)
    lines = tuple(_calibration(reader))
    reader.raise_problems()
    return lines


def load_strangers(folder: Path) -> tuple[LabelledTurn, ...]:
    """Return sentences that begin something of their own wherever they are said: questions in and out of scope, small talk.

    Those in and out of scope are the calibration lines, which the matcher has not learnt; of the small talk one in SHARE.
    """
    reader = Reader(folder)
    lines = [
        LabelledTurn(
            text=line.text, label=TurnLabel.TOPIC if line.topics else TurnLabel.DECLINE, topics=line.topics, side=line.segment
        )
        for line in _calibration(reader)
    ]
    social = [text for _, name, text in _lines(reader, INTENTS) if name in SOCIAL]
    lines += [LabelledTurn(text=text, label=TurnLabel.SOCIAL) for text in social[::SHARE]]
    reader.raise_problems()
    return tuple(lines)


def read_training_data(reader: Reader) -> None:
    """Read all that training reads beside the phrases, so that the reader holds it raw, and every fault of it."""
    read_lexicons(reader)
    for room in (INTENTS, OUT_OF_SCOPE):
        list(_lines(reader, room))
    list(_calibration(reader))


def calibration_file(language: Language) -> str:
    """The file a language's calibration lines stand in, relative to the knowledge folder."""
    return f"{CALIBRATION}/{language}.jsonl"


def _lines(reader: Reader, room: str) -> Iterator[tuple[Language, str, str]]:
    """Yield language, name of the file and text of every line."""
    for language in reader.languages_in(room):
        for name in reader.ids_in(f"{room}/{language}"):
            for text in reader.read(f"{room}/{language}/{name}.yml", schema.LINES, strings=True) or ():
                yield language, name, text


def _calibration(reader: Reader) -> Iterator[CalibrationLine]:
    for language in reader.languages:
        for entry in (reader.read_lines(calibration_file(language), schema.CALIBRATION) or {}).values():
            yield CalibrationLine(
                language=language, text=entry.text, topics=tuple(entry.topics), segment=entry.segment, style=entry.style
            )
