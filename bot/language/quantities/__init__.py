"""The one reader of numbers in people's words, all languages mixed: amounts, money, percentages, durations, ratios, ranges."""

from bot.language.quantities.reader import MOST_NUMBERS, has_none, read_quantities
from bot.language.quantities.tables import NumberTables

__all__ = ["MOST_NUMBERS", "NumberTables", "has_none", "read_quantities"]
