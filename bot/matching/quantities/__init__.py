"""The one reader of numbers in people's words, English and Indonesian mixed: amounts, money, percentages, durations, ratios."""

from bot.matching.quantities.model import Bound, Kind, Period, Quantity
from bot.matching.quantities.reader import read_quantities
from bot.matching.quantities.words import SCALES

__all__ = ["SCALES", "Bound", "Kind", "Period", "Quantity", "read_quantities"]
