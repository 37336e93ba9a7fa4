"""The analysis of a question: its spelling, the words that carry it, names, and what it asks for."""

from bot.domain import AliasGroups, AnalysedQuery, AnswerKind, QueryTerm
from bot.text.analysis import Analyzer
from bot.text.kinds import find_kind
from bot.text.names import find_capitalised, find_names
from bot.text.spelling import Speller
from bot.text.vocabulary import Vocabulary


class QuestionAnalyzer:
    """Analyses questions against the articles of one story: what `Analyzer` does to text, and more.

    Not thread-safe, as the analyzer is not.
    """

    def __init__(
        self, analyzer: Analyzer, vocabulary: Vocabulary, aliases: AliasGroups = (), language: str = "en"
    ) -> None:
        self._analyzer = analyzer
        self._vocabulary = vocabulary
        self._language = language
        self._speller = Speller(vocabulary, analyzer.terms, language)
        self._no_names = frozenset(self._common_concepts(aliases))

    def analyse(self, question: str) -> AnalysedQuery:
        """Return what a question asks for and its distinct carrying units, in order of appearance.

        Its text is what is searched for: the question with its spelling corrected.
        """
        text, corrections = self._speller.correct(question, find_capitalised(question, self._vocabulary))
        names = find_names(text, self._vocabulary)
        terms: dict[tuple[str, ...], QueryTerm] = {}
        for unit in self._analyzer.units(text):
            named = unit.concept not in self._no_names and any(unit.start <= at < unit.end for at in names)
            surface = text[unit.start : unit.end]
            terms.setdefault(unit.stems, QueryTerm(surface, unit.stems, unit.concept, named))
        kind, focus = find_kind(text) if self._language == "en" else (AnswerKind.KEYWORDS, None)
        return AnalysedQuery(text, tuple(terms.values()), kind, focus, corrections, language=self._language)

    def _common_concepts(self, aliases: AliasGroups) -> set[str | None]:
        """Return the concepts of what also has a name in small letters: "GPU" is a "graphics card"."""
        common = {member for group in aliases for member in group[:1] if any(m.islower() for m in group)}
        return {unit.concept for member in common for unit in self._analyzer.units(member)} - {None}
