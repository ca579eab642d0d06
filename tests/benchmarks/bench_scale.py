"""A team of a thousand topics: what learning them, a start, an answer and `check` cost; and one topic alone. Exit 1 where a promise is broken.

Every step is a process of its own, whose processor time and peak memory the system tells. Topics are made of words that nobody
uses, with a fixed seed: eight phrases each, a title and an answer.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
KNOWLEDGE = ROOT / "knowledge"

SYLLABLES = [
    "ka",
    "lo",
    "mi",
    "ra",
    "ten",
    "vor",
    "zu",
    "pel",
    "dan",
    "sor",
    "bi",
    "quo",
    "mar",
    "fen",
    "tis",
    "gra",
    "hul",
    "nex",
    "op",
    "dra",
]
FRAMES = (
    "how do we handle {a} {b}",
    "what is the {a} {b} rule",
    "can I give {a} {c} to a customer",
    "who approves {b} {c}",
    "they asked about {a} {b} {c} again",
    "where is {c} of {a} written down",
    "is {b} {a} included in the price",
    "when do we send {a} {c}",
)
ONE = """title: Valet parking
answer: Ask the front desk for a valet ticket.
source: {person: Ana}
phrases:
  - who pays for the valet
  - is there valet parking at the office
  - can a customer have a valet ticket
  - valet for a guest
  - where do visitors leave the car
"""
OLD = (
    "how long is the sales cycle for enterprises",
    "what is a good win rate",
    "kenapa proses belinya lama sekali",
    "who approves a discount",
    "what should I say to the CFO",
)

LEARN = """
import time
from pathlib import Path
from bot.bootstrap.snapshots import knowledge_of
from bot.knowledge.learnt import learnt, load_built_in
from bot.knowledge.learnt_folder import LearntFolder
from bot.knowledge.lexicon import load_lexicons
import bot.matching.added
folder, cache, layer = map(Path, sys.argv[1:4])
layers, lexicons = knowledge_of(folder, [layer])[1], load_lexicons(folder)
load_built_in(folder)
begun = time.process_time()
learnt(folder, layers, lexicons, LearntFolder(cache), cache)
print(time.process_time() - begun)
"""
START = """
import json, statistics, time
from pathlib import Path
from bot.bootstrap import answering_over, make_snapshot
from bot.domain.conversation import Utterance
from bot.knowledge.learnt_folder import LearntFolder
folder, cache, layer, texts = *map(Path, sys.argv[1:4]), json.loads(sys.argv[4])
answering = answering_over(make_snapshot(folder, [layer], kept=LearntFolder(cache), cache=cache))
answering.advisor.respond(Utterance(text=texts[0]))
started = time.process_time()
taken = []
for text in texts:
    begun = time.process_time()
    answering.matcher.weigh_text(text)
    taken.append(1000 * (time.process_time() - begun))
print(json.dumps({"start": started, "p50": statistics.median(taken), "numpy": "numpy" in sys.modules}))
"""
CHECK = "from bot.cli import main; main(['check', sys.argv[3]])"


class Cost(NamedTuple):
    """What a process took: processor seconds, peak megabytes, and what it wrote."""

    seconds: float
    megabytes: float
    written: str


def main() -> int:
    """Measure, tell, and compare with what is promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--topics", type=int, default=1000, help="how many topics the team has (the promises are for 1000)")
    count = parser.parse_args().topics
    with tempfile.TemporaryDirectory() as room:
        team, alone, cache = (Path(room) / name for name in ("team", "alone", "cache"))
        phrases = make_team(team, count)
        make_topic(alone, "valet-parking", ONE)
        first = measured(LEARN, cache, alone)
        for model in cache.glob("*.gz"):
            model.unlink()
        one, learning = measured(LEARN, cache, alone), measured(LEARN, cache, team)
        texts = [*phrases[:: max(1, len(phrases) // 300)], *OLD * 20]
        start, check = measured(START, cache, team, json.dumps(texts)), measured(CHECK, cache, team)
    told = json.loads(start.written)
    figures = [
        ("one topic, process and all, nothing kept yet", "s", first.seconds, None),
        ("one topic, process and all", "s", one.seconds, None),
        ("one topic, its learning alone", "s", float(one.written), 1.0),
        (f"learning {count} topics", "s", learning.seconds, 300.0),
        ("its peak memory", "MB", learning.megabytes, 600.0),
        ("start", "s", told["start"], 4.0),
        ("its peak memory", "MB", start.megabytes, 250.0),
        ("matching one message, median, processor time", "ms", told["p50"], 3.0),
        ("check", "s", check.seconds, 60.0),
    ]
    for name, unit, found, most in figures:
        promise = "" if most is None else f"  (at most {most:g}{'' if found <= most else ': BROKEN'})"
        print(f"{name:<46}{found:>9.2f} {unit}{promise}")
    return int(any(most is not None and found > most for _, _, found, most in figures))


def make_team(folder: Path, count: int) -> list[str]:
    """Write a team's topics; return their phrases."""
    chance = random.Random(5)
    words = sorted({"".join(chance.choices(SYLLABLES, k=chance.choice((2, 3)))) for _ in range(4000)})
    chance.shuffle(words)
    phrases = []
    for number in range(count):
        a, b, c = (words[(number * step + shift) % len(words)] for step, shift in ((1, 0), (7, 3), (13, 5)))
        own = [frame.format(a=a, b=b, c=c) for frame in FRAMES]
        listed = "".join(f"\n  - {phrase}" for phrase in own)
        answer = f"Ask the {c} desk about {a} and {b}."
        source = f"Sales handbook, https://example.com/{number}"
        make_topic(
            folder,
            f"{a}-{b}-{number}",
            f"title: {a.title()} {b} {number}\nanswer: {answer}\nsource: {source}\nphrases:{listed}\n",
        )
        phrases += own
    return phrases


def make_topic(folder: Path, name: str, content: str) -> None:
    """Write one topic of a team."""
    file = folder / "topics" / f"{name}.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")


def measured(script: str, cache: Path, layer: Path, *more: str) -> Cost:
    """Run a script in a process of its own and return what it took."""
    cache.mkdir(exist_ok=True)
    arguments = [sys.executable, "-c", f"import sys\n{script}", str(KNOWLEDGE), str(cache), str(layer), *more]
    with tempfile.TemporaryFile() as written:
        environment = os.environ | {"PYTHONPATH": str(ROOT), "ADVISOR_CACHE": str(cache)}
        process = os.posix_spawn(
            sys.executable, arguments, environment, file_actions=[(os.POSIX_SPAWN_DUP2, written.fileno(), sys.stdout.fileno())]
        )
        _, status, used = os.wait4(process, 0)
        if status:
            raise SystemExit(f"A step failed with exit code {os.waitstatus_to_exitcode(status)}.")
        written.seek(0)
        return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, written.read().decode())


if __name__ == "__main__":
    raise SystemExit(main())
