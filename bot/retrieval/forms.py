"""Which index terms match a word of a question, and how well."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from bot.text.analysis import Analyzer
from bot.text.stems import family_prefix, is_of_family

# A word that is matched through its alias counts a little less than the word itself.
ALIAS_WEIGHT = 0.8
# Of the same family, as "install" and "installation" are; and related, as "buy" and "order" are.
FAMILY_WEIGHT = 0.6
RELATED_WEIGHT = 0.5


class Forms:
    """Finds the index terms that match a word; `numbers` are the numbers of all index terms."""

    def __init__(self, analyzer: Analyzer, numbers: Mapping[str, int]) -> None:
        self._analyzer = analyzer
        self._numbers = numbers
        self._sorted = sorted(numbers)

    def of(self, stem: str, concept: str | None = None) -> dict[int, float]:
        """Return the numbers of the index terms that match a word, each with how well, up to 1.

        The word itself matches best, then what shares its concept, then words of its family: those that begin
        with all but its last three letters. Last come words that are related to it or to the concept.
        """
        forms: dict[int, float] = {}
        self._add(forms, self._analyzer.related(stem), RELATED_WEIGHT)
        self._add(forms, self._family(stem), FAMILY_WEIGHT)
        self._add(forms, [concept] if concept else (), ALIAS_WEIGHT)
        self._add(forms, [stem], 1.0)
        return forms

    def _add(self, forms: dict[int, float], terms: Sequence[str] | frozenset[str], weight: float) -> None:
        for term in terms:
            if (number := self._numbers.get(term)) is not None:
                forms[number] = weight

    def _family(self, stem: str) -> list[str]:
        prefix = family_prefix(stem)
        if prefix is None:
            return []
        found = []
        for place in range(bisect_left(self._sorted, prefix), len(self._sorted)):
            term = self._sorted[place]
            if not term.startswith(prefix):
                break
            if is_of_family(stem, term):
                found.append(term)
        return found
