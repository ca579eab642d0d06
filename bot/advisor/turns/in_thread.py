"""The decision on a message in a running conversation, by the learnt weights."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from bot.advisor.turns.alone import decide
from bot.advisor.turns.candidates import Act, Candidate
from bot.advisor.turns.choice import Choice, rank, share_of
from bot.advisor.turns.features import Situation
from bot.advisor.turns.sides import concepts_of, content_beside_sides, counted_side, side_asked, side_instead, stated_side
from bot.advisor.turns.social import REMARK, is_all_social, social_meant
from bot.advisor.turns.turn import Kind, Turn
from bot.advisor.turns.views import asks_what_to_avoid, part_said, parts_alone, view_asked, want_alone, want_asked
from bot.domain.conversation import PLAY_VIEWS, Conversation, View
from bot.domain.intents import CORRECTION, SOCIAL, SWITCHES, VIEWS
from bot.domain.language import Segment
from bot.domain.play import PlayPart
from bot.matching.matcher import Matcher
from bot.matching.sided import named_side
from bot.matching.weighing import Weighed

VIEW_FROM = 0.3
"""Probability from which a message that names its subject also asks for a view of it, as in "why referrals?"."""

VIEW_SURE = 0.5
"""Probability below which a part named in a question asked in full is shown instead of what the weights find likeliest."""

SENT_FROM = 0.5
"""Probability from which a message asks for what is on screen as a message, rather than for anything else."""

SIDE_FROM = 0.9
"""Probability from which a message that names a side and nothing else asks for that side."""

UNNAMED_FROM = 0.4
"""Probability from which a message that names no side asks for another than the one on screen ("and then?" has less). Of 651
turns of four authors as many sides are right as without it."""

TURNED_FROM = 0.4
"""Probability from which a message turns to another subject. Below it, it is a question about what is on screen, and what it may
turn to is offered. Of 3,500 turns of ten authors whom nothing was learnt from 83.9, 84.4 and 84.4 in 100 are right with 0.4, 0.5
and 0.6; in ordinary threads 89.5, 89.4 and 88.9."""

CORRECTS_FROM = 0.6
"""Probability from which a message says that something else was meant, which is then not what is on screen."""

CLEAR = 2.0
"""How many times likelier than the next the subject meant instead of the one shown must be, to be answered at once."""

_ACTS = {Act.FIT: Kind.FIT, Act.BROWSE: Kind.BROWSE, Act.YES: Kind.YES, Act.CORRECT: Kind.CORRECTION}


def corrected(weighed: Weighed, matcher: Matcher, conversation: Conversation) -> Turn:
    """Decide on "no, I meant …" without the topic that was not meant; where nothing is named, ask back."""
    turn = decide(weighed, matcher, Conversation(), rejected=conversation.topic)
    # Whoever corrects the subject alone means the side they were speaking of.
    turn = turn if weighed.reading.names_side else replace(turn, segment=None)
    left = [pair for pair in weighed.topics if pair[0] != conversation.topic]
    if turn.kind is Kind.CHOICES and left[0][1] >= CLEAR * left[1][1]:
        return replace(turn, kind=Kind.TOPIC)
    if turn.kind in (Kind.TOPIC, Kind.CHOICES):
        return turn
    return Turn(kind=Kind.CHOICES, topics=tuple(topic for topic, _ in left)[:3], segment=turn.segment, confidence=weighed.sure)


def decide_in(situation: Situation, matcher: Matcher) -> Turn:
    """Decide on a message in a running conversation: whichever candidate the learnt weights find likeliest."""
    if situation.weighed.taught in SOCIAL:
        return Turn(kind=Kind.SOCIAL, intent=situation.weighed.taught, confidence=1.0)
    if _is_to_be_sent(situation):
        return Turn(kind=Kind.FOLLOW_UP, topics=(situation.conversation.topic or "",), view=View.MESSAGE, confidence=1.0)
    choices = _staying(_plausible(rank(situation, matcher.turn_weights), situation), situation)
    part = _part_alone(choices, situation) or _in_full(choices, situation, matcher)
    first = (_certain(choices, situation) or part or choices)[0]
    if first.candidate.act in (Act.STAY, Act.TURN):
        return _on_subject(situation, choices)
    if first.candidate.act in (Act.VIEW, Act.SIDE):
        return _follow_up(situation, first)
    return replace(_beside_subject(situation, first), confidence=first.probability)


def _plausible(choices: Sequence[Choice], situation: Situation) -> Sequence[Choice]:
    """The choices without small talk and sides that the message gives no cause for; without one, the other may come first."""
    return _sociable(_sided(_sociable(choices, situation), situation), situation)


def _staying(choices: Sequence[Choice], situation: Situation) -> Sequence[Choice]:
    """The choices, the subject on screen first where it is too unlikely that the message turns to the one found likeliest."""
    first = choices[0]
    leaves = first.probability + share_of(choices, Act.CORRECT)  # "no, I meant how long it takes" does both
    corrects = dict(situation.weighed.follow_ups).get(CORRECTION, 0.0) >= CORRECTS_FROM
    if first.candidate.act is not Act.TURN or leaves >= TURNED_FROM or corrects:
        return choices
    return sorted(choices, key=lambda choice: choice.candidate.act is not Act.STAY)


def _sociable(choices: Sequence[Choice], situation: Situation) -> Sequence[Choice]:
    """The choices, without small talk where the message has no word for any, and with it alone where it has no other word."""
    first = choices[0]
    if first.candidate.act is Act.VIEW and is_all_social(situation.weighed.message):
        return [choice for choice in choices if choice.candidate.act is Act.SOCIAL]
    if first.candidate.act is not Act.SOCIAL or social_meant(situation.weighed, first.probability) is not None:
        return choices
    return [choice for choice in choices if choice.candidate.act is not Act.SOCIAL]


def _sided(choices: Sequence[Choice], situation: Situation) -> Sequence[Choice]:
    """The choices, without another side where none is named and it is not likely: "and if he shrugs" asks for neither."""
    first = choices[0]
    named = situation.weighed.reading.names_side or counted_side(situation.weighed, situation.conversation) is not None
    if first.candidate.act is not Act.SIDE or named or first.probability >= UNNAMED_FROM:
        return choices
    return [choice for choice in choices if choice.candidate.act is not Act.SIDE]


def _is_to_be_sent(situation: Situation) -> bool:
    """Whether a topic of a team's own, which no play is built on, is asked for as a message: it is one itself, for customers."""
    topic = situation.knowledge.topics.get(situation.conversation.topic or "")
    intent, share = situation.weighed.follow_ups[0]
    if topic is None or VIEWS.get(intent) is not View.MESSAGE or share < SENT_FROM or topic.id in situation.knowledge.plays_on:
        return False
    sources = situation.knowledge.sources
    return not any(sources[claim.source.partition(".")[0]].is_published for claim in topic.claims.values())


