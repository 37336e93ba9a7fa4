"""How the quotes of an answer stand to each other: what says the same, what differs, what is another matter.

The rules, which lean to silence:

- Quotes *say the same* when their values agree (`bot.text.closeness`), or their words nearly are the same;
  not if each has a name that the other lacks.
- Values are *of the same thing* when the words that carry the one's clause all stand in the other's, and
  there are two of them or all of the question; neither has a name of its own that the other's quote and
  title, and the question, do not know; both or neither speak of a plan, deny, or mean a former thing; and
  where a figure begins its clause, the words that only one clause has are the question's.
- A *conflict* are values of the same thing in different articles of which at most one can be right. A bound
  that holds the other value is none, nor is a value that the other quote gives as well ("rose from 2 to 3").
- *Over time* are differing figures of the same thing where all articles are dated and no two of a day differ:
  a count that grew is no conflict. Dates and names do not grow, they conflict whatever the articles' dates.
- *Different things* are values of one kind that differ, while it is not sure that they belong to the same
  thing: each is shown with the words of its clause. Names are left out here: several may be right.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

from bot.answering.likeness import say_the_same
from bot.answering.statements import Statement, list_words, read_statements
from bot.domain import AnalysedQuery, Comparison, Quote, Reading, Relation
from bot.text.analysis import Analyzer
from bot.text.closeness import agree, contradict
from bot.text.quantities import QuantityKind

Groups = tuple[tuple[int, ...], ...]

# From which similarity (rapidfuzz's token set ratio, 0 to 100) two quotes say the same in other words' order.
_SAME_WORDS = 85.0
_SURE_WORDS = 2
# Another thing is shown where its quote holds at least this share of what the first holds of the question.
_NEARLY = 0.5
# Only one name can be right: "who is the mayor", not "who joined".
_ONE_NAME = re.compile(r"\bwho(?:\sis|\swas|['’]s)\s(?:the|its|their|\S+['’]s)\b", re.IGNORECASE)
_ORDER = (Relation.CONFLICT, Relation.OVER_TIME, Relation.DIFFERENT_THINGS)
_UNGROWING = frozenset({QuantityKind.DATE, QuantityKind.TIME_OF_DAY, None})


def compare_quotes(
    query: AnalysedQuery, quotes: Sequence[Quote], analyzer: Analyzer, *, language: str = "en"
) -> tuple[Groups, tuple[Comparison, ...]]:
    """Return which quotes say the same, by their places, and how those that differ stand to each other.

    The first quote's group stands first. Conflicts go before figures over time, these before different
    things; the readings of a comparison go from the oldest article to the newest, undated ones last.

    The rules are made for English. Quotes of articles in another language are grouped by their words alone;
    `language` is that of the articles that state none.
    """
    languages = {(quote.article.language or language)[:2].lower() for quote in quotes}
    statements = read_statements(query, quotes, analyzer) if languages == {"en"} else ()
    groups = _group(quotes, {statement.place: statement for statement in statements}, analyzer)
    return groups, _compare(query, statements, groups, analyzer)


def keep_readings(
    groups: Groups, comparisons: Sequence[Comparison], kept: Sequence[int]
) -> tuple[Groups, tuple[Comparison, ...]]:
    """Return groups and comparisons as they are when only the quotes at the places `kept` are left."""
    places = {old: new for new, old in enumerate(kept)}
    left = (tuple(places[place] for place in group if place in places) for group in groups)
    readings = (
        (
            comparison.relation,
            [replace(r, quote=places[r.quote]) for r in comparison.readings if r.quote in places],
        )
        for comparison in comparisons
    )
    return (
        tuple(group for group in left if group),
        tuple(Comparison(relation, tuple(r)) for relation, r in readings if len(r) > 1),
    )


def _group(quotes: Sequence[Quote], statements: Mapping[int, Statement], analyzer: Analyzer) -> Groups:
    groups: list[list[int]] = []
    for place, quote in enumerate(quotes):
        for group in groups:
            one, other = statements.get(group[0]), statements.get(place)
            if one is not None and other is not None:
                same = _says_the_same(one, other, analyzer)
            else:
                same = say_the_same(quotes[group[0]].text, quote.text, likeness=_SAME_WORDS)
            if same:
                group.append(place)
                break
        else:
            groups.append([place])
    return tuple(tuple(group) for group in groups)


def _says_the_same(one: Statement, other: Statement, analyzer: Analyzer) -> bool:
    shared = len(one.words & other.words)
    if not _values_agree(one, other) or not 2 * shared >= min(len(one.words), len(other.words)) > 0:
        return False
    return not (_has_own_name(one, other, analyzer) and _has_own_name(other, one, analyzer))


def _has_own_name(one: Statement, other: Statement, analyzer: Analyzer) -> bool:
    return bool(one.names - list_words(f"{other.quote.article.title}\n{other.quote.text}", analyzer))


def _compare(
    query: AnalysedQuery, statements: Sequence[Statement], groups: Groups, analyzer: Analyzer
) -> tuple[Comparison, ...]:
    asked = list_words(query.text, analyzer)
    if not _ONE_NAME.search(query.text):
        statements = [statement for statement in statements if statement.quantity is not None]
    matters = _Matters(asked, analyzer)
    found: list[Comparison] = []
    clusters = matters.cluster(statements)
    for cluster in clusters:
        relation = _relate(cluster)
        if relation is not None:
            found.append(_side_by_side(relation, cluster))
    heads = [s for s in statements if s.quantity is not None and any(s.place == group[0] for group in groups)]
    apart = [
        head
        for head in heads[1:]
        if matters.bears_alike(heads[0], head)
        and _differ(heads[0], head)
        and not any(heads[0] in cluster and head in cluster for cluster in clusters)
    ]
    if apart:
        found.append(_side_by_side(Relation.DIFFERENT_THINGS, [heads[0], *apart]))
    return tuple(sorted(found, key=lambda comparison: _ORDER.index(comparison.relation)))


class _Matters:
    """Tells which statements are of the same thing, for one question."""

    def __init__(self, asked: frozenset[str], analyzer: Analyzer) -> None:
        self._asked = asked
        self._analyzer = analyzer

    def cluster(self, statements: Sequence[Statement]) -> list[list[Statement]]:
        """Return the statements sorted into those of the same thing as the first of each."""
        clusters: list[list[Statement]] = []
        for statement in statements:
            for cluster in clusters:
                if self._are_of_one(cluster[0], statement):
                    cluster.append(statement)
                    break
            else:
                clusters.append([statement])
        return clusters

    def bears_alike(self, first: Statement, other: Statement) -> bool:
        """Tell whether a statement bears on the question, nearly as much as the first one does."""
        if not other.words & self._asked:
            return False
        known = [len(self._asked & list_words(s.quote.text, self._analyzer)) for s in (first, other)]
        return known[1] >= _NEARLY * known[0]

    def _are_of_one(self, one: Statement, other: Statement) -> bool:
        if one.marks != other.marks or _kind(one) is not _kind(other) or _dated_apart(one, other):
            return False
        shared = one.words & other.words
        if not shared or shared not in (one.words, other.words):
            return False
        if len(shared) < _SURE_WORDS and not self._asked <= shared:
            return False
        # "There are 12 boats", "15 boats were lost": what is said of the boats is another matter.
        leads = (one.leads or other.leads) and _kind(one) not in _UNGROWING
        if leads and not (one.words ^ other.words) <= self._asked:
            return False
        return self._knows_names(one, other) and self._knows_names(other, one)

    def _knows_names(self, one: Statement, other: Statement) -> bool:
        unknown = one.names - other.words - self._asked
        if not unknown:
            return True
        return unknown <= list_words(f"{other.quote.article.title}\n{other.quote.text}", self._analyzer)


def _relate(cluster: Sequence[Statement]) -> Relation | None:
    """Return how the values of one thing stand to each other; None if they do not differ."""
    pairs = list(combinations(cluster, 2))
    differing = [pair for pair in pairs if _differ(*pair)]
    days = [[statement.quote.article.published for statement in pair] for pair in differing]
    grows = _kind(cluster[0]) not in _UNGROWING
    if grows and all(None not in pair and pair[0] != pair[1] for pair in days):
        moves = any(_moved(*pair) for pair in pairs)
        return Relation.OVER_TIME if moves else None
    return Relation.CONFLICT if differing else None


def _moved(one: Statement, other: Statement) -> bool:
    days = (one.quote.article.published, other.quote.article.published)
    return None not in days and days[0] != days[1] and not _values_agree(one, other)


def _differ(one: Statement, other: Statement) -> bool:
    """Tell whether at most one of two values can be right, and neither quote gives the other's as well."""
    if one.quantity is None or other.quantity is None:
        same_article = one.quote.article.id == other.quote.article.id
        return not (one.quantity or other.quantity or same_article or _values_agree(one, other))
    if one.quote.article.id == other.quote.article.id or not contradict(one.quantity, other.quantity):
        return False
    return not (_gives(one, other) or _gives(other, one))


