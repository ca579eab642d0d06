"""A message is cut into words once, whatever it sets off."""

from __future__ import annotations

from typing import Any

import pytest

from bot.bootstrap import Answering
from bot.domain.conversation import Utterance
from bot.language import reader, tokens


@pytest.mark.parametrize(
    "text",
    [
        "we lost 5 of 120 customers, what's our churn?",
        "how long is the sales cycle, not for enterprise?",
        "what is the sales cycle and what is churn?",
        "we sell to banks with 5,000 staff, a tender, $200k a year: enterprise or SMB?",
        "kami kehilangan 5 dari 120 pelanggan, berapa churn kami?",
    ],
)
def test_each_text_is_tokenised_once(answering: Answering, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    cut: list[str] = []

    def counted(said: str, *words: Any) -> Any:
        cut.append(said)
        return tokens.cut(said, *words)

    monkeypatch.setattr(reader, "cut", counted)
    answering.advisor.respond(Utterance(text=text, thread="read once"))
    # Texts of the knowledge are read when a subject is first compared with, and kept.
    assert [said for said in cut if said in text] == [text]
