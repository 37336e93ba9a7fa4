"""What a question loses before it is kept: whatever may lead to a person, an account or a secret."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linkify_it import LinkifyIt

_LOCAL = r"[\w.!#$%&'*+/=?^`{|}~-]"
# The order counts: a link may hold an @ or a secret, and what an address leaves of an @ is a name.
_RULES = tuple(
    (re.compile(pattern), marker)
    for pattern, marker in (
        (r"<(?:@[!&]?|\#)\d+>|<id:\w+>|</[^:<>\n]{1,100}:\d+>", "[mention]"),
        (r"<a?:\w+:\d+>", "[emoji]"),
        (r"(?<![\w+.-])[a-zA-Z][\w+.-]*+://[^\s<>]*[^\s<>?!.,;:)\]'\"»”’]", "[link]"),
        (rf"(?i:mailto:)?(?<!{_LOCAL}){_LOCAL}++@(?=[\w.-]*[^\W\d_]|\d+\.\d+\.\d)[\w.-]*\w", "[email]"),
        # A Discord bot token, or a token of three parts as others use them.
        (r"(?<![\w-])[\w-]{23,}\.[\w-]{6,}\.[\w-]{27,}", "[secret]"),
        # Beginnings that services give their keys so that leaks are found.
        (r"(?<!\w)(?:mfa\.|gh[opsu]_|github_pat_|sk-|xox[abp]-|AKIA)[\w-]{16,}", "[secret]"),
        (r"(?<!\w)[0-9a-fA-F]{32,}(?!\w)", "[secret]"),
        # Long, and of small letters, capitals and figures: no word of any language.
        (
            r"(?<![\w+/=-])(?=[\w+/=-]*[a-z])(?=[\w+/=-]*[A-Z])(?=[\w+/=-]*\d)[\w+/=-]{24,}",
            "[secret]",
        ),
        (r"(?<![\w@])@(?=[\w.]*[^\W_])[\w.]*\w", "[mention]"),
        (r"(?<![\w.])[\w.]{2,32}#\d{4}(?!\w)", "[mention]"),
        (r"(?<![\d.,])\d{17,20}(?![\d.,]*\d)", "[id]"),
    )
)

_MAY_HOLD_LINK = re.compile(r"\w\.\w|//")
_LINK_TO_ITS_END = re.compile(r"[^\s<>\[\]]*[^\s<>\[\]?!.,;:)'\"»”’]")
# Endings of addresses that linkify-it does not know by itself; it knows all of two letters.
_MORE_ENDINGS = (
    "app art blog chat cloud club company dev digital email games group life link live media mobi "
    "network news one online page press site social space store studio tech today video website wiki world "
    "xyz zone"
)

_MAY_HOLD_PHONE = re.compile(r"(?:\d[^\w\n]{0,3}){6}\d")
_PHONE_REGIONS = ("US", "GB", "DE", "FR", "ES", "IT", "NL", "PL", "BR", "IN", "AU", "JP")
_NORTH_AMERICAN = re.compile(
    r"(?<![\d.,])(?:\+?1[-. ]?)?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}(?![\d,]|\.\d)"
)
_DATE = re.compile(r"(?<!\d)(?:\d{4}([-./])\d\d?\1\d\d?|\d\d?([-./])\d\d?\2\d{4})(?!\d)")
_FIGURES = re.compile(
    r"""
        [1-9]\d{0,2}(?:[ .'’\u00a0\u202f]\d{3})+         # 10 000 000
      | (?:1[5-9]|20)\d\d(?:[ /–-]+(?:1[5-9]|20)\d\d)+   # 2015 2018
      | [1-9]\d*00(?:[ /–-]+[1-9]\d*00)+                 # 75000-80000
      | [1-9]\d?(?:[ /–-]+\d\d?)+                        # 5 10 15 20 25
      | \d{1,3}\.\d\d?(?:[ /–-]+\d{1,3}(?:\.\d\d?)?)+    # 0.5 1.5 2.5
      | [1-9]\d{0,8} | [1-9]\d*000                       # 123456789, 2500000000
    """,
    re.VERBOSE,
)


def scrub(text: str) -> str:
    """Return a text without mentions, links, e-mail addresses, phone numbers, ids and secrets.

    Each is replaced by `[mention]`, `[emoji]`, `[link]`, `[email]`, `[phone]`, `[id]` or `[secret]`; plain
    figures, years and dates stay. Half a surrogate pair, which no database takes, becomes `?`. Scrubbing
    twice changes nothing more. May take 0.2 s for 4,000 characters of figures: call it in a thread.
    """
    text = text.encode("utf-8", "replace").decode().replace("\0", "")
    # A marker may bring together what stood apart, so it is done until nothing is found. Every round that
    # finds something takes away at least one character that belongs to no marker, so it ends.
    while (scrubbed := _scrub_once(text)) != text:
        text = scrubbed
    return text


def _scrub_once(text: str) -> str:
    for pattern, marker in _RULES:
        text = pattern.sub(marker, text)
    if _MAY_HOLD_LINK.search(text):
        text = _replace(text, _find_links(text), "[link]")
    if _MAY_HOLD_PHONE.search(text):
        text = _NORTH_AMERICAN.sub("[phone]", text)
        text = _replace(text, sorted(_find_phones(text)), "[phone]")
    return text


def _replace(text: str, spans: Iterable[tuple[int, int]], marker: str) -> str:
    """Put a marker in the place of spans, which come in order; one that overlaps the last is part of it."""
    parts = []
    position = 0
    for start, end in spans:
        if start >= position:
            parts += [text[position:start], marker]
        position = max(position, end)
    return "".join((*parts, text[position:]))


@cache
def _links() -> "LinkifyIt":
    from linkify_it import LinkifyIt  # noqa: PLC0415 - few questions need it, and a cold start must be fast

    return LinkifyIt(options={"fuzzy_ip": True}).tlds(_MORE_ENDINGS.split(), keep_old=True)


def _find_links(text: str) -> Iterator[tuple[int, int]]:
    """Find links, each to the next white space: what linkify-it leaves of an odd one may still tell."""
    for match in _links().match(text) or ():
        whole = _LINK_TO_ITS_END.match(text, match.index)
        yield match.index, max(match.last_index, whole.end() if whole else 0)


def _find_phones(text: str) -> Iterator[tuple[int, int]]:
    """Find phone numbers as they are written internationally and, region after region, nationally."""
    from phonenumbers import PhoneNumberMatcher  # noqa: PLC0415 - heavy, and few questions need it

    # A comma joins no number, so that no date is taken for a part of one.
    masked = _DATE.sub(lambda date: "," * len(date[0]), text)
    for region in _PHONE_REGIONS:
        for match in PhoneNumberMatcher(masked, region):
            if not _FIGURES.fullmatch(match.raw_string):
                yield match.start, match.end
