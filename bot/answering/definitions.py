"""Where a sentence says what something is, as a question for a definition asks."""

import re
from functools import lru_cache

from bot.text.tokens import split_tokens

_BEING = r"(?:is|are|was|were|refers?|means?|meant|describes?|involves?|denotes?)"
_NAMING = r"(?:called|termed|named|labell?ed(?:\sas)?|known\sas)"
_MOST_CHARS = 60


def defines(sentence: str, thing: str) -> bool:
    """Tell whether an English sentence says what a thing is, by its form.

    It does where it begins with the thing and a verb of being follows ("A levy is …"), names it ("called a
    levy"), or puts it beside another word for it ("a levy or tax", "levy (tax)").
    """
    pattern = _compile(thing)
    return pattern is not None and pattern.search(sentence) is not None


@lru_cache(maxsize=256)
def _compile(thing: str) -> re.Pattern[str] | None:
    words = [re.escape(token.text) for token in split_tokens(thing)]
    if not words:
        return None
    name = r"\W+".join(words) + "(?:e?s)?"
    return re.compile(
        rf"^(?:\W*(?:an?|the)\s+)?(?:\w+\s){{0,2}}{name}\b[^.;]{{0,{_MOST_CHARS}}}?\b{_BEING}\b"
        rf"|\b{_NAMING}\s+(?:an?\s+|the\s+)?[\"“'‘]?{name}\b"
        rf"|\b{name}[\"”'’]?\s+or\s+\w|\b{name}\s*\((?!\d)",
        re.IGNORECASE,
    )
