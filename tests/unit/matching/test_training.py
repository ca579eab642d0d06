"""Training on a handful of phrases yields a model that tells them apart; without scikit-learn it says what to install."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bot.domain.language import Language, Segment
from bot.errors import UsageError
from bot.language.reader import Reader
from bot.matching.calibration import CalibrationLine, calibrate
from bot.matching.matcher import Matcher
from bot.matching.model import load_model, save_model
from bot.matching.training import Sample, learn, learn_gate, vocabulary_of
from tests.toys import toy_lexicon

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
        ]
    )
    assert counts == {"churn": (2, 1), "itu": (0, 1)}


def test_without_scikit_learn_training_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.linear_model", None)
    with pytest.raises(UsageError, match=r"pip install 'scikit-learn"):
        learn_gate([{"a": 0.0}], [True], ["a"])


def test_learns_and_calibrates_a_model_that_tells_topics_apart(tmp_path: Path) -> None:
    pytest.importorskip("sklearn", reason="training needs scikit-learn, which is in the train extra")
    lexicon = toy_lexicon()
    learnt = learn(samples(), lexicon)
    lines = [
        CalibrationLine(language=Language("en"), text=text, topics=("price",), segment=Segment.BOTH)
        for text in (*_PRICE, "pricey stuff")
    ]
    lines += [CalibrationLine(language=Language("en"), text=text, topics=("speed",)) for text in (*_SPEED, "fast deal")]
    lines += [CalibrationLine(language=Language("en"), text=text, topics=()) for text in (*_NONE, "any rain tomorrow")]
    learnt |= calibrate(learnt, lexicon, lines) | {"fingerprint": "toy"}
    save_model(tmp_path / "model", learnt)
    matcher = Matcher(Reader(lexicon, learnt["vocabulary"]), load_model(tmp_path / "model"))
    assert matcher.rank("the price please")[0][0] == "price"
    assert matcher.rank("berapa harganya")[0][0] == "price"
    assert matcher.rank("how fast")[0][0] == "speed"
    assert 0 < matcher.thresholds.unknown < 1
    assert matcher.weigh_text("what is the price").scope > matcher.weigh_text("tell me the weather joke").scope
    assert matcher.weigh_text("price for a bank").segment is Segment.ENTERPRISE


def test_learning_twice_gives_the_same() -> None:
    pytest.importorskip("sklearn", reason="training needs scikit-learn, which is in the train extra")
    assert learn(samples(), toy_lexicon()) == learn(samples(), toy_lexicon())


def test_a_gate_learns_to_open_on_its_signal() -> None:
    pytest.importorskip("sklearn", reason="training needs scikit-learn, which is in the train extra")
    found = [{"lead": float(value), "flat": 1.0} for value in range(-10, 10)]
    gate = learn_gate(found, [signal["lead"] >= 0 for signal in found], ["lead", "flat"])
    assert gate["names"] == ["lead", "flat"]
    assert gate["weights"][0] > 0
    assert gate["weights"][1] == 0
