"""What a community may set: read as typed, stored as JSON, and the operator's word where that fails."""

import json
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.curation.preferences import (
    PREFERENCES,
    Kind,
    Preference,
    Preferences,
    Source,
    find_preference,
    resolve,
)
from bot.errors import PreferenceError

OPERATOR = Preferences(quote_max_chars=300, answer_threshold=0.3)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)
KEYS = [each.key for each in PREFERENCES]


def test_every_value_that_there_is_can_be_set() -> None:
    assert sorted(KEYS) == sorted(field.name for field in fields(Preferences))


@given(st.sampled_from(PREFERENCES), st.text() | st.integers().map(str) | st.floats().map(str))
def test_what_is_typed_is_refused_in_one_line_or_comes_back_from_the_database(
    preference: Preference, typed: str
) -> None:
    refusal = ""
    try:
        value = preference.read(typed)
    except PreferenceError as error:
        refusal = str(error)
    else:
        assert preference.load(json.loads(json.dumps(preference.dump(value)))) == value
    assert not refusal or preference.title in refusal
    assert "\n" not in refusal


@given(st.dictionaries(st.sampled_from(KEYS), JSON))
def test_whatever_was_stored_every_setting_has_a_value_that_can_be_used(own: dict[str, object]) -> None:
    resolved = resolve(own, OPERATOR, ["quote_max_chars"])
    for preference in PREFERENCES:
        value = getattr(resolved.preferences, preference.key)
        if preference.key in own and preference.key not in resolved.faults:
            assert resolved.sources[preference.key] is Source.OWN
            assert preference.load(preference.dump(value)) == value
        elif preference.key != "strong_threshold":
            assert value == getattr(OPERATOR, preference.key)
    assert resolved.preferences.strong_threshold >= resolved.preferences.answer_threshold


def test_its_own_value_goes_before_the_environment_and_that_before_the_default() -> None:
    resolved = resolve({"time_zone": "Asia/Tokyo"}, OPERATOR, {"quote_max_chars", "time_zone"})
    assert resolved.preferences == replace(OPERATOR, time_zone="Asia/Tokyo")
    sources = [resolved.sources[key] for key in ("time_zone", "quote_max_chars", "cooldown_seconds")]
    assert sources == [Source.OWN, Source.ENVIRONMENT, Source.DEFAULT]


def test_a_stored_value_that_cannot_be_used_any_more_is_told_and_does_not_count() -> None:
    resolved = resolve({"quote_max_chars": 7, "moderator_roles": ["x"]}, OPERATOR, ())
    assert resolved.preferences == OPERATOR
    assert set(resolved.faults) == {"quote_max_chars", "moderator_roles"}
    assert resolved.sources["quote_max_chars"] is Source.DEFAULT


def test_an_answer_is_never_strong_below_the_score_from_which_it_is_given() -> None:
    resolved = resolve({"answer_threshold": 0.8}, OPERATOR, ())
    assert resolved.preferences.strong_threshold == 0.8
    assert "strong_threshold" in resolved.faults


@pytest.mark.parametrize(
    ("key", "typed", "expected"),
    [
        ("quote_max_chars", "79", "a whole number from 80 to 1000"),
        ("answer_threshold", "0,5", "a number from 0.01 to 1, with a point"),
        ("answer_threshold", "nan", "a number from 0.01 to 1, with a point"),
        ("cooldown_seconds", "inf", "a number from 0 to 3600"),
        ("cooldown_questions", "2.5", "a whole number from 1 to 1000"),
        ("report_channels", "", "a channel of this server"),
        ("time_zone", "Mars", "there is no time zone of that name"),
    ],
)
def test_a_refusal_says_what_is_expected(key: str, typed: str, expected: str) -> None:
    with pytest.raises(PreferenceError, match=f"“{typed}” cannot be used") as refused:
        find_preference(key).read(typed)
    assert expected in str(refused.value)


def test_ids_are_stored_in_order_and_may_be_none() -> None:
    roles = find_preference("moderator_roles")
    assert roles.kind is Kind.ROLES
    assert roles.dump(roles.read("30, 4")) == [4, 30]
    assert roles.read("") == frozenset()


def test_an_unknown_setting_is_refused() -> None:
    with pytest.raises(PreferenceError, match="no such setting"):
        find_preference("colour")
