"""The one reader of numbers in people's words, all languages mixed: amounts, money, percentages, durations, ratios, ranges."""

from bot.language.quantities.reader import read_quantities
from bot.language.quantities.tables import NumberTables

__all__ = ["NumberTables", "read_quantities"]
