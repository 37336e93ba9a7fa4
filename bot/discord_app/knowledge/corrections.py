"""The look of what answer recall found, and of an answer that was corrected."""

import discord

from bot.curation.recall import Recall, Recalled
from bot.discord_app.escaping import escape, fold, shorten
from bot.discord_app.rendering import Rendered, render_quote, render_source
from bot.discord_app.sections import Section, render_sections

CORRECTED = "Corrected"
WITHDRAWN = "Withdrawn"
_A_PAGE = 6
_QUOTE_CHARS = 110
_FULL_QUOTE_CHARS = 1200
_REASON_CHARS = 300
_COLOUR = discord.Colour(0xD9A21B)


def count_recall_pages(recall: Recall) -> int:
    """Return how many pages the answers that can be corrected take, at least one."""
    return max(1, -(-len(recall.reachable) // _A_PAGE))


def render_recall(recall: Recall, page: int, guild_id: int) -> Rendered:
    """Return which answers quoted what was changed, with links to those of this server, a page at a time."""
    head = [_count(recall)]
    if recall.private:
        head.append(f"- {recall.private:,} only the asker can see: out of reach")
    if recall.forgotten:
        head.append(f"- {recall.forgotten:,} of which the log no longer knows where they are")
    shown = recall.reachable[page * _A_PAGE : (page + 1) * _A_PAGE]
    lines = [_describe(recalled, guild_id) for recalled in shown]
    pages = count_recall_pages(recall)
    heading = "Can be corrected" if pages == 1 else f"Can be corrected, page {page + 1} of {pages}"
    return render_sections("Answers that quoted it", head, [Section(heading, lines)], _COLOUR)


def render_correction(recalled: Recalled, reason: str) -> Rendered:
    """Return what an answer shows after its quote was changed or withdrawn, and why."""
    successor = recalled.successor
    old = f"~~{escape(shorten(fold(recalled.quoted), _FULL_QUOTE_CHARS))}~~"
    why = f"\n-# Reason: {escape(shorten(reason, _REASON_CHARS))}" if reason else ""
    if successor is None:
        text = f"The article no longer says this, and nothing took its place:\n{old}{why}"
        return _embed(WITHDRAWN, text)
    new = render_quote(successor, _FULL_QUOTE_CHARS)
    source = render_source(successor.article)
    return _embed(CORRECTED, f"{new}\n\n{source}\n\nThis answer quoted before:\n{old}{why}")


def _embed(title: str, text: str) -> Rendered:
    embed = discord.Embed(title=title, description=text, colour=_COLOUR)
    return Rendered((embed,), f"**{title}**\n{text}"[:1990])


def _count(recall: Recall) -> str:
    if not recall.answers:
        return "No answer quoted what was changed."
    many = "1 answer" if recall.answers == 1 else f"{recall.answers:,} answers"
    return f"{many} quoted sentences that were changed or taken away."


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
    old = escape(shorten(fold(recalled.quoted), _QUOTE_CHARS))
    successor = recalled.successor
    new = f"now: {escape(shorten(fold(successor.text), _QUOTE_CHARS))}" if successor else "now: nothing"
    asked = discord.utils.format_dt(answer.asked_at, "d")
    return " · ".join([asked, where, *said]) + f"\n“{old}”\n{new}"
