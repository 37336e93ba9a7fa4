"""A month of questions, drawn by chance from the question sets of `../shared`: the same one for one seed."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from tests.simulation.variations import vary

SHARED = Path(__file__).parents[3] / "shared"
ON_TOPIC_SETS = ("xquad-en", "squad2-dev-half")
OFF_TOPIC_SET = "selqa"
BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
DAYS = 30
RUMOUR_AT = BEGIN + timedelta(days=20, hours=14)
RUMOUR = "rumour"

_OFF_TOPIC = 0.1
_RUMOURED = 60
_RUMOUR_LASTS = timedelta(minutes=90)
# Nobody asks this of any article: it is about a town that there is not.
_RUMOUR_WORDINGS = (
    "Is it true that the Quarnbury dam has cracked?",
    "Has the Quarnbury dam cracked?",
    "Did the Quarnbury dam crack?",
    "Is the Quarnbury dam really cracked?",
    "Is there a crack in the Quarnbury dam?",
)
# By hour of the day, from midnight: few ask at night.
_HOURS = (2, 1, 1, 1, 1, 2, 4, 6, 8, 9, 9, 9, 10, 9, 9, 9, 10, 11, 12, 12, 11, 9, 6, 4)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the month: who asked it, when, and the group that it belongs to.

    What is not `is_on_topic` is asked of other articles than those that there are.
    """

    at: datetime
    person: int
    text: str
    group: str
    is_on_topic: bool = True


def draw_month(seed: int, *, questions: int, people: int) -> list[Asked]:
    """Return the questions of a month, oldest first.

    What is asked of is heavy-tailed (the question of rank r weighs 1 / (r + 3)), and so is who asks.
    """
    chance = random.Random(seed)
    on, off = _read(ON_TOPIC_SETS), _read((OFF_TOPIC_SET,))
    chance.shuffle(on)
    ranks = list(accumulate(1 / (rank + 3) for rank in range(len(on))))
    persons = list(accumulate(1 / (rank + 10) for rank in range(people)))
    month = []
    for _ in range(questions - _RUMOURED):
        is_on = chance.random() >= _OFF_TOPIC
        group, text = chance.choices(on, cum_weights=ranks)[0] if is_on else chance.choice(off)
        (person,) = chance.choices(range(people), cum_weights=persons)
        month.append(Asked(_draw_moment(chance), person, vary(text, chance), group, is_on))
    for person in chance.sample(range(people), _RUMOURED):
        at = RUMOUR_AT + _RUMOUR_LASTS * chance.random()
        month.append(Asked(at, person, vary(chance.choice(_RUMOUR_WORDINGS), chance), RUMOUR))
    return sorted(month, key=lambda asked: asked.at)


def _draw_moment(chance: random.Random) -> datetime:
    day = timedelta(days=chance.randrange(DAYS))
    (hour,) = chance.choices(range(24), _HOURS)
    return BEGIN + day + timedelta(hours=hour, seconds=chance.randrange(3600))


def _read(sets: Sequence[str]) -> list[tuple[str, str]]:
    """Return the questions of some sets with their groups; one that stands in two sets is one group."""
    found: dict[str, str] = {}
    for name in sets:
        lines = (SHARED / "eval" / name / "questions.jsonl").read_text(encoding="utf-8").splitlines()
        for line in lines:
            text = " ".join(json.loads(line)["question"].split())
            found.setdefault(text.casefold(), text)
    return list(found.items())
