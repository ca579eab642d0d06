"""Checks the rules of the fit assessment: every option leads somewhere, every verdict is reachable, every phrase can be found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import product

from bot.advisor.fit.reading.cues import Cue
from bot.advisor.fit.scoring.axes import OUTCOMES, Evidence, leaning, outcome_of
from bot.advisor.fit.scoring.scale import leans_of
from bot.domain.fit import Verdict
from bot.domain.fit_model import Axis, Criterion, FitModel, option_key
from bot.errors import Problem
from bot.knowledge.content import Content
from bot.knowledge.fit import ROOM, cue_files, missing_claims, read_fit
from bot.knowledge.reader import Reader
from bot.language.grammar import LIST, Lists, PhraseError, lists_of, parse

MOST_IN_FORM = 12
"""A form with more questions is left half filled; so many the two axes have together."""


def check_fit(content: Content) -> Iterator[Problem]:
    """Yield every fault of the folder `fit/`; a knowledge folder without one has no assessment and nothing to check."""
    if not (content.folder / ROOM).is_dir():
        return
    reader = Reader(content.folder)
    model = read_fit(reader)
    yield from reader.problems
    if model is None:
        return
    yield from missing_claims(model, content.knowledge, content.folder.name) if content.knowledge is not None else ()
    for criterion in model.criteria.values():
        yield from _figures(content, criterion)
        yield from _options(content, criterion)
        yield from _weight(content, model, criterion)
    yield from _references(content, model)
    yield from _questions(content, model)
    yield from _verdicts(content, model)
    yield from _cues(content, model, reader)


def _file(criterion: Criterion) -> str:
    return f"{ROOM}/{criterion.axis}.yml"


def _figures(content: Content, criterion: Criterion) -> Iterator[Problem]:
    """A point that names a figure of the source stands at that figure."""
    if content.knowledge is None or criterion.scale is None:
        return
    for index, point in enumerate(criterion.scale.points):
        path = f"{criterion.id}.scale.points[{index}]"
        figure = content.knowledge.figures.get(point.figure) if point.figure else None
        if point.figure and figure is None:
            yield content.problem(_file(criterion), path, f"There is no figure “{point.figure}”.", "Name one of figures.yml.")
        elif figure is not None and point.at not in (figure.low, figure.high):
            what = f"The point stands at {point.at:g}, its figure “{figure.id}” does not."
            yield content.problem(_file(criterion), path, what, "Correct `at`, or remove `figure`.")


def _options(content: Content, criterion: Criterion) -> Iterator[Problem]:
    """Options differ, count for something, and deny only one another."""
    values = [option_key(option) for option in criterion.options]
    for index, option in enumerate(criterion.options):
        path = f"{criterion.id}.options[{index}]"
        if values[index] in values[:index]:
            yield content.problem(_file(criterion), path, f"The option “{values[index]}” stands twice.", "Remove one of the two.")
        if option.lean == 0:
            yield content.problem(_file(criterion), f"{path}.lean", "The option leads nowhere.", "Give it a lean, or remove it.")
        denied = str(option.denied).lower() if isinstance(option.denied, bool) else option.denied
        if denied is not None and (denied not in values or denied == values[index]):
            what = f"“{denied}” is no other option of this criterion."
            yield content.problem(_file(criterion), f"{path}.denied", what, f"Use one of {', '.join(values)}.")


def _weight(content: Content, model: FitModel, criterion: Criterion) -> Iterator[Problem]:
    """A criterion can lean both ways, and either way is enough for a verdict by itself."""
    ends = _ends(criterion)
    for way, lean in (("SMB", -ends[0]), ("enterprise", ends[1])):
        if lean <= 0:
            what = f"The criterion never leans to {way}, so its answer cannot tell the two apart."
            yield content.problem(_file(criterion), criterion.id, what, "Give it values that lean either way, or remove it.")
        elif criterion.weight * lean < model.thresholds.least:
            what = f"The criterion is dead: its weight of {criterion.weight:g} is too little to lead anywhere by itself."
            yield content.problem(_file(criterion), f"{criterion.id}.weight", what, "Raise the weight, or remove the criterion.")
            return


def _references(content: Content, model: FitModel) -> Iterator[Problem]:
    """What the rules name of each other is there."""
    yield from _reserves(content, model)
    read = Counter(criterion.reads for criterion in model.criteria.values())
    for criterion in model.criteria.values():
        yield from _unknown(content, _file(criterion), f"{criterion.id}.overrules", criterion.overrules, model.criteria)
        if criterion.reads is not None and read[criterion.reads] > 1:
            what = f"Several criteria read “{criterion.reads}”."
            yield content.problem(_file(criterion), f"{criterion.id}.reads", what, "Let one criterion have the number.")
    for sign in model.signs.values():
        yield from _unknown(content, f"{ROOM}/signs.yml", f"{sign.id}.opposite", sign.opposite, model.signs, kind="sign")


def _reserves(content: Content, model: FitModel) -> Iterator[Problem]:
    """What the seller's own money answers is two options of one criterion."""
    reserves = model.reserves
    criterion = model.criteria.get(reserves.criterion)
    options = [option_key(option) for option in criterion.options] if criterion is not None else []
    for path, option in (("reserves.ample", reserves.ample), ("reserves.tight", reserves.tight)):
        if option not in options:
            what = f"The criterion “{reserves.criterion}” has no option “{option}”."
            yield content.problem(f"{ROOM}/rules.yml", path, what, "Name a criterion with options, and two of them.")


