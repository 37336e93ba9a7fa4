"""Conversations: what was said before a question, and what the question means after it."""
