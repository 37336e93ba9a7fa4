"""The seams between the layers: what a service needs, said without naming who provides it."""

from bot.ports.asked import AskedPage, AskedQuestion, AskedQuestions
from bot.ports.fetching import Fetched, Fetcher
from bot.ports.findings import Finding
from bot.ports.gaps import (
    Bursts,
    GapDetails,
    GapFigures,
    Gaps,
    GapTally,
    Groups,
    Period,
    Placement,
    Surge,
    UnplacedQuestion,
)
from bot.ports.knowledge import ArticleStore, AuditTrail, Drafts, History, Knowledge
from bot.ports.log import LoggedQuestion, QueryLog, Reported
from bot.ports.persons import NoticeStore, Persons, Waiting
from bot.ports.quoted import QuotedAnswer, QuotedAnswers, Reach, ShownQuote
from bot.ports.reading import Dropped, Entry, ReadArticle, Readers
from bot.ports.replays import GoldenQuestion, Rephrased, ReplayQuestion, ReplayQuestions
from bot.ports.retrieval import NO_TERM, Found, FoundPassage, Indexes, Matcher, Retriever, SecondScorer
from bot.ports.settings import CommunitySettings, State
from bot.ports.watches import Watch, Watches

__all__ = [
    "NO_TERM",
    "ArticleStore",
    "AskedPage",
    "AskedQuestion",
    "AskedQuestions",
    "AuditTrail",
    "Bursts",
    "CommunitySettings",
    "Drafts",
    "Dropped",
    "Entry",
    "Fetched",
    "Fetcher",
    "Finding",
    "Found",
    "FoundPassage",
    "GapDetails",
    "GapFigures",
    "GapTally",
    "Gaps",
    "GoldenQuestion",
    "Groups",
    "History",
    "Indexes",
    "Knowledge",
    "LoggedQuestion",
    "Matcher",
    "NoticeStore",
    "Period",
    "Persons",
    "Placement",
    "QueryLog",
    "QuotedAnswer",
    "QuotedAnswers",
    "Reach",
    "ReadArticle",
    "Readers",
    "Rephrased",
    "ReplayQuestion",
    "ReplayQuestions",
    "Reported",
    "Retriever",
    "SecondScorer",
    "ShownQuote",
    "State",
    "Surge",
    "UnplacedQuestion",
    "Waiting",
    "Watch",
    "Watches",
]
