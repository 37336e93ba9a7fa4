import pytest

from bot.cli.rendering import put_in_marks


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The bridge\n is closed.", "“The bridge is closed.”"),
        ("“It is closed,” she said.", "“It is closed,” she said."),
        ('She said: "It is closed."', 'She said: "It is closed."'),
        ("", "“”"),
    ],
)
def test_a_quote_gets_no_second_marks(text: str, shown: str) -> None:
    assert put_in_marks(text) == shown
