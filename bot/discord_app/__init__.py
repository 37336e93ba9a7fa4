"""Storydesk in Discord: the only package that knows Discord and its limits."""
