"""The seams between the layers: what a service needs, said without naming who provides it."""

from bot.ports.fetching import Fetched, Fetcher
from bot.ports.findings import Finding
from bot.ports.knowledge import ArticleStore, AuditTrail, Drafts, History, Knowledge
from bot.ports.log import QueryLog, Reported
from bot.ports.reading import Dropped, Entry, ReadArticle, Readers
from bot.ports.retrieval import NO_TERM, Found, FoundPassage, Indexes, Matcher, Retriever, SecondScorer

__all__ = [
    "NO_TERM",
    "ArticleStore",
    "AuditTrail",
    "Drafts",
    "Dropped",
    "Entry",
    "Fetched",
    "Fetcher",
    "Finding",
    "Found",
    "FoundPassage",
    "History",
    "Indexes",
    "Knowledge",
    "Matcher",
    "QueryLog",
    "ReadArticle",
    "Readers",
    "Reported",
    "Retriever",
    "SecondScorer",
]
