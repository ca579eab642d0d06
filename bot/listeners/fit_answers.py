"""The fit assessment in a reply, and the buttons below it, which carry the answers so that no database is needed."""

from __future__ import annotations

from bot.advisor.fit.stored import encode_answers
from bot.domain.fit import Answers, Assessment
from bot.domain.reply import FitPart, Reply
from bot.rendering.slack import FIT_EDIT, FIT_EXPORT, FIT_SHARE


def assessment_of(reply: Reply) -> Assessment | None:
    """Return the assessment in a reply, None where there is none, or nothing was answered yet."""
    found = (part.assessment for part in reply.parts if isinstance(part, FitPart) and part.assessment is not None)
    return next(found, None)


def fit_buttons(answers: Answers, *, private: bool) -> tuple[tuple[str, str], ...]:
    """Return the buttons below an assessment; it can be shared from where only one person sees it."""
    code = encode_answers(answers)
    share = ((FIT_SHARE, code),) if private else ()
    return ((FIT_EDIT, code), *share, (FIT_EXPORT, code))
