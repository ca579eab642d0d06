"""Every view of every topic, for every side, in both languages, as people will read it."""

from __future__ import annotations

import re
from functools import cache
from itertools import product

import pytest

from bot.bootstrap import Answering
from bot.bootstrap.slack import load
from bot.domain.conversation import View
from bot.domain.language import Language, Segment
from bot.domain.reply import AnswerPart, Outcome, Reply, SmalltalkPart
from bot.domain.showing import is_told, short_advice, short_points
from bot.rendering.document import BlockKind, Document
from bot.rendering.figures import fill_figures

KNOWLEDGE = load().knowledge
TOPICS = sorted(KNOWLEDGE.topics)
SHOWN = list(product(Segment, View, (Language("en"), Language("id"))))
SOURCE_LINE = {Language("en"): "Source: UnboundB2B, 2023, “", Language("id"): "Sumber: UnboundB2B, 2023, “"}
SOURCE_NAMED = {Language("en"): "From “", Language("id"): "Dari “"}
ENGLISH = re.compile(
    r"\b(?:Source|sections?|What to do|Why|For example|Please note|The source|Both|gives|speaks|only|the|of|and|for)\b"
)
"""Words of the English templates and of any English sentence."""
INDONESIAN = re.compile(r"\b(?:Sumber|Sumbernya|bagian|Langkah|Alasannya|Contohnya|Catatan|Keduanya|UKM|untuk|yang|hanya)\b")
"""Words of the Indonesian templates and of almost any Indonesian sentence."""
NUMBER = re.compile(r"(?<![\w.,-])\d[\d.,]*(?<![.,])%?")
"""A number that stands by itself, not one inside a name such as B2B."""


def shown(answering: Answering, topic: str, segment: Segment, view: View, language: Language) -> Document:
    part = AnswerPart(topic=topic, segment=segment, view=view)
    return answering.renderer.document(Reply(outcome=Outcome.ANSWER, language=language, parts=(part,)))


@cache
def numbers_of_claims(topic: str, language: Language) -> frozenset[str]:
    """Every number of the topic's rendered claims."""
    texts = (fill_figures(claim.text[language], KNOWLEDGE, language) for claim in KNOWLEDGE.topics[topic].claims.values())
    return frozenset(number for text in texts for number in NUMBER.findall(text.replace("–", " ").replace("$", " ")))


def test_all_topics_are_here() -> None:
    assert len(TOPICS) == 33


def test_every_answer_is_whole(answering: Answering) -> None:
    for topic, (segment, view, language) in product(TOPICS, SHOWN):
        document = shown(answering, topic, segment, view, language)
        where = (topic, segment, view, language)
        text = document.plain()
        assert not re.search(r"\$(?!\d)|\{\{|\}\}|\{%|\bNone\b|\bundefined\b|  ", text), where
        assert document.blocks[0].kind is BlockKind.TITLE, where
        if view is View.SOURCE:  # what it rests on is named above it
            assert document.blocks[1].text.startswith(SOURCE_NAMED[language]), where
        else:
            assert document.blocks[-1].kind is BlockKind.NOTE, where
            assert document.blocks[-1].text.startswith(SOURCE_LINE[language]), where
        assert all(block.text for block in document.blocks), where
        assert len(document.blocks) >= 3, where


def test_an_answer_speaks_one_language(answering: Answering) -> None:
    for topic, segment, view in product(TOPICS, Segment, View):
        for language, foreign in ((Language("id"), ENGLISH), (Language("en"), INDONESIAN)):
            document = shown(answering, topic, segment, view, language)
            # The article's own title is quoted as it is.
            text = document.plain().replace(KNOWLEDGE.sources["article"].title[language], "")
            assert foreign.findall(text) == [], (topic, segment, view, language)


def test_the_other_language_would_be_noticed(answering: Answering) -> None:
    for view in View:
        assert ENGLISH.search(shown(answering, "sales-cycle", Segment.BOTH, view, Language("en")).plain())
        assert INDONESIAN.search(shown(answering, "sales-cycle", Segment.BOTH, view, Language("id")).plain())


