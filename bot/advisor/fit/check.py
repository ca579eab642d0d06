"""The fit assessment as one thing to talk to: reads messages, assesses answers, asks on, and carries an open check forward."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.advisor.fit.changes import as_deciders, number_instead, people_beside, without_staff
from bot.advisor.fit.reading.answering import LONGEST_WORD, Heard, Trouble, read_answer
from bot.advisor.fit.reading.cues import Cue
from bot.advisor.fit.reading.reader import FitReader, Reading
from bot.advisor.fit.scoring.assessor import assess
from bot.advisor.fit.scoring.sensitivity import next_question
from bot.domain.fit import Answers, Assessment, OpenFit, Understood
from bot.domain.fit_model import FitModel, Party
from bot.domain.language import Language
from bot.language.message import Message
from bot.language.reader import Reader

LONGEST_ANSWER = 4
"""Words up to which a message answers the question and tells nothing else ("five or six people"); longer ones are read whole."""
ENOUGH_FACTS = 3
"""Facts from which a message that asks nothing is taken as a fit check although nobody named it one."""
TELLING = (Trouble.OUT_OF_RANGE, Trouble.NO_CURRENCY)
"""Troubles with an answer that are worth a word; with any other, the message is about something else."""
_SUPPOSING = ("sums.supposing", "sums.changing")
MOST_STEPS = 12
"""Steps that can be taken back: as many as there are questions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed:
    """A conversation's open assessment after one more message.

    `opened` is how it stands now, `understood` what the message told; `ended` says it was called off, `trouble` that the answer
    cannot be used and the question has to be put again.
    """

    opened: OpenFit
    understood: tuple[Understood, ...] = ()
    ended: bool = False
    trouble: Trouble | None = None


