from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.curation.time_zones import find_zone
from bot.errors import PreferenceError


@pytest.mark.parametrize("typed", ["America/New_York", "america/new york", "  AMERICA/NEW  YORK "])
def test_case_and_spaces_do_not_matter(typed: str) -> None:
    assert find_zone(typed) == "America/New_York"


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("Berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("Europe/Berln", "Europe/Berlin"),
        ("Asia/Berlin", "Europe/Berlin"),
        ("Tokio", "Asia/Tokyo"),
    ],
)
def test_the_nearest_name_is_offered(typed: str, near: str) -> None:
    with pytest.raises(PreferenceError, match=f"did you mean {near}"):
        find_zone(typed)


def test_where_nothing_is_near_the_form_of_a_name_is_shown() -> None:
    with pytest.raises(PreferenceError, match="write it as Europe/Berlin"):
        find_zone("0")


@given(st.text())
def test_whatever_is_typed_is_a_zone_or_refused_in_one_line(typed: str) -> None:
    found, refusal = None, ""
    try:
        found = find_zone(typed)
    except PreferenceError as error:
        refusal = str(error)
    assert refusal or found in available_timezones()
    assert "\n" not in refusal
