"""The fit assessment as one thing to talk to: reads texts, assesses answers, asks on, and remembers what is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.advisor.fit.answering import Heard, Trouble, read_answer, says
from bot.advisor.fit.assessor import assess
from bot.advisor.fit.next_question import next_question
from bot.advisor.fit.reader import Reading, TextReader
from bot.advisor.fit.stored import from_json, to_json
from bot.domain.fit import Answers, Assessment, Understood
from bot.domain.fit_model import FitModel
from bot.domain.language import Language

PENDING = "fit"
"""The `kind` under which a conversation keeps an open fit assessment."""
LONGEST_ANSWER = 4
"""Words up to which a message answers the question and tells nothing else ("five or six people"); longer ones are read whole."""
ENOUGH_FACTS = 3
"""Facts from which a message that asks nothing is taken as a fit check although nobody named it one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed:
    """A conversation's open assessment after one more message.

    `answers` are all so far, `understood` what the message told; `ended` says it was called off, `trouble` that the answer
    cannot be used and the question has to be put again.
    """

    answers: Answers
    understood: tuple[Understood, ...] = ()
    ended: bool = False
    trouble: Trouble | None = None


class FitCheck:
    """The rules and the reader together. Safe to share between threads: neither changes."""

    def __init__(self, model: FitModel) -> None:
        self.model = model
        self.reader = TextReader(model)

    def read(self, text: str) -> Reading:
        """Read a text into answers."""
        return self.reader.read(text)

    def assess(self, answers: Answers, understood: tuple[Understood, ...] = ()) -> Assessment:
        """Return the assessment of answers."""
        return assess(self.model, answers, understood)

    def answer(self, question: str, text: str, language: Language | None = None) -> Heard:
        """Read the answer to one question, put in `language`."""
        return read_answer(self.model, self.reader, question, text, language)

    def question_after(self, answers: Answers) -> str | None:
        """Return the question to ask next, None where nothing left can change the verdict."""
        return next_question(self.model, answers)

    def speaks_of_fit(self, text: str) -> bool:
        """Whether a message describes customers or the seller so fully that it wants a fit check, though nobody asked for one."""
        return "?" not in text and len(self.reader.read(text).answers.facts) >= ENOUGH_FACTS

    def pending_of(self, answers: Answers, question: str | None) -> dict[str, Any]:
        """Return what a conversation keeps while a question is open; empty where none is."""
        return {"kind": PENDING, "question": question, "answers": to_json(answers)} if question else {}

    def resume(self, pending: Mapping[str, Any], text: str, language: Language | None = None) -> Resumed | None:
        """Read a message as the answer to the open question. None: there is none, or the message is about something else."""
        question = str(pending.get("question"))
        if pending.get("kind") != PENDING or question not in self.model.criteria:
            return None
        kept = pending.get("answers")
        answers = from_json(kept) if isinstance(kept, Mapping) else Answers()
        heard = self.answer(question, text, language)
        if heard.trouble is None and len(text.split()) <= LONGEST_ANSWER:
            return Resumed(answers=with_answer(answers, question, heard))
        reading = self.read(text)
        if not reading.answers.known or "?" in text:
            return self._unanswered(answers, heard.trouble, text)
        return Resumed(answers=_merged(answers, reading.answers), understood=reading.understood)

    def _unanswered(self, answers: Answers, trouble: Trouble | None, text: str) -> Resumed | None:
        """What a message is that does not answer: a wish to stop, a number that cannot be, or something else altogether."""
        if says(self.reader.book, text, "answer-stop"):
            return Resumed(answers=answers, ended=True)
        return Resumed(answers=answers, trouble=trouble) if trouble in (Trouble.OUT_OF_RANGE, Trouble.NO_CURRENCY) else None


def with_answer(answers: Answers, question: str, heard: Heard) -> Answers:
    """Return the answers with one more; an answer with a trouble changes nothing."""
    if heard.trouble is not None:
        return answers
    given = {name: words for name, words in answers.given.items() if name != question}
    if heard.given is not None:
        given[question] = heard.given
    return replace(answers, values={**answers.values, question: heard.value}, given=given)


def _merged(answers: Answers, read: Answers) -> Answers:
    """Add all that a longer message tells, whatever was asked; what it says again replaces what was said before."""
    given = {name: words for name, words in answers.given.items() if name not in read.values}
    return replace(
        answers,
        values={**answers.values, **read.values},
        given={**given, **read.given},
        signs=tuple(dict.fromkeys((*answers.signs, *read.signs))),
        both=answers.both or read.both,
    )
