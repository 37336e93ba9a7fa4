"""Text of articles and persons, made safe to show: what they wrote is what is seen, and nothing more."""

import re
import unicodedata
from urllib.parse import quote, urlsplit

from bot.domain import Span

# One backslash before each character that Discord's Markdown could take up: emphasis, code, spoilers,
# headings, quotes, masked links, mentions of every kind, and (the colon) bare links and emoji names.
# discord.utils.escape_markdown leaves links and their brackets as they are, and escape_mentions adds
# characters that are not in the text and knows neither channels nor commands.
_SPECIAL = re.compile(r"[\\*_~|`<>\[\]#@]|:(?=\S)")
# Users, roles, channels, commands, custom emoji and moments, as Discord writes them into a message.
_MARKUP = re.compile(r"<(?:@[!&]?|#|a?:\w+:|/[^<>:]+:|t:-?)\d+(?::\w)?>")
_LIST_AT_START = re.compile(r"^(\d*)([-+.)])")
_WHITE_SPACE = re.compile(r"\s+")
_SHAPING = {"\u200c", "\u200d"}  # they join and part letters and emoji: without them a text looks different
_INVISIBLE = {"Cf", "Cc", "Cs"}
# Letters and a symbol that fonts leave blank.
_BLANK = {"\u115f", "\u1160", "\u2800", "\u3164", "\uffa0"}
_LONGEST_URL = 400


def escape(text: str) -> str:
    """Return Discord Markdown that shows exactly `text`, on one line; at most twice as long."""
    return _LIST_AT_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\g<0>", text))


def fold(text: str) -> str:
    """Return the text on one line: white space folded to single spaces, without what nobody can see."""
    return _squeeze(text).strip()


def is_visible(text: str) -> bool:
    """Tell whether anything of the text can be seen: white space, controls and marks alone cannot."""
    return any(c not in _BLANK and unicodedata.category(c)[0] not in "CMZ" for c in text)


def fold_around(text: str, highlight: Span | None) -> tuple[str, str, str]:
    """Return the folded text before, in and after a highlight; joined they are `fold(text)`."""
    marked = _squeeze(highlight.of(text)) if highlight else ""
    core = marked.strip()
    if highlight is None or not core:
        return fold(text), "", ""
    lead, trail = marked[: marked.index(core)], marked[marked.index(core) + len(core) :]
    before = _WHITE_SPACE.sub(" ", _squeeze(text[: highlight.start]) + lead)
    after = _WHITE_SPACE.sub(" ", trail + _squeeze(text[highlight.end :]))
    return before.lstrip(), core, after.rstrip()


def shorten(text: str, most: int) -> str:
    """Return folded text of at most `most` characters; a cut falls between words and shows as an ellipsis."""
    text = fold(text)
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    at_word = cut.rfind(" ")
    return (cut[:at_word] if at_word > most // 2 else cut).rstrip(" ,;:-–—") + "…"


def strip_markup(text: str) -> str:
    """Return what a person wrote in a message without the mentions and emoji that only Discord can read."""
    return _MARKUP.sub(" ", text).strip()


def link_target(url: str | None) -> str | None:
    """Return the URL as it may stand in a masked link; None unless it is http(s) and not overlong."""
    if not url or any(c.isspace() for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return None
    safe = quote(url.encode("utf-8", "replace"), safe=":/?#@!$&'*+,;=%~")
    return safe if len(safe) <= _LONGEST_URL else None


def _squeeze(text: str) -> str:
    seen = "".join(
        c for c in text if c.isspace() or c in _SHAPING or unicodedata.category(c) not in _INVISIBLE
    )
    return _WHITE_SPACE.sub(" ", seen)
