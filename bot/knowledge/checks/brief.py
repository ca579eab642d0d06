"""Checks the rules of the deal brief: what calls for a topic exists and can be said; what it tells is of its side and short."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.advisor.brief.composing import HINT, JOINED, SIDE, SIGN
from bot.advisor.brief.reading import CUES, HINTS, STAGES
from bot.domain.blanks import blanks_of
from bot.domain.brief import CLOSES, SIGNATURE, STAGE, STARTED, BriefRules, BriefTopic
from bot.domain.fit import Verdict
from bot.domain.fit_model import FitModel, option_key
from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import Language, Segment
from bot.errors import Problem
from bot.knowledge.brief import FACTS, ROOM, RULES, TOPICS, cue_files, lost_names, read_brief
from bot.knowledge.content import Content
from bot.knowledge.fit import ROOM as FIT
from bot.knowledge.fit import read_fit
from bot.knowledge.reader import Reader
from bot.language.grammar import LIST, PhraseError, lists_of, parse

LONGEST_LINE = 26
"""Words that the claims of one topic may have together: eight such lines, the questions and the rest stay a page."""


def check_brief(content: Content) -> Iterator[Problem]:
    """Yield every fault of the folder `brief/`; a knowledge folder without one makes no briefs and has nothing to check."""
    if not (content.folder / ROOM).is_dir():
        return
    reader = Reader(content.folder)
    rules = read_brief(reader)
    yield from reader.problems
    if rules is None or content.knowledge is None:
        return
    lost = list(lost_names(rules, content.knowledge, content.folder.name))
    yield from lost
    model = read_fit(Reader(content.folder)) if (content.folder / FIT).is_dir() else None
    known = _conditions(rules, model) if model is not None else None
    if known is not None:
        yield from _calls(content, rules, known)
        yield from _facts(content, rules, known)
    yield from _blanks(content, content.knowledge, rules)
    yield from _cues(content, rules, reader)
    for language in content.languages:
        yield from _unsaid(content, rules, reader, language)
    if not lost:
        for topic in rules.topics.values():
            yield from _claims(content, content.knowledge, topic)


def _conditions(rules: BriefRules, model: FitModel) -> frozenset[str]:
    """Every name by which something told, or something that is so, can call for a topic."""
    options = {f"{one.id}.{option_key(option)}" for one in model.criteria.values() for option in one.options}
    sides = {f"{SIDE}{verdict.value}" for verdict in Verdict}
    stages = {STAGE, STARTED, CLOSES, *(f"{STAGES}{stage}" for stage in rules.stages)}
    hints = {f"{HINT}{key.removeprefix(HINTS)}" for key in rules.cues if key.startswith(HINTS)}
    return frozenset({*model.criteria, *options, *(f"{SIGN}{sign}" for sign in model.signs), *sides, *stages, *hints})


def _calls(content: Content, rules: BriefRules, known: frozenset[str]) -> Iterator[Problem]:
    """Conditions that nothing can ever fulfil, hints that call for nothing, and stages that nothing tells."""
    named = [(TOPICS, f"{topic.id}.calls", condition) for topic in rules.topics.values() for condition in topic.calls]
    named += [(RULES, f"asks[{index}].when", condition) for index, (condition, _) in enumerate(rules.asks)]
    parts = [(file, path, one) for file, path, condition in named for one in condition.split(JOINED)]
    yield from _unknown(content, parts, known)
    yield from _unused(content, known - {one for _, _, one in parts})
    yield from _untold(content, rules)


def _unknown(content: Content, parts: Sequence[tuple[str, str, str]], known: frozenset[str]) -> Iterator[Problem]:
    """Parts of conditions, each with its file and path, that name nothing known."""
    for file, path, one in parts:
        if one not in known:
            remedy = "Name a side, a criterion, an option, a sign, a stage, `started` or a hint."
            yield content.problem(file, path, f"“{one}” is nothing that can be told.", remedy)


def _unused(content: Content, unused: frozenset[str]) -> Iterator[Problem]:
    """Hints among the names that no condition uses."""
    for hint in sorted(one for one in unused if one.startswith(HINT)):
        yield content.problem(TOPICS, "", f"Nothing is called for by “{hint}”.", "Let it call for one, or remove its phrases.")


def _untold(content: Content, rules: BriefRules) -> Iterator[Problem]:
    """Stages without a phrase in any language."""
    for stage in rules.stages:
        if f"{STAGES}{stage}" not in rules.cues:
            yield content.problem(RULES, f"stages.{stage}", "No phrase tells this stage.", f"Write some for `{STAGES}{stage}`.")


def _facts(content: Content, rules: BriefRules, known: frozenset[str]) -> Iterator[Problem]:
    """Facts that do not exist, and needs that cannot be named."""
    for name, fact in rules.facts.items():
        if fact.unless is not None and fact.unless not in rules.facts:
            yield content.problem(FACTS, f"{name}.unless", f"There is no fact “{fact.unless}”.", "Name one of this file.")
        if name not in known and f"{SIGN}{name}" not in known:
            what = f"“{name}” is no criterion, sign, `{STAGE}`, `{STARTED}` or `{CLOSES}`."
            yield content.problem(FACTS, name, what, "Correct the name, or remove it.")
    for index, need in enumerate(rules.needs):
        needed = rules.facts.get(need)
        if needed is None or needed.need is None:
            what = f"What a brief needs, “{need}”, has no name."
            yield content.problem(RULES, f"needs[{index}]", what, f"Write `need` for it in {FACTS}.")


def _blanks(content: Content, knowledge: KnowledgeBase, rules: BriefRules) -> Iterator[Problem]:
    """Blanks that no play's message has, so that nothing would ever stand in them; and facts that are never told."""
    for fact, blanks in rules.blanks.items():
        if fact != SIGNATURE and fact not in rules.facts:
            remedy = f"Name one of {FACTS}, or `{SIGNATURE}`."
            yield content.problem(RULES, f"blanks.{fact}", f"There is no fact “{fact}”.", remedy)
        for language, names in blanks.items():
            for name in sorted({*names} - _blanks_there_are(knowledge, language)):
                what = f"No message in the language “{language}” has the blank “{name}”."
                yield content.problem(RULES, f"blanks.{fact}.{language}", what, "Name one of a message, or remove it.")


