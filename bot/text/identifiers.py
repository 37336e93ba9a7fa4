"""What may name an article or a story."""

import re

_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def is_identifier(text: str) -> bool:
    """Tell whether a text can be an id: letters a to z, digits and `-_.`, at most 100, no sign first.

    `README` is none, because a folder's README is never an article.
    """
    return bool(_IDENTIFIER.fullmatch(text)) and text.casefold() != "readme"
