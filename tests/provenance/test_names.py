import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.provenance.names import (
    NameMerger,
    are_same,
    is_institution_shaped,
    is_outlet_shaped,
    name_key,
    read_wording,
    trim_name,
)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Insider", "Business Insider"),
        ("the Gazette", "Riverside Gazette"),
        ("Sky", "Sky News"),
        ("Coast Wire", "coast wire"),
        ("The Verge", "Verge"),
        ("HPT", "Harbour Post Tribune"),
        ("CWA", "Coast Wire of America"),
        ("Harbour.com", "Harbour"),
    ],
)
def test_names_of_one_outlet_are_one(name: str, other: str) -> None:
    assert are_same(name, other)
    assert are_same(other, name)


@pytest.mark.parametrize(
    ("name", "other"),
    [("Coast Wire", "Harbour Post"), ("Harbour Post", "Island Post"), ("Wire", "Wireless News"), ("X", "")],
)
def test_names_of_two_outlets_stay_two(name: str, other: str) -> None:
    assert not are_same(name, other)


def test_a_name_that_could_be_one_of_several_is_none_of_them() -> None:
    merger = NameMerger(("Harbour Post", "Island Post", "Harbour Post Online"))
    assert merger.merge("Post") is None
    assert merger.merge("Harbour Post") == "Harbour Post Online"
    assert merger.merge("Island Post") == "Island Post"


def test_the_town_of_a_newspaper_is_not_the_newspaper() -> None:
    merger = NameMerger(("Lindvik Post",))
    assert merger.merge("Lindvik") == "Lindvik Post"
    assert merger.merge("Lindvik", by_beginning=False) == "Lindvik"


def test_aliases_of_the_story_are_one_name() -> None:
    merger = NameMerger(("The Coast Wire", "CW Agency"), aliases=(("Coast Wire", "CW Agency"),))
    assert merger.merge("CW Agency") == merger.merge("Coast Wire") == "The Coast Wire"


@pytest.mark.parametrize(
    ("found", "opens", "text", "name"),
    [
        ("Yesterday Ada Lind", True, "", "Ada Lind"),
        ("Ada Lind Monday", False, "", "Ada Lind"),
        ("One of Ada Lind", True, "", "Ada Lind"),
        ("Monday", False, "", None),
        ("Residents", True, "", None),
        ("Residents", False, "", "Residents"),
        ("Reuters", True, "It was told to Reuters.", "Reuters"),
        ("Divers", True, "The divers left.", None),
        ("Neighbour", True, "A neighbour came.", None),
        ("Semaphore", True, "", "Semaphore"),
        ("AFP", True, "", "AFP"),
        ("He", True, "", None),
    ],
)
def test_a_name_is_told_from_a_word_that_only_opens_a_sentence(
    found: str, opens: bool, text: str, name: str | None
) -> None:
    assert trim_name(found, opens=opens, wording=read_wording(text)) == name


def test_outlets_and_bodies_are_known_by_their_last_words() -> None:
    assert is_outlet_shaped("Harbour Gazette")
    assert is_outlet_shaped("HarbourMagazine")
    assert is_outlet_shaped("Gazette", with_article=True)
    assert not is_outlet_shaped("Gazette")
    assert not is_outlet_shaped("Ada Lind")
    assert is_institution_shaped("City Council")
    assert is_institution_shaped("WHO")
    assert not is_institution_shaped("CEO")
    assert not is_institution_shaped("Ada Lind")


NAMES = st.text(st.sampled_from("AB b.&'’"), max_size=12) | st.text(max_size=12)


@given(st.lists(NAMES, max_size=6), NAMES, st.lists(st.lists(NAMES, max_size=3).map(tuple), max_size=2))
def test_merging_never_fails_and_settles(names: list[str], name: str, groups: list[tuple[str, ...]]) -> None:
    merger = NameMerger(names, tuple(group for group in groups if group))
    merged = merger.merge(name)
    assert merged is None or merged in {*names, name}
    if merged is not None and name_key(merged) and not groups:
        assert merger.merge(merged) == merged
