"""Takes what is typed about what stands on screen, as a whole message that says nothing else; all else is left to others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.advisor.answers import Answers
from bot.advisor.kept import remember
from bot.advisor.offers import Asked
from bot.advisor.screen.places import listed_on_screen, meant
from bot.advisor.screen.remarks import Remark, counts_alone, remark_of
from bot.advisor.tasks import Step
from bot.advisor.titles import MOST
from bot.domain.aside import Aside
from bot.domain.conversation import Action, ActionKind, Conversation, View
from bot.domain.intents import SOCIAL
from bot.domain.knowledge import ClaimKind, KnowledgeBase
from bot.domain.language import Language
from bot.domain.outcome import Outcome
from bot.domain.showing import has_more, of_kind
from bot.domain.text import names_figure
from bot.matching.weighing import Weighed

Press = Callable[[Action], Step]
"""Carries out what would be pressed."""

_SAID = {Remark.DROP: "dropped", Remark.WRONG: "scold", Remark.EXPERT: "expert", Remark.EXPORT: "export", Remark.SHARE: "share"}
"""Remarks that are answered in the same words whatever is on screen; those of a task come first."""

_UNTOLD = {Remark.JUDGE: "unjudged", Remark.PUZZLED: "puzzled", **dict.fromkeys((Remark.SHORTER, Remark.WORDING), "one_form")}
"""What is said of a task's result, which has no shorter form of its own."""

_TASKS = frozenset({Outcome.FIT, Outcome.BRIEF})
_SUBJECTS = frozenset({Outcome.ANSWER, Outcome.CALCULATION})
"""What can be on screen: a result of a task's own, and what is about one subject."""

_MESSAGES = frozenset({View.MESSAGE, View.EXAMPLE})
"""Views of a play that show its message."""


