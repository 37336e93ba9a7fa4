"""Where a quote has another word in the place of one of the question's: “a trade deal” for “a peace deal”.

Two words that stand side by side in a question are a pair. A quote replaces the first of them where it has
the second, but only ever behind words that the question does not hold.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.domain import AnalysedQuery
from bot.text.irregulars import ENGLISH_FORMS
from bot.text.question_words import AUXILIARIES, BE, DETERMINERS
from bot.text.stems import mean_alike, stem_english
from bot.text.stopwords import ENGLISH
from bot.text.tokens import Token

_JOINTS = " -‑–“”\"'‘’"


@dataclass(frozen=True, slots=True)
class Replacement:
    """A word that was asked about, what the quote says in its place, and the word that follows either.

    `elsewhere` tells whether the quote holds the word that was asked about in another place, `named` whether
    both it and what stands in its place are written with a capital.
    """

    asked: str
    said: str
    kept: str
    elsewhere: bool
    named: bool


def find_replacements(
    query: AnalysedQuery, asked: Sequence[Token], quote: str, said: Sequence[Token]
) -> Iterator[Replacement]:
    """Yield the words of an English question that a quote has another word in place of, in order.

    `asked` and `said` are the words of both. Words that only say what kind of thing is asked for, and those
    that have aliases, are never replaced.
    """
    exempt = set((query.focus or "").casefold().split())
    exempt.update(word for t in query.terms if t.concept for word in t.surface.casefold().split())
    known = {stem_english(token.text) for token in asked if token.text not in ENGLISH}
    stems = [stem_english(token.text) for token in said]
    for i, (one, two) in enumerate(pairwise(asked)):
        if one.text in exempt or not _is_pair(query.text, one, two):
            continue
        if _is_verb(query.text, asked, i + 1):
            continue
        kept, lost = stem_english(two.text), stem_english(one.text)
        places = [i for i, stem in enumerate(stems) if stem == kept]
        others = [said[i - 1] for i in places if i and _is_pair(quote, said[i - 1], said[i])]
        instead = {stem_english(token.text) for token in others}
        if not others or len(others) < len(places) or instead & known:
            continue
        if not any(mean_alike(lost, stem) for stem in instead):
            yield Replacement(
                query.text[one.start : one.end],
                quote[others[0].start : others[0].end],
                query.text[two.start : two.end],
                any(mean_alike(lost, stem) for stem in stems),
                query.text[one.start].isupper() and all(quote[t.start].isupper() for t in others),
            )


def _is_verb(text: str, words: Sequence[Token], place: int) -> bool:
    """Tell whether a word is the verb behind a subject: "sail" of "did the boats sail".

    Behind a form of "to be" that is what has the form of a participle, behind other auxiliaries the last of
    the words that stand together.
    """
    first = place
    while first and _is_pair(text, words[first - 1], words[first]):
        first -= 1
    while first and words[first - 1].text in DETERMINERS:
        first -= 1
    auxiliary, verb = words[first - 1].text if first else "", words[place].text
    if auxiliary in BE:
        return verb.endswith(("ed", "ing")) or verb in ENGLISH_FORMS
    last = place + 1 == len(words) or not _is_pair(text, words[place], words[place + 1])
    return last and auxiliary in AUXILIARIES


def _is_pair(text: str, one: Token, two: Token) -> bool:
    """Tell whether two neighbouring words carry something, a word and what it says more of."""
    words = one.text.isalpha() and not {one.text, two.text} & ENGLISH
    return words and not text[one.end : two.start].strip(_JOINTS)
