"""The answering service: one road for a question, whoever asks it and from wherever."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from time import perf_counter

from bot.answering.checking import CheckedText, check_text
from bot.answering.comparison import compare_quotes
from bot.answering.config import AnsweringConfig
from bot.answering.conversation.moves import finish_move, select_evidence
from bot.answering.conversation.resolution import resolve
from bot.answering.conversation.turns import Turn
from bot.answering.courtesy import Courtesy, read_courtesy
from bot.answering.decision import decide
from bot.answering.differences import describe_difference, find_closest
from bot.answering.evidence import Evidence, weigh_evidence
from bot.answering.holding import find_statements
from bot.answering.notices import find_notice, find_plain_notice
from bot.answering.questions import clean_question
from bot.answering.quotes import choose_quotes
from bot.answering.remarks import note_age, note_cut, note_day
from bot.domain import DEFAULT_STORY, AnalysedQuery, Answer, AnswerKind, Band, Decision, Quote
from bot.ports import Indexes, Retriever, SecondScorer
from bot.provenance.agreement import Provenance

_ENGLISH = "en"
_MOST_SUGGESTIONS = 3


def now_in_utc() -> datetime:
    """Return the moment that it is."""
    return datetime.now(UTC)


class AnswerService:
    """Answers questions with verbatim quotes; knows neither Discord nor a database.

    `now` tells the moment, for remarks on the age of an answer and for statements that expire.
    """

    def __init__(
        self,
        indexes: Indexes,
        config: AnsweringConfig | None = None,
        *,
        second: SecondScorer | None = None,
        now: Callable[[], datetime] = now_in_utc,
        provenance: Provenance | None = None,
    ) -> None:
        self._indexes = indexes
        self._second = second
        self._config = config or AnsweringConfig()
        self._now = now
        self._provenance = provenance or Provenance()
        read_courtesy("?")  # now, so that no question waits for the patterns to be compiled

    @property
    def config(self) -> AnsweringConfig:
        """Return the limits and thresholds that it answers by."""
        return self._config

    def with_config(self, config: AnsweringConfig) -> "AnswerService":
        """Return a service that answers by other limits and thresholds, and shares everything else.

        It costs nothing to speak of: each question may have its own.
        """
        return AnswerService(
            self._indexes, config, second=self._second, now=self._now, provenance=self._provenance
        )

    async def answer(
        self,
        question: str,
        *,
        story: str = DEFAULT_STORY,
        best_effort: bool = False,
        as_of: date | None = None,
        turns: Sequence[Turn] | None = None,
    ) -> Answer:
        """Return the answer of a story's live articles to a question; "not found" is an answer too.

        Small talk and instructions get a kind word in place of an answer. The index that is live when the
        question begins is the one it is answered from. With `best_effort` the best quotes are filled in even
        when the decision is not to answer, as many as there may be: for measuring only. With `as_of` only
        dated articles, and not later than that day, are looked at; a day to come is as good as today.

        With `turns`, oldest first, the question is one of a conversation: it may follow up on them, and what
        was carried over stands in the decision's query. None means that it stands alone, whatever it says.
        """
        started = perf_counter()
        typed = clean_question(question)
        courtesy = read_courtesy(typed)
        if courtesy.reply is not None:
            return replace(self._decline(typed, courtesy), took_ms=(perf_counter() - started) * 1000)
        retriever = await self._indexes.current(story)
        query = retriever.analyse(courtesy.question)
        if turns is None or _ENGLISH not in retriever.languages:
            answer = await self._answer(retriever, query, best_effort=best_effort, as_of=as_of)
        else:
            answer = await self._answer_in_turn(retriever, query, turns, as_of)
        cut = note_cut(question)
        answer = replace(answer, question=typed, notes=(cut,) if cut else ())
        return await self._finish(answer, retriever, started, as_of)

    async def compare(self, text: str, *, story: str = DEFAULT_STORY) -> CheckedText:
        """Return what a story's live articles hold on a text: words of it, or what comes closest to it."""
        started = perf_counter()
        retriever = await self._indexes.current(story)
        check = await check_text(retriever, text, self._config, self._provenance)
        notice = None if check.answer.answered else find_plain_notice(retriever, check.answer.decision.query)
        cut = note_cut(text)
        answer = replace(check.answer, notice=notice, notes=(cut,) if cut else ())
        answer = await self._finish(answer, retriever, started)
        return replace(check, answer=answer, verbatim=answer.quotes[: len(check.verbatim)])

    async def label(self, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
        """Return quotes with the labels that say whom each names for what it says."""
        return await asyncio.to_thread(self._provenance.label, quotes)

    def _decline(self, typed: str, courtesy: Courtesy) -> Answer:
        kind = courtesy.kind or AnswerKind.KEYWORDS
        decision = decide(AnalysedQuery(typed, (), kind), (), self._config)
        return Answer(typed, answered=False, quotes=(), decision=decision, notice=courtesy.reply)

    def _weigh(
        self, retriever: Retriever, query: AnalysedQuery, as_of: date | None = None
    ) -> tuple[Evidence, ...]:
        most_chars = self._config.quote_max_chars
        return weigh_evidence(
            retriever, query, most_chars=most_chars, published_by=as_of, second=self._second
        )

    async def _answer_in_turn(
        self, retriever: Retriever, query: AnalysedQuery, turns: Sequence[Turn], as_of: date | None
    ) -> Answer:
        """Return the answer to what a question means after some turns: to its first reading that has one."""
        # In threads, here and below: what reads whole articles would hold up the event loop.
        resolution = await asyncio.to_thread(resolve, query, turns)
        if resolution.doubt:
            return replace(await self._answer_from(retriever, query, ()), notice=resolution.doubt)
        answers = []
        for reading in resolution.readings:
            await asyncio.sleep(0)  # the event loop gets its turns
            meant = retriever.analyse(reading.text)
            meant = replace(meant, about=reading.about, corrections=query.corrections)
            evidence = select_evidence(resolution.move, reading, self._weigh(retriever, meant, as_of), turns)
            answer = await self._answer_from(retriever, meant, evidence)
            most_chars = self._config.quote_max_chars
            answers.append(finish_move(resolution.move, reading, answer, evidence, most_chars=most_chars))
            if answers[-1].answered:
                return answers[-1]
        return answers[0] if answers else await self._answer(retriever, query, as_of=as_of)

    async def _answer(
        self,
        retriever: Retriever,
        query: AnalysedQuery,
        *,
        best_effort: bool = False,
        as_of: date | None = None,
    ) -> Answer:
        answer = await self._answer_from(
            retriever, query, self._weigh(retriever, query, as_of), best_effort=best_effort
        )
        return replace(answer, notice=find_plain_notice(retriever, query, as_of))

    async def _answer_from(
        self,
        retriever: Retriever,
        query: AnalysedQuery,
        evidence: tuple[Evidence, ...],
        *,
        best_effort: bool = False,
    ) -> Answer:
        decision = decide(query, evidence, self._config)
        answered = decision.band is not Band.NONE
        topics = evidence
        if not answered:
            topics, decision = _name_difference(query, evidence, decision)
        shown = evidence if answered or best_effort else ()
        quotes, places = choose_quotes(query, shown, self._config, fill=best_effort)
        agreement = await asyncio.to_thread(self._provenance.count, places, retriever.knowledge.aliases)
        return Answer(
            question=query.text,
            answered=answered,
            quotes=quotes,
            decision=decision,
            agreement=agreement,
            suggestions=() if answered else _nearest_topics(topics),
        )

    async def _finish(
        self, answer: Answer, retriever: Retriever, started: float, as_of: date | None = None
    ) -> Answer:
        """Add what stands in place of an answer or beside it, and how long it took."""
        if not answer.answered and not answer.notice:
            answer = replace(answer, notice=await asyncio.to_thread(find_notice, retriever, answer.question))
        if answer.quotes:
            answer = _compare(replace(answer, quotes=await self.label(answer.quotes)), retriever)
        if not answer.notice:
            statements = retriever.knowledge.statements
            held = find_statements(answer.decision.query, statements, retriever.analyzer, self._now())
            answer = replace(answer, statements=held)
        notes = [] if as_of is None or answer.notice else [note_day(as_of, retriever.knowledge.revisions)]
        if answer.answered:
            age = note_age(answer.quotes, as_of or self._now().date(), self._config.stale_after_days)
            notes += [age] if age else []
        return replace(answer, notes=(*answer.notes, *notes), took_ms=(perf_counter() - started) * 1000)


def _compare(answer: Answer, retriever: Retriever) -> Answer:
    """Add which quotes say the same and how the others differ."""
    language = "en" if "en" in retriever.languages else min(retriever.languages)
    groups, comparisons = compare_quotes(
        answer.decision.query, answer.quotes, retriever.analyzer, language=language
    )
    return replace(answer, agreement=replace(answer.agreement, groups=groups, comparisons=comparisons))


def _name_difference(
    query: AnalysedQuery, evidence: tuple[Evidence, ...], decision: Decision
) -> tuple[tuple[Evidence, ...], Decision]:
    """Return evidence and decision of what is not answered, with what the closest sentence says otherwise.

    Its article comes first among the topics, where a sentence has another figure, date or name in the place
    of the question's.
    """
    closest = find_closest(query, evidence)
    if closest is None:
        return evidence, decision
    item, differences = closest
    why = " ".join(describe_difference(one, "question") for one in differences)
    return (item, *(other for other in evidence if other is not item)), replace(decision, why=why)


def _nearest_topics(evidence: Sequence[Evidence]) -> tuple[str, ...]:
    titles = dict.fromkeys(item.candidate.revision.article.title for item in evidence)
    return tuple(titles)[:_MOST_SUGGESTIONS]
