from hypothesis import given
from hypothesis import strategies as st

from bot.curation.aliases import find_repeated
from bot.curation.merging import merge_aliases

groups = (
    st.lists(
        st.lists(st.sampled_from("abcdefghABCD"), min_size=2, max_size=3, unique_by=str.casefold), max_size=4
    )
    .map(lambda some: tuple(map(tuple, some)))
    .filter(lambda some: not list(find_repeated(some)))
)


@given(groups, groups)
def test_given_groups_take_the_place_of_those_they_share_a_term_with_and_others_stay(
    stored: tuple[tuple[str, ...], ...], new: tuple[tuple[str, ...], ...]
) -> None:
    merged = merge_aliases(stored, new)
    terms = {term.casefold() for group in new for term in group}
    others = [group for group in stored if terms.isdisjoint(map(str.casefold, group))]
    assert {frozenset(group) for group in merged.groups} == {frozenset(group) for group in (*others, *new)}
    assert not list(find_repeated(merged.groups))
    assert merged.added + merged.changed + merged.kept == len(merged.groups)
    assert merged.is_change == ({*map(frozenset, merged.groups)} != {*map(frozenset, stored)})


@given(groups, groups)
def test_merging_again_changes_nothing(
    stored: tuple[tuple[str, ...], ...], new: tuple[tuple[str, ...], ...]
) -> None:
    once = merge_aliases(stored, new).groups
    assert merge_aliases(once, new).groups == once
    assert not merge_aliases(once, once).is_change
