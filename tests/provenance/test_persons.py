import pytest

from bot.provenance.persons import is_introduced, is_thing_shaped, strip_roles


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Ada Lind left.",
        "Dr. Ada Lind left.",
        "Two engineers, Bo and Ada Lind, who swim, left.",
        "Ada Lind, 52, left.",
        "The mayor, Ada Lind, left.",
        "It was seen by a diver, Ada Lind.",
        "Ada Lind herself left.",
        "It was told to engineers Ada Lind and Bo.",
    ],
)
def test_a_text_introduces_a_person(text: str) -> None:
    assert is_introduced("Ada Lind", text)


def test_a_last_name_is_introduced_with_its_first() -> None:
    assert is_introduced("Lind", "Mayor Ada Lind left.")


@pytest.mark.parametrize(
    "text",
    [
        "It hit the mayor, Coast Wire reports.",
        "Coast Wire, which broke the news, left.",
        "Its owner Coast Wire and its partner Coast Wire left.",
        "Coast Wire, 5 May",
        "The mayors of Coast Wire left.",
        "Coast Wire",
        "",
    ],
)
def test_an_outlet_is_not_introduced_as_a_person(text: str) -> None:
    assert not is_introduced("Coast Wire", text)


def test_words_digits_and_capitals_within_tell_a_thing() -> None:
    for name in (
        "City Council",
        "Harbour Gazette",
        "Nordlys Inc",
        "Lindvik Harbour",
        "Pier 5",
        "OpenRail",
        "NATO",
    ):
        assert is_thing_shaped(name)
    for name in ("Ada Lind", "Semaphore", "Nordlys Robotics"):
        assert not is_thing_shaped(name)


def test_titles_and_roles_are_no_part_of_a_name() -> None:
    assert strip_roles("Captain Dr. Vera Stokke") == "Vera Stokke"
    assert strip_roles("Engineers Brandt") == "Brandt"
    assert strip_roles("Mayor") == "Mayor"
