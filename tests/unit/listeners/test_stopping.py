"""An order to stop is noticed whichever thread the system gives the signal to."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator

import pytest

from bot.listeners.stopping import Stop

NUMBER = signal.SIGUSR1


@pytest.fixture
def stop() -> Iterator[Stop]:
    """A stop that the signal sets."""
    stop = Stop(poll=0.01)
    before = signal.signal(NUMBER, stop.set)
    yield stop
    signal.signal(NUMBER, before)


@pytest.mark.parametrize("thread", [threading.get_ident, lambda: threading.main_thread().ident or 0])
def test_a_signal_ends_the_wait_whichever_thread_is_given_it(stop: Stop, thread: Callable[[], int]) -> None:
    sender = threading.Timer(0.05, lambda: signal.pthread_kill(thread(), NUMBER))
    sender.start()
    stop.wait()
    sender.join()


def test_a_second_order_within_the_handler_of_the_first_does_no_harm(stop: Stop) -> None:
    def order_twice(*_: object) -> None:
        stop.set()
        signal.signal(NUMBER, stop.set)
        signal.raise_signal(NUMBER)

    signal.signal(NUMBER, order_twice)
    signal.raise_signal(NUMBER)
    stop.wait()
