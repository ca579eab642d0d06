"""Learns the model from the phrases. Needs scikit-learn (the extra `train`), which nothing else does.

Two copies of every phrase are learnt from, one without its lexicon concepts, so that the model leans on neither the lexicon
nor the bare words alone (a field dropped at training: Srivastava et al. 2014, dropout, on whole fields).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.language import Language
from bot.errors import UsageError
from bot.matching.lexicon import Lexicon
from bot.matching.model import encode_field
from bot.matching.reading import Reader, Reading
from bot.matching.text import clean, words

TOPIC_FIELDS = {"word": 1.0, "pair": 0.6, "concept": 0.5, "gram": 0.8}
"""Weights of the fields, chosen by cross-checking on sentences of other hands."""

SIDE_FIELDS = {"word": 1.0, "pair": 0.5, "concept": 0.3, "gram": 0.6, "side": 2.0}
RAREST = {"word": 1, "pair": 2, "concept": 1, "gram": 3, "side": 1}
"""Features standing in fewer phrases than this are left out: they would be learnt by heart."""

INVERSE_REGULARISATION = 7.0
SIDE_INVERSE_REGULARISATION = 5.0
SMALLEST_ROW = 0.3
"""Rows whose largest weight stays below this share of a point change next to nothing and are dropped."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One phrase to learn from: its language, the class it stands for, and the side it names ("" where it has none to teach)."""

    language: Language
    label: str
    side: str
    text: str


def vocabulary_of(samples: Iterable[Sample]) -> dict[str, tuple[int, int]]:
    """Count in how many English and Indonesian phrases each word stands."""
    counts: dict[str, list[int]] = {}
    for sample in samples:
        for word in set(words(clean(sample.text))):
            counts.setdefault(word, [0, 0])[sample.language == "id"] += 1
    return {word: (english, indonesian) for word, (english, indonesian) in sorted(counts.items())}


def learn(samples: Sequence[Sample], lexicon: Lexicon) -> dict[str, Any]:
    """Return the data of the two linear models and the vocabulary, ready for `save_model` once gates are added."""
    vocabulary = vocabulary_of(samples)
    reader = Reader(lexicon, vocabulary)
    readings = [reader.read(sample.text) for sample in samples]
    sided = [(reading, sample.side) for reading, sample in zip(readings, samples, strict=True) if sample.side]
    return {
        "vocabulary": vocabulary,
        "topics": _fit(readings, [sample.label for sample in samples], TOPIC_FIELDS, INVERSE_REGULARISATION, drop="concept"),
        "sides": _fit([reading for reading, _ in sided], [side for _, side in sided], SIDE_FIELDS, SIDE_INVERSE_REGULARISATION),
    }


def learn_gate(signals: Sequence[Mapping[str, float]], opens: Sequence[bool], names: Sequence[str]) -> dict[str, Any]:
    """Fit a logistic gate on named signals; the standardisation is folded into its weights."""
    logistic = _logistic()
    columns = [[signal[name] for signal in signals] for name in names]
    means = [math.fsum(column) / len(column) for column in columns]
    spreads = [
        math.sqrt(math.fsum((value - mean) ** 2 for value in column) / len(column)) or 1.0
        for column, mean in zip(columns, means, strict=True)
    ]
    scaled = [
        [(signal[name] - mean) / spread for name, mean, spread in zip(names, means, spreads, strict=True)] for signal in signals
    ]
    fitted = logistic(C=0.5, max_iter=1000).fit(scaled, list(opens))
    weights = [float(weight) / spread for weight, spread in zip(fitted.coef_[0], spreads, strict=True)]
    bias = float(fitted.intercept_[0]) - math.fsum(weight * mean for weight, mean in zip(weights, means, strict=True))
    return {"names": list(names), "weights": [round(weight, 6) for weight in weights], "bias": round(bias, 6)}


def require_learner() -> None:
    """Raise UsageError where scikit-learn is missing, before anything long begins."""
    _logistic()


def _logistic() -> Callable[..., Any]:
    try:
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 (only training needs it)
    except ImportError:
        raise UsageError("Training needs scikit-learn, which is not installed: pip install 'scikit-learn>=1.5'") from None
    return LogisticRegression  # type: ignore[no-any-return]


def _fit(
    readings: Sequence[Reading], labels: Sequence[str], weights: Mapping[str, float], strength: float, drop: str | None = None
) -> dict[str, Any]:
    """Fit a multinomial logistic regression and pack its weights by field."""
    logistic = _logistic()
    import numpy  # noqa: PLC0415 (comes with scikit-learn)
    from scipy import sparse  # noqa: PLC0415

    columns, idf = _columns(readings, weights)
    index = {name: {feature: i for i, feature in enumerate(features)} for name, features in columns.items()}
    starts, total = {}, 0
    for name, features in columns.items():
        starts[name], total = total, total + len(features)
    values: list[float] = []
    indices: list[int] = []
    pointers = [0]
    copies = (None,) if drop is None else (None, drop)
    for dropped in copies:
        for reading in readings:
            for name, weight in weights.items():
                known = sorted(index[name][feature] for feature in reading.features[name] if feature in index[name])
                if not known or name == dropped:
                    continue
                norm = math.sqrt(sum(idf[name][i] ** 2 for i in known))
                values.extend(weight * idf[name][i] / norm for i in known)
                indices.extend(starts[name] + i for i in known)
            pointers.append(len(values))
    matrix = sparse.csr_matrix((values, indices, pointers), shape=(len(pointers) - 1, total))
    fitted = logistic(C=strength, max_iter=150, tol=1e-3).fit(matrix, list(labels) * len(copies))
    coefficients = numpy.asarray(fitted.coef_).T
    fields = {
        name: _packed(features, idf[name], coefficients[starts[name] : starts[name] + len(features)].tolist(), weights[name])
        for name, features in columns.items()
    }
    return {
        "classes": [str(label) for label in fitted.classes_],
        "bias": [float(value) for value in fitted.intercept_],
        "fields": fields,
    }


def _columns(readings: Sequence[Reading], weights: Mapping[str, float]) -> tuple[dict[str, list[str]], dict[str, list[float]]]:
    """Choose the features worth learning, with their inverse document frequency (smoothed: 1 + ln((1 + n) / (1 + df)))."""
    columns: dict[str, list[str]] = {}
    idf: dict[str, list[float]] = {}
    for name in weights:
        counts = Counter(feature for reading in readings for feature in reading.features[name])
        columns[name] = sorted(feature for feature, count in counts.items() if count >= RAREST[name])
        idf[name] = [1 + math.log((1 + len(readings)) / (1 + counts[feature])) for feature in columns[name]]
    return columns, idf


def _packed(features: Sequence[str], idf: Sequence[float], rows: Sequence[Sequence[float]], weight: float) -> dict[str, Any]:
    weighed = [[value * one for value in row] for row, one in zip(rows, idf, strict=True)]
    kept = [i for i, row in enumerate(weighed) if max(abs(value) for value in row) >= SMALLEST_ROW * idf[i]]
    return encode_field([features[i] for i in kept], [idf[i] for i in kept], [weighed[i] for i in kept], weight)
