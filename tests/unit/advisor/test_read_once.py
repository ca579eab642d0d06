"""A message is cut into words once, whatever it sets off: no copy of it, lower-cased, repaired or in part, is read again."""

from __future__ import annotations

from typing import Any

import pytest

from bot.bootstrap import Answering
from bot.domain.conversation import ActionKind, Utterance
from bot.language import tokens


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that is cut from here on, whoever asks for it: all that cuts goes through the one tokeniser."""
    texts: list[str] = []

    class Counted(tokens._Cutter):
        def __init__(self, text: str, *words: Any) -> None:
            texts.append(text)
            super().__init__(text, *words)

    monkeypatch.setattr(tokens, "_Cutter", Counted)
    return texts


@pytest.mark.parametrize("meant_for", [None, ActionKind.FIT])
@pytest.mark.parametrize(
    "text",
    [
        "we lost 5 of 120 customers, what's our churn?",
        "how long is the sales cycle, not for enterprise?",
        "what is the sales cycle and what is churn?",
        "we sell to banks with 5,000 staff, a tender, $200k a year: enterprise or SMB?",
        "kami kehilangan 5 dari 120 pelanggan, berapa churn kami?",
        "HOW LONG is teh slaes cylce 4 big companys, pls??",
        "Banks with 5,000 staff who pay $200k a year and take nine months",
        "gmn cara closing klo yg putusin cuma 1 org",
    ],
)
def test_each_text_is_tokenised_once(answering: Answering, cut: list[str], text: str, meant_for: ActionKind | None) -> None:
    # Texts of the knowledge are read when a subject is first compared with, and kept: so the message is said twice,
    # in conversations that know nothing of each other.
    answering.advisor.respond(Utterance(text=text, thread=f"{text} before {meant_for}", meant_for=meant_for))
    assert text in cut
    cut.clear()
    answering.advisor.respond(Utterance(text=text, thread=f"{text} once {meant_for}", meant_for=meant_for))
    assert cut == [text]


def test_a_long_message_is_not_read_together_with_the_one_asked_back_about(answering: Answering, cut: list[str]) -> None:
    story = "pelanggan kami bercerita panjang lebar tentang kantornya. " * 8
    for thread in ("story before", "story once"):
        answering.advisor.respond(Utterance(text="ditanya soal harga", thread=thread))
        cut.clear()
        answering.advisor.respond(Utterance(text=story, thread=thread))
    assert cut == [story]
