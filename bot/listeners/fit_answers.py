"""The fit assessment's form read into answers, and answers as the short text a button carries."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.advisor.fit.check import FitCheck, with_answer
from bot.advisor.fit.reading.answering import Heard, Trouble
from bot.advisor.fit.stored import from_json, to_json
from bot.domain.fit import Answers, Assessment
from bot.domain.reply import FitPart, Reply
from bot.rendering.forms import UNKNOWN, option_code
from bot.rendering.slack import FIT_EDIT, FIT_EXPORT, FIT_SHARE

LONGEST_CODE = 2000
"""Characters a button's value may hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormReading:
    """What a form says: the answers, and by criterion the trouble with a field that cannot be used."""

    answers: Answers
    troubles: Mapping[str, Trouble] = field(default_factory=dict)


def read_form(check: FitCheck, fields: Mapping[str, str], before: Answers) -> FormReading:
    """Read the form's fields, an empty one as "don't know"; what the form does not ask stays as it was before."""
    answers, troubles = before, {}
    for name, content in fields.items():
        if name not in check.model.criteria:
            continue
        heard = _heard(check, name, content.strip())
        answers = with_answer(answers, name, heard)
        if heard.trouble is not None:
            troubles[name] = heard.trouble
    return FormReading(answers=answers, troubles=troubles)


def encode_answers(answers: Answers) -> str:
    """Return answers as compact JSON of at most LONGEST_CODE characters; quoted words give way first."""
    code = _compact(answers)
    return code if len(code) <= LONGEST_CODE else _compact(replace(answers, given={}))[:LONGEST_CODE]


def decode_answers(code: str) -> Answers | None:
    """Return the answers `encode_answers` wrote, None for anything else."""
    try:
        data = json.loads(code)
    except (ValueError, RecursionError):
        return None
    return from_json(data) if isinstance(data, dict) and isinstance(data.get("values"), dict) else None


def assessment_of(reply: Reply) -> Assessment | None:
    """Return the assessment in a reply, None where there is none, or nothing was answered yet."""
    found = (part.assessment for part in reply.parts if isinstance(part, FitPart) and part.assessment is not None)
    return next(found, None)


def fit_buttons(answers: Answers, *, private: bool) -> tuple[tuple[str, str], ...]:
    """Return the buttons below an assessment; it can be shared from where only one person sees it."""
    code = encode_answers(answers)
    share = ((FIT_SHARE, code),) if private else ()
    return ((FIT_EDIT, code), *share, (FIT_EXPORT, code))


def _heard(check: FitCheck, name: str, content: str) -> Heard:
    if not content or content == UNKNOWN:
        return Heard()
    options = check.model.criteria[name].options
    chosen = next((option for option in options if option_code(option.value) == content), None)
    return Heard(value=chosen.value) if chosen else check.answer(name, check.message(content))


def _compact(answers: Answers) -> str:
    return json.dumps(to_json(answers), ensure_ascii=False, separators=(",", ":"))
