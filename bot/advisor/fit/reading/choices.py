"""Reads answers that are options, and signs: "no procurement", "senior sellers", "coffee shops"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from bot.advisor.fit.reading.cues import SIGN, Cue
from bot.advisor.fit.reading.evidence import Owner
from bot.advisor.fit.reading.passage import Found, Passage
from bot.domain.fit_model import Axis, Criterion, FitModel, Party, Value, option_key
from bot.language.phrases import Hit
from bot.language.quantity import Kind

_OTHER = {Party.SELLER: Owner.CUSTOMER, Party.CUSTOMER: Owner.SELLER}


class Choices:
    """The options and signs of one passage."""

    def __init__(self, model: FitModel, passage: Passage) -> None:
        self._model = model
        self._passage = passage
        self._faint = {(hit.first, hit.last) for hit in passage.all(Cue.FAINT)}
        self._counted = {one.last for one in passage.numbers if one.kind is Kind.PLAIN and one.high > 1}
        self._telling = list(self._all_telling())
        self._values = [(criterion, value, hit) for hit in self._telling for criterion, value in self._valued(hit)]

    def options(self) -> list[Found]:
        """Return at most one option for each criterion: the one with more words for it; on a tie the first."""
        found: dict[str, dict[Value, list[Found]]] = defaultdict(lambda: defaultdict(list))
        for criterion, value, hit in self._values:
            if not self._speaks_of_other(criterion, hit):
                found[criterion.id][value].append(self._found(criterion.id, value, hit))
        return [_heaviest(options) for options in found.values()]

    def rivals(self) -> bool:
        """Whether two different options were found for a criterion of the market."""
        values: dict[str, set[Value]] = defaultdict(set)
        for criterion, value, _ in self._values:
            if criterion.axis is Axis.MARKET:
                values[criterion.id].add(value)
        return any(len(different) > 1 for different in values.values())

    def signs(self) -> list[Found]:
        """Return the signs of a passage, each once. What sellers say about their own company is none."""
        found: dict[str, Found] = {}
        for hit in self._telling:
            if not hit.key.startswith(SIGN) or self._passage.owner(hit.first, within_clause=True) is Owner.SELLER:
                continue
            sign = self._sign(hit)
            if sign is not None:
                found.setdefault(sign, Found(id=sign, value=None, first=hit.first, last=hit.last, sure=False))
        return list(found.values())

    def _sign(self, hit: Hit) -> str | None:
        """The sign a cue stands for; a denied one for its opposite, where selling is spoken of."""
        sign = hit.key.removeprefix(SIGN)
        if not self._passage.is_denied(hit):
            return sign if sign in self._model.signs else None
        clause = self._passage.clause(hit.first)
        spoken = self._passage.has(Cue.CUSTOMER, *clause) or self._passage.has(Cue.SELLING, *clause)
        return self._model.signs[sign].opposite if spoken and sign in self._model.signs else None

    def _all_telling(self) -> Iterator[Hit]:
        """The cues that tell something: not those in orders and questions, of what is past, or overruled in their sentence."""
        passage = self._passage
        overruled = {
            (other, passage.words[hit.first].sentence) for hit in passage.evidence if (other := self._overrules(hit)) is not None
        }
        for hit in passage.evidence:
            is_overruled = (_name(hit), passage.words[hit.first].sentence) in overruled
            if is_overruled and not passage.has(Cue.TOGETHER, *passage.clause(hit.first)):
                continue
            if not passage.is_silent(hit.first) and not passage.is_past(hit.first):
                yield hit

    def _overrules(self, hit: Hit) -> str | None:
        criterion = self._model.criteria.get(_name(hit))
        return criterion.overrules if criterion is not None else None

    def _valued(self, hit: Hit) -> Iterator[tuple[Criterion, Value]]:
        """The value a cue stands for, if any; a denied one stands for what the option says, or for nothing."""
        criterion = self._model.criteria.get(_name(hit))
        if criterion is None:
            return
        code, denied = hit.key.partition(".")[2], self._passage.is_denied(hit)
        if criterion.scale is not None:
            if not denied and not (code == "1" and self._are_several(hit)):
                yield criterion, float(code)
            return
        option = next(option for option in criterion.options if option_key(option) == code)
        value = option.denied if denied else option.value
        if value is not None:
            yield criterion, value

    def _are_several(self, hit: Hit) -> bool:
        """Whether words inside or before "people who decide" make them more than one."""
        passage = self._passage
        before = hit.first > passage.clause(hit.first)[0]
        many = before and (hit.first in self._counted or passage.has(Cue.PLURAL, hit.first - 1, hit.first))
        return many or passage.has(Cue.SEVERAL, hit.first, hit.last)

    def _speaks_of_other(self, criterion: Criterion, hit: Hit) -> bool:
        """The customers' tight budget is not the seller's, and the seller's two founders do not decide on the purchase."""
        if criterion.told_of is None:
            return False
        return self._passage.owner(hit.first, within_clause=True) is _OTHER[criterion.told_of]

    def _found(self, criterion: str, value: Value, hit: Hit) -> Found:
        # A number told outright ranks above one implied by words such as "the owner decides".
        rank = 0 if isinstance(value, float) else hit.last - hit.first
        faint = any(first <= hit.first and hit.last <= last for first, last in self._faint)
        return Found(id=criterion, value=value, first=hit.first, last=hit.last, sure=not faint, rank=rank)


def _name(hit: Hit) -> str:
    """The criterion a cue's key names."""
    return hit.key.partition(".")[0]


def _heaviest(options: dict[Value, list[Found]]) -> Found:
    best = max(options.values(), key=lambda rivals: sum(found.rank for found in rivals))
    # Two faint words for the same thing make it sure.
    return replace(max(best, key=lambda found: found.rank), sure=len(best) > 1 or best[0].sure)
