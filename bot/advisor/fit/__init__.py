"""The fit assessment: reads answers from text, scores the two axes, and says what would change the verdict."""
