"""What a message wants besides its numbers: a sum, its change or its end, a calculator opened, something else of the metric."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.advisor.calculators.cues import Cue, Layout, is_within
from bot.advisor.calculators.numbers import is_money
from bot.advisor.calculators.shares import Reading
from bot.domain.metric import Metric
from bot.language.message import Message
from bot.language.phrases import Hit
from bot.language.quantity import Kind, Period, Quantity

LONGEST_OPENING = 16
"""Words; whoever only wants a calculator needs no more."""
LONGEST_CHANGE = 18
"""Words; a longer message is a question of its own rather than a change of a sum."""
_MOST_BESIDE_CHANGE = 3
"""Words besides fillers and words of the metric, where a word supposes something; without one there may be none."""
MOST_CLOSING = 2
"""Words besides those that close a sum; with more the message says something else."""
_NAMED_NEAR = 1.0
"""What may stand at most between a number and its name behind it ("500k in revenue")."""
_BESIDE = ("sums.more-before", "sums.more-behind", "sums.less-before", "sums.less-behind", "sums.case")
"""Lists of words that tell how a number changes a sum, or whose it is."""
_PER = "sums.per-"
_NO_MARKS = ("", "$", "€", "£", "~")
"""Signs that may stand between a name and its value; any other parts them."""


def asks_for_a_sum(layout: Layout) -> bool:
    """Whether any word or sign asks for a number."""
    message = layout.message
    return message.asks or bool(message.cues("sums.asking")) or _ends_in_equals(message)


def asks_plainly(layout: Layout, cues: Iterable[Cue]) -> bool:
    """Whether it asks for a number in so many words ("what is our …", "calculate"), whatever else it asks.

    Besides, the sentence must speak of the metric, by one of its `cues`, or hold a number: "what are the reasons?" does not.
    """
    message = layout.message
    words = message.words
    about = {words[at].sentence for at in (*(cue.first for cue in cues), *(one.first for one in message.quantities))}
    return any(words[hit.first].sentence in about for hit in message.cues("sums.plain")) or _ends_in_equals(message)


def asks_about(message: Message, cues: Iterable[Cue]) -> bool:
    """Whether a sentence that asks speaks of the metric, by one of its `cues`."""
    words = message.words
    asking = {words[hit.first].sentence for hit in message.cues("sums.asking")}
    asking |= {words[message.clauses[clause][0]].sentence for clause in message.asked}
    return any(words[cue.first].sentence in asking for cue in cues)


def asks_otherwise(message: Message) -> bool:
    """Whether the message asks why, when, who, how to improve, or whether a number is good."""
    begins = {first for first, _ in message.clauses.values()}
    return bool(message.cues("sums.otherwise")) or any(hit.first in begins for hit in message.cues("sums.opening-question"))


def asks(message: Message) -> bool:
    """Whether a message asks something, with or without a question mark."""
    ends = any(hit.last == len(message.words) for hit in message.cues("sums.question-end"))
    return message.asks or ends or bool(message.cues("sums.question"))


def asked_period(message: Message) -> Period | None:
    """The period a rate is asked per; "a month" in a price is not one. The last one counts."""
    taken = [one for one in message.quantities if not one.article]
    hits = [
        (hit.first, period)
        for period in Period
        for hit in message.cues(f"{_PER}{period.value}")
        if not is_within(hit.first, hit.last, taken)
    ]
    return max(hits, default=(0, None))[1]


def speaks_of_size(message: Message) -> bool:
    """Whether a number counts who works somewhere ("a firm of 150 people") rather than customers or deals."""
    return bool(message.cues("sums.staff")) or bool(message.cues("sums.people") and message.cues("sums.firm"))


def says_what_if(message: Message) -> bool:
    """Whether a word of the message supposes something or goes on from what came before."""
    begins = any(hit.first == 0 for hit in message.cues("sums.going-on"))
    return begins or bool(message.cues("sums.supposing") or message.cues("sums.changing"))


def may_change(message: Message, others: Sequence[str]) -> bool:
    """Whether a message may change a number, by its length and the `others` among its words that say something else.

    Whoever names the task again may name another one: then no other word may stand there.
    """
    asks = message.asks or bool(message.cues("sums.how-many"))
    if len(message.words) > LONGEST_CHANGE or (asks and not says_it_differs(message)):
        return False
    strong = message.cues("sums.supposing") and not message.cues("sums.calculating")
    return len(others) <= (_MOST_BESIDE_CHANGE if strong else 0)


def says_it_differs(message: Message) -> bool:
    """Whether a word supposes or corrects something."""
    return says_what_if(message) or bool(message.cues("sums.correcting"))


def other_words(message: Message, quantities: Iterable[Quantity], cues: Iterable[Cue], more: Sequence[str] = ()) -> list[str]:
    """The words that are no number, no filler and no word of the metric: they say something else.

    `more` are lists of words that say nothing of their own here.
    """
    spans: list[Hit | Cue | Quantity] = [*quantities, *(cue for cue in cues if not cue.gapped)]
    spans += [hit for key in ("sums.talk", "sums.correcting", "sums.supposing", *_BESIDE, *more) for hit in message.cues(key)]
    return [word.low for at, word in enumerate(message.words) if word.low != ":" and not is_within(at, at + 1, spans)]


def wishes_for_a_sum(message: Message) -> bool:
    """Whether any word wishes to calculate, and hardly anything else is said."""
    return bool(message.cues("sums.wish")) and len(message.words) <= LONGEST_OPENING


def wants_opened(message: Message, names: Sequence[Cue]) -> bool:
    """Whether a message without numbers wishes for the metric named by `names`: "mau ngitung laba bersih", "calculate win rate".

    Any word that is neither the wish, the name nor a filler says more: "cara hitung churn" asks how, "rumus" for a formula.
    """
    if not names or not wishes_for_a_sum(message):
        return False
    spans: list[Hit | Cue | Quantity] = [*message.cues("sums.wish"), *names, *message.cues("sums.opening")]
    return all(is_within(at, at + 1, spans) for at in range(len(message.words)))


def wants_formula(message: Message, cues: Sequence[Cue]) -> bool:
    """Whether a message asks how something is worked out, and says nothing else but its name, by one of its `cues`."""
    if not message.cues("sums.formula") or message.quantities or len(message.words) > LONGEST_OPENING:
        return False
    return not other_words(message, (), cues, ("sums.formula", "sums.opening", "sums.plain", "sums.question"))


def wants_closed(message: Message) -> bool:
    """Whether the message closes what is open: "forget it", "batal", and nothing else."""
    hits = message.cues("sums.closing")
    covered = {at for hit in hits for at in range(hit.first, hit.last)}
    return bool(hits) and not message.quantities and not message.asks and len(message.words) - len(covered) <= MOST_CLOSING


def is_stated(quantities: Iterable[Quantity], unit: str, layout: Layout, names: Sequence[Cue], least: float) -> bool:
    """Whether a number of the metric's own unit stands right beside its name: "churn of 5%", "20% win rate"."""
    kind = {"%": Kind.PERCENT, "x": Kind.MULTIPLE}.get(unit)
    return any(one.kind is kind and layout.tie(names, one.first, one.last) >= least for one in quantities)


