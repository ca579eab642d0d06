"""Scores answers: two axes, one verdict, what would change it and what to ask next. Pure functions over the model."""
