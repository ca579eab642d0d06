"""What the fit template is given: the verdict, each axis with what counted, the gaps, what would change it, what is next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.domain.fit import Assessment, AxisResult, Change, Contribution, Flip, Given, Understood
from bot.domain.fit_model import Criterion, FitModel, Value
from bot.domain.knowledge import Claim, KnowledgeBase
from bot.domain.language import Language
from bot.domain.reply import FitPart
from bot.errors import RenderingError
from bot.rendering.answer import cited
from bot.rendering.document import one_line
from bot.rendering.figures import fill_figures, write_day
from bot.rendering.fit_amounts import converted, yearly
from bot.rendering.fit_numbers import short_number, written
from bot.rendering.fit_reasons import all_reasons, reasons_of
from bot.rendering.fit_steps import steps_of
from bot.rendering.fit_tone import tone_of
from bot.rendering.money import Amounts

MOST_PARTS, MOST_FLIPS = 3, 1
"""What is shown of what counted on each axis, and of what would change the result: more than this nobody reads."""
LONGEST_GIVEN = 60
"""Characters of an amount as it was written that are shown again."""


def context(part: FitPart, language: Language, knowledge: KnowledgeBase) -> dict[str, Any]:
    """Return the template's context.

    `verdict` is "" where nothing was assessed yet; then only the question is put. `tone` is what `tone_of` returns, after
    `counted` answers. `reasons` are three at most, `balance` the share of the evidence for each side, in per cent, of each axis
    that was told anything about, `steps` what to do next, `flips` what would change the result. `ended` tells that the
    verdict alone is said, `whole` that everything is shown: `axes` with scores, `stability` and `variation` in per cent, `model`,
    `rates` and every section of the source.
    """
    rules = part.rules or (part.assessment.rules if part.assessment else None)
    if rules is None:
        raise RenderingError("The fit assessment has no rules. Report this; it is a fault of the program.")
    words = FitWords(rules, language, knowledge)
    question = words.question(part.question, part.trouble)
    if part.assessment is None:
        asks = {"question": question, "trouble": part.trouble or ""}
        return {"verdict": "", **asks, "opens": part.opens, "helps": part.helps, "ended": part.ended}
    shown = {
        **words.assessment(part.assessment),
        **(words.explained(part.assessment) if part.explained else {}),
        "whole": part.exported,
        "ended": part.ended,
    }
    return {**shown, "question": question, "trouble": "", "opens": False, "helps": False}


def option_label(rules: FitModel, value: str, language: Language) -> str | None:
    """Return the words of an action's option (`buying=structured`), None where it names none ("don't know", or no option)."""
    name, _, code = value.partition("=")
    criterion = rules.criteria.get(name)
    options = criterion.options if criterion else ()
    return next((option.label[language] for option in options if str(option.value).lower() == code), None)


def signed(points: float) -> str:
    """Points as a whole number with its sign, a true minus; none for zero."""
    return f"{round(points):+d}".replace("-", "−") if round(points) else "0"