def test_every_number_stands_in_a_claim(answering: Answering) -> None:
    for topic, (segment, view, language) in product(TOPICS, SHOWN):
        document = shown(answering, topic, segment, view, language)
        named = (*SOURCE_LINE.values(), *SOURCE_NAMED.values())
        text = "\n".join(block.text for block in document.blocks if not block.text.startswith(named))
        found = set(NUMBER.findall(text.replace("–", " ").replace("$", " ")))
        assert found <= numbers_of_claims(topic, language), (topic, segment, view, language)


def test_a_short_answer_is_short(answering: Answering) -> None:
    """Direct answer, three to five points a side, what to do, source: it fits one screen."""
    for topic, segment, language in product(TOPICS, Segment, (Language("en"), Language("id"))):
        document = shown(answering, topic, segment, View.SHORT, language)
        bullets = [block for block in document.blocks if block.kind is BlockKind.BULLET]
        assert len(bullets) <= 10, (topic, segment, language)
        assert len(document.plain()) <= 2_400, (topic, segment, language)


def lines_of(document: Document) -> list[str]:
    """The answer, the points and the advice of a reply."""
    return [block.text for block in document.blocks if block.kind in (BlockKind.PARAGRAPH, BlockKind.BULLET)]


def test_the_answer_and_more_hold_every_point_of_their_side(answering: Answering) -> None:
    for topic, segment in product(TOPICS, (Segment.ENTERPRISE, Segment.SMB)):
        known = KNOWLEDGE.topics[topic]
        views = (shown(answering, topic, segment, view, Language("en")).plain() for view in (View.SHORT, View.MORE))
        text = "\n".join(views)
        for claim in known.claims_for(segment):
            told = is_told(known, segment, claim)
            assert told or fill_figures(claim.text[Language("en")], KNOWLEDGE, Language("en")) in text, (topic, claim.id)


def test_more_says_nothing_that_the_answer_said(answering: Answering) -> None:
    for topic, segment, language in product(TOPICS, Segment, (Language("en"), Language("id"))):
        short, more = (lines_of(shown(answering, topic, segment, view, language)) for view in (View.SHORT, View.MORE))
        assert set(short) & set(more) == set(), (topic, segment, language)


def test_at_most_three_points_and_two_things_to_do() -> None:
    for topic, segment in product(TOPICS, Segment):
        known = KNOWLEDGE.topics[topic]
        assert sum(len(column.claims) for column in short_points(known, segment)) <= 3, (topic, segment)
        assert 1 <= sum(len(advice.lines) for advice in short_advice(known, segment)) <= 2, (topic, segment)


def test_the_source_view_cites_every_claim(answering: Answering) -> None:
    sections = KNOWLEDGE.sources["article"].sections
    for topic in TOPICS:
        document = shown(answering, topic, Segment.BOTH, View.SOURCE, Language("en"))
        bullets = [block.text for block in document.blocks if block.kind is BlockKind.BULLET]
        for claim in KNOWLEDGE.topics[topic].claims.values():
            section = sections[claim.source.partition(".")[2]][Language("en")]
            sentence = fill_figures(claim.text[Language("en")], KNOWLEDGE, Language("en"))
            named = document.blocks[1].text
            assert any(sentence in bullet and section in bullet + named for bullet in bullets), (topic, claim.id)


@pytest.mark.parametrize("language", (Language("en"), Language("id")))
@pytest.mark.parametrize("intent", ["greeting", "thanks", "help", "goodbye", "empty", "unreadable", "language"])
def test_social_replies_are_short_and_whole(answering: Answering, intent: str, language: Language) -> None:
    reply = Reply(outcome=Outcome.SMALLTALK, language=language, parts=(SmalltalkPart(intent=intent),))
    text = answering.renderer.document(reply).plain()
    assert 0 < len(text) < 700
    assert not re.search(r"\$|\{|\}|\bNone\b", text)
    assert not (INDONESIAN if language == Language("en") else ENGLISH).search(text)
