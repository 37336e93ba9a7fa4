"""Holding statements: what a moderator may say where the articles do not cover a matter yet."""

from datetime import datetime, timedelta
from uuid import uuid4

from bot.domain import Statement
from bot.errors import ChangeError

LONGEST = timedelta(days=30)
"""For how long a statement may hold: after that the matter is no emergency any more."""
_TEXT_CHARS = 1000
_LINE_CHARS = 200


def make_statement(
    about: str, text: str, signed: str, *, made_at: datetime, expires_at: datetime
) -> Statement:
    """Return a statement that holds from one moment to the other.

    Raises:
        ChangeError: if a part of it is missing or too long, or if it would not end within `LONGEST`.
    """
    about, signed, text = " ".join(about.split()), " ".join(signed.split()), text.strip()
    parts = (("matter", about, _LINE_CHARS), ("text", text, _TEXT_CHARS), ("signature", signed, _LINE_CHARS))
    for name, value, most in parts:
        if not 0 < len(value) <= most:
            msg = f"the {name} of a statement needs 1 to {most:,} characters, not {len(value):,}"
            raise ChangeError(msg)
    if not made_at < expires_at <= made_at + LONGEST:
        msg = f"a statement must end within {LONGEST.days} days from now, and not in the past"
        raise ChangeError(msg)
    return Statement(uuid4().hex[:12], about, text, signed, made_at, expires_at)
