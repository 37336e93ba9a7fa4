"""The one look of an answer in Discord: the quote first, then where it stands, then how sure that is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import discord

from bot.answering.wording import (
    describe_about,
    describe_agreement,
    describe_attribution,
    describe_correction,
    name_day,
    tells_origins,
)
from bot.discord_app.comparisons import render_comparisons
from bot.discord_app.escaping import escape, fold, fold_around, is_visible, link_target, shorten
from bot.domain import Answer, Article, Attribution, Band, Quote

NOT_ANSWERED = "The articles don't say."

# Discord takes 4096 characters in a description, 6000 over all embeds of a message, 2000 in plain text.
# What an answer holds beside its quote is bounded, so that everything fits whatever comes.
_EMBED_QUOTE_CHARS = 1800
_DESCRIPTION_CHARS = 4096
_LEAST_QUOTE_CHARS = 120
_TEXT_CHARS = 1990
_ALL_EMBEDS_CHARS = 5800
_QUESTION_CHARS = 120
_TITLE_CHARS = 72
_NAME_CHARS = 40
_WHY_CHARS = 240
_NOTES_CHARS = 400
_NOTICE_CHARS = 900  # each character may need a backslash
_MARK_CHARS = len("\n-# ")
_COMPARED_CHARS = 1200
_STATEMENTS_NOTE_CHARS = 80  # to say at least that there are statements
_GAP = "\n\n"
_LABEL_CHARS = _MARK_CHARS + max(len(describe_attribution(label)) for label in Attribution)

_COLOURS = {
    Band.STRONG: discord.Colour(0x2E9E5B),
    Band.PARTIAL: discord.Colour(0xD9A21B),
    Band.NONE: discord.Colour(0x80848E),
}


@dataclass(frozen=True, slots=True)
class Rendered:
    """One message as it looks: embeds, and the same in plain text for where no embed is allowed.

    `intro` is a line above either.
    """

    embeds: tuple[discord.Embed, ...]
    text: str
    intro: str = ""


def render_answer(answer: Answer, *, echo: bool) -> Rendered:
    """Return the look of an answer whose quotes were verified; with `echo`, the question stands above it.

    Above it stands too what was searched for, if the spelling of the question was corrected, and what was
    carried over into it.
    """
    # Discord does not show what was asked with a command: it stands above the answer, in small print.
    about = describe_about(answer.decision.query.about)
    above = [answer.question if echo else None, describe_correction(answer), about]
    intro = "\n".join(f"-# {escape(shorten(line, _QUESTION_CHARS))}" for line in above if line)
    why = shorten(answer.why, _WHY_CHARS)
    why = f"{answer.band.value.capitalize()}: {why}" if answer.answered else why
    body = _body(answer, _DESCRIPTION_CHARS) if answer.answered else _nothing_found(answer.suggestions)
    embed = _embed(answer, body, "\n".join([why, *_notes(answer, _NOTES_CHARS)]))
    room = _TEXT_CHARS - len(intro) - (_STATEMENTS_NOTE_CHARS if answer.statements else 0)
    return Rendered((embed,), _plain(answer, why, room), intro)


def render_notice(notice: str) -> str:
    """Return the look of a plain reply in place of an answer, names of the articles in it as they are."""
    return escape(shorten(notice, _NOTICE_CHARS))


def _plain(answer: Answer, why: str, room: int) -> str:
    """Return an answer in plain text of at most `room` characters, reason and notes in small print."""
    standing = len(_standing(answer)) if answer.answered else 0
    left = room - len(_small(why)) - standing - 3 * len(_GAP) - _LEAST_QUOTE_CHARS
    small_print = "".join(_small(line) for line in [why, *_notes(answer, left // 2)])
    room -= len(small_print) + 1
    body = _body(answer, room) if answer.answered else _nothing_found(answer.suggestions)
    # Small print straight below a list would be taken for a part of it.
    ends_in_list = body.rsplit("\n", 1)[-1].startswith("- ")
    return body + ("\n" if ends_in_list else "") + small_print


def _small(line: str) -> str:
    return f"\n-# {escape(line)}"


def render_quotes(quotes: Sequence[Quote], *, intro: str = "") -> Rendered:
    """Return the look of several verified quotes: an embed for each article, its quotes under each other.

    Long quotes are cut so that all fit into one message; the last are left out where even that is not enough.
    """
    groups = _by_article(quotes)
    while len(quotes) > 1 and _room_for_each(groups) < _LEAST_QUOTE_CHARS:
        quotes = quotes[:-1]
        groups = _by_article(quotes)
    room = _room_for_each(groups)
    blocks = [_render_group(group, room) for group in groups]
    # No URL on the embed itself: Discord folds embeds that share one into one.
    embeds = tuple(discord.Embed(description=block, colour=_COLOURS[Band.NONE]) for block in blocks)
    return Rendered(embeds, _as_much_as_fits(blocks, _TEXT_CHARS - len(intro)), intro)


def _render_group(group: Sequence[Quote], room: int) -> str:
    """Return quotes of one article above their source, with a label each where they have different ones."""
    article, labels = group[0].article, {quote.attribution for quote in group}
    label = labels.pop() if len(labels) == 1 else None
    quotes = [render_quote(quote, room) + ("" if label else _label_below(quote)) for quote in group]
    return _GAP.join([*quotes, render_source(article, label)])


def _label_below(quote: Quote) -> str:
    return _small(describe_attribution(quote.attribution)) if quote.attribution else ""


def render_quote(quote: Quote, room: int) -> str:
    """Return a quote as a block quote of at most `room` characters, its answering words in bold.

    White space is folded. A quote that is too long is cut at its end, which shows as “[…]”.
    """
    before, core, after = fold_around(quote.text, quote.highlight)
    line = _block_quote(before, core, after)
    if len(line) <= room:
        return line
    left = max(room // 2 - 12, 1)  # each character may need a backslash
    cut = []
    for part in (before, core, after):
        cut.append(part[:left])
        left -= len(cut[-1])
    return _block_quote(*cut) + r" \[…\]"


def render_source(article: Article, label: Attribution | None = None) -> str:
    """Return where an article comes from, on one line: publisher, title (linked), date, as far as known.

    The `label` of what is quoted from it stands at the end.
    """
    title = escape(shorten(name_article(article), _TITLE_CHARS))
    target = link_target(article.url)
    linked = f"[{title}]({target})" if target else title
    named = article.publisher and is_visible(article.publisher)
    publisher = f"{escape(shorten(article.publisher or '', _NAME_CHARS))} — " if named else ""
    date = f" · {name_day(article.published)}" if article.published else ""
    said = f" · {describe_attribution(label)}" if label else ""
    return f"{publisher}{linked}{date}{said}"


def name_article(article: Article) -> str:
    """Return the article's title on one line, or its id where nothing of the title can be seen."""
    return fold(article.title) if is_visible(article.title) else article.id