class FitWords:
    """Puts the parts of an assessment into words of one language."""

    def __init__(self, rules: FitModel, language: Language, knowledge: KnowledgeBase) -> None:
        self._rules = rules
        self._language = language
        self._knowledge = knowledge
        self._amounts = Amounts(knowledge.writing[language], language)

    def assessment(self, assessment: Assessment) -> dict[str, Any]:
        """Everything the template shows of an assessment."""
        axes = (assessment.market, assessment.readiness)
        return {
            "verdict": assessment.verdict.value,
            "sentence": self._rules.verdicts[assessment.outcome][self._language],
            "tone": tone_of(assessment),
            "counted": len(assessment.contributions),
            "understood": [self._understood(assessment, found) for found in assessment.understood],
            "reasons": [self._reason(part) for part in reasons_of(assessment)],
            "balance": [self._balance(axis) for axis in axes if axis.enterprise or axis.smb],
            "steps": steps_of(self, assessment, self._knowledge, self._language),
            "flips": [self._flip(assessment, flip) for flip in assessment.flips[:MOST_FLIPS]],
            "axes": [self._axis(axis) for axis in axes],
            "stability": 100 * assessment.stability,
            "variation": 100 * self._rules.thresholds.variation,
            "model": assessment.model,
            "rates": self._rates(assessment),
            "sections": self._sections(assessment),
            "source": self._source(assessment),
        }

    def explained(self, assessment: Assessment) -> dict[str, Any]:
        """What stands there instead where the reasons are asked for: all of them, and nothing that goes on from them."""
        return {"reasons": [self._reason(part) for part in all_reasons(assessment)], "understood": [], "steps": [], "flips": []}

    def question(self, name: str | None, trouble: str | None) -> dict[str, Any]:
        """The question, its hint and its options; the limits of a number where the last answer passed them."""
        if name is None or name not in self._rules.questions:
            return {}
        asked, criterion = self._rules.questions[name], self._rules.criteria[name]
        asks = {"text": asked.text[self._language], "hint": asked.hint[self._language], "is_number": criterion.scale is not None}
        if criterion.scale is None or trouble is None:
            return {**asks, "low": "", "high": ""}
        low, high = (short_number(limit, self._language) for limit in (criterion.scale.low, criterion.scale.high))
        return {**asks, "low": low, "high": high}

    def value(self, criterion: Criterion, value: Value) -> str:
        """A value with its unit, or the short label of an option."""
        if criterion.scale is None:
            return next(option.short[self._language] for option in criterion.options if option.value == value)
        return written(criterion.scale, value, self._language)

    def _understood(self, assessment: Assessment, found: Understood) -> str:
        """One thing read from a text: what it was taken for, and the words it came from where they are others."""
        words, given = one_line(found.words, LONGEST_GIVEN), assessment.answers.given.get(found.id)
        value = None if found.value is None else self.told(found.id, found.value, given)
        said = "" if value == words else f" (“{words}”)"
        return f"{self._name(found.id)}{said}" if value is None else f"{self._name(found.id)}: {value}{said}"

    def told(self, name: str, value: Value, given: Given | None) -> str:
        """A value with its unit; one given in other words in its own currency for a year, else in those words."""
        if given is None:
            return self._shown(name, value)
        amount = yearly(value, given.currency, self._rules.rates, self._amounts) if given.currency else None
        return amount or one_line(given.words, LONGEST_GIVEN)

    def _shown(self, name: str, value: Value) -> str:
        return self.value(self._rules.criteria[name], value)

    def _name(self, name: str) -> str:
        known = self._rules.criteria.get(name) or self._rules.signs[name]
        return known.name[self._language]

    def _axis(self, axis: AxisResult) -> dict[str, Any]:
        parts = sorted(axis.contributions, key=lambda part: -abs(part.points))
        return {
            "id": axis.axis.value,
            "leaning": axis.leaning.value,
            "score": signed(axis.score),
            "low": signed(axis.low),
            "high": signed(axis.high),
            "parts": [self._part(part) for part in parts[:MOST_PARTS]],
            "more": len(parts[MOST_PARTS:]),
        }

    def _part(self, part: Contribution) -> dict[str, Any]:
        value = "" if part.value is None else self.told(part.id, part.value, part.given)
        return {"name": self._name(part.id), "value": value, "points": signed(part.points), "side": part.side.value}

    def _reason(self, part: Contribution) -> dict[str, str]:
        """One reason: what was told, the side it speaks for, what the source says of it, and what must be known of that."""
        criterion = self._rules.criteria.get(part.id)
        note = criterion.note if criterion is not None else None
        return {
            "told": self.sentence_part(part.id, part.value, part.given),
            "side": part.side.value,
            "said": self._said(part.claim) if part.claim else "",
            "note": note[self._language] if note is not None else "",
        }

    def sentence_part(self, name: str, value: Value | None, given: Given | None) -> str:
        """How a sentence names an answer or a sign: "a sales cycle of 9 months", "small businesses"."""
        criterion = self._rules.criteria.get(name)
        if criterion is None or value is None:
            return self._name(name)
        if criterion.scale is not None:
            shown = self.told(name, value, given)
            told = criterion.scale.told
            return f"{self._name(name)}: {shown}" if told is None else told[self._language].replace("#", shown)
        option = next(option for option in criterion.options if option.value == value)
        return option.told[self._language] if option.told else f"{self._name(name)}: {option.short[self._language]}"

    def _balance(self, axis: AxisResult) -> dict[str, Any]:
        whole = axis.enterprise + axis.smb
        return {"id": axis.axis.value, "enterprise": 100 * axis.enterprise / whole, "smb": 100 * axis.smb / whole}

    def _rates(self, assessment: Assessment) -> dict[str, str]:
        """The rate at which an amount was converted, its source and day; nothing where none was."""
        source, own = self._rules.rates_from, self._rules.currency
        named = (given.currency for given in assessment.answers.given.values() if given.currency in self._rules.rates)
        currency = next(named, None)
        if currency is None or source is None or own is None:
            return {}
        worth = float(f"{1 / self._rules.rates[currency]:.4g}")
        return {
            "unit": self._amounts.money(1.0, own),
            "worth": self._amounts.money(worth, currency),
            "source": source.name[self._language],
            "day": write_day(source.day, self._language),
        }

    def _flip(self, assessment: Assessment, flip: Flip) -> dict[str, Any]:
        """What would have to be otherwise: "2 people deciding on a purchase", "a sales cycle of 5 months"."""
        return {"changes": [self._changed(change, assessment) for change in flip.changes], "verdict": flip.verdict.value}

    def _changed(self, change: Change, assessment: Assessment) -> str:
        """A changed value; an amount in the currency the answer was given in."""
        criterion, given = self._rules.criteria[change.criterion], assessment.answers.given.get(change.criterion)
        if given is not None and given.currency and isinstance(change.value, float) and criterion.scale and criterion.scale.told:
            amount = converted(change.value, given.currency, self._rules.rates, self._amounts)
            if amount:
                return criterion.scale.told[self._language].replace("#", amount)
        return self.sentence_part(change.criterion, change.value, None)

    def _said(self, claim: str) -> str:
        return fill_figures(self._claim(claim).text[self._language], self._knowledge, self._language)

    def _claim(self, name: str) -> Claim:
        return self._knowledge.claim(name)

    def _sections(self, assessment: Assessment) -> list[str]:
        """The source's sections that the counted answers and the gaps rest on, each once."""
        names = [*(part.claim for part in assessment.contributions if part.claim), *(gap.claim for gap in assessment.gaps)]
        return list(dict.fromkeys(self._section(self._claim(name).source) for name in names))

    def _section(self, name: str) -> str:
        source, _, section = name.partition(".")
        return self._knowledge.sources[source].sections[section][self._language]

    def _source(self, assessment: Assessment) -> dict[str, Any]:
        """The publication, or nothing where nothing counted."""
        claims: Iterable[str] = (part.claim for part in assessment.contributions if part.claim)
        first = next(iter(claims), None)
        if first is None:
            return {}
        source = self._knowledge.sources[self._claim(first).source.partition(".")[0]]
        return cited(source, self._language)
