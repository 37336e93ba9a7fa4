"""Scoring the answers on questions with known answers.

An answer is *right* when its first quote contains one of the listed answers, ignoring case and white space,
and comes from one of the listed articles.
"""

import json
import random
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain import Answer, Quote
from bot.errors import QuestionsError
from bot.text.sentences import split_sentences

_FIRST_FEW = 3


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """A question with its known answers, and the articles that hold them; none if it cannot be answered."""

    id: str
    question: str
    answerable: bool
    answers: tuple[str, ...]
    articles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one question got, from the best quotes whatever the decision.

    `rank` is the place of the first right quote, from 1; None if none is right.
    """

    known: KnownQuestion
    answered: bool
    score: float
    rank: int | None
    first: Quote | None


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of an evaluation. Shares run from 0 to 1 and are None where there is nothing to count."""

    outcomes: tuple[Outcome, ...]

    @property
    def answerable(self) -> list[Outcome]:
        """Return the outcomes of the questions that the articles answer."""
        return [outcome for outcome in self.outcomes if outcome.known.answerable]

    @property
    def unanswerable(self) -> list[Outcome]:
        """Return the outcomes of the questions that the articles do not answer."""
        return [outcome for outcome in self.outcomes if not outcome.known.answerable]

    @property
    def right_first(self) -> float | None:
        """Return the share of answerable questions whose first quote is right, whatever the decision."""
        return _share([outcome.rank == 1 for outcome in self.answerable])

    @property
    def right_in_three(self) -> float | None:
        """Return the share of answerable questions with a right quote among the first three."""
        return _share([(outcome.rank or _FIRST_FEW + 1) <= _FIRST_FEW for outcome in self.answerable])

    @property
    def wrong_among_given(self) -> float | None:
        """Return the share of the answers given whose first quote is not right."""
        return _share([outcome.rank != 1 for outcome in self.outcomes if outcome.answered])

    @property
    def left_unanswered(self) -> float | None:
        """Return the share of answerable questions that were not answered."""
        return _share([not outcome.answered for outcome in self.answerable])

    @property
    def right_outcome(self) -> float | None:
        """Return the share of questions with a right quote given, or rightly none."""
        return _share([o.rank == 1 if o.answered else not o.known.answerable for o in self.outcomes])

    @property
    def auroc(self) -> float | None:
        """Return the area under the ROC curve of the score, answerable against not; ties count half."""
        return area_under_roc([o.score for o in self.answerable], [o.score for o in self.unanswerable])

    @property
    def mean_first_quote_chars(self) -> float | None:
        """Return the mean length of the first quote in characters."""
        lengths = [len(o.first.text) for o in self.outcomes if o.first is not None]
        return sum(lengths) / len(lengths) if lengths else None

    @property
    def mean_first_quote_sentences(self) -> float | None:
        """Return the mean length of the first quote in sentences."""
        lengths = [len(split_sentences(o.first.text)) for o in self.outcomes if o.first is not None]
        return sum(lengths) / len(lengths) if lengths else None

    def interval(self, figure: str, *, draws: int = 1000) -> tuple[float, float] | None:
        """Return the 95 % interval of a figure by its name; None if there is nothing to count.

        It is the percentile bootstrap (Efron 1979): the figure of `draws` samples of the questions, drawn
        with replacement, the same ones on every call.
        """
        chance = random.Random(0)  # noqa: S311 - a sample, not a secret
        drawn = [
            getattr(Report(tuple(chance.choices(self.outcomes, k=len(self.outcomes)))), figure)
            for _ in range(draws)
        ]
        values = sorted(value for value in drawn if value is not None)
        if not values:
            return None
        return values[int(0.025 * len(values))], values[min(int(0.975 * len(values)), len(values) - 1)]

    def count(self, *, answerable: bool, answered: bool) -> int:
        """Return one cell of the table of answered against answerable."""
        return sum(o.known.answerable == answerable and o.answered == answered for o in self.outcomes)

    @property
    def misses(self) -> list[Outcome]:
        """Return the outcomes that are wrong: a wrong quote first, a wrong silence, or a wrong answer."""
        return [
            outcome
            for outcome in self.outcomes
            if (outcome.rank != 1 or not outcome.answered if outcome.known.answerable else outcome.answered)
        ]


def score_answer(known: KnownQuestion, answer: Answer) -> Outcome:
    """Return what a question got; `answer` is a best-effort answer, with quotes whatever the decision."""
    ranks = [
        rank for rank, quote in enumerate(answer.quotes, 1) if is_right(known, quote.article.id, quote.text)
    ]
    first = answer.quotes[0] if answer.quotes else None
    return Outcome(known, answer.answered, answer.score, ranks[0] if ranks else None, first)


def area_under_roc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """Return the probability that a positive score exceeds a negative one, ties counting half.

    This is the Mann-Whitney statistic over the number of pairs (Hanley and McNeil 1982). None if either is
    empty.
    """
    if not positive or not negative:
        return None
    ordered = sorted(negative)
    wins = sum((bisect_left(ordered, score) + bisect_right(ordered, score)) / 2 for score in positive)
    return wins / (len(positive) * len(negative))


def parse_questions(text: str, name: str) -> list[KnownQuestion]:
    """Return the questions of a file of JSON lines.

    Each line holds `question`, and where it can be answered `answers` and `articles` (or `article_ids`).
    `id` and `answerable` may be left out.

    Raises:
        QuestionsError: naming the first line that cannot be read, or if there is no line.
    """
    questions = [
        _parse_question(line, f"{name}, line {number}", str(number))
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip()
    ]
    if not questions:
        msg = f"{name} holds no questions: write one JSON object a line"
        raise QuestionsError(msg)
    return questions


def _parse_question(line: str, where: str, number: str) -> KnownQuestion:
    try:
        entry = json.loads(line)
        answers = tuple(str(answer) for answer in entry.get("answers") or ())
        articles = frozenset(str(id_) for id_ in entry.get("articles") or entry.get("article_ids") or ())
        known = KnownQuestion(
            id=str(entry.get("id", number)),
            question=entry["question"],
            answerable=bool(entry.get("answerable", bool(answers))),
            answers=answers,
            articles=articles,
        )
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        msg = f'{where}: not a JSON object with "question", "answers" and "articles"'
        raise QuestionsError(msg) from error
    if not isinstance(known.question, str) or (known.answerable and not (answers and articles)):
        msg = f'{where}: an answerable question needs "question", "answers" and "articles"'
        raise QuestionsError(msg)
    return known


def is_right(known: KnownQuestion, article_id: str, quote: str) -> bool:
    """Tell whether a quote is right: it holds a listed answer and comes from a listed article."""
    text = _plain(quote)
    return article_id in known.articles and any(_plain(answer) in text for answer in known.answers)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _share(flags: Sequence[bool]) -> float | None:
    return sum(flags) / len(flags) if flags else None
