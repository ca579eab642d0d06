"""A third language is a folder: its words, its texts and its templates, and not a line of Python."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.bootstrap import Answering, build_answering
from bot.domain.conversation import Utterance
from bot.domain.language import Language
from bot.domain.reply import CalculationPart, Outcome, Reply
from bot.knowledge.fingerprint import fingerprint
from bot.knowledge.loader import read_content
from bot.knowledge.location import find_knowledge
from bot.knowledge.trained import MODEL_FILE
from bot.matching.model_file import save_model
from tests.toys import linear_model, toy_trained

HERE = Path(__file__).parent / "third_language"
CODE = "eo"
NEW = Language(CODE)
TOPICS = ("sales-cycle", "buying-process", "metric-churn-rate")


def spoken(value: Any) -> Any:
    """A file's data with every text in one language more; texts of the third one are marked, so that a test can tell them."""
    if isinstance(value, list):
        return [spoken(one) for one in value]
    if not isinstance(value, dict):
        return value
    grown = {key: spoken(inner) for key, inner in value.items()}
    if "en" in value and "id" in value:
        english = value["en"]
        grown[CODE] = f"[{CODE}] {english}" if isinstance(english, str) else [] if isinstance(english, list) else english
    return grown


def with_words(metric: dict[str, Any]) -> dict[str, Any]:
    """The calculator with the third language's words for it."""
    words = yaml.safe_load((HERE / "words.yml").read_text(encoding="utf-8"))
    metric["names"][CODE] = words["names"]
    for name, entry in metric["inputs"].items():
        entry["cues"][CODE] = words.get(name, [])
    return metric


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The knowledge with a third language, and a model that knows three topics by its words."""
    made = tmp_path_factory.mktemp("third") / "knowledge"
    shutil.copytree(find_knowledge(None), made)
    shutil.copytree(HERE / "language", made / "language", dirs_exist_ok=True)
    shutil.copytree(made / "templates" / "en", made / "templates" / CODE)
    for room in (".", "topics", "plays", "metrics", "fit", "brief"):
        for file in (made / room).glob("*.yml"):
            data = spoken(yaml.safe_load(file.read_text(encoding="utf-8")))
            data = with_words(data) if file.stem == "metric-churn-rate" and room == "metrics" else data
            file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    words = yaml.safe_load((HERE / "phrases.yml").read_text(encoding="utf-8"))
    topics = linear_model("word", words, (*TOPICS, "@greeting", "@to-smb", "@why", "none"))
    save_model(made / MODEL_FILE, replace(toy_trained(), topics=topics, vocabulary={}, fingerprint=fingerprint(made)))
    return made


@pytest.fixture(scope="module")
def third(folder: Path) -> Answering:
    """The advisor that speaks it."""
    return build_answering(folder)


def ask(third: Answering, text: str) -> tuple[Reply, str]:
    reply = third.advisor.respond(Utterance(text=text))
    return reply, third.renderer.document(reply).plain()


def test_the_folder_declares_the_language(third: Answering, folder: Path) -> None:
    assert [str(language) for language in third.knowledge.languages] == ["en", "id", CODE]
    assert third.reader.locales[CODE] == NEW
    told = [str(problem) for problem in read_content(folder).problems]
    assert [line for line in told if f"language/{CODE}" in line] == []


@pytest.mark.parametrize(
    ("text", "topic", "side"),
    [
        ("kiom longe daŭras la vendociklo de bankoj?", "sales-cycle", "enterprise"),
        ("kiu decidas ĉe malgranda firmao?", "buying-process", "smb"),
        ("kiom longe daŭras la vendociklo, sed ne por bankoj?", "sales-cycle", "smb"),
    ],
)
def test_a_question(third: Answering, text: str, topic: str, side: str) -> None:
    reply, words = ask(third, text)
    assert (reply.outcome, reply.topics[0], reply.segment, reply.language) == (Outcome.ANSWER, topic, side, NEW)
    assert f"[{CODE}]" in words


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ni perdis 5 el 120 klientoj, kio estas nia foriro?", 4.1667),
        ("ni perdis kvin el cent dudek klientoj, kio estas nia foriro?", 4.1667),
        ("ni havas 1 200 klientoj, 30 foriris, kio estas nia foriro?", 2.5),
    ],
)
def test_a_sum(third: Answering, text: str, value: float) -> None:
    reply, words = ask(third, text)
    (part,) = reply.parts
    assert isinstance(part, CalculationPart), reply
    assert part.calculation.value == pytest.approx(value)
    assert reply.language == NEW
    assert f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",") in words


def test_a_fit_text(third: Answering) -> None:
    read = third.fit.read(third.reader.read("niaj klientoj havas du mil gis kvin mil dungitoj, formala konkurso"))
    assert read.answers.known == {"employees": (2000.0, 5000.0), "buying": "structured"}
    assert third.fit.assess(read.answers).verdict.value == "enterprise"
