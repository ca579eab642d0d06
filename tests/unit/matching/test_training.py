"""Training on a handful of phrases yields a model that tells them apart, the same every time."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from pathlib import Path

import numpy
import pytest

from bot.domain.language import Language, Segment
from bot.language.reader import Reader
from bot.matching.learning import train_model
from bot.matching.left_out import ONE_IN, ONE_LEFT_OUT_IN, _left_out_of, hold_out, inside_of
from bot.matching.matcher import Matcher
from bot.matching.model_file import load_model, save_model
from bot.matching.samples import CalibrationLine, Sample, vocabulary_of
from bot.matching.training import FOLLOW_UP_LIFT, Learner, _lifts
from tests.toys import toy_lexicon

ROOT = Path(__file__).parents[3]
_PRICE = ("what is the price", "how much does it cost", "is it expensive", "price of the thing", "what does a bank pay")
_SPEED = ("how fast is it", "how quick are deals", "does it take long", "speed of a deal", "how long for a bakery")
_HARGA = ("berapa harga itu", "harga barang ini", "apakah mahal", "berapa biaya semua")
_NONE = ("what is the weather", "who won the match", "tell me a joke", "cuaca hari ini")


def samples() -> list[Sample]:
    found = [Sample(Language("en"), "price", "none", text) for text in _PRICE]
    found += [Sample(Language("en"), "speed", "none", text) for text in _SPEED]
    found += [Sample(Language("id"), "price", "none", text) for text in _HARGA]
    found += [
        Sample(Language("en"), "price", side, f"price for {who}") for side, who in (("enterprise", "a bank"), ("smb", "a bakery"))
    ]
    found += [Sample(Language("en"), "none", "", text) for text in _NONE]
    return [*found, *(Sample(Language("en"), "@why", "", text) for text in ("why", "why is that", "how come"))]


def test_vocabulary_counts_phrases_by_language() -> None:
    counts = vocabulary_of(
        [
            Sample(Language("en"), "a", "", "churn churn"),
            Sample(Language("en"), "a", "", "churn"),
            Sample(Language("id"), "a", "", "churn itu"),
        ],
        toy_lexicon(),
    )
    assert counts == {"churn": (2, 1), "itu": (0, 1)}


def lines() -> list[CalibrationLine]:
    found = [
        CalibrationLine(language=Language("en"), text=text, topics=("price",), segment=Segment.BOTH)
        for text in (*_PRICE, "pricey stuff")
    ]
    found += [CalibrationLine(language=Language("en"), text=text, topics=("speed",)) for text in (*_SPEED, "fast deal")]
    return [*found, *(CalibrationLine(language=Language("en"), text=text, topics=()) for text in (*_NONE, "any rain tomorrow"))]


def test_learns_and_calibrates_a_model_that_tells_topics_apart(tmp_path: Path) -> None:
    save_model(tmp_path / "model", train_model(samples(), toy_lexicon(), lines(), "toy", learn_turns=lambda model: {}))
    matcher = Matcher(Reader(toy_lexicon(), load_model(tmp_path / "model").vocabulary), load_model(tmp_path / "model"))
    assert matcher.rank("the price please")[0][0] == "price"
    assert matcher.rank("berapa harganya")[0][0] == "price"
    assert matcher.rank("how fast")[0][0] == "speed"
    assert 0 < matcher.thresholds.unknown < 1
    assert matcher.weigh_text("what is the price").scope > matcher.weigh_text("tell me the weather joke").scope
    assert matcher.weigh_text("price for a bank").segment is Segment.ENTERPRISE


_BYTES = """
import hashlib, sys
from pathlib import Path
from bot.matching.learning import train_model
from bot.matching.model_file import save_model
from tests.toys import toy_lexicon
from tests.unit.matching.test_training import lines, samples
save_model(Path(sys.argv[1]), train_model(samples(), toy_lexicon(), lines(), "toy", learn_turns=lambda model: {}))
"""


def test_the_same_phrases_give_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    for name, seed, threads in (("a", "1", "1"), ("b", "2", "2")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads}
        subprocess.run([sys.executable, "-c", _BYTES, tmp_path / name], check=True, cwd=ROOT, env=environment)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_share_of_the_phrases_is_left_out_and_a_share_of_the_topics_whole() -> None:
    topics = ("colour", "price", "size", "speed", "weight")
    many = [Sample(Language("en"), topic, "none", f"{topic} {number}") for topic in topics for number in range(60)]
    many += [Sample(Language("en"), "none", "", f"weather {number}") for number in range(8)]
    out, new = _left_out_of(many)
    assert new == {"colour", "weight"}, "every fourth one is new"
    for label in (*topics, "none"):
        whole = [place for place, sample in enumerate(many) if sample.label == label]
        assert len(out.intersection(whole)) == (len(whole) if label in new else len(whole) // ONE_LEFT_OUT_IN)


def test_phrases_of_known_topics_that_a_model_has_not_learnt_are_judged_and_no_others() -> None:
    en = Language("en")
    topics = ("discount", "price", "refund", "speed", "weight")
    many = [Sample(en, topic, "none", f"{topic} {number}") for topic in topics for number in range(60)]
    many += [Sample(en, topic, "", f"and {topic} then", in_thread=True) for topic in topics for _ in range(8)]
    many += [Sample(en, "none", "", f"weather {number}") for number in range(8)]
    many += [Sample(en, "@why", "", f"why {number}") for number in range(8)]
    learner = Learner(many, toy_lexicon())
    held = hold_out(learner)
    found = list(inside_of(learner, held))
    known = len(topics) - len(held.new)
    assert len(found) == math.ceil(known * 60 / ONE_LEFT_OUT_IN / ONE_IN)
    assert all(one.inside and one.right for one in found)


def test_a_topic_with_few_phrases_is_raised_by_the_logarithm_of_what_it_lacks() -> None:
    assert _lifts(("@why", "big", "none", "small"), numpy.array([5, 300, 900, 100]), {"greeting"}) == pytest.approx(
        [FOLLOW_UP_LIFT, math.log(200 / 300), 0.0, math.log(2)]
    )


def test_what_answers_never_loads_numpy() -> None:
    script = (
        "import sys; from bot.cli import main; from bot.bootstrap import build_answering;"
        "from bot.domain.conversation import Utterance;"
        "build_answering().advisor.respond(Utterance(text='how long is the sales cycle?'));"
        "sys.exit('numpy' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)