def _blanks_there_are(knowledge: KnowledgeBase, language: Language) -> set[str]:
    messages = (side.message or {} for play in knowledge.plays.values() for side in play.sides.values())
    return {blank for message in messages for blank in blanks_of(message.get(language, ""))}


def _claims(content: Content, knowledge: KnowledgeBase, topic: BriefTopic) -> Iterator[Problem]:
    """Claims that speak of the other side, and lines too long for a page."""
    if not topic.claims:
        yield content.problem(TOPICS, topic.id, "The topic tells nothing.", "Write `enterprise`, `smb` or `both`.")
    for side, names in topic.claims.items():
        claims = [knowledge.claim(name) for name in names]
        if side is not Segment.BOTH and any(claim.side is side.other for claim in claims):
            yield content.problem(TOPICS, f"{topic.id}.{side}", "A claim speaks of the other side.", "Name one of this side.")
        for language in content.languages:
            count = sum(len(claim.text[language].split()) for claim in claims)
            if count > LONGEST_LINE:
                what = f"The claims have {count} words in the language “{language}”; {LONGEST_LINE} is the most."
                yield content.problem(TOPICS, f"{topic.id}.{side}", what, "Name fewer or shorter claims.")


def _cues(content: Content, rules: BriefRules, reader: Reader) -> Iterator[Problem]:
    """Phrases that cannot be read, and keys that mean nothing."""
    lists = lists_of({key.removeprefix(LIST): words for key, words in rules.cues.items() if key.startswith(LIST)}, str.split)
    stages = {f"{STAGES}{stage}" for stage in rules.stages}
    for file in cue_files(reader):
        for key, phrases in reader.raw[file].items():
            if key not in CUES | stages and not key.startswith((HINTS, LIST)):
                what = f"“{key}” is no stage, hint or helper."
                yield content.problem(file, key, what, "Correct the key, or remove it.")
            for index, phrase in enumerate(phrases):
                try:
                    parse(phrase, lists, str.split)
                except PhraseError as error:
                    yield content.problem(file, f"{key}[{index}]", str(error), "Correct the phrase.")


def _unsaid(content: Content, rules: BriefRules, reader: Reader, language: Language) -> Iterator[Problem]:
    """Stages and hints that no phrase of a language tells."""
    files = [file for file in cue_files(reader) if file.startswith(f"language/{language}/")]
    said = {key for file in files for key in reader.raw[file]}
    wanted = {key for key in rules.cues if not key.startswith(LIST)} | CUES
    for key in sorted(wanted - said):
        what = f"No phrase tells “{key}” in this language."
        yield content.problem(f"language/{language}/{ROOM}", key, what, "Write some phrases for it.")
