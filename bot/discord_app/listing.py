"""The look of lists: articles, and what is kept of a person."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import islice

import discord

from bot.discord_app.escaping import escape, fold, shorten
from bot.discord_app.rendering import name_article, render_source
from bot.domain import Article, Revision
from bot.ports import Knowledge

CHECKED = "check"
"""What the query log calls it when somebody checked a message against the articles."""

PAGE_SIZE = 5
_MOST_TRACES = 15
_MOST_REPORTS = 8
_TEXT_CHARS = 120
_REPORT_CHARS = 60


class Catalogue:
    """The articles of one knowledge, newest first, those without a date last, by title; ready to be searched.

    Making one takes a while where there are thousands of articles; searching it does not.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        named = [(name_article(r.article).casefold(), r) for r in knowledge.revisions]
        named.sort(key=lambda pair: (-(pair[1].article.published or date.min).toordinal(), pair[0]))
        self.articles = [revision.article for _, revision in named]
        self._by_id = {revision.article.id: revision for revision in knowledge.revisions}
        self._named = named
        self._searched = [f"{name} {fold(r.article.publisher or '').casefold()}" for name, r in named]

    def complete(self, typed: str, most: int) -> list[Article]:
        """Return the first articles whose title or publisher holds what was typed, at most so many."""
        wanted = fold(typed).casefold()
        pairs = zip(self.articles, self._searched, strict=True)
        return list(islice((article for article, text in pairs if wanted in text), most))

    def find(self, wanted: str) -> Revision | None:
        """Return the article of that id or title, or the only one whose title holds the words; else None."""
        if wanted in self._by_id:
            return self._by_id[wanted]
        words = fold(wanted).rstrip("…").casefold()
        for test in (str.__eq__, str.__contains__):
            found = [revision for name, revision in self._named if words and test(name, words)]
            if len(found) == 1:
                return found[0]
        return None


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


def render_traces(
    traces: Sequence[Mapping[str, object]],
    retention_days: int,
    question_days: int = 0,
    *,
    chosen: str | None = None,
) -> discord.Embed:
    """Return what is kept of a person, in plain words; `chosen` is what they read in direct messages."""
    lines = [_describe_trace(trace) for trace in traces[:_MOST_TRACES]]
    if len(traces) > _MOST_TRACES:
        lines.append(f"- and {len(traces) - _MOST_TRACES} more")
    if chosen is not None:
        lines.append(f"- In direct messages you chose to read {chosen}; that is kept in memory alone")
    lines = lines or ["Nothing is kept that could be tied to you."]
    return discord.Embed(title="What is kept of you", description="\n".join(lines)).set_footer(
        text=describe_retention(retention_days, question_days)
    )


def describe_retention(days: int, question_days: int = 0) -> str:
    """Return the privacy promise in a sentence or two; 0 `question_days`: they stay for good."""
    after = f"after {days} day{'s' if days != 1 else ''}" if days else "at once"
    end = (
        f"is deleted after {question_days} day{'s' if question_days != 1 else ''}"
        if question_days
        else "stays"
    )
    return (
        "Questions are logged without mentions, names, links, e-mail addresses and phone numbers. What ties "
        f"one to you is a keyed code, deleted {after}; the anonymous question {end}."
    )


def _describe_trace(trace: Mapping[str, object]) -> str:
    checked = trace.get("asked_by") == CHECKED
    words = escape(shorten(str(trace.get("question") or ""), _TEXT_CHARS))
    question = f"“{words}”" if words else "a question whose words are deleted"
    answer = "what was found on a message" if checked else f"the answer to {question}"
    match trace.get("role"):
        case "voter":
            said = [str(trace[key]).replace("_", " ") for key in ("vote", "vote_reason") if trace.get(key)]
            what = f"You voted “{escape(': '.join(said))}” on {answer}"
        case "reporter":
            what = f"You reported {answer}"
        case _:
            what = "You checked a message" if checked else f"You asked {question}"
    at = trace.get("created_at")
    when = f", {discord.utils.format_dt(at, 'f')}" if isinstance(at, datetime) else ""
    return f"- {what}{when}"
