"""What layers add is learnt beside a trained model: found, the same on every run, and no burden on what was there."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import numpy
import pytest

from bot.advisor.memory_taught import MemoryLearnt
from bot.bootstrap import Answering, answering_over, make_snapshot
from bot.domain.conversation import Utterance
from bot.domain.language import Language
from bot.domain.reply import Outcome
from bot.knowledge.learnt import learnt, load_built_in
from bot.knowledge.learnt_folder import LearntFolder
from bot.knowledge.lexicon import load_lexicons
from bot.knowledge.location import IN_REPOSITORY
from bot.knowledge.phrase_cache import PhraseCache
from bot.knowledge.trained import MODEL_FILE
from bot.matching.added import FEW, SEEN, _raised
from bot.matching.added_file import added_bytes
from bot.matching.added_lesson import Lesson
from bot.matching.model import LinearModel, TrainedModel
from bot.matching.model_file import LARGEST, packed
from bot.matching.samples import Sample

TEAM = Path(__file__).parents[2] / "benchmarks" / "team"


@pytest.fixture(scope="module")
def with_team() -> Answering:
    cache = Path(os.environ["ADVISOR_CACHE"])
    return answering_over(make_snapshot(IN_REPOSITORY, [TEAM], kept=LearntFolder(cache), cache=cache))


@pytest.fixture(scope="module")
def model(with_team: Answering) -> TrainedModel:
    return with_team.snapshot.model


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Whose approval do I need for a bigger discount?", "discounts"),
        ("Do we hold any security certificate I can show the bank?", "security-questionnaire"),
        ("We have to sign up in the client's vendor portal, who takes care of it?", "procurement-portal"),
    ],
)
def test_a_new_topic_is_answered_in_other_words_than_its_phrases(with_team: Answering, question: str, topic: str) -> None:
    reply = with_team.advisor.respond(Utterance(text=question))
    assert (reply.outcome, reply.topics[0]) == (Outcome.ANSWER, topic)


def test_one_that_is_not_sure_enough_is_among_those_to_choose_from(with_team: Answering) -> None:
    reply = with_team.advisor.respond(Utterance(text="Berapa persen maksimal diskon tanpa izin atasan?"))
    assert reply.topics[0] == "discounts"


@pytest.mark.parametrize(
    "question", ["how long is an enterprise sales cycle?", "what is churn", "kenapa proses belinya lama sekali"]
)
def test_what_was_known_is_answered_as_before(with_team: Answering, answering: Answering, question: str) -> None:
    before, after = (one.advisor.respond(Utterance(text=question)) for one in (answering, with_team))
    assert (after.outcome, after.topics[0]) == (before.outcome, before.topics[0])


def test_the_same_phrases_give_the_same_bytes_whatever_was_read_of_the_built_in_ones_before(
    model: TrainedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Path(os.environ["ADVISOR_CACHE"])
    assert list(cache.glob("phrases-*.npz")), "they are kept in the cache"

    def read(folder: Path) -> NoReturn:
        raise AssertionError(f"the phrases of {folder} are read again")

    monkeypatch.setattr("bot.knowledge.phrase_cache.load_samples", read)
    monkeypatch.setattr("bot.knowledge.learnt._phrases", PhraseCache())
    snapshot, base = make_snapshot(IN_REPOSITORY, [TEAM], cache=cache), load_built_in(IN_REPOSITORY)
    assert added_bytes(snapshot.model, base) == added_bytes(model, base)


@pytest.fixture
def lessons(model: TrainedModel, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The fingerprints of what is learnt from here on. The same is learnt each time, so it takes no time."""
    learnt_by: list[str] = []

    def learn(*_: object, fingerprint: str, **__: object) -> TrainedModel:
        learnt_by.append(fingerprint)
        return model

    monkeypatch.setattr("bot.matching.added.with_added", learn)
    return learnt_by


def test_what_was_learnt_is_kept_and_read_back_whole(tmp_path: Path, model: TrainedModel, lessons: list[str]) -> None:
    snapshot = make_snapshot(IN_REPOSITORY, [TEAM], kept=LearntFolder(tmp_path))
    (kept,) = tmp_path.glob("*.gz")
    assert lessons == [kept.name.removesuffix(".gz")] == [model.fingerprint]
    assert kept.stat().st_size < (IN_REPOSITORY / MODEL_FILE).stat().st_size / 3, "only what is added"
    again = learnt(IN_REPOSITORY, snapshot.layers, load_lexicons(IN_REPOSITORY), LearntFolder(tmp_path))
    assert again == snapshot.model == model
    assert again.sides is load_built_in(IN_REPOSITORY).sides, "all else is shared"
    assert len(lessons) == 1, "the second time it is read"


BOMB = gzip.compress(bytes(LARGEST + 2), compresslevel=1)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda _: b"no model", "incorrect header"),
        (lambda whole: whole[:-40], "cut short"),
        (lambda _: BOMB, "unpacks to more than 64 MB"),
        (lambda _: packed({"format": 0, "fingerprint": "other"}, [], effort=1), "another version wrote it"),
    ],
)
def test_what_was_kept_and_cannot_be_used_is_told_once_and_learnt_anew(
    damage: Callable[[bytes], bytes], told: str, lessons: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    store = MemoryLearnt()
    first = make_snapshot(IN_REPOSITORY, [TEAM], kept=store)
    whole = store.find(stamp=first.model.fingerprint)
    assert whole
    store.keep(stamp=first.model.fingerprint, content=damage(whole))
    for _ in range(2):
        assert make_snapshot(IN_REPOSITORY, [TEAM], kept=store).model == first.model
    assert len(lessons) == 2
    assert store.find(stamp=first.model.fingerprint) == whole
    assert caplog.text.count("it is learnt again") == 1
    assert told in caplog.text


def test_a_cache_that_cannot_be_written_is_told_and_no_failure(
    tmp_path: Path, lessons: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    snapshot = make_snapshot(IN_REPOSITORY, [TEAM], kept=LearntFolder(tmp_path / "file"))
    assert snapshot.model.added is not None
    assert "discounts" in snapshot.model.added.topics
    assert len(lessons) == 1
    assert "cannot be kept" in caplog.text


def test_a_hidden_topic_is_answered_no_more(tmp_path: Path) -> None:
    (tmp_path / "layer.yml").write_text("disable: [sales-cycle]\n", encoding="utf-8")
    answering = answering_over(make_snapshot(IN_REPOSITORY, [tmp_path]))
    reply = answering.advisor.respond(Utterance(text="how long is an enterprise sales cycle?"))
    assert "sales-cycle" not in reply.topics


def test_each_new_topic_tells_how_its_own_phrases_find_it_when_left_out(model: TrainedModel) -> None:
    assert set(model.left_out) == {"discounts", "procurement-portal", "security-questionnaire"}
    assert all(0.5 < one.share <= 1.0 for one in model.left_out.values())


def test_a_topic_of_few_phrases_may_take_more_from_the_others() -> None:
    topics = LinearModel(("known",), [0.0], {})
    again = [Sample(Language("en"), "known", "", "x")] * 1000
    scores = numpy.arange(1000.0)[:, None] / 100 + SEEN  # of the one known topic: how far it is ahead of both new ones
    said = numpy.zeros((1000, 3), numpy.float32)
    few, many, _ = _raised(topics, scores, said, Lesson((), (), again, {}), numpy.array([FEW, 1000 * FEW]))
    assert few == pytest.approx(2 * many, rel=0.2)
    assert many > 0
