"""The kind of thing that an English question asks for, told by its form."""

from collections.abc import Sequence

from bot.domain import AnswerKind
from bot.text.question_forms import Found, QuestionForm
from bot.text.question_words import AUXILIARIES, COURTESY, FOREIGN, REQUEST, TAG, Word, split_words
from bot.text.stopwords import ENGLISH


def find_kind(question: str) -> Found:
    """Return what kind of thing a question asks for, and the noun phrase that says so closer, if one does.

    The phrase ("news outlet" of "which news outlet") is verbatim in the question. Told by English question
    words wherever they stand, auxiliaries in front and requests; politeness before them counts for nothing.
    What has no such form, and what is in another language, is KEYWORDS.
    """
    start, requested = _skip_lead_in(question)
    form = QuestionForm(question, list(split_words(question, start)))
    if not form.words or _is_foreign(form.words):
        return AnswerKind.KEYWORDS, None
    indirect = requested and form.text(0) in {"if", "whether"}
    asked = None if indirect else form.find_question_word()
    if asked is not None:
        return form.read_question(asked)
    if indirect or form.text(0) in AUXILIARIES or TAG.search(question):
        return AnswerKind.YES_NO, None
    return form.read_request(requested=requested)


def _skip_lead_in(question: str) -> tuple[int, bool]:
    """Return where the question proper starts, and whether a request ("tell me") stands before it."""
    start, requested = len(question) - len(question.lstrip(" ,.!¿¡-")), False
    while True:
        request = REQUEST.match(question, start)
        match = request or COURTESY.match(question, start)
        if match is None:
            return start, requested
        start, requested = match.end(), requested or request is not None


def _is_foreign(words: Sequence[Word]) -> bool:
    foreign = sum(word.text in FOREIGN for word in words)
    return foreign > 0 and foreign >= sum(word.text in ENGLISH for word in words)
