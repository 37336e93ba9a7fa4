"""The words of a question against the sentences found: who matches whom, and how well, as tables.

Rows are the words of the question, columns the sentences that were found, passage after passage, or their
words.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.domain import AnalysedQuery, Passage, Span
from bot.ports import NO_TERM, Found, FoundPassage
from bot.text.dependence import leans_on_previous, may_lean_on_previous
from bot.text.head_nouns import kind_of_noun

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.int64]

# Added to each word's idf, so that the words of the story itself, which stand nearly everywhere, weigh too.
WEIGHT_FLOOR = 2.0
# What is left of the weight of a word that only says what kind of thing is asked for ("which city").
ASKING_SHARE = 0.25
# From which share of the question that only the sentence before holds it is taken along, where a pronoun or a
# definite noun phrase may stand for it.
LEAD_SHARE = 0.1


class Tables:
    """The tables of one question; none of them is empty.

    `own[r, i]` is how well word `r` is matched in sentence `i` itself, `quote[r, i]` in the quote that it
    makes, which takes the sentence before along where `leads[i]` says so, `context[r, i]` in its title and
    heading. `matches[r, w]` is the same for each word found; the words of sentence `i` begin at `first[i]`,
    with one that stands for none. `weights` and `idf` are those of the question's words; `asking` tells
    which of them only say what kind of thing is asked for. `passage[i]` and `sentence[i]` say which
    sentence it is.
    """

    def __init__(self, query: AnalysedQuery, found: Found, most_chars: int) -> None:
        self.query, self.found = query, found
        counts = [len(p.passage.sentences) for p in found.passages]
        self.passage: Places = np.repeat(np.arange(len(counts)), counts)
        self.sentence: Places = np.concatenate([np.arange(count) for count in counts])
        self.opens: Flags = self.sentence == 0
        self.terms = self.column(lambda p: p.terms)
        offsets = np.cumsum([0, *(len(p.terms) for p in found.passages[:-1])])
        firsts = [p.first + offset for p, offset in zip(found.passages, offsets, strict=True)]
        self.first: Places = np.concatenate(firsts).astype(np.int64)
        self.lengths: Places = np.diff(np.append(self.first, len(self.terms)))
        self.idf: Floats = np.array([matcher.idf for matcher in found.matchers])
        self.asking = self._find_asking()
        self.weights: Floats = (self.idf + WEIGHT_FLOOR) * np.where(self.asking, ASKING_SHARE, 1.0)
        self.matches = self._match(self.terms)
        self.own: Floats = np.maximum.reduceat(self.matches, self.first, axis=1)
        self.leads = self._find_leads(most_chars)
        self.quote = self.with_lead(self.own)
        self.context = self._match_context()

    def cover(self, table: Floats) -> Floats:
        """Return the share of the question that each column covers, from 0 to 1."""
        covered: Floats = self.weights @ table / self.weights.sum()
        return covered

    def before(self, table: Floats) -> Floats:
        """Return for each sentence what the one before it in the same passage has; 0 where there is none."""
        moved = np.zeros_like(table)
        moved[..., 1:] = table[..., :-1]
        moved[..., self.opens] = 0
        return moved

    def after(self, table: Floats) -> Floats:
        """Return for each sentence what the one after it in the same passage has; 0 where there is none."""
        moved = np.zeros_like(table)
        moved[..., :-1] = table[..., 1:] * ~self.opens[1:]
        return moved

    def with_lead(self, table: Floats, join: Callable[[Floats, Floats], Floats] = np.maximum) -> Floats:
        """Return the table for the quotes: each sentence joined with the one that it takes along."""
        return join(table, self.before(table) * self.leads)

    def of_opening(self, table: Floats) -> Floats:
        """Return for each sentence what the first sentence of its passage has."""
        return table[..., np.flatnonzero(self.opens)][..., self._place()]

    def of_passage(self, table: Floats) -> Floats:
        """Return for each sentence the most that any sentence of its passage has."""
        most: Floats = np.maximum.reduceat(table, np.flatnonzero(self.opens), axis=-1)
        return most[..., self._place()]

    def any_word(self, flags: Flags) -> Flags:
        """Return for each sentence whether any of its words is flagged."""
        flagged: Flags = np.logical_or.reduceat(flags, self.first, axis=-1)
        return flagged

    def column(self, of: Callable[[FoundPassage], NDArray[np.int32]]) -> NDArray[np.int32]:
        """Return a column of all passages, one after the other."""
        return np.concatenate([of(passage) for passage in self.found.passages])

    def passage_of(self, i: int) -> Passage:
        """Return the passage that sentence `i` stands in."""
        return self.found.passages[int(self.passage[i])].passage

    def span(self, i: int) -> Span:
        """Return where sentence `i` stands in its body."""
        return self.passage_of(i).sentences[int(self.sentence[i])]

    def text(self, i: int) -> str:
        """Return sentence `i`."""
        return self.span(i).of(self.passage_of(i).revision.article.body)

    def words_of_quote(self, i: int) -> slice:
        """Return where the words of quote `i` are among those found."""
        start = int(self.first[i - 1] if self.leads[i] else self.first[i])
        return slice(start, int(self.first[i] + self.lengths[i]))

    def _place(self) -> Places:
        """Return which of the passages that have sentences each sentence belongs to."""
        place: Places = np.cumsum(self.opens) - 1
        return place

    def _match(self, terms: NDArray[np.int32]) -> Floats:
        """Return how well each word of the question is matched by each of the terms."""
        distinct, place = np.unique(terms, return_inverse=True)
        table = np.zeros((len(self.found.matchers), len(distinct)))
        for row, matcher in enumerate(self.found.matchers):
            forms = np.fromiter(matcher.forms, dtype=np.int64, count=len(matcher.forms))
            at = np.minimum(np.searchsorted(distinct, forms), len(distinct) - 1)
            held = distinct[at] == forms
            table[row, at[held]] = np.fromiter(matcher.forms.values(), float, len(forms))[held]
        return table[:, place]

    def _match_context(self) -> Floats:
        groups = [np.append(np.int32(NO_TERM), p.context) for p in self.found.passages]
        starts = np.cumsum([0, *(len(group) for group in groups[:-1])])
        best: Floats = np.maximum.reduceat(self._match(np.concatenate(groups)), starts, axis=1)
        return best[:, self.passage]

    def _find_leads(self, most_chars: int) -> Flags:
        named_before = self.cover(np.maximum(self.own, self.before(self.own)) - self.own) >= LEAD_SHARE
        leads = [
            self._leads(i, most_chars, named_before=bool(named_before[i])) for i in range(len(self.first))
        ]
        return np.array(leads, dtype=bool)

    def _leads(self, i: int, most_chars: int, *, named_before: bool) -> bool:
        passage, at = self.passage_of(i), int(self.sentence[i])
        if at == 0 or passage.blocks[at - 1] != passage.blocks[at]:
            return False
        if passage.sentences[at].end - passage.sentences[at - 1].start > most_chars:
            return False
        text = self.text(i)
        return leans_on_previous(text) or (named_before and may_lean_on_previous(text))

    def _find_asking(self) -> Flags:
        focus = {word.casefold() for word in (self.query.focus or "").split()}
        surfaces: Sequence[str] = [self.query.terms[m.term].surface.casefold() for m in self.found.matchers]
        return np.array([s in focus and kind_of_noun(s) is not None for s in surfaces], dtype=bool)
