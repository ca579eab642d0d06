"""`train`: learn the model from the phrases, calibrate it, and store it in the knowledge folder."""

from __future__ import annotations

import argparse

from bot.cli.options import add_knowledge, folder_of
from bot.knowledge.fingerprint import fingerprint
from bot.knowledge.lexicon import load_lexicons
from bot.knowledge.trained import MODEL_FILE
from bot.knowledge.training_data import load_calibration, load_samples
from bot.matching.calibration import calibrate
from bot.matching.model import save_model
from bot.matching.training import learn, require_learner


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("train", help="learn the matching model from the phrases (needs scikit-learn)")
    add_knowledge(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Train, calibrate, save, and tell what came of it."""
    require_learner()
    folder = folder_of(arguments)
    samples = load_samples(folder)
    lexicon = load_lexicons(folder)
    print(f"Learning from {len(samples):,} phrases. This takes about a minute.", flush=True)
    learnt = learn(samples, lexicon)
    learnt |= calibrate(learnt, lexicon, load_calibration(folder))
    learnt["fingerprint"] = fingerprint(folder)
    path = folder / MODEL_FILE
    save_model(path, learnt)
    answer, unknown = learnt["thresholds"]["answer"], learnt["thresholds"]["unknown"]
    size = path.stat().st_size / 1e6
    print(f"Saved {path.name}: {size:.1f} MB, answers from {answer}, declines below {unknown}.")
    return 0
