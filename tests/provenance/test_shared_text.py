import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.provenance.shared_text import COPIED, estimate_copied, sign_text

REPORT = (
    "The harbour bridge was closed on Monday after divers had found a deep crack in its eastern pier. "
    "Engineers will look at the pier today, and the town has asked a shipyard for a pontoon that could carry "
    "the weight of the deck. Ferries run every ten minutes from the northern quay until late at night, and "
    "schools will open an hour later than usual for the rest of the week."
)
APART = (
    "Lindvik shut its harbour crossing this week. A crack that divers saw in one of the piers is so deep "
    "that nobody knows how long the repair will take, and commuters have to use the ferries, which leave six "
    "times an hour. Pupils may come to school later."
)


def copied(one: str, other: str) -> float:
    return estimate_copied(sign_text(one), sign_text(other))


def test_a_text_copies_itself_and_nothing_is_copied_from_nothing() -> None:
    assert copied(REPORT, REPORT) == 1
    assert copied(REPORT, REPORT.upper()) == 1
    assert copied("", REPORT) == copied("", "") == 0
    assert copied("Bridge closed", "Bridge closed") == 1


def test_a_copy_with_a_new_beginning_is_a_copy() -> None:
    changed = "No cars cross the harbour any more: a crack was found on Sunday." + REPORT[95:]
    assert copied(REPORT, changed) > COPIED
    assert copied(REPORT + " " + APART, REPORT) > COPIED


def test_reports_that_were_written_apart_are_no_copies() -> None:
    assert copied(REPORT, APART) < 0.1


@pytest.mark.parametrize("kept", [0, 50, 100, 150, 200])
@pytest.mark.parametrize("added", [50, 200])
def test_the_estimate_is_near_the_truth(kept: int, added: int) -> None:
    words = [f"w{number}" for number in range(203)]
    changed = words[: kept + 3] + [f"x{number}" for number in range(added - 3)]
    truth = kept / min(200, kept + added - 3)
    assert copied(" ".join(words), " ".join(changed)) == pytest.approx(truth, abs=0.1)


@given(st.text(max_size=200), st.text(max_size=200))
def test_it_is_a_share_whatever_the_texts_are(one: str, other: str) -> None:
    assert 0 <= copied(one, other) <= 1
    assert copied(one, other) == copied(other, one)
    assert copied(one, one) == (1 if re.search(r"\w", one) else 0)
