"""Reads messages into answers: what they tell of customers, deals and the seller, and the answer to one question."""
