"""Builds replies from decisions: which parts, which side, which actions are offered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.advisor.offers import NEAREST, Asked, Offers, Telling
from bot.advisor.tasks import Tasks
from bot.domain.conversation import PLAY_VIEWS, Action, ActionKind, View, view_of
from bot.domain.intents import TEACHING
from bot.domain.knowledge import KnowledgeBase, Subject
from bot.domain.language import Language, Segment
from bot.domain.play import PlayPart
from bot.domain.reply import AnswerPart, BrowsePart, ChoicesPart, Outcome, Reply, SmalltalkPart, UnknownPart
from bot.domain.showing import links_of
from bot.domain.want import Want


class Answers:
    """Builds every reply that needs nothing but the knowledge."""

    def __init__(self, knowledge: KnowledgeBase, tasks: Tasks | None = None, adds: Telling | None = None) -> None:
        """`tasks` are offered below the topics that lead to them; `adds` tells which offers would only say the same again."""
        self._knowledge = knowledge
        self._offers = Offers(knowledge, tasks or Tasks(), adds)

    def subject_with(self, subject_id: str, view: View, side: Segment | None = None) -> str:
        """The subject that has a view: asked below a topic what to ask, say or send, its first play with that; else itself.

        side: the one spoken of; the play that has most to say on the topic for it goes first.
        """
        plays = self._knowledge.plays_on.get(subject_id, ()) if view in PLAY_VIEWS else ()
        if side in (Segment.ENTERPRISE, Segment.SMB):
            plays = tuple(sorted(plays, key=lambda play: self._knowledge.plays[play].rank(subject_id, side)))
        sending = [one for one in plays if any(side.message for side in self._knowledge.plays[one].sides.values())]
        return next(iter(sending if view is View.MESSAGE and sending else plays), subject_id)

    def view_wanted(self, subject_id: str, view: View, want: Want | None) -> View:
        """The view of a subject that shows what was wanted of it: the part of a play, unless another view was asked for."""
        if view is not View.SHORT or want is None or want is Want.BENCHMARK or subject_id not in self._knowledge.plays:
            return view
        return view_of(PlayPart(want))

    def beside(self, asked: Asked) -> list[Asked]:
        """What is shown: a subject of one side, asked to be compared, together with its counterpart of the other side.

        Where there is none, the answer says that it speaks of one side only.
        """
        subject = self._knowledge.subjects[asked.topic]
        other = self._knowledge.subjects.get(subject.counterpart or "")
        if asked.view is not View.COMPARE or subject.is_comparison:
            return [asked]
        if other is None or other.counterpart != subject.id:
            return [replace(asked, only_side=subject.side is not Segment.BOTH)]
        return [Asked(one.id, one.side) for one in (subject, other)]

    def topic_for(self, topic_id: str, stated: Segment | None) -> str:
        """The topic to show when a one-sided topic is asked of the other side: its counterpart, where it has one."""
        topic = self._knowledge.subjects[topic_id]
        other_side = stated in (Segment.ENTERPRISE, Segment.SMB) and topic.side is stated.other and not topic.has_side(stated)
        return topic.counterpart if other_side and topic.counterpart is not None else topic_id

    def segment_for(
        self, topic_id: str, *, stated: Segment | None, carried: Segment | None, concepts: Iterable[str] = ()
    ) -> Segment:
        """Choose the side to answer for: the one named or hinted at, else the thread's, where the topic has it; else its own."""
        topic = self._knowledge.subjects[topic_id]
        named = stated if stated in (Segment.ENTERPRISE, Segment.SMB) else _hint(topic, concepts) or stated
        wanted = (side for side in (named, carried) if side is not None)
        return next((side for side in wanted if _speaks_for(topic, side)), topic.side)

    def answer(self, asked: Sequence[Asked], language: Language, confidence: float, ranked: Sequence[str] = ()) -> Reply:
        """Answer one topic or several."""
        first = asked[0]
        best = [topic for topic in ranked if topic in {one.topic for one in asked}][:1]
        topics = tuple(dict.fromkeys([*best, *(one.topic for one in asked), *ranked]))[:NEAREST]
        return Reply(
            outcome=Outcome.ANSWER,
            language=language,
            parts=tuple(
                AnswerPart(
                    topic=one.topic,
                    segment=one.segment,
                    view=one.view,
                    stated=one.stated,
                    only_side=one.only_side,
                    benchmark=one.benchmark,
                    aside=one.aside,
                    bare=one.bare,
                    line=one.line,
                    line_of=one.line_of,
                    near=one.near,
                )
                for one in asked
            ),
            topics=topics,
            segment=first.segment,
            confidence=confidence,
            actions=self.offers(first, language) if len(asked) == 1 else self._offers.near([one.topic for one in asked]),
        )

    def links(self, asked: Asked, language: Language) -> Reply:
        """Show what can be opened or sent along; where there is nothing, it was asked for in vain."""
        reply = self.answer([asked], language, 1.0)
        subject = self._knowledge.subjects[asked.topic]
        return (
            reply
            if links_of(subject, self._knowledge)
            else replace(reply, outcome=Outcome.UNKNOWN, actions=reply.actions[:NEAREST])
        )

    def nothing_to_open(self, language: Language) -> Reply:
        """Say that no topic has anything of the kind."""
        part = SmalltalkPart(intent="links")
        return Reply(outcome=Outcome.UNKNOWN, language=language, parts=(part,), actions=(Action(kind=ActionKind.BROWSE),))

    def choices(
        self,
        topics: Sequence[str],
        language: Language,
        segment: Segment | None,
        confidence: float,
        want: Want | None = None,
        *,
        again: bool = False,
    ) -> Reply:
        """Ask which of up to three topics was meant; whichever is chosen shows what was wanted of it.

        again: the same is asked for the side that was just told.
        """
        ranked = tuple(topics[:NEAREST])
        shows = tuple(replace(action, value=str(want or "")) for action in self._offers.shows(ranked))
        return Reply(
            outcome=Outcome.CHOICES,
            language=language,
            parts=(ChoicesPart(topics=ranked, side=segment if again else None),),
            topics=ranked,
            segment=segment,
            confidence=confidence,
            actions=(*shows, Action(kind=ActionKind.BROWSE)),
        )

    def unknown(
        self, nearest: Sequence[str], language: Language, confidence: float, ranked: Sequence[str] | None = None
    ) -> Reply:
        """Say honestly that the knowledge does not hold it, with the nearest topics; `ranked` are the likeliest, near or not."""
        near = tuple(nearest[:NEAREST])
        return Reply(
            outcome=Outcome.UNKNOWN,
            language=language,
            parts=(UnknownPart(nearest=near),),
            topics=near if ranked is None else tuple(ranked[:NEAREST]),
            confidence=confidence,
            actions=(*self._offers.shows(near), Action(kind=ActionKind.BROWSE)),
        )

    def social(self, intent: str, language: Language) -> Reply:
        """A short social reply that teaches what can be asked."""
        teaches = intent in TEACHING or intent == "empty"
        actions = (*self._offers.shows(self._knowledge.first_questions), Action(kind=ActionKind.BROWSE)) if teaches else ()
        return Reply(
            outcome=Outcome.SMALLTALK, language=language, parts=(SmalltalkPart(intent=intent),), confidence=1.0, actions=actions
        )

    def pick(self, intent: str, topics: Sequence[str], language: Language) -> Reply:
        """A line, and subjects to pick one from."""
        return replace(self.social(intent, language), actions=self._offers.shows(topics))

    def browse(self, group: str | None, language: Language) -> Reply:
        """List a shelf, or all shelves."""
        if group is not None and group in self._knowledge.groups:
            actions = self._offers.shows(self._knowledge.groups[group].topics)
        else:
            group = None
            actions = tuple(Action(kind=ActionKind.BROWSE, value=one) for one in self._knowledge.groups)
        return Reply(
            outcome=Outcome.SMALLTALK, language=language, parts=(BrowsePart(group=group),), confidence=1.0, actions=actions
        )

    def offers(self, asked: Asked, language: Language) -> tuple[Action, ...]:
        """What is offered below an answer."""
        return self._offers.below(asked, language)


def _hint(topic: Subject, concepts: Iterable[str]) -> Segment | None:
    """The side that concepts of the message tell in this topic alone, where they agree on one."""
    hinted = {topic.hints[concept] for concept in concepts if concept in topic.hints}
    return next(iter(hinted)) if len(hinted) == 1 else None


def _speaks_for(topic: Subject, side: Segment) -> bool:
    return topic.has_side(side) or (side is Segment.BOTH and topic.is_comparison)
