"""Fetching a page from the web for a moderator: only from public addresses, and only what is asked for."""
