"""The words of the field as frozen data: knowledge, utterances, matches, conversations, replies. Standard library only."""
