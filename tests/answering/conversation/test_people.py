import pytest

from bot.answering.conversation.people import Cast, Sort

BODY = """\
Mira Halvorsen founded Nordlys Robotics. Halvorsen left, the Fjord Courier reported. The Courier was right.

The mayor, Anna Berg, 52, works at Lindvik Works. Tomas Varga, who came from Kestrel, met captain Vera Stokke.

Odd Lunde opened the hall. He is a baker. They moved to Holm. Green Valley was mentioned.
"""


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("Mira Halvorsen", Sort.PERSON),  # "Halvorsen" stands alone
        ("Halvorsen", Sort.PERSON),
        ("Anna Berg", Sort.PERSON),  # an age
        ("Tomas Varga", Sort.PERSON),  # "who"
        ("Vera Stokke", Sort.PERSON),  # a role before it
        ("Odd Lunde", Sort.PERSON),  # "He" right behind the sentence that it opens
        ("Fjord Courier", Sort.THING),  # "the", and "Courier" never without it
        ("Lindvik Works", Sort.THING),
        ("Kestrel", Sort.THING),  # "from"
        ("Holm", Sort.THING),
        ("Nordlys Robotics", Sort.UNKNOWN),
        ("NATO", Sort.THING),
        ("OpenRail", Sort.THING),
        ("Somebody Else", Sort.UNKNOWN),
    ],
)
def test_persons_are_told_from_things_by_the_text_around_them(name: str, sort: Sort) -> None:
    assert Cast(BODY).sort_of(name) is sort


def test_a_last_name_and_the_full_name_are_one() -> None:
    cast = Cast(BODY)
    assert cast.full_form("Halvorsen") == "Mira Halvorsen"
    assert cast.short_form("Mira Halvorsen") == "Halvorsen"
    assert cast.short_form("Anna Berg") == "Anna Berg"


def test_a_last_name_of_two_persons_is_neither_of_them() -> None:
    cast = Cast("Mira Halvorsen and Jon Halvorsen came. Halvorsen spoke.")
    assert cast.full_form("Halvorsen") == "Halvorsen"
    assert cast.short_form("Mira Halvorsen") == "Mira Halvorsen"


def test_what_the_article_calls_a_person_is_known() -> None:
    cast = Cast(
        "Odd Lunde opened it. He was glad. Vera Stokke said that she was, too, and her crew. Anna Berg left."
    )
    assert cast.pronouns_of("Odd Lunde") == {"he"}
    assert cast.pronouns_of("Vera Stokke") == {"she"}
    assert cast.pronouns_of("Anna Berg") == frozenset()


def test_a_name_has_the_capitals_of_the_article() -> None:
    assert Cast("We met at OpenRail.").spelling("openrail") == "OpenRail"
