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
        SAID.replace("the mayor", "Ana Lind"),
        "The market hall stayed open all week.",
    ],
)
def test_another_figure_a_denial_or_other_words_do_not(other: str) -> None:
    assert not say_the_same(SAID.replace("the mayor", "Bo Marsh"), other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Marsh closed the old harbour bridge.", "Lind closed the old harbour bridge.", False),
        ("On Monday Ana Marsh closed the old bridge.", "On Monday Ana Lind closed the old bridge.", False),
        ("Marsh closed the old harbour bridge.", "Bo Marsh closed the old harbour bridge.", True),
        ("Bo Marsh closed the bridge, says Blue Line.", "Marsh closed the bridge.", True),
        ("Residents closed the old harbour bridge.", "Bo Marsh closed the old harbour bridge.", True),
    ],
)
def test_who_is_named_otherwise_does_not_say_the_same(one: str, other: str, same: bool) -> None:
    assert say_the_same(one, other, likeness=75.0) is same
    assert say_the_same(other, one, likeness=75.0) is same
