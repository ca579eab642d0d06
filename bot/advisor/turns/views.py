"""The view, and the part of a play, that the words of a message or a pressed button ask for, whatever the subject."""

from __future__ import annotations

from bot.advisor.turns.sides import content_beside_sides
from bot.advisor.turns.turn import Kind, Turn
from bot.domain.conversation import PLAY_VIEWS, Action, View
from bot.domain.want import Want
from bot.language.message import Message
from bot.matching.weighing import Weighed

USUAL = "views.usual"
"""The cue for words that ask what is usual or good."""

_CHECKED = ("views.check", "parts.check", "parts.checked")
"""The cues that ask for how to know that it is done."""

WANTS = frozenset(want.value for want in Want)


def view_asked(message: Message) -> View:
    """Both sides beside one another where a message says so or begins by asking to compare; else the answer itself."""
    beside = any(message.denial(hit.first) is None for hit in message.cues("views.beside"))
    compares = any(hit.first == message.beginning for hit in message.cues("views.compare"))
    return View.COMPARE if beside or compares else View.SHORT


def asks_something(message: Message) -> bool:
    """Whether a message is put as a question, with a question mark or a word that asks."""
    return message.asks or bool(message.cues("clauses.asking"))


def is_set_against(message: Message) -> bool:
    """Whether a message sets what it names against what is on screen, as in "how is that different from win rate?"."""
    return bool(message.cues("views.against"))


def asks_what_to_avoid(message: Message) -> bool:
    """Whether a message asks what not to do, and names nothing else."""
    hits = message.cues("views.avoid")
    said = {message.words[at].low for hit in hits for at in range(hit.first, hit.last)}
    return bool(hits) and all(message.words[term.word].low in said for term in message.terms.terms if term.low in message.content)


SUPPOSING = "sums.supposing"
"""The cue for words that suppose something: "what if", "kalau"."""


def want_asked(weighed: Weighed) -> Want | None:
    """What the model finds that a message wants.

    What is usual is asked for in so many words, or not at all: to the model "what is churn?" looks like "what is a good churn?".
    Nor does what only tells something, as "day 10 and nobody has logged in yet", or supposes something, as "what if they don't
    read it", ask for how to know that it is done.
    """
    message = weighed.message
    tells = bool(message.cues(SUPPOSING)) or not asks_something(message)
    if weighed.want is Want.CHECK and tells and not any(map(message.cues, _CHECKED)):
        return None
    return None if weighed.want is Want.BENCHMARK and not message.cues(USUAL) else weighed.want


def part_said(message: Message) -> View | None:
    """The one part of a play that a message has a name for, whatever else it says."""
    said = [view for view in sorted(PLAY_VIEWS) if message.cues(f"parts.{view}")]
    return said[0] if len(said) == 1 else None


def parts_alone(weighed: Weighed) -> list[View]:
    """The parts of a play that a message asks for and nothing else: "what do I send him" has no other word of its own."""
    content, message = set(content_beside_sides(weighed)), weighed.message
    words = {
        view: {low for hit in message.cues(f"wants.{view}") for low in message.lows[hit.first : hit.last]} for view in PLAY_VIEWS
    }
    return [view for view, asking in words.items() if asking and content <= asking]


def want_alone(weighed: Weighed) -> Want | None:
    """The same as what is wanted of whatever play the message turns to: "what do I send them" below another one."""
    return next((Want(view) for view in parts_alone(weighed)), None)


def turn_to(subject: str, action: Action) -> Turn:
    """What a pressed button asks for of a subject, as a turn of the conversation."""
    want = Want(action.value) if action.value in WANTS else None
    return Turn(kind=Kind.FOLLOW_UP, topics=(subject,), view=action.view, segment=action.segment, want=want, confidence=1.0)