def _unknown(
    content: Content, file: str, path: str, named: str | None, known: Collection[str], *, kind: str = "criterion"
) -> Iterator[Problem]:
    if named is not None and named not in known:
        yield content.problem(file, path, f"There is no {kind} “{named}”.", "Correct the name, or remove it.")


def _questions(content: Content, model: FitModel) -> Iterator[Problem]:
    """Every criterion is asked about, nothing else is, and the form is short."""
    file = f"{ROOM}/questions.yml"
    for name in model.questions.keys() - model.criteria.keys():
        yield content.problem(file, name, f"There is no criterion “{name}”.", "Correct the name, or remove the question.")
    for name in model.criteria.keys() - model.questions.keys():
        yield content.problem(file, "", f"The criterion “{name}” is never asked about.", "Write a question for it.")
    if len(model.form()) > MOST_IN_FORM:
        what = f"The form has {len(model.form())} questions; more than {MOST_IN_FORM} tire people."
        yield content.problem(file, "", what, "Set `form: false` for the least important.")


def _verdicts(content: Content, model: FitModel) -> Iterator[Problem]:
    """Every outcome has its words, no words are left over, and some answers lead to each outcome."""
    file = f"{ROOM}/verdicts.yml"
    for name in set(OUTCOMES) - model.verdicts.keys():
        yield content.problem(file, "", f"The outcome “{name}” has no words.", f"Write a sentence for it under the key `{name}`.")
    for name in model.verdicts.keys() - set(OUTCOMES):
        yield content.problem(file, name, f"There is no outcome “{name}”.", f"Use one of {', '.join(OUTCOMES)}.")
    market, readiness = _leanings(model, Axis.MARKET), _leanings(model, Axis.READINESS)
    reached = {outcome_of(ours, theirs, both=False) for ours in market for theirs in readiness}
    reached.add(outcome_of(Verdict.MIXED, Verdict.UNKNOWN, both=True))
    for name in set(OUTCOMES) - reached:
        what = f"No answers lead to the outcome “{name}”."
        yield content.problem(f"{ROOM}/rules.yml", "thresholds", what, "Lower `majority` or `least`, or change weights.")


def _leanings(model: FitModel, axis: Axis) -> set[Verdict]:
    """Every way an axis can lean: tried are all combinations of unknown, most SMB and most enterprise."""
    choices = [[(0.0, 0.0), (0.0, -criterion.weight * low), (criterion.weight * high, 0.0)]
               for criterion in model.on(axis) for low, high in [_ends(criterion)]]  # fmt: skip
    sums = ((sum(pair[0] for pair in chosen), sum(pair[1] for pair in chosen)) for chosen in product(*choices))
    return {leaning(Evidence(*pair), model.thresholds) for pair in set(sums)}


def _ends(criterion: Criterion) -> tuple[float, float]:
    """The lowest and the highest lean a criterion can have."""
    if criterion.scale is not None:
        return criterion.scale.points[0].lean, criterion.scale.points[-1].lean
    leans = [lean for option in criterion.options for lean in leans_of(criterion, option.value)]
    return min(leans), max(leans)


def _cues(content: Content, model: FitModel, reader: Reader) -> Iterator[Problem]:
    """Every phrase is well formed and tells something there is; every option and sign can be said in both languages."""
    known = _telling_keys(model)
    named = {key.removeprefix(LIST): words for key, words in model.cues.items() if key.startswith(LIST)}
    lists = lists_of(named, str.split)
    for file in cue_files(reader):
        for key, phrases in reader.raw[file].items():
            if not (key in known | set(Cue) or key.startswith(LIST) or _is_number(model, key)):
                yield content.problem(file, key, f"“{key}” is no option, sign or helper.", "Correct the key, or remove it.")
            yield from _unreadable(content, file, key, phrases, lists)
    yield from _untold(content, known, reader)


def _untold(content: Content, known: set[str], reader: Reader) -> Iterator[Problem]:
    """What a language has no phrase for."""
    for language in content.languages:
        said = {key for file in cue_files(reader) if f"/{language}/" in file for key in reader.raw[file]}
        for key in sorted(known - said):
            what = f"No phrase tells “{key}” in this language."
            yield content.problem(f"language/{language}/fit", key, what, "Write some phrases for it.")


def _unreadable(content: Content, file: str, key: str, phrases: Iterable[str], lists: Lists) -> Iterator[Problem]:
    for index, phrase in enumerate(phrases):
        try:
            parse(phrase, lists, str.split)
        except PhraseError as error:
            yield content.problem(file, f"{key}[{index}]", str(error), "Correct the phrase.")


def _telling_keys(model: FitModel) -> set[str]:
    options = {f"{criterion.id}.{option_key(option)}" for criterion in model.criteria.values() for option in criterion.options}
    return options | {f"sign.{sign}" for sign in model.signs}


def _is_number(model: FitModel, key: str) -> bool:
    """Whether a key names a number of a criterion with a scale: `decision_makers.1`."""
    name, _, number = key.partition(".")
    return name in model.criteria and model.criteria[name].scale is not None and number.isdecimal()
