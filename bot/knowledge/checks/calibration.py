"""Checks the calibration lines: their topics exist, and none is a sentence the matcher learns from."""

from __future__ import annotations

from collections.abc import Iterator

from bot.errors import Problem
from bot.knowledge.checks.phrases import bare, places
from bot.knowledge.content import Content
from bot.knowledge.quoting import short
from bot.knowledge.training_data import calibration_file

_REMEDY = "Reword or remove it here: the matcher is measured by sentences it has not learnt."


def check_calibration(content: Content) -> Iterator[Problem]:
    """Yield lines with unknown topics, and lines that would measure the matcher by what it knows by heart."""
    learnt = places(content)
    for language in content.languages:
        file = calibration_file(language)
        for line, entry in (content.sound(file) or {}).items():
            for index, topic_id in enumerate(entry["topics"]):
                if topic_id not in content.subject_ids:
                    what = f"There is no topic or play “{topic_id}”."
                    yield content.problem(file, f"{line}.topics[{index}]", what, "Correct its name, or remove it.")
            where = learnt.get(bare(entry["text"]))
            if where is not None:
                what = f"The line “{short(entry['text'])}” stands also in {where}."
                yield content.problem(file, line, what, _REMEDY)
