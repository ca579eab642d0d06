"""Whatever an answer rests on is told in one short line at its end, linked where the source has an address."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.bootstrap import Answering
from bot.domain.conversation import Utterance, View
from bot.domain.language import Language, Segment
from bot.domain.reply import AnswerPart, Outcome, Reply
from bot.rendering.renderer import Renderer

ADDRESS = "https://press.example/sales"
ASKED = {
    "an answer": "how long is the enterprise sales cycle?",
    "a brief": "brief: 2,000-employee bank, 8 people decide",
    "the overview": "compare enterprise and SMB",
    "a sum": "churn 5 of 120",
}


def renderer_of(answering: Answering, url: str | None) -> Renderer:
    """The product's own renderer, with its article at an address."""
    known = answering.knowledge
    article = replace(known.sources["article"], url=url)
    shot = answering.snapshot
    knowledge = replace(known, sources={**known.sources, "article": article})
    return Renderer(knowledge, shot.templates, shot.labels, answering.fit.model, shot.overview)


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_the_last_line_names_the_source_and_links_it(answering: Answering, asked: str) -> None:
    last = renderer_of(answering, ADDRESS).document(answering.advisor.respond(Utterance(text=asked))).blocks[-1]
    assert [span.text for span in last.spans if span.link == ADDRESS] == ["UnboundB2B, 2023"]
    assert len(last.text) < 75


@pytest.mark.parametrize("language", ["en", "id"])
def test_asked_for_the_source_an_answer_says_where_there_is_no_address(answering: Answering, language: str) -> None:
    part = AnswerPart(topic="sales-cycle", segment=Segment.SMB, view=View.SOURCE)
    reply = Reply(outcome=Outcome.ANSWER, language=Language(language), parts=(part,))
    without = renderer_of(answering, None).document(reply).plain()
    told = {"en": "I have no link to it.", "id": "Saya tidak punya tautannya."}[language]
    assert told in without
    assert told not in renderer_of(answering, ADDRESS).document(reply).plain()


def test_asked_for_the_source_it_is_named_and_linked_once(answering: Answering) -> None:
    for topic, places in (("buying-process", 1), ("which-process", 3)):
        part = AnswerPart(topic=topic, segment=Segment.BOTH, view=View.SOURCE)
        reply = Reply(outcome=Outcome.ANSWER, language=Language("en"), parts=(part,))
        document = renderer_of(answering, ADDRESS).document(reply)
        assert [span.text for block in document.blocks for span in block.spans if span.link == ADDRESS] == [
            "Enterprise Sales vs. SMB Sales: Decoding B2B Sales"
        ]
        lines = document.plain().splitlines()
        named = [line for line in lines if line.startswith("From “")]
        assert len(named) == 1
        assert named[0].endswith("Buying procedure”:") == (places == 1)
        assert not any(line.startswith("Source: ") for line in lines)
