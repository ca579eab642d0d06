"""Times matching against rapidfuzz over the same phrases in the same run; also long messages, whole replies, start-up and memory."""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

SEED = 20_230_112
MESSAGES = 200
MEDIAN_LIMIT = 1.0
LONG_LIMIT = 15.0
LONG_WORDS = 80

START = """
import json, resource, sys, time
sys.path.insert(0, {root!r})
begun = time.perf_counter()
from bot.bootstrap import build_matcher
from bot.knowledge.loader import load_knowledge
from bot.knowledge.location import find_knowledge
imported = time.perf_counter()
folder = find_knowledge({folder!r})
load_knowledge(folder)
loaded = time.perf_counter()
build_matcher(folder)
done = time.perf_counter()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({{"import": imported - begun, "knowledge": loaded - imported, "matcher": done - loaded, "peak": peak}}))
"""


def milliseconds(work: Callable[[str], object], messages: Iterable[str]) -> list[float]:
    """Time each message once."""
    found = []
    for message in messages:
        begun = time.perf_counter()
        work(message)
        found.append((time.perf_counter() - begun) * 1000)
    return found


def told(name: str, times: Sequence[float]) -> float:
    """Print median, 95th centile and maximum; return the median."""
    ordered = sorted(times)
    median = statistics.median(ordered)
    print(f"{name:<44} median {median:7.2f} ms   p95 {ordered[int(len(ordered) * 0.95)]:7.2f} ms   max {ordered[-1]:7.2f} ms")
    return median


def questions(folder: Path) -> list[str]:
    """Questions nobody trained on, in both languages, in a fixed random order."""
    lines = [
        line
        for file in sorted((folder / "calibration").glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if line
    ]
    texts = [text for text in (json.loads(line)["text"] for line in lines) if len(text.split()) <= 12]
    random.Random(SEED).shuffle(texts)
    return texts[:MESSAGES]


def with_new_word(texts: Sequence[str], seed: int = SEED) -> list[str]:
    """The same questions with one misspelt word each that no cache has met."""
    chance = random.Random(seed)
    made = []
    for text in texts:
        words = text.split()
        words[chance.randrange(len(words))] += chance.choice("qxz") + "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=3))
        made.append(" ".join(words))
    return made


def start(folder: Path) -> dict[str, float]:
    """Start the matcher in a process of its own."""
    script = START.format(root=str(ROOT), folder=str(folder))
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    return dict(json.loads(ran.stdout))


def main() -> int:
    """Measure everything and return 1 where a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--knowledge", type=Path, default=ROOT / "knowledge")
    folder = parser.parse_args().knowledge
    begun = start(folder)  # before this process grows: Linux counts a parent's memory towards its child's peak

    from rapidfuzz import fuzz, process

    from bot.bootstrap import build_answering
    from bot.domain.conversation import Utterance
    from bot.knowledge.training_data import load_samples

    answering = build_answering(folder)
    matcher = answering.matcher
    phrases = [sample.text for sample in load_samples(folder)]
    short = questions(folder)
    chance = random.Random(SEED)
    long = [" ".join(chance.sample(" ".join(short).split(), LONG_WORDS)) for _ in range(50)]

    print(f"{len(phrases):,} phrases, {len(short)} short messages\n")
    milliseconds(matcher.weigh_text, short[:20])
    told("reading, new words", milliseconds(lambda text: matcher.read(text).features, with_new_word(short, seed=SEED + 1)))
    ours = told("matching, new words", milliseconds(matcher.weigh_text, with_new_word(short)))
    told("matching, seen before", milliseconds(matcher.weigh_text, short))
    theirs = told(
        "rapidfuzz extractOne, token_set_ratio",
        milliseconds(lambda text: process.extractOne(text, phrases, scorer=fuzz.token_set_ratio), short),
    )
    eighty = told(f"matching, {LONG_WORDS} words", milliseconds(matcher.weigh_text, long))

    def reply(text: str) -> None:
        answering.renderer.document(answering.advisor.respond(Utterance(text=text)))

    told("a whole reply, rendered", milliseconds(reply, short))
    told(
        "a whole reply to 100,000 characters", milliseconds(reply, [(text + " ") * (100_000 // len(text)) for text in short[:10]])
    )

    print(f"\nstart-up: imports {begun['import']:.2f} s, knowledge {begun['knowledge']:.2f} s, matcher {begun['matcher']:.2f} s")
    print(
        f"memory: {begun['peak'] / 1024:.0f} MB after start-up, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB after this run"
    )

    broken = []
    if ours > MEDIAN_LIMIT:
        broken.append(f"a short message takes {ours:.2f} ms, not {MEDIAN_LIMIT} ms")
    if ours > theirs:
        broken.append(f"rapidfuzz is faster: {theirs:.2f} ms against {ours:.2f} ms")
    if eighty > LONG_LIMIT:
        broken.append(f"{LONG_WORDS} words take {eighty:.2f} ms, not {LONG_LIMIT} ms")
    print("\n" + ("\n".join(f"BROKEN: {one}" for one in broken) or "All promises kept."))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
