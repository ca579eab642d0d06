"""`chat` converses line by line, typed or piped."""

from __future__ import annotations

import io
import itertools

import pytest

from bot.advisor.advisor import Advisor
from bot.advisor.memory import MemoryConversations
from bot.bootstrap import Answering
from bot.cli import chat, main
from bot.domain.language import Language


@pytest.fixture
def fresh(answering: Answering) -> Answering:
    """The real advisor with a memory of this test's own: `chat` always speaks in the same thread."""
    advisor = Advisor(knowledge=answering.knowledge, matcher=answering.matcher, conversations=MemoryConversations())
    return Answering(**{name: getattr(answering, name) for name in answering.__slots__} | {"advisor": advisor})


def test_a_piped_conversation(fresh: Answering, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(chat, "answering_of", lambda arguments: fresh)
    monkeypatch.setattr("sys.stdin", io.StringIO("How long is the enterprise sales cycle?\nand for SMBs?\n"))
    assert main(["chat"]) == 0
    written = capsys.readouterr().out
    welcome, _, rest = written.partition("\n")
    assert welcome.startswith("Sales Advisor")
    first, second = rest.split("\n> ")[1:]
    assert "7 months" in first
    assert "3 months" in second
    assert written.rstrip().endswith("Goodbye, and good selling.")


def test_goodbye_ends_the_conversation(fresh: Answering) -> None:
    lines = iter(["churn rate?", "bye", "churn rate?"])
    assert len(list(chat.converse(fresh, lines, Language("en"), width=80))) == 2
    assert next(lines) == "churn rate?"


def test_a_number_picks_an_offered_line(fresh: Answering) -> None:
    said = list(chat.converse(fresh, ["How long is the enterprise sales cycle?", "1"], Language("en"), width=90))
    assert "[1] For SMBs" in said[0]
    assert "3 months" in said[1]


def test_an_empty_line_teaches_what_can_be_asked(fresh: Answering) -> None:
    assert "What do SMB buyers read" in next(iter(chat.converse(fresh, [""], Language("en"), width=200)))


def test_the_first_words_can_be_indonesian(fresh: Answering) -> None:
    said = list(chat.converse(fresh, ["", "churn?"], Language("id"), width=200))
    assert "Silakan" in said[0]
    assert said[-1] == "\nSampai jumpa, semoga laris."


def test_lines_keep_to_the_width(fresh: Answering) -> None:
    for said in chat.converse(fresh, ["compare enterprise and smb", "how do they buy", "help"], Language("en"), width=50):
        assert max(map(len, said.splitlines())) <= 50


def test_piped_control_characters_are_not_repeated(fresh: Answering) -> None:
    assert "\x1b" not in next(iter(chat.converse(fresh, ["hi\x1b[2J"], Language("en"), width=80, echo=True)))


def test_colour_only_where_wanted(fresh: Answering) -> None:
    plain, coloured = (
        next(iter(chat.converse(fresh, ["churn?"], Language("en"), width=80, colour=colour))) for colour in (False, True)
    )
    assert "\x1b[" not in plain
    assert "\x1b[" in coloured


def test_typed_lines_end_with_the_input(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = itertools.chain(["one", "two"])

    def typed(prompt: str) -> str:
        assert prompt == "You: "
        try:
            return next(answers)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", typed)
    assert list(chat._typed("You: ")) == ["one", "two"]
