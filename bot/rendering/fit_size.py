"""What the template is given that says which side a company of so many people is on."""

from __future__ import annotations

from typing import Any

from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import Language, Segment
from bot.domain.reply import SizePart
from bot.domain.showing import note_for
from bot.rendering.answer import cited
from bot.rendering.fit import FitWords
from bot.rendering.shown import Shown


def context(part: SizePart, language: Language, knowledge: KnowledgeBase) -> dict[str, Any]:
    """Return the template's context: the size with its unit, its side, what the source says of it, and what is our judgement.

    `judged` is "" where the source's own range holds the size, `note` the remark to the source where it is an SMB's.
    """
    criterion = part.rules.criteria[part.id]
    claim = knowledge.claim(criterion.claims[Segment.SMB])
    topic = knowledge.cited(criterion.claims[Segment.SMB].partition(".")[0])
    note = note_for(topic, part.side) if part.side is Segment.SMB else None
    shown = Shown(knowledge, language)
    return {
        "size": FitWords(part.rules, language, knowledge).told(part.id, part.value, None),
        "side": part.side.value,
        "said": shown.points([claim])[0],
        "judged": criterion.note[language] if part.outside and criterion.note is not None else "",
        "note": "" if note is None else shown.marked(note),
        "source": cited(knowledge.sources[claim.source.partition(".")[0]], language),
        "sections": shown.sections(),
    }
