"""Which holding statements bear on a question."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain import AnalysedQuery, Statement
from bot.text.analysis import Analyzer

# A statement is on the matter of a question that holds most of the words that name the matter, or one whose
# own words the matter and the text nearly all cover; a single word that both happen to share is not enough.
_MATTER_COVERED = 0.6
_QUESTION_COVERED = 0.75
_LEAST_SHARED = 2


def find_statements(
    query: AnalysedQuery, statements: Sequence[Statement], analyzer: Analyzer, now: datetime
) -> tuple[Statement, ...]:
    """Return the statements that hold now and whose matter a question asks about, the newest first.

    Words are compared as index terms, aliases and all; function words do not count.
    """
    asked = [set(term.index_terms) for term in query.terms]
    found = [s for s in statements if s.holds(now) and _bears_on(s, asked, analyzer)]
    return tuple(sorted(found, key=lambda statement: statement.made_at, reverse=True))


def _bears_on(statement: Statement, asked: Sequence[set[str]], analyzer: Analyzer) -> bool:
    matter = [_terms(unit.stems, unit.concept) for unit in analyzer.units(statement.about)]
    words = set().union(*asked)
    shared = sum(bool(unit & words) for unit in matter)
    if not matter or shared < min(_LEAST_SHARED, len(matter)):
        return False
    if shared >= _MATTER_COVERED * len(matter):
        return True
    said = set(analyzer.terms(f"{statement.about}\n{statement.text}"))
    return sum(bool(term & said) for term in asked) >= _QUESTION_COVERED * len(asked)


def _terms(stems: Sequence[str], concept: str | None) -> set[str]:
    return {*stems} if concept is None else {*stems, concept}
