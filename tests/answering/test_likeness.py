import pytest

from bot.answering.likeness import say_the_same

SAID = "Repairs to the harbour bridge will cost 2 million dollars, the mayor said."


def test_the_same_words_in_another_order_say_the_same() -> None:
    assert say_the_same(SAID, SAID.replace("the mayor said.", "said the mayor."))


@pytest.mark.parametrize(
    "other",
    [
        SAID.replace("2 million", "5 million"),
        SAID.replace("will cost", "will not cost"),
        "The market hall stayed open all week.",
    ],
)
def test_another_figure_a_denial_or_other_words_do_not(other: str) -> None:
    assert not say_the_same(SAID, other)
