"""The look of what answer recall found, and of an answer that was corrected."""

from collections.abc import Iterator, Sequence

import discord

from bot.curation.recall import QuoteNow, Recall, Recalled
from bot.discord_app.escaping import escape, fold, shorten
from bot.discord_app.rendering import Rendered, render_quote, render_source
from bot.discord_app.sections import Section, render_sections
from bot.domain import Quote

CORRECTED = "Corrected"
WITHDRAWN = "Withdrawn"
_A_PAGE = 6
_QUOTE_CHARS = 110
_REASON_CHARS = 300
# Beside it two statements fit into the 6000 characters of a message's embeds.
_EMBED_CHARS = 3800
_TEXT_CHARS = 1600
# How long a quote may be, from the most to the least, until all of an answer's fit.
_ROOMS = (1200, 700, 400, 250, 150, 80)
_MORE_CHARS = len("\n\n-# and 10 more")
_NOT_WEIGHED = "How sure this is was not weighed anew: ask again for a fresh answer."
_GONE = "The articles no longer say this, and nothing took its place:"
_COLOUR = discord.Colour(0xD9A21B)


def count_recall_pages(recall: Recall) -> int:
    """Return how many pages the answers that can be corrected take, at least one."""
    return max(1, -(-len(recall.reachable) // _A_PAGE))


def render_recall(recall: Recall, page: int, guild_id: int) -> Rendered:
    """Return which answers quoted what was changed, with links to those of this server, a page at a time."""
    shown = recall.reachable[page * _A_PAGE : (page + 1) * _A_PAGE]
    lines = [_describe(recalled, guild_id) for recalled in shown]
    pages = count_recall_pages(recall)
    heading = "Can be corrected" if pages == 1 else f"Can be corrected, page {page + 1} of {pages}"
    section = Section(heading, lines)
    return render_sections("Answers that quoted it", _count(recall, str(guild_id)), [section], _COLOUR)


def render_correction(recalled: Recalled, quotes: Sequence[Quote], reason: str) -> Rendered:
    """Return an answer as it holds now, with what it showed before struck through, and why.

    `quotes` are those of it that stand, in its order, labelled. Long ones are cut so that all fit.
    """
    title = CORRECTED if quotes else WITHDRAWN
    embed = discord.Embed(title=title, description=_fit(recalled, quotes, reason, _EMBED_CHARS))
    embed.colour = _COLOUR
    if quotes:
        embed.set_footer(text=_NOT_WEIGHED)
    return Rendered((embed,), f"**{title}**\n{_fit(recalled, quotes, reason, _TEXT_CHARS)}")


def _fit(recalled: Recalled, quotes: Sequence[Quote], reason: str, most: int) -> str:
    """Return all parts of a corrected answer, quotes as long as there is room; else the first."""
    parts: list[str] = []
    for room in _ROOMS:
        parts = list(_make_parts(recalled, quotes, reason, room))
        if len("\n\n".join(parts)) <= most:
            return "\n\n".join(parts)
    kept = list(parts)
    while len("\n\n".join(kept)) > most - _MORE_CHARS:
        kept.pop()
    return "\n\n".join([*kept, f"-# and {len(parts) - len(kept)} more"])


def _make_parts(recalled: Recalled, quotes: Sequence[Quote], reason: str, room: int) -> Iterator[str]:
    """Yield what became of each quote, what is withdrawn, and why."""
    standing = iter(quotes)
    gone = []
    for quote in recalled.quotes:
        if quote.now is None:
            gone.append(_strike(quote, room))
            continue
        now = next(standing)
        replaced = [f"-# Quoted here before: {_strike(quote, room)}"] if _is_replaced(quote) else []
        yield "\n".join(
            [f"{render_quote(now, room)}\n", render_source(now.article, now.attribution), *replaced]
        )
    why = [f"-# Reason: {escape(shorten(reason, min(_REASON_CHARS, room)))}"] if reason else []
    if gone:
        yield "\n".join([_GONE, *gone, *why])
    elif why:
        yield why[0]


def _is_replaced(quote: QuoteNow) -> bool:
    return quote.now is not None and quote.now.text != quote.before.text


def _strike(quote: QuoteNow, room: int) -> str:
    return f"~~{escape(shorten(fold(quote.before.text), room // 2))}~~"


def _count(recall: Recall, community_id: str) -> list[str]:
    if not recall.answers:
        return ["No answer quotes it otherwise than it stands now."]
    one = recall.answers == 1
    many = "1 answer" if one else f"{recall.answers:,} answers"
    elsewhere = len(recall.reachable) - recall.count_by_community().get(community_id, 0)
    counts = (
        (recall.private, "only the asker can see: out of reach"),
        (recall.forgotten, "of which the log no longer knows where they are"),
        (recall.gone, "whose messages were deleted"),
        (
            elsewhere,
            "in other servers or direct messages: “Correct them” changes these too, with your reason",
        ),
    )
    lines = [f"- {count:,} {what}" for count, what in counts if count]
    return [f"{many} quoted sentences that were changed, taken away or brought back.", *lines]


def _describe(recalled: Recalled, guild_id: int) -> str:
    answer = recalled.answer
    where = "in a direct message or another server"
    if answer.community_id == str(guild_id):
        link = f"https://discord.com/channels/{guild_id}/{answer.channel_id}/{answer.message_id}"
        where = f"[open it]({link})"
    said = [
        f"{count} {what}"
        for count, what in (
            (answer.helpful, "helpful"),
            (answer.not_helpful, "not helpful"),
            (answer.reports, "reported"),
        )
        if count
    ]
    first, *others = recalled.changed
    old = escape(shorten(fold(first.before.text), _QUOTE_CHARS))
    new = escape(shorten(fold(first.now.text), _QUOTE_CHARS)) if first.now else "nothing"
    more = f"\nand {len(others)} more of its quotes" if others else ""
    asked = discord.utils.format_dt(answer.asked_at, "d")
    shows = "withdrawn: " if first.withdrawn else ""
    return " · ".join([asked, where, *said]) + f"\n{shows}“{old}”\nnow: {new}{more}"