def _block_quote(before: str, core: str, after: str) -> str:
    marked = f"**{escape(core)}**" if core else ""
    return f"> {escape(before)}{marked}{escape(after)}"


def _body(answer: Answer, room: int) -> str:
    """Return the best quote, where it stands, and how others differ, in at most `room` characters.

    The quote may take half of what its source leaves; the comparisons have what the quote leaves.
    """
    standing = _standing(answer)
    room -= len(standing) + 2 * len(_GAP)
    least = min(len(render_quote(answer.quotes[0], _EMBED_QUOTE_CHARS)), max(room // 2, _LEAST_QUOTE_CHARS))
    compared = render_comparisons(answer, min(room - least, _COMPARED_CHARS))
    quote = render_quote(answer.quotes[0], min(room - len(compared), _EMBED_QUOTE_CHARS))
    return _GAP.join(part for part in (quote, standing, compared) if part)


def _notes(answer: Answer, room: int) -> list[str]:
    """Return the notes, each on one line, as many as fit into `room` characters."""
    notes = [note for note in map(fold, answer.notes) if note]
    while notes and sum(map(len, notes)) + _MARK_CHARS * len(notes) > room:
        notes.pop()
    return notes


def _embed(answer: Answer, body: str, footer: str) -> discord.Embed:
    return discord.Embed(description=body, colour=_COLOURS[answer.band]).set_footer(text=footer)


def _standing(answer: Answer) -> str:
    best, agreement = answer.quotes[0], answer.agreement
    source = render_source(best.article, best.attribution)
    if not tells_origins(agreement, best.article):
        return source
    names = tuple(shorten(name, _NAME_CHARS) for name in agreement.origin_names)
    return f"{source}\n{escape(describe_agreement(replace(agreement, origin_names=names)))}"


def _nothing_found(suggestions: Sequence[str]) -> str:
    topics = [f"- {escape(shorten(title, _TITLE_CHARS))}" for title in suggestions if is_visible(title)]
    nearest = ["", "Nearest topics:", *topics] if topics else []
    return "\n".join([f"**{NOT_ANSWERED}**", *nearest])


def _by_article(quotes: Sequence[Quote]) -> list[list[Quote]]:
    groups: dict[str, list[Quote]] = {}
    for quote in quotes:
        groups.setdefault(quote.article.id, []).append(quote)
    return list(groups.values())


def _room_for_each(groups: Sequence[Sequence[Quote]]) -> int:
    """Return how long a quote may be so that each embed, and all of them together, keep Discord's limits."""
    # Two characters part a quote or a source from the next; each quote may have a label.
    sources = [len(render_source(group[0].article)) + 2 + len(group) * _LABEL_CHARS for group in groups]
    within = [
        (_DESCRIPTION_CHARS - source) // len(group) - 2 for group, source in zip(groups, sources, strict=True)
    ]
    together = (_ALL_EMBEDS_CHARS - sum(sources)) // max(sum(map(len, groups)), 1) - 2
    return min(_EMBED_QUOTE_CHARS, together, *within)


def _as_much_as_fits(blocks: Iterable[str], room: int) -> str:
    text = ""
    for block in blocks:
        if len(text) + len(block) + 2 > room:
            break
        text = f"{text}\n\n{block}" if text else block
    return text
