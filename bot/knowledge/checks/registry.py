"""The list of all checks; a new check is one module with one function, and one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from bot.errors import Problem
from bot.knowledge.checks.brief import check_brief
from bot.knowledge.checks.calibration import check_calibration
from bot.knowledge.checks.days import check_days
from bot.knowledge.checks.dialogues import check_dialogues
from bot.knowledge.checks.fit import check_fit
from bot.knowledge.checks.hygiene import check_hygiene
from bot.knowledge.checks.intents import check_intents
from bot.knowledge.checks.labels import check_labels
from bot.knowledge.checks.language import check_language
from bot.knowledge.checks.lexicon import check_lexicon
from bot.knowledge.checks.markup import check_markup
from bot.knowledge.checks.numbers import check_numbers
from bot.knowledge.checks.out_of_scope import check_out_of_scope
from bot.knowledge.checks.overview import check_overview
from bot.knowledge.checks.parity import check_parity
from bot.knowledge.checks.phrases import check_phrases
from bot.knowledge.checks.play_references import check_play_references
from bot.knowledge.checks.plays import check_plays
from bot.knowledge.checks.provenance import check_provenance
from bot.knowledge.checks.references import check_references
from bot.knowledge.checks.shelves import check_shelves
from bot.knowledge.checks.sides import check_sides
from bot.knowledge.checks.slips import check_slips
from bot.knowledge.checks.strays import check_strays
from bot.knowledge.checks.tongues import check_tongues
from bot.knowledge.checks.translations import check_translations
from bot.knowledge.checks.unused import check_unused
from bot.knowledge.content import Content

Check: TypeAlias = Callable[[Content], Iterator[Problem]]
"""A check looks at the content and yields what is wrong; it never raises over what an author wrote."""

CHECKS: tuple[Check, ...] = (
    check_strays,
    check_slips,
    check_references,
    check_play_references,
    check_shelves,
    check_unused,
    check_numbers,
    check_provenance,
    check_sides,
    check_plays,
    check_parity,
    check_phrases,
    check_intents,
    check_out_of_scope,
    check_calibration,
    check_dialogues,
    check_language,
    check_lexicon,
    check_labels,
    check_fit,
    check_brief,
    check_overview,
    check_markup,
    check_hygiene,
    check_tongues,
    check_days,
    check_translations,
)
"""Every check, in the order its problems are told within a file."""
