"""What is stated of an article, checked: front matter, `sources.toml` tables and `.jsonl` lines alike."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bot.domain import DEFAULT_STORY
from bot.errors import ArticleError
from bot.text.identifiers import is_identifier

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_URL_CHARS = 2000


def _to_line(value: object) -> object:
    """Fold white space, as a field is one line; what is blank is not stated."""
    if isinstance(value, str):
        if any("\ud800" <= c <= "\udfff" or c == "\0" for c in value):
            msg = "has a broken character (half of a pair, or NUL); write it anew"
            raise ValueError(msg)
        return " ".join(value.split()) or None
    if value is None:
        return None
    msg = f"must be text, not {type(value).__name__}; put it in double quotes"
    raise ValueError(msg)


def _to_id(value: object) -> object:
    line = _to_line(value)
    if isinstance(line, str) and not is_identifier(line):
        msg = f"{line[:110]!r} is no usable id; give an `id` of letters, digits and - _ . (at most 100)"
        raise ValueError(msg)
    return line


def _to_url(value: object) -> object:
    line = _to_line(value)
    if not isinstance(line, str):
        return line
    try:
        parts = urlsplit(line)
        usable = parts.scheme in {"http", "https"} and parts.hostname and " " not in line
    except ValueError:
        usable = False
    if not usable or len(line) > _URL_CHARS:
        msg = f"{line[:80]!r} is no web address; it must start with http:// or https://"
        raise ValueError(msg)
    return line


def _to_date(value: object) -> object:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    line = _to_line(value)
    if not isinstance(line, str):
        return line
    try:
        if _ISO_DATE.match(line):
            return datetime.fromisoformat(line).date()
    except ValueError:
        pass
    msg = f"{line[:40]!r} is no date; write it as 2024-05-14"
    raise ValueError(msg)


def _to_lines(value: object) -> object:
    values = value if isinstance(value, list | tuple) else [value]
    return tuple(line for item in values if (line := _to_line(item)))


_Line = Annotated[str | None, BeforeValidator(_to_line)]
_Id = Annotated[str | None, BeforeValidator(_to_id)]


class Stated(BaseModel):
    """The fields that are known of an article; what is not stated is None or empty."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    id: _Id = None
    title: Annotated[_Line, Field(max_length=500)] = None
    publisher: _Line = None
    author: _Line = None
    url: Annotated[str | None, BeforeValidator(_to_url)] = None
    published: Annotated[date | None, BeforeValidator(_to_date)] = None
    language: Annotated[_Line, Field(pattern=r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$")] = None
    story: Annotated[str, BeforeValidator(lambda value: _to_id(value) or DEFAULT_STORY)] = DEFAULT_STORY
    origin: _Line = None
    based_on: Annotated[tuple[str, ...], BeforeValidator(_to_lines)] = ()

    @classmethod
    def unknown(cls, fields: Mapping[str, object]) -> tuple[str, ...]:
        """Return the names of the fields that mean nothing here, in order."""
        return tuple(str(name) for name in fields if name not in cls.model_fields)


def check_fields(fields: Mapping[str, Any], name: str) -> Stated:
    """Return the fields of an article, checked and put into their one form.

    Raises:
        ArticleError: naming each field that cannot be used, and why.
    """
    try:
        return Stated.model_validate(dict(fields))
    except ValidationError as error:
        faults = (
            f"{fault['loc'][0] if fault['loc'] else 'fields'}: {fault['msg'].removeprefix('Value error, ')}"
            for fault in error.errors(include_input=False, include_url=False)
        )
        msg = f"{name}: {'; '.join(faults)}"
        raise ArticleError(msg) from None


def is_stated(value: object) -> bool:
    """Tell whether a field says anything: neither missing, nor blank, nor an empty list."""
    return value is not None and value != [] and not (isinstance(value, str) and not value.strip())
