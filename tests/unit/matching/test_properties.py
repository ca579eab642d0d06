"""Any text at all is read, answered and drawn: nothing raises, nothing is evaluated, nothing takes longer than its length warrants."""

from __future__ import annotations

import json
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.bootstrap import Answering
from bot.cli.ask import answer_lines
from bot.domain.conversation import Utterance
from bot.domain.reply import Reply, SmalltalkPart
from bot.matching.matcher import Matcher
from bot.rendering.document import Document
from bot.rendering.terminal import draw_terminal
from tests.growth import grows_with_the_length

HUGE = settings(max_examples=12)
MARKUP = (
    "{{7*7}}", "{% for x in y %}", "${7*7}", "#{7*7}", "$sales-cycle-smb", "<@U123>", "<!channel>", "<https://a.b|c>", "<#C1|d>", "&lt;b&gt;",
    ":wave:", "**bold**", "`code`", "__import__('os')", "\x1b[2J", "\u202e", "\u200b", "\ud800", "n't", "'s", "SMB", "churn?", "kenapa", "\n",
)  # fmt: skip
markup = st.lists(st.sampled_from(MARKUP) | st.text(max_size=8), max_size=30).map(" ".join)
every_character = st.text(st.characters(codec=None), max_size=400)
texts = every_character | markup

THREADS = count()
"""Each try is a conversation of its own: one that goes on from another's fails once and not again."""


def assert_said(reply: Reply, document: Document) -> None:
    """Only a nod or a remark gets no words back."""
    (part, *_) = reply.parts
    assert document.blocks or (isinstance(part, SmalltalkPart) and part.intent in ("nod", "remark"))


@given(texts)
def test_any_text_is_answered_and_drawn(answering: Answering, text: str) -> None:
    reply = answering.advisor.respond(Utterance(text=text))
    document = answering.renderer.document(reply)
    assert_said(reply, document)
    assert draw_terminal(document) or not document.blocks
    assert 0 <= reply.confidence <= 1
    assert len(reply.topics) <= 3


@given(texts)
def test_the_same_question_gets_the_same_answer(answering: Answering, text: str) -> None:
    first, second = (answering.advisor.respond(Utterance(text=text)) for _ in range(2))
    assert first == second


@given(st.lists(texts, min_size=2, max_size=5))
def test_any_conversation_goes_on(answering: Answering, said: list[str]) -> None:
    thread = f"property:{next(THREADS)}"
    for text in said:
        reply = answering.advisor.respond(Utterance(text=text, thread=thread))
        assert_said(reply, answering.renderer.document(reply))


@given(texts)
def test_any_text_survives_json_lines(answering: Answering, text: str) -> None:
    (line,) = answer_lines(answering, [json.dumps({"id": text, "text": text})])
    line.encode()
    assert json.loads(line)["id"] == text


@given(texts)
def test_words_read_are_plain(answering: Answering, text: str) -> None:
    message = answering.reader.read(text)
    hidden = [character for character in message.text if character != "\n" and not character.isprintable()]
    assert hidden == []
    strange = [word.low for word in message.words if not word.low or any(one.isspace() or one.isupper() for one in word.low)]
    assert strange == []


@pytest.mark.parametrize(
    "text", ["{{7*7}}", "{{ 7*7 }} churn rate", "${7*7}", "<%= 7*7 %>", "#{7*7}", "{{config}}", "{% print(7*7) %}"]
)
def test_template_syntax_is_never_evaluated(answering: Answering, text: str) -> None:
    assert "49" not in answering.renderer.document(answering.advisor.respond(Utterance(text=text))).plain()


def answer_and_draw(answering: Answering, text: str) -> None:
    reply = answering.advisor.respond(Utterance(text=text))
    assert_said(reply, answering.renderer.document(reply))


@HUGE
@given(st.text(st.characters(codec=None), min_size=1, max_size=30))
def test_a_hundred_thousand_characters_take_no_longer_than_their_length_warrants(answering: Answering, piece: str) -> None:
    assert grows_with_the_length(lambda text: answer_and_draw(answering, text), piece)


AWKWARD = (
    "a", " ", "\n", "a ", ".", "?", ":a", "<", "<@", "<https://", "<https://x|", "&", "&amp;", "'", "n't ", "a'", "a.", "1,", "ﷺ", "e\u0301",
    "\x00", "{{", "ab? how ", "big firm ", "zqxjk", "custmers ", "2 x 3 ", "1.2 ", "50 of 60 ", "$1 million ", "twenty ",
)  # fmt: skip


@pytest.mark.parametrize("before", ["", ":"])
@pytest.mark.parametrize("piece", AWKWARD)
def test_what_regular_expressions_dread_takes_no_longer_than_its_length_warrants(
    answering: Answering, piece: str, before: str
) -> None:
    assert grows_with_the_length(lambda text: answer_and_draw(answering, text), piece, before=before)


@given(
    st.lists(st.sampled_from(("price", "pirce", "bank", "bakery", "harga", "why", "the", "weather", "xyzzy", "17%")), max_size=12)
)
def test_shares_of_a_ranking_are_probabilities(toy_matcher: Matcher, said: list[str]) -> None:
    weighed = toy_matcher.weigh_text(" ".join(said))
    shares = [share for _, share in (*weighed.topics, *weighed.intents, *weighed.follow_ups)]
    assert all(0 <= share <= 1 + 1e-9 for share in (*shares, weighed.none, weighed.scope, weighed.sure))
    assert [share for _, share in weighed.topics] == sorted((share for _, share in weighed.topics), reverse=True)
