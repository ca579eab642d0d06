"""A hundred thousand things that somebody may type: every one is answered, and none takes long; figures are printed.

In ten parts, so that processors share them and each shows how far it came.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator

import pytest

from bot.bootstrap.slack import load
from bot.domain.conversation import Utterance
from bot.knowledge.location import IN_REPOSITORY
from bot.language.text import LONGEST
from bot.rendering.limits import message_problems
from bot.rendering.slack import SlackRenderer
from tests.steps import PIECES

PARTS, INPUTS, THREADS, SEED = 10, 10_000, 200, 20_261_127
MOST_SECONDS = 0.1
"""Of processor time, for one input."""
LENGTHS = (0, 1, 3, 8, 20, 60, 200)
"""Parts of an input; one in five hundred is as long as what is read at all, or longer."""
ODD = "\x00\u200b\u202e\ud83d\U0001f600é中ﷺ٣²½\t\n\"'`*_~<>&|{}[]()$%€:;/\\#@"

pytestmark = pytest.mark.timeout(3600)


def inputs(chance: random.Random) -> Iterator[str]:
    """Sentences cut and joined, numbers and brackets, odd signs, in any order."""
    files = [IN_REPOSITORY / "calibration" / f"{language}.jsonl" for language in ("en", "id")]
    said = [json.loads(line)["text"] for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    words = [word for text in said for word in text.split()]
    kinds = (
        lambda: chance.choice(said),
        lambda: f"{chance.choice(words)} ",
        lambda: chance.choice(PIECES),
        lambda: chance.choice(ODD),
        lambda: chr(chance.randrange(0x110000)),
        lambda: f"{chance.randrange(10 ** chance.randrange(1, 20)):,} ",
    )
    for number in range(INPUTS):
        some = chance.choices(kinds, k=2)
        text = "".join(chance.choice(some)() for _ in range(chance.choice(LENGTHS)))
        yield chance.choice(PIECES) * (2 * LONGEST // 3) if number % 500 == 0 else text


@pytest.mark.parametrize("part", range(PARTS))
def test_a_hundred_thousand_inputs_are_answered_within_a_tenth_of_a_second(part: int) -> None:
    answering = load(None)  # as the bot does: what lasts is passed over by the collector of garbage
    slack = SlackRenderer(answering.renderer)

    def answer(text: str, thread: str) -> float:
        """Answer an input, look that it can be sent, and return the seconds of processor time that the answer took."""
        before = time.thread_time()
        message = slack.message(answering.advisor.respond(Utterance(text=text, thread=thread)))
        taken = time.thread_time() - before
        problems = [] if message.is_empty else message_problems({"text": message.text, "blocks": list(message.blocks)})
        assert problems == [], text
        return taken

    every = list(inputs(random.Random(SEED + part)))
    taken = [answer(text, f"t{number % THREADS}") for number, text in enumerate(every)]
    # Processor time too is longer where others use the machine's caches: what took long counts by the best of five more tries.
    late = [number for number, seconds in enumerate(taken) if seconds >= MOST_SECONDS]
    again = {number: min(answer(every[number], f"again {number} {turn}") for turn in range(5)) for number in late}
    ordered = sorted(taken)
    print(f"\n{INPUTS} inputs: median {1000 * ordered[INPUTS // 2]:.1f} ms, slowest {1000 * ordered[-1]:.0f} ms")
    print(
        f"{len(late)} above {1000 * MOST_SECONDS:.0f} ms, the slowest of them {1000 * max(again.values(), default=0):.0f} ms at best"
    )
    assert max(again.values(), default=0) < MOST_SECONDS, [every[number] for number in late if again[number] >= MOST_SECONDS]
