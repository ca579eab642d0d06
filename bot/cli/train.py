"""`train`: learn the model from the phrases, calibrate it, and store it in the knowledge folder."""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Mapping
from itertools import chain
from pathlib import Path

from bot.advisor.turns.replay import Replay
from bot.cli.options import add_knowledge_only, folder_of
from bot.knowledge.dialogues import load_dialogues
from bot.knowledge.fingerprint import fingerprint
from bot.knowledge.lexicon import load_lexicons
from bot.knowledge.loader import load_knowledge
from bot.knowledge.trained import MODEL_FILE
from bot.knowledge.training_data import load_calibration, load_samples, load_strangers
from bot.language.reader import Reader
from bot.matching.matcher import Matcher
from bot.matching.model import TrainedModel
from bot.matching.model_file import save_model


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("train", help="learn the matching model from the phrases")
    add_knowledge_only(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Train, calibrate, save, and tell what came of it."""
    begun = time.process_time()
    gc.disable()  # next to nothing here goes in circles, and looking through all that was read takes two seconds
    try:
        model, path = _trained(folder_of(arguments))
    finally:
        gc.enable()
    size = path.stat().st_size / 1e6
    answer, unknown = model.thresholds.answer, model.thresholds.unknown
    took = time.process_time() - begun
    print(f"Saved {path.name}: {size:.1f} MB, answers from {answer}, declines below {unknown}. It took {took:.0f} s of CPU.")
    return 0


def _trained(folder: Path) -> tuple[TrainedModel, Path]:
    """Train and save; return the model, and where it is."""
    from bot.advisor.turns.learning import learn_turns  # noqa: PLC0415 (NumPy is loaded for learning alone)
    from bot.matching.learning import train_model  # noqa: PLC0415

    stamp = fingerprint(folder)  # before the files are read: what changes meanwhile makes the model stale, not falsely fresh
    samples = load_samples(folder)
    lexicons = load_lexicons(folder)
    print(f"Learning from {len(samples):,} phrases. This takes one to two minutes.", flush=True)

    def turns(model: TrainedModel) -> Mapping[str, float]:
        replay = Replay(load_knowledge(folder), Matcher(Reader(lexicons, model.vocabulary), model))
        return learn_turns(chain(replay.examples(load_dialogues(folder)), replay.strangers(load_strangers(folder))))

    model = train_model(samples, lexicons, load_calibration(folder), stamp, turns)
    path = folder / MODEL_FILE
    save_model(path, model)
    return model, path
