"""Twenty thousand questions, no two in the same words: what the bot keeps in mind has a limit; figures are printed."""

from __future__ import annotations

import json
import random
import re
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import pytest

from bot.knowledge.location import IN_REPOSITORY
from bot.storage.migrator import migrate
from tests.scenarios.fake_slack import FakeSlack
from tests.scenarios.kills import Gunicorn, settings
from tests.scenarios.payloads import mention

QUESTIONS, STEADY, SENDERS, SEED = 20_000, 5_000, 8, 20_261_127
MOST_GROWTH = 5.0
"""Megabytes after the first STEADY questions."""

pytestmark = pytest.mark.timeout(3600)


PEOPLE, CHANNELS = 5_000, 900


def varied(text: str, chance: random.Random) -> str:
    """A sentence with a slip of the finger, and with a name and a number that nobody wrote before."""
    words = text.split()
    at = chance.randrange(len(words))
    words[at] = words[at].replace(chance.choice(words[at]), chance.choice(ascii_lowercase), 1)
    name = "".join(chance.choices(ascii_lowercase, k=chance.randrange(4, 12)))
    return f"{' '.join(words)} ({name}, {chance.randrange(1_000_000)})"


def asked() -> list[dict[str, Any]]:
    """Sentences people wrote, each varied, of people none of whom sends too many a minute."""
    chance = random.Random(SEED)
    files = [IN_REPOSITORY / "calibration" / f"{language}.jsonl" for language in ("en", "id")]
    lines = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    texts = [line["text"] for line in lines if line["topics"]]  # each is answered: what is no question may be a nod
    return [
        mention(varied(chance.choice(texts), chance), user=f"U{number % PEOPLE}", channel=f"C{number % CHANNELS}")
        for number in range(QUESTIONS)
    ]


def resident(process: Gunicorn) -> float:
    """Megabytes resident in the only worker."""
    pid = process.process.pid
    worker = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()[0]
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{worker}/status").read_text(encoding="ascii"))
    assert found is not None
    return int(found.group(1)) / 1024


def test_after_five_thousand_questions_the_memory_is_flat(slack: FakeSlack, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    migrate(url)
    process = Gunicorn(settings(slack, url), workers=1)
    questions, sizes = asked(), []
    try:
        with ThreadPoolExecutor(SENDERS) as senders:
            for first in range(0, QUESTIONS, STEADY):
                assert all(senders.map(process.send, questions[first : first + STEADY]))
                slack.wait("chat.postMessage", first + STEADY)
                sizes.append(resident(process))
    finally:
        process.end(signal.SIGTERM)
    print(f"\nresident after every {STEADY} of {QUESTIONS} questions: {', '.join(f'{size:.1f}' for size in sizes)} MB")
    assert sizes[-1] - sizes[0] <= MOST_GROWTH
