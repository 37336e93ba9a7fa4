"""The frozen values that every layer speaks of: articles, spans, questions, quotes, answers."""

from bot.domain.answers import (
    Agreement,
    Answer,
    Attribution,
    Band,
    Candidate,
    Comparison,
    Decision,
    Quote,
    Reading,
    Relation,
)
from bot.domain.articles import DEFAULT_STORY, AliasGroups, Article, MadeBy, Passage, Revision, Span
from bot.domain.questions import AnalysedQuery, AnswerKind, Correction, QueryTerm
from bot.domain.records import TERMINAL, Community, CommunityKind, LogEntry, QuoteReference, Trace, Vote

__all__ = [
    "DEFAULT_STORY", "TERMINAL", "Agreement", "AliasGroups", "AnalysedQuery", "Answer", "AnswerKind",
    "Article", "Attribution", "Band", "Candidate", "Community", "CommunityKind", "Comparison",
    "Correction", "Decision", "LogEntry", "MadeBy", "Passage", "QueryTerm", "Quote", "QuoteReference",
    "Reading", "Relation", "Revision", "Span", "Trace", "Vote",
]  # fmt: skip
