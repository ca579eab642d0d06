"""What sellers feel while the bot learns what a curator published: `python tests/benchmarks/bench_teaching.py`.

One worker under gunicorn, as in `bench_slack.py`, asked at an even pace. Rounds without anything to learn and rounds in which a
topic is published take turns, so that whatever else the machine does weighs on both. A round of learning lasts from the
publishing until the new snapshot answers: the look that finds it, the lesson in a process that stands back, and the reading of
what was learnt. `--rounds 10` for more of both.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from bot.domain.clock import utc_now  # noqa: E402  the root has to be on the path first
from bot.domain.records import Person  # noqa: E402
from bot.domain.taught import Taught, TaughtState  # noqa: E402
from bot.storage.migrator import migrate  # noqa: E402
from bot.storage.stores import database_stores  # noqa: E402
from tests.benchmarks.bench_slack import WARM_UP, Candidate, serve_slack  # noqa: E402
from tests.scenarios.payloads import SECRET  # noqa: E402

PACE = 0.03
"""Seconds between two questions: a third of what one worker can answer, far more than a workspace asks."""

IDLE = 6.0
"""Seconds of a round without learning."""

LONGEST = 120.0
"""Seconds after which a topic that was not learnt counts as a fault."""

WANTED = 2.0
"""How many times the idle p95 it may take at most."""

TOPICS = (
    "sample crates",
    "forklift rental",
    "night shift bonus",
    "visitor badges",
    "cold storage",
    "pallet deposit",
    "dock hours",
)
PHRASES = ("what do we charge for {}", "who decides about {}", "are {} part of the contract", "the client asks for {}")


class Bench:
    """A bot under an even load, and what it is taught meanwhile."""

    def __init__(self, bot: Candidate, database: str) -> None:
        self._bot = bot
        self._stores = database_stores(database)
        self._names = itertools.count()

    def idle(self) -> list[float]:
        """Ask while nothing is learnt; returns the seconds to each answer."""
        until = time.monotonic() + IDLE
        return self._ask(lambda: time.monotonic() < until)

    def teaching(self) -> list[float]:
        """Ask from the moment that a topic is published until it answers."""
        number = next(self._names)
        before, until = self._snapshots(), time.monotonic() + LONGEST
        if not self._stores.taught.add(taught=topic(number)):
            raise RuntimeError("the topic was not taken")
        found = self._ask(lambda: self._snapshots() == before and time.monotonic() < until)
        if self._snapshots() == before:
            raise RuntimeError(f"nothing was learnt: {self._bot.log[-3:]}")
        return found

    def close(self) -> None:
        self._stores.housekeeping.close()

    def _ask(self, goes_on: Callable[[], bool]) -> list[float]:
        endless = (self._bot.events(1)[0] for _ in itertools.count())
        return self._bot.delays(itertools.takewhile(lambda _: goes_on(), endless), PACE)

    def _snapshots(self) -> int:
        return sum("Snapshot" in line and "answers" in line for line in self._bot.log)


def topic(number: int) -> Taught:
    """A topic that nothing built in knows of."""
    name = f"{TOPICS[number % len(TOPICS)]} {number // len(TOPICS) or ''}".strip()
    body = {
        "language": "en",
        "title": name.capitalize(),
        "answer": f"Ask the desk about {name}.",
        "source": {"person": "Ana", "date": "2026-11-01"},
        "phrases": {"en": [phrase.format(name) for phrase in PHRASES]},
    }
    who = Person(team="T1", user="U1")
    return Taught(
        id=name.replace(" ", "-"), version=1, state=TaughtState.PUBLISHED, body=body, changed_by=who, changed_at=utc_now()
    )


def main() -> int:
    """Measure both kinds of rounds in turn and print them side by side; 1 where the wanted is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    port, ready = multiprocessing.Value("i", 0), multiprocessing.Event()
    server = multiprocessing.Process(target=serve_slack, args=(port, ready), daemon=True)
    server.start()
    ready.wait(10)
    with tempfile.TemporaryDirectory() as folder:
        idle, teaching = measured(f"http://127.0.0.1:{port.value}", f"sqlite:///{folder}/bot.db", rounds)
    server.terminate()
    print(f"{rounds} round(s) of each, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, Python {sys.version.split()[0]}")
    for label, found in (("idle", idle), ("while it learns", teaching)):
        print(f"{label:16} p50 {share(found, 0.5):7.1f} ms  p95 {share(found, 0.95):7.1f} ms  of {len(found)} questions")
    times = share(teaching, 0.95) / share(idle, 0.95)
    print(f"p95 while it learns is {times:.1f} times that of an idle bot (wanted: at most {WANTED:.0f})")
    return int(times > WANTED)


def measured(slack: str, database: str, rounds: int) -> tuple[list[float], list[float]]:
    """Return the milliseconds of all idle rounds and of all rounds with a lesson."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": f"{slack}/api/",
        "DATABASE_URL": database,
    }
    migrate(database)
    bot = Candidate(("--config", "python:bot.bootstrap.server", "bot.bootstrap.slack:build_wsgi()"), environment, slack)
    bench = Bench(bot, database)
    try:
        bot.burst(WARM_UP)
        pairs = [(bench.idle(), bench.teaching()) for _ in range(rounds)]
    finally:
        bench.close()
        bot.stop()
    idle, teaching = (list(itertools.chain(*some)) for some in zip(*pairs, strict=True))
    return [1000 * one for one in idle], [1000 * one for one in teaching]


def share(found: list[float], part: float) -> float:
    """The value below which a part of all lies."""
    return sorted(found)[int(len(found) * part)]


if __name__ == "__main__":
    sys.exit(main())
