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
from bot.domain.curation import (
    Act,
    AliasChange,
    AliasEdit,
    AliasStanding,
    ArticleChange,
    Change,
    ChangeKind,
    Draft,
    Maker,
    Publication,
    Replaced,
    Standing,
    Statement,
)
from bot.domain.gaps import Gap, GapAct, GapActKind, GapScope, NearMiss
from bot.domain.questions import AnalysedQuery, AnswerKind, Correction, QueryTerm
from bot.domain.records import (
    TERMINAL,
    Community,
    CommunityKind,
    LogEntry,
    Notice,
    QuoteReference,
    Removed,
    Trace,
    Vote,
    VoteReason,
)

__all__ = [
    "DEFAULT_STORY", "TERMINAL", "Act", "Agreement", "AliasChange", "AliasEdit", "AliasGroups",
    "AliasStanding", "AnalysedQuery", "Answer", "AnswerKind", "Article", "ArticleChange", "Attribution",
    "Band", "Candidate", "Change", "ChangeKind", "Community", "CommunityKind", "Comparison", "Correction",
    "Decision", "Draft", "Gap", "GapAct", "GapActKind", "GapScope", "LogEntry", "MadeBy", "Maker", "NearMiss",
    "Notice", "Passage", "Publication", "QueryTerm", "Quote", "QuoteReference", "Reading", "Relation",
    "Removed", "Replaced", "Revision", "Span", "Standing", "Statement", "Trace", "Vote", "VoteReason",
]  # fmt: skip