class Screen:
    """Knows what stands on screen by the conversation, and what to say to a remark on it."""

    def __init__(self, knowledge: KnowledgeBase, answers: Answers) -> None:
        self._knowledge = knowledge
        self._answers = answers
        self._ways: Mapping[Remark, Callable[[Conversation, Asked], Asked | None]] = {
            Remark.JUDGE: self._judged,
            Remark.SHORTER: self._shorter,
            Remark.WORDING: self._reworded,
            Remark.LONGER: self._longer,
            Remark.ANOTHER: self._another,
            Remark.PUZZLED: lambda _, bare: replace(bare, view=View.SHORT, aside=Aside.AGAIN),
            Remark.FILL: self._filling,
            Remark.FORMULA: self._explained,
        }

    def claims(self, weighed: Weighed, language: Language, conversation: Conversation, press: Press) -> Step | None:
        """Take a message that only counts or remarks; None for every other, and where nothing on screen can be meant.

        What somebody taught word for word as a question goes first.
        """
        if _is_written(weighed):
            return None
        if counts_alone(weighed.message):
            return self._counted(weighed, language, conversation, press)
        remark = remark_of(weighed.message)
        if remark is None or (weighed.taught in SOCIAL and remark is not Remark.JUDGE):
            return None
        if remark is Remark.CALCULATE:
            return next((press(one) for one in conversation.offered if one.kind is ActionKind.CALCULATE), None)
        return self._said(remark, language, conversation) or self._remarked(remark, language, conversation)

    def _said(self, remark: Remark, language: Language, conversation: Conversation) -> Step | None:
        """What is said whatever is on screen; whoever finds it wrong gets what is related to pick from."""
        subject = self._knowledge.subjects.get(conversation.topic or "")
        if remark is Remark.WRONG and subject is not None:
            return self._answers.pick(_SAID[remark], subject.related[:MOST], language), conversation
        return (self._answers.social(_SAID[remark], language), conversation) if remark in _SAID else None

    def _counted(self, weighed: Weighed, language: Language, conversation: Conversation, press: Press) -> Step | None:
        found = meant(weighed, conversation, self._knowledge)
        if found is None or isinstance(found, Action):
            return None if found is None else press(found)
        return self._show(replace(self._asked(conversation), line=found), language, conversation)

    def _remarked(self, remark: Remark, language: Language, conversation: Conversation) -> Step | None:
        if remark is Remark.ALL:
            return self._all(language, conversation)
        if conversation.shown in _TASKS or (conversation.shown is Outcome.CHOICES and remark is Remark.PUZZLED):
            return self._told(_UNTOLD[remark], language, conversation) if remark in _UNTOLD else None
        asked = self._way(remark, conversation)
        if asked is not None:
            return self._show(asked, language, conversation)
        return self._told("fill", language, conversation) if remark is Remark.FILL else None

    def _way(self, remark: Remark, conversation: Conversation) -> Asked | None:
        """How the answer on screen is shown to a remark; None where there is none, or it is left to others."""
        on_subject = conversation.shown in _SUBJECTS and conversation.topic in self._knowledge.subjects
        way = self._ways.get(remark) if on_subject else None
        return None if way is None else way(conversation, replace(self._asked(conversation), bare=True))

    def _told(self, intent: str, language: Language, conversation: Conversation) -> Step:
        """A line about what stands on screen, which can still be chosen from."""
        return replace(self._answers.social(intent, language), actions=conversation.offered), conversation

    def _show(self, asked: Asked, language: Language, conversation: Conversation) -> Step:
        reply = self._answers.answer([asked], language, 1.0)
        after = remember(conversation, asked, language)
        # What is still on screen can be counted on, or be asked for again.
        stays = asked.line is not None or asked.aside is Aside.NO_OTHER
        return reply, replace(after, view=conversation.view) if stays else after

    def _asked(self, conversation: Conversation) -> Asked:
        """The answer on screen, in its short form."""
        subject = self._knowledge.subjects[conversation.topic or ""]
        segment = self._answers.segment_for(subject.id, stated=None, carried=conversation.segment)
        return Asked(subject.id, segment, conversation.view)

    def _all(self, language: Language, conversation: Conversation) -> Step | None:
        """All that there is to choose from, one below the other; where that is too much, to be picked from."""
        listed = listed_on_screen(conversation, self._knowledge)
        if not listed:
            return None
        if len(listed) > MOST:
            return self._answers.pick("too_many", listed, language), conversation
        sides = [self._answers.segment_for(one, stated=None, carried=conversation.segment) for one in listed]
        asked = [Asked(one, side) for one, side in zip(listed, sides, strict=True)]
        return self._answers.answer(asked, language, 1.0, listed), remember(conversation, asked[0], language)

    def _judged(self, _: Conversation, bare: Asked) -> Asked | None:
        """A topic with what its source gives; what a play says is nothing to be judged by figures."""
        topic = self._knowledge.topics.get(bare.topic)
        if topic is None:
            return None
        if not names_figure(topic.answer(bare.segment)):
            return replace(bare, view=View.SHORT, benchmark=True, bare=False)
        view = View.COMPARE if topic.is_comparison else View.SHORT
        return replace(bare, view=view, aside=Aside.JUDGED, bare=view is View.SHORT)

    def _shorter(self, conversation: Conversation, bare: Asked) -> Asked:
        """The answer in a sentence, or the message as it stands."""
        return replace(bare, view=View.MESSAGE if self._shows_message(conversation) else View.SHORT, aside=Aside.LENGTH)

    def _reworded(self, conversation: Conversation, bare: Asked) -> Asked:
        return replace(self._shorter(conversation, bare), aside=Aside.WORDING)

    def _longer(self, conversation: Conversation, bare: Asked) -> Asked:
        """What was left out; where that is on screen, or nothing was, all of it was shown."""
        topic = self._knowledge.topics.get(bare.topic)
        more = topic is None or has_more(topic, bare.segment)
        if conversation.view is View.MORE or not more:
            return replace(bare, view=View.SHORT, aside=Aside.NO_MORE)
        return replace(bare, view=View.MORE, bare=False, aside=Aside.BESIDES if self._shows_message(conversation) else None)

    def _another(self, conversation: Conversation, bare: Asked) -> Asked | None:
        """Another example or message: there is no other; where none was shown yet, it is left to who knows what is meant."""
        topic = self._knowledge.topics.get(bare.topic)
        shows = conversation.view is View.EXAMPLE and topic is not None and of_kind(topic, bare.segment, ClaimKind.EXAMPLE)
        return replace(bare, view=View.SHORT, aside=Aside.NO_OTHER) if shows or self._shows_message(conversation) else None

    @staticmethod
    def _explained(conversation: Conversation, bare: Asked) -> Asked | None:
        """The answer on a metric, which says how it is worked out; what nothing can be worked out of is left to others."""
        is_metric = any(one.kind is ActionKind.CALCULATE for one in conversation.offered)
        return replace(bare, view=View.SHORT, bare=False) if is_metric else None

    def _filling(self, _: Conversation, bare: Asked) -> Asked | None:
        """The message with the button that fills it in."""
        play = self._knowledge.plays.get(bare.topic)
        has_message = play is not None and play.has_message(bare.segment)
        return replace(bare, view=View.MESSAGE, aside=Aside.FILLING) if has_message else None

    def _shows_message(self, conversation: Conversation) -> bool:
        return conversation.topic in self._knowledge.plays and conversation.view in _MESSAGES


def _is_written(weighed: Weighed) -> bool:
    """Whether somebody taught the message word for word as a question of a topic."""
    return weighed.topics[0][1] == 1.0