def _certain(choices: Sequence[Choice], situation: Situation) -> Sequence[Choice]:
    """The choices that need no weights: what the line was taught as, or the side that is meant instead of one turned down, or all
    that is named.

    What not to do is no part of a play, so whoever asks for it below one sees the steps.
    """
    weighed = situation.weighed
    avoiding = situation.conversation.topic in situation.knowledge.plays and asks_what_to_avoid(weighed.message)
    taught = [choice for choice in choices if _means(choice.candidate, "todo" if avoiding else weighed.taught)]
    side = side_instead(weighed) or _side_alone(weighed)
    return taught or [choice for choice in choices if side is not None and choice.candidate.side is side]


def _part_alone(choices: Sequence[Choice], situation: Situation) -> Sequence[Choice]:
    """The part of the play on screen that a message asks for and nothing else; the weights may turn to another play."""
    play = situation.knowledge.plays.get(situation.conversation.topic or "")
    if play is None or choices[0].candidate.act not in (Act.STAY, Act.TURN):
        return ()
    asked = [view for view in parts_alone(situation.weighed) if play.has_part(PlayPart(view))]
    return [choice for choice in choices if choice.candidate.view in asked]


def _in_full(choices: Sequence[Choice], situation: Situation, matcher: Matcher) -> Sequence[Choice]:
    """The part of the play on screen that a question asked in full names, as if nothing stood on screen; none where it does not.

    Few ask so below an answer, and the weights know little of it: what they find likeliest is then hardly likelier than the rest.
    """
    weighed = situation.weighed
    part, want = part_said(weighed.message), want_asked(weighed)
    named = part is not None and want is not None and want.value == part.value
    here = named and weighed.topics[0][0] == situation.conversation.topic and matcher.is_sure(weighed)
    likely = choices[0].candidate.act not in (Act.VIEW, Act.STAY) or choices[0].probability >= VIEW_SURE
    return () if likely or not here else [choice for choice in choices if choice.candidate.view is part]


