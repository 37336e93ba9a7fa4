"""What terminal and Discord say of an answer in the same words."""

from collections.abc import Sequence
from datetime import date

from bot.domain import Agreement, Answer, Article, Attribution, Reading, Relation

_MOST_NAMES = 3
_MOST_CARRIED = 6
_MOST_UNMATCHED = 3
ONLY_QUOTES = "I only quote: I never say whether a text is true or false."
_HEADINGS = {
    Relation.CONFLICT: "The articles differ",
    Relation.OVER_TIME: "Figures over time",
    Relation.DIFFERENT_THINGS: "What each one is about",
}

_ATTRIBUTIONS = {
    Attribution.ANONYMOUS: "anonymous sources",
    Attribution.NAMED: "named source",
    Attribution.OFFICIAL: "official",
    Attribution.ALLEGED: "alleged",
    Attribution.OWN_REPORTING: "the outlet's own reporting",
}


STATEMENT_HEADING = "A statement by the moderators, not a quote of an article"


def describe_signature(signed: str, day: str) -> str:
    """Return who makes a statement and when."""
    return f"signed {signed}, {day}"


def describe_attribution(attribution: Attribution) -> str:
    """Return whom a quote names for what it says, in a word or two."""
    return _ATTRIBUTIONS[attribution]


def head_comparison(relation: Relation) -> str:
    """Return what stands above values that are put side by side."""
    return _HEADINGS[relation]


def name_day(day: date) -> str:
    """Return a date as people write it: 3 May 2021."""
    return f"{day.day} {day:%B} {day.year}"


def name_source(article: Article) -> str:
    """Return who says something, and when: the publisher, or else the title, and the date, if known."""
    named = article.publisher or article.title or article.id
    return f"{named}, {name_day(article.published)}" if article.published else named


def part_reading(reading: Reading) -> tuple[str, str, str]:
    """Return the words of a reading before, in and after its value."""
    start = reading.of.find(reading.value)
    if start < 0:
        return "", reading.value, f" — {reading.of}"
    return reading.of[:start], reading.value, reading.of[start + len(reading.value) :]


def describe_about(about: Sequence[str]) -> str:
    """Return what of a question was carried over from the turns before it: “about: Lindvik, ferries”."""
    return f"about: {', '.join(about[:_MOST_CARRIED])}" if about else ""


def describe_check(titles: Sequence[str], *, closest: bool) -> str:
    """Return what was found on a text that was checked, above its quotes.

    `titles` are those of the articles in which words of it stand word for word; `closest` tells whether there
    are quotes besides that only come close.
    """
    if not titles:
        return f"The closest that the articles say.\n{ONLY_QUOTES}"
    rest = " The other quotes are the closest that the articles say." if closest else ""
    return f"Words of it stand word for word in: {', '.join(titles)}.{rest}\n{ONLY_QUOTES}"


def describe_unmatched(sentences: Sequence[str]) -> str:
    """Return on which sentences of a text that was checked nothing was found; empty if on none of them."""
    if not sentences:
        return ""
    more = len(sentences) - _MOST_UNMATCHED
    named = ", ".join(f"“{sentence}”" for sentence in sentences[:_MOST_UNMATCHED])
    return f"I found nothing on: {named}{f' and {more} more' if more > 0 else ''}"


def describe_agreement(agreement: Agreement) -> str:
    """Return how many articles stand behind an answer and whose reports they tell, in plain words.

    Articles that name no source are counted apart from the others: nothing is known of whether they are
    copies. Where no two articles are known to tell one report, it says that no relation was found, which is
    not to say that there is none.
    """
    known, unknown = agreement.articles - agreement.unknown, agreement.unknown
    parts = []
    if known:
        names = agreement.origin_names[:_MOST_NAMES]
        more = agreement.origins - len(names)
        named = ", ".join(names) + (f" and {more} more" if more else "")
        parts.append(f"{_count(known, 'article')}, {_count(agreement.origins, 'origin')}: {named}")
    if unknown:
        parts.append(f"{_count(unknown, 'article')} name{'s' if unknown == 1 else ''} no source")
    if agreement.copies:
        verb = "repeats" if agreement.copies == 1 else "repeat"
        parts.append(f"{agreement.copies} of them {verb} the text of another")
    if agreement.articles > 1 and known <= agreement.origins and not agreement.copies:
        parts.append("no relation between them was found")
    return "; ".join(parts)


def tells_origins(agreement: Agreement, article: Article) -> bool:
    """Tell whether there is something to say of the origins of an answer that quotes an article first.

    One article that tells its publisher's own report, or names no source, has nothing to add.
    """
    return agreement.articles > 1 or bool(set(agreement.origin_names) - {article.publisher})


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number != 1 else ''}"


def describe_correction(answer: Answer) -> str | None:
    """Return a line that tells for which question the answer is, if its spelling was corrected."""
    return None if answer.corrected is None else f"Showing results for “{answer.corrected}”"
