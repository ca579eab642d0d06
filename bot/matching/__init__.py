"""From words to a topic: cleaning, spelling, stemming, lexicon, a linear model, and the decision to answer, ask or decline."""