def _side_alone(weighed: Weighed) -> Segment | None:
    """The side that is all a message names, where it surely asks for that side, as in "nope, enterprises"; else None.

    Whoever only gives a head count asks for that side.
    """
    if weighed.reading.sized is not None and not content_beside_sides(weighed):
        return weighed.reading.sized
    intent, share = weighed.follow_ups[0]
    side = SWITCHES.get(intent)
    asks = side is not None and named_side(weighed.message) is side and share >= SIDE_FROM
    return side if asks and not content_beside_sides(weighed) else None


def _beside_subject(situation: Situation, choice: Choice) -> Turn:
    """A turn that neither goes on with a subject nor turns to one."""
    act = choice.candidate.act
    spoken = (situation.conversation.topic or "",)
    if act is Act.SOCIAL:
        return Turn(kind=Kind.SOCIAL, intent=social_meant(situation.weighed, choice.probability) or REMARK)
    if act is Act.LANGUAGE:
        intent = _likeliest(situation, situation.weighed.message.parts.languages_asked.keys())
        return Turn(kind=Kind.LANGUAGE, intent=intent, topics=spoken)
    if act is Act.DECLINE:
        return Turn(kind=Kind.UNKNOWN, topics=tuple(topic for topic, _ in situation.weighed.topics[:3]))
    return Turn(kind=_ACTS[act], topics=spoken)


def _means(candidate: Candidate, taught: str) -> bool:
    """Whether a candidate is what a line was taught as, word for word."""
    if candidate.act is Act.VIEW:
        return VIEWS.get(taught) is candidate.view
    if candidate.act is Act.SIDE:
        return SWITCHES.get(taught) is candidate.side
    return candidate.act is Act.CORRECT and taught == CORRECTION


def _on_subject(situation: Situation, choices: Sequence[Choice]) -> Turn:
    """Go on with the subject on screen, or turn to another; one that also asks for a view of it gets that view."""
    weighed, first = situation.weighed, choices[0]
    likely = (choice.candidate.subject for choice in choices if choice.candidate.act in (Act.STAY, Act.TURN))
    ranked = tuple(dict.fromkeys(likely))[:3]
    turn = Turn(
        kind=Kind.TOPIC,
        topics=ranked,
        segment=side_asked(weighed, situation.conversation, stays=first.candidate.act is Act.STAY),
        confidence=first.probability,
        concepts=concepts_of(weighed),
        # "The second one" wants nothing in particular of it, whatever the model makes of so few words.
        want=None if situation.counted == ranked[0] else want_asked(weighed) or want_alone(weighed),
        detail=first.candidate.act is Act.STAY,
    )
    asked = view_asked(weighed.message)
    if asked is not View.SHORT:
        return replace(turn, view=asked, detail=False)
    intent, share = weighed.follow_ups[0]
    return replace(turn, view=VIEWS[intent]) if intent in VIEWS and share >= VIEW_FROM and not turn.detail else turn


def _follow_up(situation: Situation, choice: Choice) -> Turn:
    """Show another view or side of the subject on screen."""
    candidate: Candidate = choice.candidate
    said = part_said(situation.weighed.message) if candidate.subject in situation.knowledge.plays else None
    shown = said or situation.conversation.view
    # Whoever was shown an e-mail and asks for the other side wants an e-mail again.
    again = candidate.act is Act.SIDE and shown in PLAY_VIEWS and _has(situation, candidate.subject, shown)
    view = shown if again else candidate.view
    # A bare "for instance?" names no side, whatever the model makes of so few words.
    heard = stated_side(situation.weighed, situation.conversation) if situation.weighed.reading.names_side else None
    heard = heard or counted_side(situation.weighed, situation.conversation)
    return Turn(
        kind=Kind.FOLLOW_UP,
        topics=(candidate.subject,),
        view=view,
        segment=candidate.side or heard,
        confidence=choice.probability,
        concepts=concepts_of(situation.weighed),
    )


def _has(situation: Situation, subject: str, view: View) -> bool:
    """Whether a play has a part; all but the message are never missing."""
    play = situation.knowledge.plays.get(subject)
    return view is not View.MESSAGE or play is None or any(side.message is not None for side in play.sides.values())


def _likeliest(situation: Situation, names: AbstractSet[str]) -> str:
    return next(intent for intent, _ in situation.weighed.intents if intent in names)
