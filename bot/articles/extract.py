"""What is brought out of a document, in a form that travels from the process that reads it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Extract:
    """A document's blocks, what it states of itself, what was left out and why, remarks, the title it shows.

    Of a document that is best shown as a page, `page` is that in HTML, in place of `blocks`.
    """

    blocks: tuple[str, ...]
    fields: Mapping[str, str] = field(default_factory=dict)
    dropped: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    title: str | None = None
    page: str | None = None

    def to_json(self) -> bytes:
        """Return it as JSON, which says nothing but text: whoever reads it need not trust its writer."""
        return json.dumps(asdict(self)).encode("ascii")


def to_extract(value: Any) -> Extract:
    """Return the extract whose JSON was read.

    Raises:
        ValueError: if it is something else.
    """
    try:
        dropped = tuple((str(text), str(reason)) for text, reason in value["dropped"])
        fields = {str(name): str(text) for name, text in value["fields"].items()}
        blocks, notes = (tuple(map(str, value[name])) for name in ("blocks", "notes"))
        title, page = (None if value[name] is None else str(value[name]) for name in ("title", "page"))
    except (AttributeError, KeyError, TypeError) as error:
        msg = "is no extract"
        raise ValueError(msg) from error
    return Extract(blocks, fields, dropped, notes, title, page)
