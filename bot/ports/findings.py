"""What an examination found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What an examination found: good, a fault (`good` is False), or a remark (None), and how to mend it."""

    good: bool | None
    text: str
