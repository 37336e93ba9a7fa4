"""Storydesk: questions about a news story, answered with word-for-word, sourced quotes."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("storydesk")
except PackageNotFoundError:  # a checkout that was never installed
    __version__ = "0+unknown"
