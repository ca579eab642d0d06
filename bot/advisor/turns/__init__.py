"""Decides what a message does in its conversation: answer, follow up, switch the side, greet, ask back, or decline."""

from bot.advisor.turns.alone import decide
from bot.advisor.turns.choice import explain
from bot.advisor.turns.in_thread import corrected, decide_in
from bot.advisor.turns.turn import Kind, Turn
from bot.advisor.turns.views import turn_to, view_asked

__all__ = ["Kind", "Turn", "corrected", "decide", "decide_in", "explain", "turn_to", "view_asked"]
