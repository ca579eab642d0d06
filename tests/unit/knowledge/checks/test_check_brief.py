"""Every rule of the deal brief leads somewhere, and so does every cell of the overview."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.errors import KnowledgeError, Problem
from bot.knowledge.brief import load_brief
from bot.knowledge.checks.brief import check_brief
from bot.knowledge.checks.overview import check_overview
from bot.knowledge.content import Content
from bot.knowledge.loader import load_knowledge, read_content
from bot.knowledge.location import IN_REPOSITORY
from bot.knowledge.overview import load_overview

ROOMS = ("topics", "plays", "fit", "language", "brief")
FILES = ("figures.yml", "units.yml", "sources.yml", "groups.yml", "overview.yml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The real knowledge without what people type, to be damaged in one place."""
    made = tmp_path / "kb"
    for room in ROOMS:
        shutil.copytree(IN_REPOSITORY / room, made / room)
    for file in FILES:
        shutil.copy(IN_REPOSITORY / file, made / file)
    return made


def told(folder: Path, check: Callable[[Content], Iterator[Problem]]) -> list[str]:
    return [str(problem) for problem in check(read_content(folder, with_phrases=False))]


def damage(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_rules_that_come_with_the_product_have_no_problem(folder: Path) -> None:
    assert told(folder, check_brief) == []
    assert told(folder, check_overview) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("rules.yml", "most_topics: 8", "most_topics: 0", "kb/brief/rules.yml: most_topics: "),
        ("rules.yml", "smb: sales-cycle-smb", "smb: sales-cycle-tiny", "cycles.smb: There is no figure “sales-cycle-tiny”"),
        ("rules.yml", "[metric-win-rate,", "[metric-luck,", "metrics.enterprise[0]: There is no topic “metric-luck”"),
        ("rules.yml", "{ask: first-demo,", "{ask: last-demo,", "stages.demo.ask: There is no play “last-demo”"),
        ("rules.yml", "  meeting: {", "  greeting: {", "stages.greeting: No phrase tells this stage"),
        ("rules.yml", "when: hint.silent", "when: hint.mute", "asks[1].when: “hint.mute” is nothing that can be told"),
        (
            "rules.yml",
            "[started, stage,",
            "[started, cycle_months, stage,",
            "needs[1]: What a brief needs, “cycle_months”, has no name",
        ),
        (
            "rules.yml",
            "en: [last stage]",
            "en: [last stop]",
            "blanks.stage.en: No message in the language “en” has the blank “last stop”",
        ),
        ("rules.yml", "  signature: {en", "  signing: {en", "blanks.signing: There is no fact “signing”"),
        ("facts.yml", "board:\n", "boards:\n", "kb/brief/facts.yml: boards: “boards” is no criterion, sign"),
        ("facts.yml", "unless: employees", "unless: heads", "large-company.unless: There is no fact “heads”"),
        ("topics.yml", "tech-stack:\n", "tech-pile:\n", "tech-pile: There is no topic “tech-pile”"),
        ("topics.yml", "[objections.points-each]", "[objections.gone]", "“objections.gone” is no claim of this topic"),
        (
            "topics.yml",
            "[objections.points-each]",
            "[sales-cycle.smb-length]",
            "“sales-cycle.smb-length” is no claim of this topic",
        ),
        ("topics.yml", "smb: [funding.smb-cheaper]", "smb: [funding.enterprise-layers]", "A claim speaks of the other side"),
        (
            "topics.yml",
            "confidential_data.true: 1",
            "confidential_data.maybe: 1",
            "“confidential_data.maybe” is nothing that can be told",
        ),
        ("topics.yml", "hint.agency: 1", "outsourcing.full: 1", "Nothing is called for by “hint.agency”"),
        ("topics.yml", "shows: metrics", "shows: nothing", "key-metrics.shows: This is not one of the words allowed"),
        (
            "topics.yml",
            "smb: [deal-economics.clients-for-one]",
            "smb: [deal-economics.clients-for-one, deal-economics.small-value]",
            "deal-economics.smb: The claims have ",
        ),
        ("../language/en/brief/start.yml", "ago: [", "agone: [", "language/en/brief/start.yml: agone: “agone” is no stage, hint"),
        (
            "../language/en/brief/start.yml",
            "ago: [",
            "agone: [",
            "language/en/brief: ago: No phrase tells “ago” in this language",
        ),
        ("../language/en/brief/start.yml", "[ago, back,", "['(ago', back,", "ago[0]: A “)” is missing"),
    ],
)
def test_a_damaged_rule_is_told_with_its_place(folder: Path, file: str, old: str, new: str, problem: str) -> None:
    damage(folder, f"brief/{file}", old, new)
    assert [line for line in told(folder, check_brief) if problem in line]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("topic: enterprise-vs-smb\nrows", "topic: nothing\nrows", "kb/overview.yml: topic: There is no topic “nothing”"),
        ("topic: buying-process", "topic: buying-rush", "rows.who-decides.topic: There is no topic “buying-rush”"),
        ("$sales-cycle-smb", "$sales-cycle-tiny", "rows.cycle.smb: There is no figure “$sales-cycle-tiny”"),
        ("pitfalls.smb-little", "pitfalls.gone", "rows.customisation.smb: There is no claim “pitfalls.gone”"),
        ("pitfalls.smb-little", "pitfalls.enterprise-deeper", "speaks of the other side"),
        ("    enterprise: $objections-per-deal\n", "", "rows.objections: The row says nothing of either side"),
    ],
)
def test_a_lost_cell_of_the_overview_is_told(folder: Path, old: str, new: str, problem: str) -> None:
    text = (folder / "overview.yml").read_text(encoding="utf-8")
    assert "$sales-cycle-smb`" in text  # the remark on top names it too
    body = text[text.index("\ntopic:") :]
    assert old in body
    (folder / "overview.yml").write_text(body.replace(old, new, 1), encoding="utf-8")
    assert [line for line in told(folder, check_overview) if problem in line]


def test_a_folder_without_them_makes_no_briefs_and_has_no_problem(folder: Path) -> None:
    shutil.rmtree(folder / "brief")
    (folder / "overview.yml").unlink()
    assert told(folder, check_brief) == told(folder, check_overview) == []
    knowledge = load_knowledge(folder)
    assert load_brief(folder, knowledge) is None
    assert load_overview(folder, knowledge) is None


def test_what_leads_nowhere_is_not_loaded(folder: Path) -> None:
    damage(folder, "brief/topics.yml", "[objections.points-each]", "[objections.gone]")
    damage(folder, "overview.yml", "pitfalls.smb-little", "pitfalls.gone")
    knowledge = load_knowledge(folder)
    with pytest.raises(KnowledgeError, match=r"brief/topics\.yml: objections\.enterprise\[0\]"):
        load_brief(folder, knowledge)
    with pytest.raises(KnowledgeError, match=r"overview\.yml: rows\.customisation\.smb"):
        load_overview(folder, knowledge)