def _gives(one: Statement, other: Statement) -> bool:
    return other.quantity is not None and any(agree(other.quantity, value) for value in one.beside)


def _values_agree(one: Statement, other: Statement) -> bool:
    if one.quantity is not None and other.quantity is not None:
        return agree(one.quantity, other.quantity)
    if one.quantity is not None or other.quantity is not None:
        return False
    names = [set(one.value_text.casefold().split()), set(other.value_text.casefold().split())]
    return names[0] <= names[1] or names[1] <= names[0]


def _dated_apart(one: Statement, other: Statement) -> bool:
    """Tell whether two figures are of different days by their own words: "in 2021 …", "in 2022 …"."""
    if _kind(one) in _UNGROWING:
        return False
    dates = [[q for q in s.beside if q.kind is QuantityKind.DATE] for s in (one, other)]
    return any(contradict(a, b) for a in dates[0] for b in dates[1])


def _kind(statement: Statement) -> QuantityKind | None:
    return statement.quantity.kind if statement.quantity else None


def _side_by_side(relation: Relation, statements: Sequence[Statement]) -> Comparison:
    ordered = sorted(statements, key=lambda s: (s.quote.article.published or date.max, s.place))
    return Comparison(
        relation,
        tuple(Reading(s.place, s.value_text, s.of.of(s.quote.text)) for s in ordered),
    )
