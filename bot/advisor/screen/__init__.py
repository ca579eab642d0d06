"""Answers what is typed about what stands on screen: is that good, shorter, huh, the second one, ask an expert."""
