"""What terminal and Discord say of an answer in the same words."""

from bot.domain import Agreement, Answer

_MOST_NAMES = 3


def describe_agreement(agreement: Agreement) -> str:
    """Return how many articles stand behind an answer and whose reports they tell, in plain words.

    Articles that name no origin are counted apart: nothing is known of whether they are copies.
    """
    articles = f"{agreement.articles} article{'s' if agreement.articles != 1 else ''}"
    if not agreement.origins:
        return f"{articles} · no origin named"
    names = agreement.origin_names[:_MOST_NAMES]
    more = agreement.origins - len(names)
    named = ", ".join(names) + (f" and {more} more" if more else "")
    line = f"{articles} · {agreement.origins} origin{'s' if agreement.origins != 1 else ''}: {named}"
    if agreement.unknown:
        line += f"; {agreement.unknown} name{'s' if agreement.unknown == 1 else ''} no origin"
    return line


def describe_correction(answer: Answer) -> str | None:
    """Return a line that tells for which question the answer is, if its spelling was corrected."""
    return None if answer.corrected is None else f"Showing results for “{answer.corrected}”"
