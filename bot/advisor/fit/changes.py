"""What a short message changes of what an open check was told: another number, or a count that was of other people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.advisor.fit.reading.answering import Heard, read_answer
from bot.advisor.fit.reading.cues import BOOK, Cue
from bot.advisor.fit.reading.reader import FitReader
from bot.domain.fit import Answers, OpenFit
from bot.domain.fit_model import FitModel, Reads, Value
from bot.domain.language import Language
from bot.language.message import Message
from bot.language.quantity import Kind, Quantity

FEW = 12
"""People that may decide on a purchase though nobody said that they do."""
TIMES = 10
"""A company is so many times larger than the number of people counted where these are not its employees."""
_SHORT = 3
"""Words of a message that counts people and says nothing else of them."""
_COUNTED = (Reads.STAFF, Reads.DECIDERS)
_PLAIN = (Cue.EMPLOYEES, Cue.EMPLOYEES_LABEL, Cue.SIZE_LABEL, Cue.CUSTOMER, Cue.DECIDERS)
"""What says by itself what people counted are, or whose."""


def bare_number(message: Message) -> Quantity | None:
    """The one number of a message that says nothing else but words such as "and" or "what about"; None where there is more."""
    numbers = [one for one in message.quantities if not one.unclear and one.kind in (Kind.PLAIN, Kind.MONEY)]
    if len(message.quantities) != 1 or not numbers:
        return None
    covered = set(range(numbers[0].first, numbers[0].last))
    for hit in message.hits(BOOK).get(Cue.AROUND_NUMBER, ()):
        covered |= set(range(hit.first, hit.last))
    said = {at for at, word in enumerate(message.words) if any(map(str.isalnum, word.low))}
    return numbers[0] if said <= covered else None


def number_instead(reader: FitReader, opened: OpenFit, message: Message, language: Language | None) -> tuple[str, Heard] | None:
    """What takes the place of the number told last ("and 400?"): the criterion, and its value; None where nothing does."""
    number = bare_number(message)
    if number is None or number.last - number.first == len(message.words) or _asks_number(reader.model, opened):
        return None
    for name in _told_last(reader.model, opened, number):
        heard = read_answer(reader, name, message, language)
        if heard.trouble is None and heard.value is not None:
            return name, heard
    return None


def _asks_number(model: FitModel, opened: OpenFit) -> bool:
    """Whether the open question wants a number that is no amount, so that a bare one is its answer."""
    asked = model.criteria.get(opened.question or "")
    return asked is not None and asked.scale is not None and asked.reads is not Reads.DEAL


def _told_last(model: FitModel, opened: OpenFit, number: Quantity) -> Iterator[str]:
    """What the last step told that such a number can be: an amount by its scale or currency, else people."""
    before = opened.earlier[-1].known if opened.earlier else {}
    told = {name for name, value in opened.answers.known.items() if before.get(name) != value}
    is_amount = number.kind is Kind.MONEY or number.scale is not None
    for reads in (Reads.DEAL,) if is_amount else _COUNTED:
        criterion = model.that_reads(reads)
        if criterion is not None and criterion.id in told:
            yield criterion.id


def people_beside(reader: FitReader, opened: OpenFit, message: Message, read: Answers) -> float | None:
    """How many people are counted that cannot be all who work there: "3 people", of a company of 200; None where none are."""
    staff = reader.model.that_reads(Reads.STAFF)
    if staff is None or set(read.known) != {staff.id} or not _counts_alone(message):
        return None
    told, counted = opened.answers.known.get(staff.id), read.known[staff.id]
    if not isinstance(counted, float) or not isinstance(told, float):
        return None
    return counted if counted <= min(FEW, told / TIMES) else None


def _counts_alone(message: Message) -> bool:
    """Whether a short message counts people and neither supposes anything nor says who they are."""
    says_more = message.cues("sums.supposing") or message.cues("sums.firm")
    return len(message.words) <= _SHORT and not says_more and not _says_who(message)


def _says_who(message: Message) -> bool:
    """Whether people counted are named by what they are; "people" alone does not."""
    hits = message.hits(BOOK)
    people = {(hit.first, hit.last) for hit in hits.get(Cue.PEOPLE, ())}
    return any((hit.first, hit.last) not in people for cue in _PLAIN for hit in hits.get(cue, ()))


def as_deciders(model: FitModel, count: float) -> Answers:
    """So many people, as those who decide."""
    criterion = model.that_reads(Reads.DECIDERS)
    return Answers() if criterion is None else Answers(values={criterion.id: count})


def without_staff(reader: FitReader, opened: OpenFit, message: Message, read: Answers) -> Answers:
    """The answers without the size that was no size: "not employees, 3 people decide"; what was told before that comes back."""
    staff, deciders = reader.model.that_reads(Reads.STAFF), reader.model.that_reads(Reads.DECIDERS)
    answers = opened.answers
    if staff is None or deciders is None or not _denies_staff(message):
        return answers
    told, count = answers.known.get(staff.id), read.known.get(deciders.id)
    if told is None or told != count or staff.id in read.known:
        return answers
    values = {name: value for name, value in answers.values.items() if name != staff.id}
    return replace(answers, values=values | _before(opened, staff.id, told))


def _before(opened: OpenFit, name: str, told: Value) -> dict[str, Value]:
    """The value that a criterion had before the one told; empty where it had none."""
    earlier = (one.known.get(name, told) for one in reversed(opened.earlier))
    return next(({name: value} for value in earlier if value != told), {})


def _denies_staff(message: Message) -> bool:
    """Whether employees are turned down that no number stands beside."""
    named = [hit for cue in (Cue.EMPLOYEES, Cue.EMPLOYEES_LABEL) for hit in message.hits(BOOK).get(cue, ())]
    counted = {message.words[min(one.first, len(message.words) - 1)].clause for one in message.quantities}
    return any(message.denial(hit.first) is not None and message.words[hit.first].clause not in counted for hit in named)
