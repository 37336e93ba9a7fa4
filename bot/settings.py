"""The settings of Storydesk: `STORYDESK_…` in the environment or in `.env`. Read by `cli` and `app` alone."""

import os
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args

from dotenv.parser import Binding, parse_stream
from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.curation.time_zones import find_zone
from bot.errors import PreferenceError, SettingsError

_PREFIX = "STORYDESK_"
_DOTENV = Path(".env")
_ENCODING = "utf-8-sig"  # editors on Windows begin a file with a mark
_SHOWN_CHARS = 40


def shipped_knowledge_dir() -> Path:
    """Return the folder of the knowledge that travels with the program: in the wheel, or in the checkout."""
    package = Path(__file__).parent
    packed = package / "_knowledge"
    return packed if packed.is_dir() else package.parent / "knowledge"


class Settings(BaseSettings):
    """Everything an operator can set; each has a default that works. `deploy/.env.example` lists them.

    What is set, but empty, has its default as well; only an empty `knowledge_dir` means: nothing.
    """

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX,
        env_file=_DOTENV,
        env_file_encoding=_ENCODING,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    discord_token: SecretStr | None = Field(None, description="the bot's token; only `run` needs it")
    data_dir: Path = Field(
        default_factory=lambda: user_data_path("storydesk", appauthor=False),
        description="where the database and the key of the person hashes are kept",
    )
    database_url: str = Field("", description="default: SQLite in the data folder")
    knowledge_dir: Path | None = Field(
        default_factory=shipped_knowledge_dir,
        description="what an empty database starts from; default: what is shipped; empty: nothing",
    )
    story: str = Field("default", description="the story that is read where no other was chosen")
    max_article_bytes: int = Field(2_000_000, ge=1, description="the largest article that is read")
    allow_fetching: bool = Field(default=False, description="whether moderators may have web pages fetched")
    fetch_contact: str = Field("", description="whom a site may ask about the bot's fetching")
    quote_max_chars: int = Field(400, ge=80, description="the longest quote; one sentence may be longer")
    article_max_chars: int = Field(800, ge=80, description="the most one answer quotes from one article")
    max_quotes: int = Field(4, ge=1, le=10, description="the most quotes in one answer")
    answer_threshold: float = Field(
        0.28, ge=0.01, le=1, description="from which score on a question is answered"
    )
    strong_threshold: float = Field(0.5, ge=0, le=1, description="from which score on the band is strong")
    conversation_minutes: float = Field(
        15.0,
        ge=0,
        allow_inf_nan=False,
        description="how long follow-up questions are understood from what was asked before; 0: never",
    )
    stale_after_days: int = Field(
        180, ge=0, description="from which age in days on an answer is called old; 0: never"
    )
    cooldown_questions: int = Field(5, ge=1, description="how many questions a person may ask in a row")
    cooldown_seconds: float = Field(
        30.0, ge=0, allow_inf_nan=False, description="in how many seconds; 0: no cooldown"
    )
    mention_channels: Annotated[frozenset[int], NoDecode] = Field(
        frozenset(), description="ids of the channels where mentions are answered, by comma; empty: all"
    )
    report_channels: Annotated[frozenset[int], NoDecode] = Field(
        frozenset(), description="ids of moderators' channels that get reports, by comma: one a server"
    )
    home_servers: Annotated[frozenset[int], NoDecode] = Field(
        frozenset(), description="ids of servers whose moderators curate the operator's own stories, by comma"
    )
    time_zone: str = Field("UTC", description="in which moderators are shown days and times")
    burst_questions: int = Field(
        8, ge=2, description="from how many people on that ask the same in vain moderators are told"
    )
    burst_minutes: int = Field(60, ge=5, le=1440, description="within how many minutes")
    burst_chance: float = Field(
        1e-6, ge=1e-12, le=0.5, description="how improbable that must be by the usual rates"
    )
    trace_retention_days: int = Field(30, ge=0, description="how long a question can be tied to a person")
    question_retention_days: int = Field(
        365, ge=0, description="after how many days a question is deleted; 0: never"
    )
    notice_days: int = Field(
        30, ge=1, description="how long a person who asked to be told waits for an answer"
    )
    hash_key: SecretStr | None = Field(
        None, min_length=16, description="key of the person hashes; default: made at first start, in a file"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="what is written to the log"
    )

    @model_validator(mode="before")
    @classmethod
    def _empty_means_default(cls, values: Mapping[str, object]) -> dict[str, object]:
        kept = {name: value for name, value in values.items() if not _is_blank(value)}
        return kept | ({"knowledge_dir": None} if _is_blank(values.get("knowledge_dir")) else {})

    @field_validator("mention_channels", "report_channels", "home_servers", mode="before")
    @classmethod
    def _split_ids(cls, value: object) -> object:
        return [part for part in re.split(r"[,\s]+", value) if part] if isinstance(value, str) else value

    @field_validator("time_zone")
    @classmethod
    def _named_as_it_is(cls, value: str) -> str:
        try:
            return find_zone(value)
        except PreferenceError as error:
            raise ValueError(str(error)) from None

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_capitals(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @model_validator(mode="after")
    def _strong_is_above(self) -> Self:
        if self.strong_threshold < self.answer_threshold:
            msg = (
                f"{_PREFIX}STRONG_THRESHOLD ({self.strong_threshold:g}) is below {_PREFIX}ANSWER_THRESHOLD "
                f"({self.answer_threshold:g}): give it the same number or a higher one"
            )
            raise ValueError(msg)
        return self

    @property
    def resolved_database_url(self) -> str:
        """Return the database's address: as set, or SQLite in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir / 'storydesk.db'}"


def load_settings(**overrides: Any) -> Settings:
    """Read the settings from the environment and `.env`; keyword arguments go before both.

    Raises:
        SettingsError: naming each setting that cannot be used, and what is expected; never a secret's
            value. Or naming `.env` and its line, if that cannot be read.
    """
    for binding in _read_dotenv():
        if binding.error:
            text = binding.original.string
            line = binding.original.line + text[: len(text) - len(text.lstrip())].count("\n")
            msg = f".env, line {line}, cannot be read: write NAME=value, or put # before a comment"
            raise SettingsError(msg)
    try:
        return Settings(**overrides)
    except ValidationError as error:
        msg = f"{'; '.join(_faults(error))} (in the environment or in .env)"
        raise SettingsError(msg) from None


def find_unknown_settings() -> list[str]:
    """Return one line for each `STORYDESK_…` of the environment or of `.env` that is no setting.

    Raises:
        SettingsError: if `.env` cannot be read.
    """
    known = [name.upper() for name in Settings.model_fields]
    given = {*os.environ, *(binding.key for binding in _read_dotenv() if binding.key)}
    lines = []
    for name in sorted(given):
        short = name.upper().removeprefix(_PREFIX)
        if short != name.upper() and short not in known:
            near = get_close_matches(short, known, 1)
            lines.append(f"no such setting: {name}" + (f"; did you mean {_PREFIX}{near[0]}?" if near else ""))
    return lines


def _read_dotenv() -> list[Binding]:
    if not _DOTENV.is_file():
        return []
    try:
        return list(parse_stream(StringIO(_DOTENV.read_text(encoding=_ENCODING))))
    except UnicodeDecodeError as error:
        msg = ".env is not UTF-8 text: save it as UTF-8"
        raise SettingsError(msg) from error
    except OSError as error:
        msg = f"cannot read .env: {error.strerror}; check its permissions"
        raise SettingsError(msg) from error


def _is_blank(value: object) -> bool:
    return isinstance(value, str) and not value.strip()


def _faults(error: ValidationError) -> Iterator[str]:
    """Say once for each setting what it is and what is expected."""
    named = set()
    for fault in error.errors(include_url=False):
        if not fault["loc"]:
            yield str(fault["ctx"]["error"])
            continue
        name = str(fault["loc"][0])
        if name not in named:
            named.add(name)
            field = Settings.model_fields[name]
            value = "what is set" if _is_secret(field) else f"“{_cut(fault['input'])}”"
            own = fault["ctx"]["error"] if fault["type"] == "value_error" else None
            why = own or f"expected: {_expected(field)}"
            yield f"{_PREFIX}{name.upper()}: {value} cannot be used; {why}"


def _is_secret(field: FieldInfo) -> bool:
    return SecretStr in get_args(field.annotation)


def _cut(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN_CHARS else text[: _SHOWN_CHARS - 1] + "…"


def _expected(field: FieldInfo) -> str:
    limits = {type(limit).__name__: limit for limit in field.metadata}
    if "MinLen" in limits:
        return f"{limits['MinLen'].min_length} characters or more"
    if field.annotation is bool:
        return "true or false"
    if field.annotation == frozenset[int]:
        return "ids with commas between them"
    if field.annotation not in {int, float}:
        *others, last = get_args(field.annotation) or ("a text",)
        return " or ".join(([", ".join(others)] if others else []) + [str(last)])
    kind = "a whole number" if field.annotation is int else "a number"
    lowest = limits["Ge"].ge
    extent = f" from {lowest} to {limits['Le'].le}" if "Le" in limits else f", {lowest} or more"
    return kind + extent + (", with a point" if field.annotation is float else "")
