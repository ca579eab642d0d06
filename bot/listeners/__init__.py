"""Slack on its way in: acknowledge, read the payload, ask the advisor, draw the reply, post it."""
