"""What every room of the tests may use: the real advisor, built once, and conversations with it."""

from __future__ import annotations

import atexit
import gc
import itertools
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot.bootstrap import Answering
from bot.bootstrap.prepared import built_in
from bot.bootstrap.slack import load
from bot.domain.conversation import Utterance
from bot.domain.reply import Reply
from bot.knowledge import learnt
from bot.knowledge.location import find_knowledge
from bot.knowledge.phrase_cache import PhraseCache
from bot.language.message import Message
from bot.matching.matcher import Matcher
from bot.matching.weighing import Weighed

# A developer's own .env is none of a test's business, nor of the processes it starts.
os.environ["PYTHON_DOTENV_DISABLED"] = "1"

# Some machines keep no compiled modules: every process that a test starts would compile the whole bot anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# What is learnt of a team's topics is kept by all it is learnt from: whoever teaches the same in this run, in whatever worker,
# learns it once. Workers have the environment of the process that started them.
if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["ADVISOR_CACHE"] = tempfile.mkdtemp(prefix="advisor-learnt-")
    atexit.register(shutil.rmtree, os.environ["ADVISOR_CACHE"], ignore_errors=True)

# A busy machine must not turn a property into a failure: no example has a deadline, and slow ones are no reason to give up.
# `make proof` tries each property far more often (`--hypothesis-profile proof`).
settings.register_profile("any-machine", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=40)
settings.register_profile("proof", settings.get_profile("any-machine"), max_examples=400)
settings.load_profile("any-machine")


KNOWLEDGE, CACHE = find_knowledge(None), Path(os.environ["ADVISOR_CACHE"])
if "PYTEST_XDIST_WORKER" in os.environ:
    built_in(KNOWLEDGE, CACHE)  # what the process that started this one has read


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Read the knowledge, and the phrases to learn beside, once for all workers and for all processes that tests start."""
    found, phrases = built_in(KNOWLEDGE, CACHE), PhraseCache()
    phrases.get(KNOWLEDGE, learnt._stand_of(KNOWLEDGE), found.model, found.lexicons, CACHE)
    phrases.keep(CACHE)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Two workers a processor for `-n auto`: half of the tests' time is spent waiting for processes and connections."""
    return 2 * len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2 * (os.cpu_count() or 1)


WAITING = {"test_kills", "test_socket_mode", "test_startup_words", "test_web_processes"}
"""Files whose tests mostly wait, for processes and their leases, up to twenty seconds each."""

COSTLY = {
    "test_added", "test_added_topics", "test_audience", "test_following", "test_guide", "test_import", "test_knowledge",
    "test_layers", "test_offers", "test_prepared", "test_preview", "test_server", "test_slack_messages", "test_streams",
    "test_teaching", "test_third_language", "test_training",
}  # fmt: skip
"""Files with tests of seconds of processor time, or which share what takes seconds to make: one worker runs all of such a file."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let every worker begin with its share of what waits and of what is costly, one in two the other way round: so the processors
    are busy while some wait, and what is left for the end, and stolen then, is short. The workers of `--dist worksteal` begin
    with a part each of the list; all else keeps its random order.
    """
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    waiting = [item for item in items if item.path.stem in WAITING]
    costly = [
        list(file) for _, file in itertools.groupby((item for item in items if item.path.stem in COSTLY), lambda item: item.path)
    ]
    rest = iter([item for item in items if item.path.stem not in WAITING | COSTLY])
    left, ordered = len(items), list[pytest.Item]()
    for worker in range(workers):
        shares = [waiting[worker::workers], list(itertools.chain(*costly[worker::workers]))]
        share, size = list(itertools.chain(*shares[:: -1 if worker % 2 else 1])), left // (workers - worker)
        ordered += [*share, *itertools.islice(rest, max(size - len(share), 0))]
        left -= size
    items[:] = [*ordered, *rest]


def pytest_collection_finish() -> None:
    """The tests themselves are no garbage, and a worker has thousands: the collector passes them over, and comes seldom."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


Say = Callable[[str], Reply]
_threads = count(1)


@pytest.fixture(scope="session")
def answering() -> Answering:
    """The real knowledge, model and advisor, with memory stores."""
    return load(None)


@pytest.fixture
def anew(answering: Answering) -> Callable[[], Say]:
    """Begin another thread of this test's own."""

    def begin() -> Say:
        thread = f"test:{next(_threads)}"
        return lambda text: answering.advisor.respond(Utterance(text=text, thread=thread))

    return begin


ASKED_BACK = "ditanya soal harga"
"""An answer to an objection, the objections themselves, or the value of what is sold: what it means is for the asker to say."""


@pytest.fixture
def asked_back_about(monkeypatch: pytest.MonkeyPatch) -> str:
    """What the bot asks back about, whatever is learnt: nobody can tell what is meant by it, alone or with what follows."""
    weigh = Matcher.weigh

    def weighed(self: Matcher, message: Message) -> Weighed:
        found = weigh(self, message)
        if not message.text.startswith(ASKED_BACK):
            return found
        shares = {"objection-prep": 0.5, "objections": 0.3, "value-pitch": 0.2}
        rest = [(topic, 0.0) for topic, _ in found.topics if topic not in shares]
        return replace(
            found, topics=(*shares.items(), *rest), none=0.0, follow_ups=((found.follow_ups[0][0], 0.0),), scope=0.9, sure=0.4
        )

    monkeypatch.setattr(Matcher, "weigh", weighed)
    return ASKED_BACK


@pytest.fixture
def say(anew: Callable[[], Say]) -> Say:
    """Say something in a thread of this test's own and get the reply."""
    return anew()
