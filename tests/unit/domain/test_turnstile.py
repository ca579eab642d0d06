"""A turnstile lets threads through one by one, and holds nobody up for long."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from bot.domain.turnstile import Turnstile

LONG = 300.0


def test_threads_pass_one_at_a_time() -> None:
    turnstile, inside, most = Turnstile(LONG), 0, 0

    def work(_: int) -> None:
        nonlocal inside, most
        with turnstile.passage():
            inside += 1
            most = max(most, inside)
            inside -= 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(400)))
    assert most == 1


def test_nobody_waits_for_long_behind_one_that_is_held_up() -> None:
    turnstile, held = Turnstile(0.01), threading.Event()

    def stay() -> None:
        with turnstile.passage():
            held.wait(LONG)

    with ThreadPoolExecutor(1) as pool:
        staying = pool.submit(stay)
        with turnstile.passage():
            assert not staying.done()
        held.set()


def test_a_failure_inside_gives_the_turn_to_the_next() -> None:
    turnstile = Turnstile(LONG)
    for _ in range(2):
        try:
            with turnstile.passage():
                raise ValueError
        except ValueError:
            continue


def test_who_steps_aside_lets_the_next_pass_and_waits_for_a_turn_again() -> None:
    turnstile, passed, order = Turnstile(LONG), threading.Event(), []

    def follow() -> None:
        with turnstile.passage():
            order.append("next")
            passed.set()

    with ThreadPoolExecutor(1) as pool, turnstile.passage():
        following = pool.submit(follow)
        with turnstile.aside():
            assert passed.wait(LONG)
        order.append("back")
        following.result(LONG)
    assert order == ["next", "back"]


def test_stepping_aside_without_a_turn_takes_nobody_elses() -> None:
    turnstile = Turnstile(0.01)
    with turnstile.passage(), ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: turnstile.aside().__enter__()).result(LONG)
        assert not pool.submit(turnstile._lock.acquire, timeout=0.01).result(LONG)
