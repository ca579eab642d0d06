"""Thousands of texts are ranked by less than is weighed of a message, to the same bit."""

from __future__ import annotations

from bot.bootstrap import build_matcher
from bot.knowledge.location import IN_REPOSITORY
from bot.knowledge.training_data import load_samples
from bot.matching.matcher import RANKED_BY


def test_ranks_thousands_of_texts_by_few_cues_as_they_are_weighed_by_all() -> None:
    plain, quick = build_matcher(IN_REPOSITORY), build_matcher(IN_REPOSITORY, cued=RANKED_BY)
    phrases = [sample.text for sample in load_samples(IN_REPOSITORY)[::300]]
    dropping = (
        "win rate, not churn",
        "we don't sell to banks, what is churn?",
        "we never sell to SMBs and nobody asks for it. how do we price",
        "bukan churn, tapi win rate",
        "kami tidak jualan ke bank, churn itu apa?",
        "12 staff and no enterprise deals, how long is the sales cycle",
    )
    for text in (*phrases, *dropping):
        assert quick.rank(text) == plain.weigh_text(text).topics, text
