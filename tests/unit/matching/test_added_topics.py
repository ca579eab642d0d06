"""Added topics lie beside the trained model: what was known is ranked to the bit as before, and their cost is their own words."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from bot.advisor.memory_taught import MemoryLearnt
from bot.bootstrap import knowledge_of, learning_aside
from bot.bootstrap.learning_aside import learn_aside
from bot.domain.language import Language
from bot.errors import ModelError
from bot.knowledge.learnt import _stand_of, load_built_in, stamp_of
from bot.knowledge.lexicon import load_lexicons
from bot.knowledge.location import IN_REPOSITORY
from bot.knowledge.phrase_cache import PhraseCache
from bot.matching.added import with_added
from bot.matching.added_file import added_bytes, with_kept
from bot.matching.added_phrases import nearness, rarest_missing, telling
from bot.matching.added_topics import SHARED
from bot.matching.begun import begun_signals
from bot.matching.model import TrainedModel
from bot.matching.reading import Reader
from bot.matching.samples import Sample
from bot.matching.weighing import rank, weigh
from tests.toys import toy_trained

WORDS = ("valet parking", "badge printer", "gym locker")
PHRASES = ("who pays for the {}", "is there a {} at the office", "the {} is broken", "how do I book the {}", "{} for a guest")
OLD = ("how long is an enterprise sales cycle?", "what is churn", "kenapa proses belinya lama sekali", "apa itu win rate")


@pytest.fixture(scope="module")
def built_in() -> TrainedModel:
    return load_built_in(IN_REPOSITORY)


@pytest.fixture(scope="module")
def model(built_in: TrainedModel) -> TrainedModel:
    new = [
        Sample(Language("en"), word.replace(" ", "-"), "none", phrase.format(word), "nothing")
        for word in WORDS
        for phrase in PHRASES
    ]
    lexicons = load_lexicons(IN_REPOSITORY)
    cache = Path(os.environ["ADVISOR_CACHE"])
    known = PhraseCache().get(IN_REPOSITORY, _stand_of(IN_REPOSITORY), built_in, lexicons, cache)
    return with_added(built_in, lexicons, known, new)


def test_what_was_known_weighs_to_the_bit_as_before(built_in: TrainedModel, model: TrainedModel) -> None:
    reader = Reader(load_lexicons(IN_REPOSITORY), built_in.vocabulary)
    for text in OLD:
        before, after = (weigh(reader.read(text), one) for one in (built_in, model))
        assert (after.topics[0], after.sure, after.scope, after.none) == (
            before.topics[0],
            before.sure,
            before.scope,
            before.none,
        )


def test_words_that_are_none_of_the_topic_s_tell_against_it(model: TrainedModel) -> None:
    assert model.added is not None
    reader = Reader(load_lexicons(IN_REPOSITORY), model.vocabulary)
    found = []
    for text in ("who pays for the valet parking", "valet parking recipe for banana bread"):
        reading = reader.read(text)
        ranked = rank(reading, model.added)
        topics = tuple(sorted(ranked.topics, key=lambda one: one[0] != "valet-parking"))
        found.append(begun_signals(reading, model.added, ranked._replace(topics=topics)))
    own, foreign = found
    assert own["foreign share"] < foreign["foreign share"]
    assert own["foreign"] < foreign["foreign"]


def test_a_message_is_the_nearer_to_a_topic_the_more_of_one_phrase_it_says(model: TrainedModel) -> None:
    assert model.added is not None
    reader = Reader(load_lexicons(IN_REPOSITORY), model.vocabulary)
    asked = ("who pays for the valet parking", "valet parking pays well", "valet wanted in Prague", "rain in Prague")
    readings = [reader.read(text) for text in asked]
    phrases, known = model.added.phrases["valet-parking"], model.added.base.fields["word"]
    near = [nearness(telling(reading), phrases, known) for reading in readings]
    assert near == sorted(near, reverse=True)
    assert near[0] == pytest.approx(1.0)
    assert near[-1] == 0.0
    missing = [rarest_missing(telling(reading), phrases, known) for reading in readings]
    assert missing[0] == 0.0 < missing[-1]


def test_an_added_topic_that_is_hardly_right_gives_way_to_a_known_one_that_is_surer(
    built_in: TrainedModel, model: TrainedModel
) -> None:
    reading = Reader(load_lexicons(IN_REPOSITORY), model.vocabulary).read("who pays for the valet parking")
    assert model.begun is not None
    doubtful, certain = (weigh(reading, replace(model, begun=replace(model.begun, bias=bias))) for bias in (-30.0, 30.0))
    alone = weigh(reading, built_in)
    assert certain.topics[0][0] == "valet-parking"
    assert doubtful.topics[0] == alone.topics[0]
    assert doubtful.topics[0][1] > dict(doubtful.topics)["valet-parking"]
    assert doubtful.sure <= alone.sure


def test_a_hidden_topic_is_as_if_it_had_never_been_added(built_in: TrainedModel, model: TrainedModel) -> None:
    reading = Reader(load_lexicons(IN_REPOSITORY), model.vocabulary).read("who pays for the valet parking")
    shown, hidden = weigh(reading, model), weigh(reading, model, frozenset({"valet-parking"}))
    assert shown.topics[0][0] == "valet-parking"
    assert "valet-parking" not in dict(hidden.topics)
    everything = weigh(reading, model, frozenset({"valet-parking", "badge-printer", "gym-locker"}))
    assert everything.topics == weigh(reading, built_in).topics


def test_an_added_topic_that_is_far_behind_still_has_its_place_in_the_ranking(model: TrainedModel) -> None:
    reader = Reader(load_lexicons(IN_REPOSITORY), model.vocabulary)
    ranked = dict(weigh(reader.read(OLD[0]), model).topics)
    assert {"valet-parking", "badge-printer", "gym-locker"} <= ranked.keys()


def test_three_topics_of_five_phrases_are_found_in_other_words(model: TrainedModel) -> None:
    reader = Reader(load_lexicons(IN_REPOSITORY), model.vocabulary)
    asked = {
        "our visitor needs valet": "valet-parking",
        "printer for badges?": "badge-printer",
        "locker in the gym": "gym-locker",
    }
    assert {text: weigh(reader.read(text), model).topics[0][0] for text in asked} == asked


def test_what_is_added_tells_its_evidence_by_the_words_of_the_message(model: TrainedModel) -> None:
    assert model.added is not None
    reading = Reader(load_lexicons(IN_REPOSITORY), model.vocabulary).read("where is the valet parking")
    assert model.added.evidence(reading.features, "valet-parking")[0][1] > 0
    assert SHARED not in model.added.classes


def test_what_is_added_is_written_and_read_back_whole(model: TrainedModel) -> None:
    base = load_built_in(IN_REPOSITORY)
    assert with_kept(added_bytes(model, base), base, model.fingerprint) == model


def test_what_was_added_to_another_model_is_refused(model: TrainedModel) -> None:
    content = added_bytes(model, load_built_in(IN_REPOSITORY))
    with pytest.raises(ModelError, match="sizes differ"):
        with_kept(content, toy_trained(), model.fingerprint)


class Unwritable(MemoryLearnt):
    """A store that is out of order."""

    def keep(self, *, stamp: str, content: bytes) -> None:
        """Lose it."""


def test_another_process_learns_and_who_needs_it_reads_it_kept_or_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    layer, store = tmp_path / "layer", MemoryLearnt()
    (layer / "topics").mkdir(parents=True)
    text = "title: Valet parking\nanswer: Ask the desk.\nsource: {person: Ana}\nphrases: [who pays for valet, valet parking, park my car]\n"
    (layer / "topics" / "valet.yml").write_text(text, encoding="utf-8")
    stamp = stamp_of(IN_REPOSITORY, knowledge_of(IN_REPOSITORY, [layer])[1])
    learnt_there = learn_aside(IN_REPOSITORY, [layer], store, Path(os.environ["ADVISOR_CACHE"])).find(stamp=stamp)
    assert learnt_there
    assert learnt_there == store.find(stamp=stamp)
    monkeypatch.setattr(learning_aside, "_learnt_aside", lambda *_: learnt_there)
    assert learn_aside(IN_REPOSITORY, [layer], Unwritable()).find(stamp=stamp) == learnt_there
    monkeypatch.setattr("sys.executable", str(tmp_path / "missing"))
    assert learn_aside(IN_REPOSITORY, [layer], store) is store, "it is there already"


def test_where_the_other_process_fails_it_is_told_and_learnt_by_whoever_needs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    layer = tmp_path / "layer"
    (layer / "topics").mkdir(parents=True)
    (layer / "topics" / "valet.yml").write_text(
        "title: Valet\nanswer: Ask.\nsource: {person: Ana}\nphrases: [a valet, valet b, my valet]\n"
    )
    monkeypatch.setattr("sys.executable", str(tmp_path / "missing"))
    store = MemoryLearnt()
    assert learn_aside(IN_REPOSITORY, [layer], store) is store
    assert "could not learn" in caplog.text
