"""What “who says so?” and “tell me more” do with the evidence and the answer of the question before them."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answering.conversation.resolution import CompleteQuestion, Move
from bot.answering.conversation.speakers import show_speaker, stands_in
from bot.answering.conversation.turns import Turn
from bot.answering.evidence import Evidence
from bot.answering.likeness import say_the_same
from bot.domain import Answer

NO_MORE = "The articles say no more on that."
NO_QUOTE = "That quote no longer stands in the articles."
NOBODY_NAMED = "The article names nobody who says so."


def select_evidence(
    move: Move, reading: CompleteQuestion, evidence: Sequence[Evidence], turns: Sequence[Turn]
) -> tuple[Evidence, ...]:
    """Return the evidence that a move is about.

    That is what was quoted last, for who asks for its source; what was not shown yet, for who asks for more;
    else the sentences that hold one of the words that the asker typed, at least: one that holds nothing but
    what was carried over answers something else. Where the asker typed nothing but "since when?", what was
    shown before is not shown again unless it has such a thing as is asked for.
    """
    match move:
        case Move.ASK_SOURCE:
            quoted = next((turn.quotes for turn in reversed(turns) if turn.quotes), ())
            return tuple(item for item in evidence if any(stands_in(item, quote) for quote in quoted))
        case Move.ASK_MORE:
            return tuple(item for item in evidence if not _was_shown(item, turns))
        case _ if reading.own:
            return tuple(item for item in evidence if _holds_own(item, reading.own))
        case _:
            return tuple(
                item for item in evidence if not item.measures["lacks"] or not _was_shown(item, turns)
            )


def finish_move(
    move: Move, reading: CompleteQuestion, answer: Answer, evidence: Sequence[Evidence], *, most_chars: int
) -> Answer:
    """Return the answer as a move asks for it: with the speakers in place, or a reply where nothing is left.

    For the source, each quote has the words highlighted that name whose word it is, and takes the sentence
    beside it along if only that one does; the first stays in any case, and the reason says what was found.
    """
    if move is Move.ASK_MORE:
        return answer if answer.answered else replace(answer, notice=NO_MORE)
    if move is not Move.ASK_SOURCE:
        return answer if evidence or not reading.own else _say_what_lacks(answer, reading)
    if not answer.answered:
        return replace(answer, notice=NO_QUOTE)
    found = [show_speaker(quote, evidence, most_chars) for quote in answer.quotes]
    quotes = (found[0] or answer.quotes[0], *(quote for quote in found[1:] if quote))
    first = found[0]
    named = first.highlight.of(first.text) if first and first.highlight else None
    why = f"The article names whose word it is: “{named}”." if named else NOBODY_NAMED
    return replace(answer, quotes=quotes, decision=replace(answer.decision, why=why))


def _say_what_lacks(answer: Answer, reading: CompleteQuestion) -> Answer:
    words = " or ".join(f"“{word}”" for word in reading.own)
    return replace(answer, decision=replace(answer.decision, why=f"No sentence on that holds {words}."))


def _holds_own(item: Evidence, own: Sequence[str]) -> bool:
    missing = {word.lower() for word in item.candidate.missing}
    return any(word.lower() not in missing for word in own)


def _was_shown(item: Evidence, turns: Sequence[Turn]) -> bool:
    text = item.span.of(item.candidate.revision.article.body)
    return any(
        stands_in(item, quote) or say_the_same(text, quote.text) for turn in turns for quote in turn.quotes
    )
