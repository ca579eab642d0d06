"""`evaluate` measures answers against files of questions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap import Answering
from bot.cli import evaluate, main
from bot.cli.evaluate import Judged, confusions, curve, measure, read_file, scores, share
from bot.errors import UsageError

QUESTIONS = """\
{"text": "How long is the enterprise sales cycle?", "topics": ["sales-cycle"], "segment": "enterprise", "style": "plain", "lang": "en"}

{"text": "Apa itu churn rate?", "topics": ["metric-churn-rate"], "segment": null, "style": "plain", "lang": "id"}
{"text": "What is the weather in Paris today?", "topics": [], "style": "far", "lang": "en"}
"""


def judged(wanted: str = "price", given: str = "price", outcome: str = "answer", **how: Any) -> Judged:
    made: dict[str, Any] = {
        "text": "?",
        "language": "en",
        "style": "plain",
        "segment": None,
        "got_segment": None,
        "confidence": 0.5,
    }
    topics = tuple(given.split()) if given else ()
    return Judged(**made | {"wanted": tuple(wanted.split()), "topics": topics, "outcome": outcome} | how)


@pytest.mark.parametrize(
    ("one", "hit", "near"),
    [
        (judged(), True, True),
        (judged(wanted="price speed", given="speed"), True, True),
        (judged(given="speed churn price"), False, True),
        (judged(given="a b c price"), False, False),
        (judged(given=""), False, False),
        (judged(wanted="", given="", outcome="unknown"), True, False),
        (judged(wanted="", given="price", outcome="choices"), True, False),
        (judged(wanted="", given="price", outcome="answer"), False, False),
        (judged(wanted="", given="price", outcome="calculation"), False, False),
    ],
)
def test_what_counts_as_right(one: Judged, hit: bool, near: bool) -> None:
    assert (one.hit, one.near) == (hit, near)


def test_scores() -> None:
    group = [
        judged(segment="smb", got_segment="smb"),
        judged(given="speed price", segment="smb", got_segment="both"),
        judged(outcome="choices"),
        judged(given="", outcome="unknown"),
    ]
    assert scores(group) == {
        "questions": 4,
        "first right": 0.5,
        "among first three": 0.75,
        "answered directly": 0.5,
        "right of those answered": 0.5,
        "not in my knowledge": 0.25,
        "segment right": 0.5,
    }


def test_the_curve_takes_the_surest_first() -> None:
    group = [
        judged(confidence=0.9),
        judged(confidence=0.8),
        judged(given="speed", confidence=0.1),
        judged(given="", confidence=0.0),
    ]
    points = curve(group)
    assert points[0] == {"answered": 0.25, "precision": 1.0}
    assert points[-1] == {"answered": 1.0, "precision": 0.5}


def test_confusions_are_counted() -> None:
    group = [judged(given="speed"), judged(given="speed"), judged(given=""), judged()]
    assert confusions(group) == [
        {"right": "price", "given": "speed", "times": 2},
        {"right": "price", "given": "none", "times": 1},
    ]


def test_measures_in_and_out_of_scope_apart() -> None:
    report = measure([judged(), judged(language="id"), judged(wanted="", given="", outcome="unknown", style="far")])
    assert report["questions"] == 3
    assert set(report["in scope"]["by language"]) == {"en", "id"}
    assert report["out of scope"]["by style"] == {"far": {"questions": 1, "not answered": 1.0}}
    assert "in scope" not in measure([judged(wanted="", given="")])


def test_the_share_of_nothing() -> None:
    assert share([]) == 1.0


@pytest.fixture
def _real(answering: Answering, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluate, "answering_of", lambda arguments: answering)


@pytest.mark.usefixtures("_real")
def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(QUESTIONS, encoding="utf-8")
    assert main(["evaluate", str(file), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["in scope"]["all"]["first right"] == 1.0
    assert report["in scope"]["all"]["segment right"] == 1.0
    assert report["out of scope"]["all"] == {"questions": 1, "not answered": 1.0}
    assert main(["evaluate", str(file)]) == 0
    written = capsys.readouterr().out
    assert written.startswith("3 questions\n")
    assert "in scope, by topic" in written


@pytest.mark.usefixtures("_real")
def test_misses_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"text": "What is churn rate?", "topics": ["sales-cycle"]}', encoding="utf-8")
    assert main(["evaluate", str(file), "--misses"]) == 0
    assert "answer: What is churn rate? -> metric-churn-rate" in capsys.readouterr().out


@pytest.mark.usefixtures("_real")
@pytest.mark.parametrize("content", ["", "\n\n"])
def test_a_file_without_questions(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str) -> None:
    (tmp_path / "empty").write_text(content)
    assert main(["evaluate", str(tmp_path / "empty")]) == 1
    assert "There is no question" in capsys.readouterr().err


@pytest.mark.parametrize(
    "line",
    ["nonsense", "[]", "{}", '{"text": 1}', "[" * 100_000, '{"text": "a", "topics": 5}', '{"text": "a", "topics": "price"}'],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(f'{{"text": "fine"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"questions\.jsonl: line 2: "):
        list(read_file(file))


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "bad").write_bytes(content)
    with pytest.raises(UsageError, match="cannot be read"):
        list(read_file(tmp_path / "bad"))
