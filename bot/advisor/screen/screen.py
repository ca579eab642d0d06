"""Takes what is typed about what stands on screen, as a whole message that says nothing else; all else is left to others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.advisor.answers import Answers
from bot.advisor.kept import remember
from bot.advisor.offers import Asked
from bot.advisor.screen.for_manager import ForManager
from bot.advisor.screen.parts import LINE, Parts
from bot.advisor.screen.places import listed_on_screen, meant
from bot.advisor.screen.remarks import Remark, counts_alone, remark_of
from bot.advisor.tasks import Step
from bot.advisor.titles import MOST
from bot.advisor.touched import Touched
from bot.advisor.turns.sides import stated_side
from bot.advisor.turns.subject_words import SubjectWords
from bot.domain.aside import Aside
from bot.domain.conversation import PLAY_VIEWS, Action, ActionKind, Conversation, View
from bot.domain.intents import SOCIAL
from bot.domain.knowledge import ClaimKind, KnowledgeBase
from bot.domain.language import Language, Segment
from bot.domain.lines import play_lines
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

_RESAID = frozenset({Remark.SHORTER, Remark.WORDING})
"""Remarks that want the same in other words: there are none for a message, and it stands on screen."""

_UNPICKED = frozenset({Remark.PUZZLED, *_RESAID})
"""Remarks to which a list to choose from can only be picked from."""

_TASKS = frozenset({Outcome.FIT, Outcome.BRIEF})
_SUBJECTS = frozenset({Outcome.ANSWER, Outcome.CALCULATION})
"""What can be on screen: a result of a task's own, and what is about one subject."""

_MESSAGES = frozenset({View.MESSAGE, View.EXAMPLE})
"""Views of a play that show its message."""


class Screen:
    """Knows what stands on screen by the conversation, and what to say to a remark on it."""

    def __init__(self, knowledge: KnowledgeBase, answers: Answers, words: SubjectWords, touched: Touched) -> None:
        """`words` knows what the subjects are told in, `touched` which line of them tells what."""
        self._knowledge = knowledge
        self._answers = answers
        self._parts = Parts(knowledge, words)
        self._manager = ForManager(knowledge, answers, touched)
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
        # "In one line" wants it shorter, and no line to say.
        if remark not in _RESAID:
            part = self._part(weighed, language, conversation, press)
            part = part or self._manager.claims(weighed, language, conversation)
            if part is not None:
                return part
        by_rote = weighed.taught in SOCIAL and remark is not Remark.JUDGE
        return None if remark is None or by_rote else self._heard(remark, language, conversation, press)

    def _heard(self, remark: Remark, language: Language, conversation: Conversation, press: Press) -> Step | None:
        """What is done about a remark."""
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
        """What is counted out; where there is no such thing on screen, that is said."""
        found = meant(weighed, conversation, self._knowledge)
        if isinstance(found, Action):
            return press(found)
        if found is None:
            return None if conversation.shown is None else self._told("no_place", language, conversation)
        return self._show(replace(self._asked(conversation), view=found.view, line=found.line), language, conversation)

    def _part(self, weighed: Weighed, language: Language, conversation: Conversation, press: Press) -> Step | None:
        """The part that is asked for by its name, whether it stands on screen already or not."""
        subject = conversation.topic or ""
        if subject not in self._knowledge.subjects or conversation.shown not in _SUBJECTS:
            return None
        name = self._parts.named(weighed.message, subject)
        if name is None:
            return None
        side = stated_side(weighed, conversation) if weighed.reading.names_side else None
        view = self._parts.view_of(name, subject)
        if name != LINE:
            return press(Action(kind=ActionKind.SHOW, topic=subject, segment=side, view=view))
        play = self._answers.subject_with(subject, view)
        segment = self._answers.segment_for(play, stated=side, carried=conversation.segment)
        asked = Asked(play, segment, view, line=self._shortest(play, segment, view))
        return self._show(asked, language, conversation)

    def _shortest(self, play: str, segment: Segment, view: View) -> int:
        """The place, from 1, of the shortest line of a view, of the first of the sides that are meant."""
        side = next(iter(self._knowledge.plays[play].sides_for(segment).values()))
        lengths = [max(map(len, line.text.values())) for line in play_lines(side, view)]
        return lengths.index(min(lengths)) + 1

    def _remarked(self, remark: Remark, language: Language, conversation: Conversation) -> Step | None:
        if remark is Remark.ALL:
            return self._all(language, conversation)
        if conversation.shown in _TASKS or (self._shows_message(conversation) and remark in _RESAID):
            return self._told(_UNTOLD[remark], language, conversation) if remark in _UNTOLD else None
        if conversation.shown is Outcome.CHOICES and remark in _UNPICKED:
            return self._told("puzzled", language, conversation)
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
        """The answer in a sentence, or the shortest of the questions, the lines to say, the checks on screen."""
        if conversation.view in PLAY_VIEWS and bare.topic in self._knowledge.plays:
            return replace(bare, line=self._shortest(bare.topic, bare.segment, conversation.view))
        return replace(bare, view=View.SHORT, aside=Aside.AGAIN)

    @staticmethod
    def _reworded(_: Conversation, bare: Asked) -> Asked:
        return replace(bare, view=View.SHORT, aside=Aside.WORDING)

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
