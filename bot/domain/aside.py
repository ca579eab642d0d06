"""What is said before an answer of that which was asked for and which there is not."""

from __future__ import annotations

from enum import StrEnum


class Aside(StrEnum):
    """One line; its words stand in the labels as `aside_<value>`."""

    BESIDES = "besides"
    """A message was wanted longer: there is one length only, and what the play has besides."""
    WORDING = "wording"
    """It was wanted in other words."""
    NO_OTHER = "no_other"
    """Another example or message was wanted."""
    NO_MORE = "no_more"
    """All of it was shown."""
    AGAIN = "again"
    """It was not understood, so its first sentence is put again."""
    JUDGED = "judged"
    """It was asked whether a figure is good, which its source does not say."""
    SAME_SIDE = "same_side"
    """The side asked for is the one on screen."""
    ONE_SIDE = "one_side"
    """That side is the only one it is told for."""
    EITHER_SIDE = "either_side"
    """The answer on screen holds for both sides."""
    TAKEN = "taken"
    """Several topics were offered and none was chosen: it is taken for the likeliest."""
    NOTHING = "nothing"
    """Nothing there tells what was asked, so what there is is named and not shown."""
    MESSAGE_AGAIN = "message_again"
    """The message on screen was wanted."""
    FILLING = "filling"
    """A message is to be filled in, which takes a press."""
