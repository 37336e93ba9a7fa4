"""What is stated of an article, checked: front matter, `sources.toml` tables and `.jsonl` lines alike."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from bot.domain import DEFAULT_STORY
from bot.errors import ArticleError
from bot.text.identifiers import is_identifier

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_URL_CHARS = 2000
_TITLE_CHARS = 500
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
_KINDS = ((bool, "true or false"), (int | float, "a number"), (list | tuple, "a list"), (dict, "a table"))


def _to_line(value: object) -> object:
    """Fold white space, as a field is one line; what is blank is not stated."""
    if isinstance(value, str):
        if any("\ud800" <= c <= "\udfff" or c == "\0" for c in value):
            msg = "has a broken character (half of a pair, or NUL); write it anew"
            raise ValueError(msg)
        return " ".join(value.split()) or None
    if value is None:
        return None
    kind = next((words for types, words in _KINDS if isinstance(value, types)), "a date")
    msg = f"must be text, not {kind}; put it in double quotes"
    raise ValueError(msg)


def _to_title(value: object) -> object:
    line = _to_line(value)
    if isinstance(line, str) and len(line) > _TITLE_CHARS:
        msg = f"has {len(line)} characters; shorten it to at most {_TITLE_CHARS}"
        raise ValueError(msg)
    return line


def _to_language(value: object) -> object:
    line = _to_line(value)
    if isinstance(line, str) and not _LANGUAGE.fullmatch(line):
        msg = f"{line[:40]!r} is no language code; write its two letters, such as en"
        raise ValueError(msg)
    return line


def _to_story(value: object) -> object:
    line = _to_line(value)
    if isinstance(line, str) and not is_identifier(line):
        msg = f"{line[:110]!r} is no usable name; write letters a to z, digits and - _ . (at most 100)"
        raise ValueError(msg)
    return line or DEFAULT_STORY


def _to_id(value: object) -> object:
    line = _to_line(value)
    if isinstance(line, str) and not is_identifier(line):
        msg = f"{line[:110]!r} is no usable id; write letters a to z, digits and - _ . (at most 100)"
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
        msg = f"{line[:80]!r} is no web address; write it in full, such as https://gazette.example/bridge"
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
    msg = f"{line[:40]!r} is no date; write year-month-day, such as 2024-05-14"
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
    title: Annotated[str | None, BeforeValidator(_to_title)] = None
    publisher: _Line = None
    author: _Line = None
    url: Annotated[str | None, BeforeValidator(_to_url)] = None
    published: Annotated[date | None, BeforeValidator(_to_date)] = None
    language: Annotated[str | None, BeforeValidator(_to_language)] = None
    story: Annotated[str, BeforeValidator(_to_story)] = DEFAULT_STORY
    origin: _Line = None
    based_on: Annotated[tuple[str, ...], BeforeValidator(_to_lines)] = ()

    @classmethod
    def unknown(cls, fields: Mapping[str, object]) -> tuple[str, ...]:
        """Return the names of the fields that mean nothing here, in order."""
        return tuple(str(name) for name in fields if name not in cls.model_fields)


def check_fields(
    own: Mapping[str, Any], name: str, stated: Mapping[str, Any] | None = None, place: str = ""
) -> Stated:
    """Return the fields of an article, checked and put into their one form.

    `own` is what it states itself, under the name `name`; `stated` fills the rest, from `place`.

    Raises:
        ArticleError: naming each field that cannot be used, where it stands, and what is expected.
    """
    try:
        return Stated.model_validate({**(stated or {}), **own})
    except ValidationError as error:
        found: dict[str, list[str]] = {}
        for fault in error.errors(include_input=False, include_url=False):
            field = str(fault["loc"][0])
            where = name if field in own else place
            found.setdefault(where, []).append(f"{field}: {fault['msg'].removeprefix('Value error, ')}")
        msg = "; ".join(f"{where}: {'; '.join(faults)}" for where, faults in found.items())
        raise ArticleError(msg) from None


def fold_names(fields: Mapping[Any, object]) -> dict[str, object]:
    """Return fields by their names in the one form that they have here, without those that say nothing."""
    return {fold_name(str(name)): value for name, value in fields.items() if is_stated(value)}


def fold_name(name: str) -> str:
    """Return the name of a field as it is known here: `Based on` is `based_on`."""
    return re.sub(r"[\s-]+", "_", name.strip().lower())


def is_stated(value: object) -> bool:
    """Tell whether a field says anything: neither missing, nor blank, nor an empty list."""
    return value is not None and value != [] and not (isinstance(value, str) and not value.strip())
