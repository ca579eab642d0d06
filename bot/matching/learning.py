"""From phrases to a whole model in one call."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.language.lexicon import Lexicon
from bot.matching.beginnings import fit_begun
from bot.matching.calibration import calibrate
from bot.matching.left_out import hold_out
from bot.matching.model import Gate, LinearModel, TrainedModel
from bot.matching.samples import CalibrationLine, Sample
from bot.matching.scoring import WHILE_LEARNING
from bot.matching.training import Learner

_OPEN = Gate({}, 20.0)
"""A gate that lets everything through, and looks at nothing."""


def train_model(
    samples: Sequence[Sample],
    lexicons: Sequence[Lexicon],
    lines: Sequence[CalibrationLine],
    fingerprint: str,
    learn_turns: Callable[[TrainedModel], Mapping[str, float]],
) -> TrainedModel:
    """Learn, calibrate, and name the knowledge it came from. The same phrases give the same model on every run and machine.

    `learn_turns` learns what a turn of conversation is from a model that has heard none of the threads it learns from: one that
    knows them by heart would find every share surer than it is for what people say next. What is wanted of a subject is no part
    of a turn, nor is what the gates make of a message.
    """
    learner = Learner(samples, lexicons)
    learnt = learner.learn()
    held = hold_out(learner)
    calibrated = calibrate(learner, learnt, held, lines)
    model = TrainedModel(
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
    begun = fit_begun(learner, held, lines, model)
    del learner, held  # learning turns takes memory of its own
    wants = LinearModel((), [], {})
    unheard = replace(model, topics=learnt.unheard, wants=wants, scope=_OPEN, sure=_OPEN, most=WHILE_LEARNING)
    return replace(model, turns=learn_turns(unheard), begun=begun)
