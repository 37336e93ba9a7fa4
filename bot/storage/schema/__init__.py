"""The tables, in words that SQLite and PostgreSQL both understand.

Revisions, alias revisions, publications, acts and settings are only ever added to. A change of a table needs
a new `SCHEMA_VERSION` and a migration of that name in `migrations/versions`.
"""

from bot.storage.schema.base import SCHEMA_VERSION, metadata, schema_versions
from bot.storage.schema.gaps import bursts, gap_acts, gap_questions, gap_scopes, gaps, near_misses
from bot.storage.schema.knowledge import (
    acts,
    alias_revisions,
    articles,
    drafts,
    golden_questions,
    publications,
    replacements,
    revisions,
    settings,
    statements,
    stories,
    watches,
)
from bot.storage.schema.log import notices, opt_outs, queries, query_quotes, reports, traces, votes

__all__ = [
    "SCHEMA_VERSION",
    "acts",
    "alias_revisions",
    "articles",
    "bursts",
    "drafts",
    "gap_acts",
    "gap_questions",
    "gap_scopes",
    "gaps",
    "golden_questions",
    "metadata",
    "near_misses",
    "notices",
    "opt_outs",
    "publications",
    "queries",
    "query_quotes",
    "replacements",
    "reports",
    "revisions",
    "schema_versions",
    "settings",
    "statements",
    "stories",
    "traces",
    "votes",
    "watches",
]
