"""The last look at the quotes of an answer, just before it is sent."""

import logging
from dataclasses import replace
from datetime import date

from bot.answering.comparison import keep_readings
from bot.answering.remarks import note_age
from bot.discord_app.escaping import is_visible
from bot.domain import Agreement, Answer, Band, Quote
from bot.errors import QuoteMismatchError

NONE_LEFT = "The quote no longer stands in its article."
NEXT_BEST = "A better quote no longer stands in its article, and is left out."

_log = logging.getLogger(__name__)


def verify_quotes(answer: Answer) -> Answer:
    """Return the answer with those of its quotes that stand in their articles word for word.

    A quote that does not is left out and logged, and with it what was said of it: how it compares, the age of
    its article, and the count of origins, in which it had a part. Where it was the first, what is left is no
    more than a partial answer, and its reason says so. When none is left, the answer is not answered any
    more, and its score is 0.
    """
    kept = [place for place, quote in enumerate(answer.quotes) if _is_verbatim(quote)]
    if len(kept) == len(answer.quotes):
        return answer
    if not kept:
        decision = replace(answer.decision, score=0.0, band=Band.NONE, why=NONE_LEFT)
        notes = _keep_notes(answer, ())
        return replace(
            answer, answered=False, quotes=(), agreement=Agreement(), decision=decision, notes=notes
        )
    quotes = tuple(answer.quotes[place] for place in kept)
    groups, comparisons = keep_readings(answer.agreement.groups, answer.agreement.comparisons, kept)
    decision = answer.decision
    if kept[0] != 0:
        band = Band.PARTIAL if answer.answered else decision.band
        decision = replace(decision, score=min(decision.score, decision.threshold), band=band, why=NEXT_BEST)
    agreement = Agreement(groups=groups, comparisons=comparisons)
    return replace(
        answer, quotes=quotes, agreement=agreement, decision=decision, notes=_keep_notes(answer, quotes)
    )


def _keep_notes(answer: Answer, quotes: tuple[Quote, ...]) -> tuple[str, ...]:
    """Return the notes, that on the newest of the quoted articles as it is of those that are left."""
    before, after = (note_age(some, date.max, 1) for some in (answer.quotes, quotes))
    return tuple(note for note in (after if note == before else note for note in answer.notes) if note)


def _is_verbatim(quote: Quote) -> bool:
    try:
        quote.verify()
    except QuoteMismatchError as error:
        _log.error("%s", error)
        return False
    return is_visible(quote.text)