def without_result(metric: Metric, layout: Layout, readings: Sequence[Reading], names: Sequence[Cue]) -> list[Reading]:
    """The numbers but what the metric came to already; where each has its own word behind it, none is that.

    So "net profit 500k revenue 420k costs" tells of 500k in revenue, and "net profit 45k, revenue 300k" of 45k in profit.
    """
    if all(_is_named_behind(metric, layout, reading, readings) for reading in readings):
        return list(readings)
    return [one for one in readings if not _is_result(metric, layout, one, names)]


def _is_named_behind(metric: Metric, layout: Layout, reading: Reading, readings: Sequence[Reading]) -> bool:
    """Whether a word of an input stands right behind a number, in its own clause and before the next number."""
    following = min((one.first for one in readings if one.first >= reading.last), default=len(layout.message.words))
    cues = (cue for name in metric.inputs for cue in layout.cues(f"{metric.id}.{name}") if reading.last <= cue.first)
    return any(cue.last <= following and layout.cost(reading.last, cue.first) <= _NAMED_NEAR for cue in cues)


def _is_result(metric: Metric, layout: Layout, reading: Reading, names: Sequence[Cue]) -> bool:
    """Whether money is what the metric came to already: "net profit of $45k"."""
    quantity = reading.quantity
    money = quantity.kind in (Kind.MONEY, Kind.PLAIN) and is_money(quantity) and quantity.per is None
    return money and metric.unit.startswith("money") and any(_leads_to(layout, name, reading) for name in names)


def _leads_to(layout: Layout, name: Cue, reading: Reading) -> bool:
    """Whether a number stands right behind a name, or with nothing but "of" or "is" between."""
    if layout.sign_behind(name.last) not in _NO_MARKS or reading.first < name.last:
        return False
    joined = any(hit.first == name.last and hit.last == reading.first for hit in layout.message.cues("sums.result"))
    return joined or reading.first == name.last


def _ends_in_equals(message: Message) -> bool:
    signs = [token for token in message.tokens if token.low != "?"]
    return bool(signs) and signs[-1].low == "="
