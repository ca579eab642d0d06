"""From phrases to a whole model in one call."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.lexicon import Lexicon
from bot.matching.calibration import calibrate
from bot.matching.model import TrainedModel
from bot.matching.samples import CalibrationLine, Sample
from bot.matching.training import Learner


def train_model(
    samples: Sequence[Sample], lexicons: Sequence[Lexicon], lines: Sequence[CalibrationLine], fingerprint: str
) -> TrainedModel:
    """Learn, calibrate, and name the knowledge it came from. The same phrases give the same model on every run and machine."""
    learner = Learner(samples, lexicons)
    learnt = learner.learn()
    calibrated = calibrate(learner, learnt, lines)
    return TrainedModel(
        fingerprint=fingerprint,
        vocabulary=learnt.vocabulary,
        topics=learnt.topics,
        sides=learnt.sides,
        wants=learnt.wants,
        taught=learnt.taught,
        scope=calibrated.scope,
        sure=calibrated.sure,
        thresholds=calibrated.thresholds,
    )
