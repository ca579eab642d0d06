"""Rounds go on, and end with tidying, whatever happens in one of them."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

from bot.advisor.memory import memory_stores
from bot.listeners.rounds import Rounds
from bot.listeners.work_queue import WorkQueue

PATIENCE = 60.0


def test_a_round_ends_with_tidying_also_where_it_failed(caplog: Any) -> None:
    tidied = threading.Semaphore(0)

    def fail() -> None:
        raise OSError("no room")

    handling: Any = SimpleNamespace(owed=(), finish_owed=fail)
    with ThreadPoolExecutor(1) as executor:
        rounds = Rounds(WorkQueue(executor), handling, memory_stores().inbox, every=0.001, tidy=tidied.release)
        rounds.start()
        assert all(tidied.acquire(timeout=PATIENCE) for _ in range(2))
        rounds.stop()
    assert "A round failed" in caplog.text
