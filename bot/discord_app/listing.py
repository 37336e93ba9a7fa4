"""The look of lists: articles, and what is kept of a person."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import discord

from bot.discord_app.escaping import escape, fold, shorten
from bot.discord_app.rendering import render_source
from bot.domain import Article, Revision

PAGE_SIZE = 5
_MOST_TRACES = 15
_MOST_REPORTS = 8
_TEXT_CHARS = 120
_REPORT_CHARS = 60


def sort_articles(revisions: Sequence[Revision]) -> list[Article]:
    """Return the articles, newest first; those without a date last, by title."""
    articles = (revision.article for revision in revisions)
    return sorted(articles, key=lambda a: (-(a.published or date.min).toordinal(), fold(a.title).casefold()))


def count_pages(articles: Sequence[Article]) -> int:
    """Return how many pages the list has, at least one."""
    return max(1, -(-len(articles) // PAGE_SIZE))


def render_page(articles: Sequence[Article], page: int) -> discord.Embed:
    """Return one page of the list of articles; pages count from 0."""
    shown = articles[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    embed = discord.Embed(title="Articles", description="\n".join(f"- {render_source(a)}" for a in shown))
    count = f"{len(articles)} article{'s' if len(articles) != 1 else ''}"
    pages = count_pages(articles)
    return embed.set_footer(text=f"{count} · page {page + 1} of {pages}" if pages > 1 else count)


def render_article(revision: Revision, sentences: int) -> discord.Embed:
    """Return what is known of an article; never its text."""
    article = revision.article
    embed = discord.Embed(description=render_source(article))
    for name, value in (("Author", article.author), ("Whose report it retells", article.origin)):
        if value:
            embed.add_field(name=name, value=escape(shorten(value, _TEXT_CHARS)), inline=False)
    if article.based_on:
        reports = article.based_on[:_MOST_REPORTS]
        lines = [f"- {escape(shorten(report, _REPORT_CHARS))}" for report in reports]
        if len(article.based_on) > _MOST_REPORTS:
            lines.append(f"- and {len(article.based_on) - _MOST_REPORTS} more")
        embed.add_field(name="Its facts come from", value="\n".join(lines), inline=False)
    count = f"{sentences} sentence{'s' if sentences != 1 else ''}"
    return embed.set_footer(text=f"{count} to quote from · revision {revision.number}")


def render_traces(traces: Sequence[Mapping[str, object]], retention_days: int) -> discord.Embed:
    """Return what is kept of a person, in plain words."""
    lines = [_describe_trace(trace) for trace in traces[:_MOST_TRACES]]
    if len(traces) > _MOST_TRACES:
        lines.append(f"- and {len(traces) - _MOST_TRACES} more")
    lines = lines or ["Nothing is kept that could be tied to you."]
    return discord.Embed(title="What is kept of you", description="\n".join(lines)).set_footer(
        text=describe_retention(retention_days)
    )


def describe_retention(days: int) -> str:
    """Return the privacy promise in a sentence or two."""
    after = f"after {days} day{'s' if days != 1 else ''}" if days else "at once"
    return (
        "Questions are logged without mentions, links, e-mail addresses and phone numbers. What ties one to "
        f"you is a keyed code, deleted {after}; the anonymous question stays."
    )


def _describe_trace(trace: Mapping[str, object]) -> str:
    asked = f"“{escape(shorten(str(trace.get('question') or ''), _TEXT_CHARS))}”"
    match trace.get("role"):
        case "voter":
            vote = str(trace.get("vote") or "").replace("_", " ")
            what = f"You voted “{escape(vote)}” on the answer to {asked}"
        case "reporter":
            what = f"You reported the answer to {asked}"
        case _:
            what = f"You asked {asked}"
    at = trace.get("created_at")
    when = f", {discord.utils.format_dt(at, 'f')}" if isinstance(at, datetime) else ""
    return f"- {what}{when}"
