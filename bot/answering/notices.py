"""What is said in place of an answer to what is no question that the articles could answer."""

from datetime import date

from bot.answering.remarks import note_nothing_by
from bot.domain import AnalysedQuery
from bot.ports import Retriever
from bot.text.language import foreign_language, language_name

_LONG_QUESTION_CHARS = 400

EMPTY = "Ask a question about the story, in a sentence."
NO_ARTICLES = "There are no articles yet, so there is nothing to quote."
TOO_LONG = "That is long. Ask one question, in a sentence or two."


def find_plain_notice(retriever: Retriever, query: AnalysedQuery, as_of: date | None = None) -> str | None:
    """Return why there is nothing to answer or to answer from; None if there is.

    With `as_of` only articles published by that day count.
    """
    if query.text and not retriever.knowledge.revisions:
        return NO_ARTICLES
    if not query.terms:  # it is empty, or holds nothing but emoji, punctuation and function words
        return EMPTY
    return None if as_of is None else note_nothing_by(as_of, retriever.knowledge.revisions)


def find_notice(retriever: Retriever, question: str) -> str | None:
    """Return why a question is not taken: another language, or its length; None if it is."""
    expected = retriever.languages
    language = foreign_language(question, expected)
    if language is not None:
        names = " and ".join(sorted(language_name(code) for code in expected))
        return f"The articles are in {names}. Please ask in {names}."
    return TOO_LONG if len(question) > _LONG_QUESTION_CHARS else None