class FitCheck:
    """The rules and the reader together. Safe to share between threads: neither changes."""

    def __init__(self, model: FitModel, reader: Reader) -> None:
        """`reader` is the one reader of messages, with the model's phrases as its book `fit`."""
        self.model = model
        self.reader = FitReader(model, reader)

    def message(self, text: str, spoken: Language | None = None) -> Message:
        """Read a text, such as a form's field, into a message; `spoken` is the language its writer is known to speak."""
        return self.reader.reader.read(text, spoken)

    def read(self, message: Message, *, open_check: bool = False, of_prospect: bool = False) -> Reading:
        """Read a message into answers; `open_check` tells that it is known to be part of a fit check, `of_prospect` that it
        describes one.
        """
        return self.reader.read(self._behind_name(message), open_check=open_check, of_prospect=of_prospect)

    def _behind_name(self, message: Message) -> Message:
        """What a message says behind the name of the check it begins with, for that tells nothing: "cocok nggak kalau …" denies
        no company. All of it where the description stands inside the name ("does a … fit us").
        """
        names = self.reader.names(message)
        last = max((hit.last for hit in names), default=0)
        holds = any(hit.gapped for hit in names) or any(number.first < last for number in message.quantities)
        if holds or not 0 < last < len(message.words):
            return message
        return self.message(message.text[message.words[last].start :].lstrip(" :,"), message.language or message.spoken)

    def assess(self, answers: Answers, understood: tuple[Understood, ...] = ()) -> Assessment:
        """Return the assessment of answers."""
        return assess(self.model, answers, understood)

    def answer(self, question: str, message: Message, language: Language | None = None) -> Heard:
        """Read the answer to one question, put in `language`."""
        return read_answer(self.reader, question, message, language)

    def question_after(self, answers: Answers) -> str | None:
        """Return the question to ask next, None where nothing left can change the verdict."""
        return next_question(self.model, answers)

    def speaks_of_fit(self, message: Message) -> bool:
        """Whether a message describes customers or the seller so fully that it wants a fit check, though nobody asked for one."""
        return not self.reader.asks(message) and self.describes_fully(self.read(message))

    @staticmethod
    def describes_fully(reading: Reading) -> bool:
        """Whether enough was told for a check of its own."""
        return len(reading.answers.facts) >= ENOUGH_FACTS

    def opened(self, answers: Answers, before: OpenFit | None = None) -> OpenFit:
        """Return the check after a step: its answers, and the question to put next."""
        earlier = () if before is None else (*before.earlier, before.answers)[-MOST_STEPS:]
        return OpenFit(answers=answers, question=self.question_after(answers), earlier=earlier)

    def resume(self, opened: OpenFit, message: Message, language: Language | None = None) -> Resumed | None:
        """Read a message as the answer to the open question, as a change of what was said before, or as a wish to stop or to go
        back. None: it is about something else.
        """
        if self.reader.says(message, Cue.ANSWER_BACK, LONGEST_WORD):
            return Resumed(opened=self._back(opened))
        instead = number_instead(self.reader, opened, message, language)
        if instead is not None:
            return self._changed(opened, *instead, message)
        heard = self._heard(opened, message, language) or Heard(trouble=Trouble.NO_OPTION)
        if heard.trouble is None and len(message.words) <= LONGEST_ANSWER:
            return Resumed(opened=self.opened(with_answer(opened.answers, opened.question or "", heard), opened))
        # "enough" may answer a question about funds, and so it is a wish to stop only behind that.
        if opened.waiting and self.reader.says(message, Cue.ANSWER_STOP, LONGEST_WORD):
            return Resumed(opened=replace(opened, question=None, closed=True), ended=True)
        return self._further(opened, message, heard)

    def _further(self, opened: OpenFit, message: Message, heard: Heard) -> Resumed | None:
        """What a message tells beside the answer asked for; of a question what it supposes."""
        told = self._supposed(message) if self._asks(message) else message
        return None if told is None else self._told(opened, told, heard)

    def _asks(self, message: Message) -> bool:
        """Whether a message asks, with or without a mark; behind a colon a question is answered ("who decides: the owner")."""
        return message.asks or (self.reader.asks(message) and all(word.low != ":" for word in message.words))

    def _changed(self, opened: OpenFit, name: str, heard: Heard, message: Message) -> Resumed:
        """The check with one answer changed, which is told as understood."""
        understood = Understood(id=name, value=heard.value, words=message.quantities[0].text)
        return Resumed(opened=self.opened(with_answer(opened.answers, name, heard), opened), understood=(understood,))

    def _supposed(self, message: Message) -> Message | None:
        """What a question supposes ("and if they had 500 people?"), as a statement; None where it asks something else."""
        joined = max((hit.last for hit in message.cues("sums.going-on") if not hit.first), default=0)
        begins = [hit.last for key in _SUPPOSING for hit in message.cues(key) if hit.first == joined]
        last = max(begins, default=0)
        if not 0 < last < len(message.words):
            return None
        return self.message(message.text[message.words[last].start :].replace("?", " "), message.language or message.spoken)

    def _told(self, opened: OpenFit, message: Message, heard: Heard) -> Resumed | None:
        """What a message tells besides the answer asked for, or why its answer cannot be used."""
        reading = self.read(message, open_check=opened.question is not None)
        people = people_beside(self.reader, opened, message, reading.answers)
        if people is not None:
            return self._counted(opened, reading, people)
        if reading.answers.known:
            kept = without_staff(self.reader, opened, message, reading.answers)
            return Resumed(opened=self.opened(merged(kept, reading.answers), opened), understood=reading.understood)
        return Resumed(opened=opened, trouble=heard.trouble) if heard.trouble in TELLING else None

    def _counted(self, opened: OpenFit, reading: Reading, people: float) -> Resumed:
        """People counted who are not all that work there: those who decide, unless it was asked about the seller's own people."""
        asked = self.model.criteria.get(opened.question or "")
        if asked is not None and asked.told_of is Party.SELLER:
            return Resumed(opened=opened, trouble=Trouble.NO_OPTION)
        answers = as_deciders(self.model, people)
        told = tuple(replace(one, id=name) for one, name in zip(reading.understood, answers.values, strict=False))
        return Resumed(opened=self.opened(merged(opened.answers, answers), opened), understood=told)

    def _heard(self, opened: OpenFit, message: Message, language: Language | None) -> Heard | None:
        question = opened.question
        return None if question is None or question not in self.model.criteria else self.answer(question, message, language)

    def _back(self, opened: OpenFit) -> OpenFit:
        """The check one step earlier; at its beginning there is none, and the question is put again."""
        if not opened.earlier:
            return opened
        answers = opened.earlier[-1]
        return OpenFit(answers=answers, question=self.question_after(answers), earlier=opened.earlier[:-1])


def with_answer(answers: Answers, question: str, heard: Heard) -> Answers:
    """Return the answers with one more; an answer with a trouble changes nothing."""
    if heard.trouble is not None:
        return answers
    given = {name: words for name, words in answers.given.items() if name != question}
    if heard.given is not None:
        given[question] = heard.given
    return replace(answers, values={**answers.values, question: heard.value}, given=given)


def merged(answers: Answers, read: Answers) -> Answers:
    """Add all that a message tells, whatever was asked; what it says again replaces what was said before."""
    given = {name: words for name, words in answers.given.items() if name not in read.values}
    return replace(
        answers,
        values={**answers.values, **read.values},
        given={**given, **read.given},
        signs=tuple(dict.fromkeys((*answers.signs, *read.signs))),
        both=answers.both or read.both,
    )
