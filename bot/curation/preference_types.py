"""What the values of settings are, for pydantic to read and to check."""

import re
from typing import Annotated

from pydantic import BeforeValidator, Field

MOST_IDS = 25


def _split_ids(value: object) -> object:
    return [part for part in re.split(r"[,\s]+", value) if part] if isinstance(value, str) else value


_Id = Annotated[int, Field(ge=0, lt=1 << 63)]
Ids = Annotated[frozenset[_Id], BeforeValidator(_split_ids), Field(max_length=MOST_IDS)]
OneId = Annotated[frozenset[_Id], BeforeValidator(_split_ids), Field(min_length=1, max_length=1)]
Share = Annotated[float, Field(ge=0, le=1)]
