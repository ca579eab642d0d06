"""What is remembered of words has a limit, and gives the same as what is not."""

from __future__ import annotations

import gc
import types
from collections.abc import Container, Iterator, Sequence
from functools import _lru_cache_wrapper

from bot.bootstrap import Answering
from bot.domain.conversation import Utterance
from bot.language.remembered import LONGEST, Remembered
from bot.matching.scoring import REMEMBERED, Joint

WORDS = 150
"""Words of a strange message."""


def test_a_word_is_worked_out_once() -> None:
    asked: list[str] = []

    def work(word: str) -> str:
        asked.append(word)
        return word.upper()

    memory = Remembered(work)
    assert [memory["churn"] for _ in range(3)] == ["CHURN"] * 3
    assert asked == ["churn"]


def test_the_words_met_first_go_when_it_is_full_and_no_endless_word_is_kept() -> None:
    memory = Remembered(len, most=10)
    assert [memory[str(number)] for number in range(95)] == [len(str(number)) for number in range(95)]
    assert 7 <= len(memory) <= 10
    assert {"93", "94"} <= memory.keys()
    assert memory["x" * (LONGEST + 1)] == LONGEST + 1
    assert max(map(len, memory)) == 2


def strange(message: int) -> str:
    """Words nobody has met, and that no phrase holds."""
    letters = "bcdfghjklm"
    names = (f"{message * WORDS + at:06d}" for at in range(WORDS))
    return " ".join("".join(letters[int(digit)] + "aeiou"[at % 5] for at, digit in enumerate(name)) for name in names)


def reachable(root: object) -> Iterator[object]:
    """All that an object holds, directly or not, save for what functions and types lead to: the whole program."""
    seen, rest = {id(root)}, [root]
    while rest:
        one = rest.pop()
        yield one
        for held in gc.get_referents(one):
            if id(held) not in seen and not isinstance(held, type | types.ModuleType | types.FunctionType):
                seen.add(id(held))
                rest.append(held)


def limited(held: Sequence[object]) -> Container[int]:
    """The dictionaries that have a limit: inside caches, and of the model's fields."""
    caches = [one for one in held if isinstance(one, _lru_cache_wrapper) and one.cache_info().maxsize is not None]
    inner = {id(inside) for cache in caches for inside in gc.get_referents(cache) if isinstance(inside, dict)}
    return inner | {id(one._rows) for one in held if isinstance(one, Joint) and len(one._rows) <= REMEMBERED}


def test_whatever_people_write_only_what_has_a_limit_grows(answering: Answering) -> None:
    def read(message: int) -> list[object]:
        answering.advisor.respond(Utterance(text=strange(message), thread="strange"))
        return list(reachable((answering.reader, answering.matcher, answering.tasks, answering.renderer)))

    before = {id(one): len(one) for one in read(0) if isinstance(one, dict | list | set)}
    held = read(1)
    limits = limited(held)
    grown = [one for one in held if isinstance(one, dict | list | set) and len(one) > before.get(id(one), len(one))]
    assert [one for one in grown if not isinstance(one, Remembered) and id(one) not in limits] == []
    assert sum(isinstance(one, Remembered) for one in grown) > len(answering.reader.books)
