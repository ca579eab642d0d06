"""The real knowledge has no problems."""

from __future__ import annotations

from itertools import chain

from bot.domain.fit_model import Axis
from bot.knowledge.checking import check_knowledge
from bot.knowledge.fit import load_fit
from bot.knowledge.lexicon import load_lexicons
from bot.knowledge.loader import load_knowledge
from bot.knowledge.location import IN_REPOSITORY
from bot.language.stemming import stemmer_of


def test_the_knowledge_is_sound() -> None:
    assert [str(problem) for problem in check_knowledge(IN_REPOSITORY)] == []


def test_whatever_topic_a_question_on_the_team_rests_on_leads_to_the_fit_check() -> None:
    knowledge = load_knowledge(IN_REPOSITORY)
    claims = [claim for one in load_fit(IN_REPOSITORY, knowledge).on(Axis.READINESS) for claim in one.claims.values()]
    topics = {claim.partition(".")[0] for claim in claims}
    assert {topic for topic in topics if knowledge.topics[topic].fit is None} == set()


def test_no_name_of_a_side_is_read_as_a_word_of_grammar() -> None:
    """Names are compared by their stems: "ups" would be "up", and "moving up" an enterprise."""
    lexicons = load_lexicons(IN_REPOSITORY)
    grammar = frozenset().union(*(lexicon.stop | lexicon.polite for lexicon in lexicons))
    for lexicon in lexicons:
        stem = stemmer_of(lexicon.stemmer).stem
        named = {*lexicon.names, *chain.from_iterable(lexicon.segments.values())} - grammar
        assert {name for name in named if stem(name) in grammar} == set()
