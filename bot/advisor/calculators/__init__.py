"""The calculators: reads numbers and the wish for a sum out of a message, works it out, or says what is missing or impossible."""

from bot.advisor.calculators.calculators import Calculators, open_sum_of

__all__ = ["Calculators", "open_sum_of"]
