"""Holding statements: what a moderator may say where the articles do not cover a matter yet."""

from datetime import datetime, timedelta
from uuid import uuid4

from bot.domain import Statement
from bot.errors import ChangeError

LONGEST = timedelta(days=30)
"""For how long a statement may hold: after that the matter is no emergency any more."""
TEXT_CHARS = 500
"""How long a statement may be: all of it is shown beside an answer, which leaves no room for more."""
ABOUT_CHARS = 100
"""How long its matter may be."""
SIGNED_CHARS = 60
"""How long the name of who makes it may be."""


def make_statement(
    about: str, text: str, signed: str, *, made_at: datetime, expires_at: datetime
) -> Statement:
    """Return a statement that holds from one moment to the other.

    Raises:
        ChangeError: if a part of it is missing or too long, or if it would not end within `LONGEST`.
    """
    about, signed, text = " ".join(about.split()), " ".join(signed.split()), text.strip()
    parts = (("matter", about, ABOUT_CHARS), ("text", text, TEXT_CHARS), ("signature", signed, SIGNED_CHARS))
    for name, value, most in parts:
        if not 0 < len(value) <= most:
            msg = f"the {name} of a statement needs 1 to {most:,} characters, not {len(value):,}"
            raise ChangeError(msg)
    if not made_at < expires_at <= made_at + LONGEST:
        msg = f"a statement must end within {LONGEST.days} days from now, and not in the past"
        raise ChangeError(msg)
    return Statement(uuid4().hex[:12], about, text, signed, made_at, expires_at)
