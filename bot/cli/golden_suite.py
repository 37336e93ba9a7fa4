"""The golden questions as `storydesk evaluate --golden` prints them."""

from collections.abc import Sequence

from rich.console import Console

from bot.cli.layout import fold_white_space
from bot.cli.rendering import put_in_marks
from bot.curation.suite import Tried


def print_golden(console: Console, tried: Sequence[Tried]) -> None:
    """Print how many golden questions pass, and each that fails: what it must have and what it gets."""
    passed = sum(one.passes for one in tried)
    console.print(f"golden questions: {passed} of {len(tried)} as they must be", style="bold")
    for one in tried:
        if not one.passes:
            console.print(f"{one.expected.id}  {one.expected.question}", markup=False, soft_wrap=True)
            line = f"    must be {_expectation(one)}; is {_outcome(one)}"
            console.print(line, markup=False, soft_wrap=True)


def golden_to_json(tried: Sequence[Tried]) -> dict[str, object]:
    """Return what came of the golden questions as plain JSON values."""
    return {
        "questions": len(tried),
        "passed": sum(one.passes for one in tried),
        "failed": [
            {
                "id": one.expected.id,
                "question": one.expected.question,
                "article": one.expected.article_id,
                "sentence": one.expected.sentence,
                "answered": one.answer.answered,
                "first": one.answer.quotes[0].text if one.answer.answered else None,
            }
            for one in tried
            if not one.passes
        ],
    }


def _expectation(one: Tried) -> str:
    expected = one.expected
    if expected.article_id is None:
        return "refused"
    sentence = f" with {put_in_marks(fold_white_space(expected.sentence))}" if expected.sentence else ""
    return f"from {expected.article_id}{sentence}"


def _outcome(one: Tried) -> str:
    if not one.answer.answered:
        return "not answered"
    best = one.answer.quotes[0]
    return f"from {best.article.id} with {put_in_marks(fold_white_space(best.text))}"
