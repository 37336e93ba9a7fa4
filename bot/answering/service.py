"""The answering service: one road for a question, whoever asks it and from wherever."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter

from bot.answering.config import AnsweringConfig
from bot.answering.decision import decide
from bot.answering.evidence import Evidence, weigh_evidence
from bot.answering.questions import clean_question
from bot.answering.quotes import choose_quotes
from bot.domain import DEFAULT_STORY, Answer, Band
from bot.ports import Indexes, Retriever
from bot.text.language import foreign_language, language_name

_LONG_QUESTION_CHARS = 400
_MOST_SUGGESTIONS = 3

EMPTY = "Ask a question about the story, in a sentence."
NO_ARTICLES = "There are no articles yet, so there is nothing to quote."
TOO_LONG = "That is long. Ask one question, in a sentence or two."


class AnswerService:
    """Answers questions with verbatim quotes; knows neither Discord nor a database."""

    def __init__(self, indexes: Indexes, config: AnsweringConfig | None = None) -> None:
        self._indexes = indexes
        self._config = config or AnsweringConfig()

    async def answer(self, question: str, *, story: str = DEFAULT_STORY, best_effort: bool = False) -> Answer:
        """Return the answer of a story's live articles to a question; "not found" is an answer too.

        The index that is live when the question begins is the one it is answered from. With `best_effort`
        the best quotes are filled in even when the decision is not to answer, as many as there may be: for
        measuring only.
        """
        started = perf_counter()
        retriever = await self._indexes.current(story)
        answer = self._answer(retriever, clean_question(question), best_effort=best_effort)
        if not answer.answered and not answer.notice:
            answer = replace(answer, notice=await asyncio.to_thread(_notice, retriever, answer.question))
        return replace(answer, took_ms=(perf_counter() - started) * 1000)

    def _answer(self, retriever: Retriever, question: str, *, best_effort: bool) -> Answer:
        query = retriever.analyse(question)
        evidence = weigh_evidence(retriever, query)
        decision = decide(query, evidence, self._config)
        answered = decision.band is not Band.NONE
        shown = evidence if answered or best_effort else ()
        quotes, agreement = choose_quotes(question, shown, self._config, fill=best_effort)
        return Answer(
            question=question,
            answered=answered,
            quotes=quotes,
            decision=decision,
            agreement=agreement,
            suggestions=() if answered else _nearest_topics(evidence),
            notice=_plain_notice(retriever, question),
        )


def _nearest_topics(evidence: Sequence[Evidence]) -> tuple[str, ...]:
    titles = dict.fromkeys(item.candidate.revision.article.title for item in evidence)
    return tuple(titles)[:_MOST_SUGGESTIONS]


def _plain_notice(retriever: Retriever, question: str) -> str | None:
    if not question:
        return EMPTY
    return None if retriever.knowledge.revisions else NO_ARTICLES


def _notice(retriever: Retriever, question: str) -> str | None:
    expected = retriever.languages
    language = foreign_language(question, expected)
    if language is not None:
        names = " and ".join(sorted(language_name(code) for code in expected))
        return f"The articles are in {names}. Please ask in {names}."
    return TOO_LONG if len(question) > _LONG_QUESTION_CHARS else None
