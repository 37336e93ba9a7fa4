"""What a community may set for itself: each setting, how its value is read, and where it comes from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError

from bot.curation.preference_types import MOST_IDS, Ids, OneId, Share
from bot.curation.stories import CHANNEL_STORIES, STORY
from bot.curation.time_zones import find_zone
from bot.domain import DEFAULT_STORY
from bot.errors import PreferenceError

_SHOWN_CHARS = 40
_TOO_LOW = (
    "It may not be below the score from which a question is answered: as long as it is, that one counts."
)


class Source(StrEnum):
    """Where the value of a setting comes from; the first of them that has one goes before the others."""

    OWN = "set by this server"
    ENVIRONMENT = "set by the operator"
    DEFAULT = "default"


class Kind(StrEnum):
    """What the value of a setting is, which decides how it is chosen."""

    ROLES = "roles"
    CHANNELS = "channels"
    CHANNEL = "channel"
    STORY = "story"
    CHANNEL_STORIES = "stories of channels"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Preferences:
    """A value for everything that a community may set; the defaults are those of the operator's settings.

    Roles and channels are Discord ids. No `mention_channels` means every channel; a thread counts as the
    channel it stands in. Thresholds are shares from 0 to 1, lengths are in characters. `channel_stories` are
    the stories of single channels, by the id of the channel.
    """

    moderator_roles: frozenset[int] = frozenset()
    mention_channels: frozenset[int] = frozenset()
    report_channels: frozenset[int] = frozenset()
    story: str = DEFAULT_STORY
    channel_stories: Mapping[str, str] = field(default_factory=dict)
    quote_max_chars: int = 400
    answer_threshold: float = 0.25
    strong_threshold: float = 0.5
    cooldown_questions: int = 5
    cooldown_seconds: float = 30.0
    time_zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Preference:
    """One setting of a community: its key, its name, what it does, and which values it takes."""

    key: str
    title: str
    does: str
    kind: Kind
    expected: str
    _type: TypeAdapter[Any]

    def read(self, typed: str) -> object:
        """Return the value that somebody typed.

        Raises:
            PreferenceError: if it cannot be used; in one line, with what is expected.
        """
        return self._check(typed.strip(), typed)

    def load(self, stored: object) -> object:
        """Return the value that was stored.

        Raises:
            PreferenceError: if it is no value of this setting any more.
        """
        return self._check(stored, stored)

    def dump(self, value: object) -> object:
        """Return a value as JSON can hold it, ids in order."""
        if isinstance(value, frozenset):
            return sorted(value)
        return dict(value) if isinstance(value, Mapping) else value

    def _check(self, value: object, given: object) -> object:
        try:
            return self._type.validate_python(value)
        except (ValidationError, PreferenceError) as error:
            why = str(error) if isinstance(error, PreferenceError) else f"expected: {self.expected}"
            msg = f"“{_cut(given)}” cannot be used for “{self.title}”; {why}"
            raise PreferenceError(msg) from None


def _typed(key: str, title: str, does: str, expected: str, type_: Any) -> Preference:
    return Preference(key, title, does, Kind.TYPED, expected, TypeAdapter(type_))


PREFERENCES = (
    Preference(
        "moderator_roles",
        "Moderators' roles",
        "Who has one of them curates the articles; so does whoever may manage the server.",
        Kind.ROLES,
        f"roles of this server, at most {MOST_IDS}",
        TypeAdapter(Ids),
    ),
    Preference(
        "mention_channels",
        "Channels where mentions are answered",
        "Elsewhere a mention gets no reply; `/ask` works everywhere. A thread counts as its channel.",
        Kind.CHANNELS,
        f"channels of this server, at most {MOST_IDS}",
        TypeAdapter(Ids),
    ),
    Preference(
        "report_channels",
        "Channel for reports",
        "Where reports of wrong quotes go.",
        Kind.CHANNEL,
        "a channel of this server",
        TypeAdapter(OneId),
    ),
    Preference(
        STORY,
        "Story",
        "The articles that questions are answered from. The first change that moderators publish makes a "
        "story of this server's own.",
        Kind.STORY,
        "a story of this server or of the operator",
        TypeAdapter(Annotated[str, Field(min_length=1, strict=True)]),
    ),
    Preference(
        CHANNEL_STORIES,
        "Stories of single channels",
        "Channels that read another story than the server.",
        Kind.CHANNEL_STORIES,
        "channels with a story each",
        TypeAdapter(Annotated[dict[str, str], Field(max_length=500)]),
    ),
    _typed(
        "quote_max_chars",
        "Longest quote",
        "In characters. A single sentence may be longer and is quoted whole.",
        "a whole number from 80 to 1000",
        Annotated[int, Field(ge=80, le=1000)],
    ),
    _typed(
        "answer_threshold",
        "Score from which a question is answered",
        "Higher means more silence and fewer wrong answers.",
        "a number from 0.01 to 1, with a point",
        Annotated[float, Field(ge=0.01, le=1)],
    ),
    _typed(
        "strong_threshold",
        "Score from which an answer is called strong",
        "Never below the score from which a question is answered.",
        "a number from 0 to 1, with a point",
        Share,
    ),
    _typed(
        "cooldown_questions",
        "Questions in a row",
        "How many one person may ask before they have to wait.",
        "a whole number from 1 to 1000",
        Annotated[int, Field(ge=1, le=1000)],
    ),
    _typed(
        "cooldown_seconds",
        "Seconds for questions in a row",
        "In how many seconds they may be asked; 0: no waiting.",
        "a number from 0 to 3600",
        Annotated[float, Field(ge=0, le=3600)],
    ),
    _typed(
        "time_zone",
        "Time zone",
        "In which moderators are shown days and times.",
        "a name like Europe/Berlin",
        Annotated[str, Field(strict=True), AfterValidator(find_zone)],
    ),
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """The values that hold in a community, where each comes from, and which of its own cannot be used."""

    preferences: Preferences
    sources: Mapping[str, Source]
    faults: Mapping[str, str] = field(default_factory=dict)


def find_preference(key: str) -> Preference:
    """Return the setting of a key.

    Raises:
        PreferenceError: if there is none.
    """
    for preference in PREFERENCES:
        if preference.key == key:
            return preference
    msg = "There is no such setting."
    raise PreferenceError(msg)


def resolve(own: Mapping[str, object], operator: Preferences, from_environment: Collection[str]) -> Resolved:
    """Return what holds in a community: its own value before the operator's, whatever was stored once.

    `from_environment` are the keys that the operator has set. A value of the community that cannot be used
    any more does not count, and is told among the faults.
    """
    values = {each.name: getattr(operator, each.name) for each in fields(operator)}
    sources = {key: Source.ENVIRONMENT if key in from_environment else Source.DEFAULT for key in values}
    faults = {}
    for preference in PREFERENCES:
        if preference.key not in own:
            continue
        try:
            values[preference.key] = preference.load(own[preference.key])
            sources[preference.key] = Source.OWN
        except PreferenceError as error:
            faults[preference.key] = str(error)
    if values["strong_threshold"] < values["answer_threshold"]:
        values["strong_threshold"] = values["answer_threshold"]
        faults["strong_threshold"] = _TOO_LOW
    return Resolved(Preferences(**values), sources, faults)


def _cut(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN_CHARS else text[: _SHOWN_CHARS - 1] + "…"
