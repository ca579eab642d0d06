"""`topics` lists everything, shelf by shelf."""

from __future__ import annotations

import json

import pytest

from bot.cli import main, topics
from bot.domain.language import Language
from bot.errors import KnowledgeError
from tests.toys import toy_knowledge


@pytest.fixture(autouse=True)
def _toy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topics, "knowledge_of", lambda folder, layers, cache: (toy_knowledge(), ()))


def test_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["topics"]) == 0
    assert capsys.readouterr().out == "Basics\n  Price  (price)\n  Speed  (speed)\nMetrics\n  Churn  (churn)\n"


def test_as_json_in_indonesian(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["topics", "--json", "--language", "id"]) == 0
    assert json.loads(capsys.readouterr().out)[1] == {"id": "speed", "title": "Kecepatan", "group": "basics"}


def test_every_topic_is_listed_once() -> None:
    assert [row["id"] for row in topics.as_data(toy_knowledge(), Language("en"))] == ["price", "speed", "churn"]


def test_a_broken_folder_ends_in_plain_words(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(folder: object, layers: object, cache: object) -> None:
        raise KnowledgeError([])

    monkeypatch.setattr(topics, "knowledge_of", refuse)
    assert main(["topics"]) == 1
    assert capsys.readouterr().err == "0 problems in the knowledge:\n\n"
