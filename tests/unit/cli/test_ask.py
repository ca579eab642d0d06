"""`ask` answers one question or many as JSON Lines, and explains itself."""

from __future__ import annotations

import io
import json

import pytest

from bot.bootstrap import Answering
from bot.cli import ask, main
from bot.domain.language import Language
from bot.domain.match import Explanation
from bot.errors import UsageError


@pytest.fixture(autouse=True)
def _built(answering: Answering, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "answering_of", lambda arguments: answering)


def test_one_question(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "How", "long", "is", "the", "SMB", "sales", "cycle?"]) == 0
    written = capsys.readouterr().out
    assert "3 months" in written
    assert "Source: UnboundB2B" in written
    assert "[1] " in written
    assert "\x1b" not in written


def test_a_question_from_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Berapa lama siklus penjualan UKM?\n"))
    assert main(["ask"]) == 0
    assert "3 bulan" in capsys.readouterr().out


def test_explain_shows_words_corrections_concepts_and_the_runner_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--explain", "what is the chuurn rate"]) == 0
    written = capsys.readouterr().out
    assert "chuurn → churn" in written
    for line in ("Words: ", "Concepts: ", "Evidence: ", "Ranking: "):
        assert line in written
    assert "metric-churn-rate" in written.split("Ranking:")[1]


def test_an_empty_explanation_says_none() -> None:
    assert ask.explain(Explanation()).count("none") == 3


def test_json_lines_keep_order_ids_and_threads(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    asked = [
        {"id": "a", "text": "How long is the enterprise sales cycle?", "thread": "ask-1"},
        {"id": 2, "text": "and for SMBs?", "thread": "ask-1"},
        {"text": "thanks"},
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n\n".join(json.dumps(one) for one in asked)))
    assert main(["ask", "--jsonl"]) == 0
    first, second, third = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert set(first) >= {"id", "outcome", "topics", "segment", "language", "confidence", "reply"}
    assert (first["id"], first["outcome"], first["topics"][0], first["segment"]) == ("a", "answer", "sales-cycle", "enterprise")
    assert (second["id"], second["topics"][0], second["segment"], second["language"]) == (2, "sales-cycle", "smb", "en")
    assert "3 months" in second["reply"]
    assert (third["id"], third["outcome"], third["topics"]) == (None, "smalltalk", [])


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', '{"text": 5}', "null", "[" * 100_000, '"text"'])
def test_a_bad_line_is_named(line: str) -> None:
    with pytest.raises(UsageError, match=r"^line 7: .*Write one object a line"):
        ask.read_line(line, 7)


def test_a_bad_line_ends_the_command_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('{"text": "churn?"}\nnonsense\n'))
    assert main(["ask", "--jsonl"]) == 1
    written = capsys.readouterr()
    assert len(written.out.splitlines()) == 1
    assert written.err.startswith("line 2: ")


@pytest.mark.parametrize("thread", [5, ["a"], {"a": 1}, ""])
def test_a_thread_may_be_any_name(answering: Answering, thread: object) -> None:
    (line,) = ask.answer_lines(answering, [json.dumps({"text": "churn?", "thread": thread})])
    assert json.loads(line)["topics"][0] == "metric-churn-rate"


def test_half_a_character_does_not_stop_the_stream(answering: Answering) -> None:
    (line,) = ask.answer_lines(answering, ['{"id": "\\ud83d", "text": "churn \\ud83d rate?"}'])
    line.encode()
    assert json.loads(line)["topics"][0] == "metric-churn-rate"


def test_what_there_is_to_choose_from_stands_in_the_reply_by_number(answering: Answering, asked_back_about: str) -> None:
    lines = [json.dumps({"id": text, "text": text, "thread": "t"}) for text in (asked_back_about, "2")]
    asked, chosen = (json.loads(line) for line in ask.answer_lines(answering, lines))
    assert asked["outcome"] == "choices"
    second = answering.knowledge.subjects[asked["topics"][1]].title[Language(asked["language"])]
    assert f"2. {second}" in asked["reply"].splitlines()
    assert chosen["topics"][0] == asked["topics"][1]
