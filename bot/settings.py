"""The settings of Storydesk: `STORYDESK_…` in the environment or in `.env`. Read by `cli` and `app` alone."""

import re
from pathlib import Path
from typing import Annotated, Any

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import SettingsError

_PREFIX = "STORYDESK_"


def shipped_knowledge_dir() -> Path:
    """Return the folder of the knowledge that travels with the program: in the wheel, or in the checkout."""
    package = Path(__file__).parent
    packed = package / "_knowledge"
    return packed if packed.is_dir() else package.parent / "knowledge"


class Settings(BaseSettings):
    """Everything an operator can set; each has a default that works. `deploy/.env.example` lists them."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True
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
    story: str = Field("default", min_length=1, description="the story that the terminal reads")
    max_article_bytes: int = Field(2_000_000, gt=0, description="the largest article that is read")
    quote_max_chars: int = Field(400, ge=80, description="the longest quote; one sentence may be longer")
    article_max_chars: int = Field(800, ge=80, description="the most one answer quotes from one article")
    max_quotes: int = Field(4, ge=1, le=10, description="the most quotes in one answer")
    answer_threshold: float = Field(
        0.55, ge=0, le=1, description="from which score on a question is answered"
    )
    strong_threshold: float = Field(0.8, ge=0, le=1, description="from which score on the band is strong")
    cooldown_questions: int = Field(5, ge=1, description="how many questions a person may ask in a row")
    cooldown_seconds: float = Field(30.0, ge=0, description="in how many seconds; 0: no cooldown")
    mention_channels: Annotated[frozenset[int], NoDecode] = Field(
        frozenset(), description="ids of the channels where mentions are answered, by comma; empty: all"
    )
    report_channels: Annotated[frozenset[int], NoDecode] = Field(
        frozenset(), description="ids of moderators' channels that get reports, by comma: one a server"
    )
    trace_retention_days: int = Field(30, ge=0, description="how long a question can be tied to a person")
    hash_key: SecretStr | None = Field(
        None, min_length=16, description="key of the person hashes; default: made at first start, in a file"
    )
    log_level: str = Field("INFO", description="DEBUG, INFO, WARNING or ERROR")

    @field_validator("knowledge_dir", mode="before")
    @classmethod
    def _empty_means_nothing(cls, value: object) -> object:
        """Keep pydantic from reading the empty string as the path `.`."""
        return None if isinstance(value, str) and not value.strip() else value

    @field_validator("discord_token", "hash_key", mode="before")
    @classmethod
    def _blank_means_unset(cls, value: object) -> object:
        return None if isinstance(value, str) and not value.strip() else value

    @field_validator("mention_channels", "report_channels", mode="before")
    @classmethod
    def _split_ids(cls, value: object) -> object:
        return [part for part in re.split(r"[,\s]+", value) if part] if isinstance(value, str) else value

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, value: str) -> str:
        if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            msg = "must be DEBUG, INFO, WARNING or ERROR"
            raise ValueError(msg)
        return value.upper()

    @property
    def resolved_database_url(self) -> str:
        """Return the database's address: as set, or SQLite in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir / 'storydesk.db'}"


def load_settings(**overrides: Any) -> Settings:
    """Read the settings from the environment and `.env`; keyword arguments go before both.

    Raises:
        SettingsError: naming each setting that cannot be used, and why; never its value.
    """
    try:
        return Settings(**overrides)
    except ValidationError as error:
        faults = [
            f"{_PREFIX}{'.'.join(str(part) for part in fault['loc'][:1]).upper()}: {fault['msg']}"
            for fault in error.errors(include_input=False, include_url=False)
        ]
        msg = f"{'; '.join(faults)} (set it in the environment or in .env; deploy/.env.example explains each)"
        raise SettingsError(msg) from None
