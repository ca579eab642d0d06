"""Reads a whole knowledge folder from its files; loaded only where no earlier start has left it ready made."""

from __future__ import annotations

from pathlib import Path

from bot.bootstrap.prepared import BuiltIn, reader_of
from bot.knowledge.brief import load_brief
from bot.knowledge.fit import load_fit
from bot.knowledge.labels import load_labels
from bot.knowledge.lexicon import load_lexicons
from bot.knowledge.loader import load_knowledge
from bot.knowledge.metrics import load_metrics
from bot.knowledge.overview import load_overview
from bot.knowledge.templates import load_templates
from bot.knowledge.trained import built_in_model
from bot.rendering.signs import all_signs


def read_built_in(folder: Path) -> BuiltIn:
    """Return what the files of a knowledge folder hold. Raises KnowledgeError or ModelError where it cannot be used."""
    knowledge = load_knowledge(folder)
    lexicons = load_lexicons(folder)
    model, state = built_in_model(folder)
    metrics, fit, brief = load_metrics(folder), load_fit(folder, knowledge), load_brief(folder, knowledge)
    return BuiltIn(
        knowledge=knowledge,
        lexicons=lexicons,
        model=model,
        state=state,
        labels=load_labels(folder),
        templates=load_templates(folder, knowledge.languages),
        code={language: {} for language in knowledge.languages},
        metrics=metrics,
        fit=fit,
        brief=brief,
        overview=load_overview(folder, knowledge),
        reader=reader_of(lexicons, model, metrics, fit, brief),
        signs=all_signs(knowledge.languages),
    )
