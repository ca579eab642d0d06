"""The one reading of a message: tokens, words, terms, phrases, negation, quantities and dates, by data that languages declare."""
