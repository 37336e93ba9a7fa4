"""The look of a change before it is published: what it is, what it does, and to which questions."""

from collections.abc import Sequence

import discord

from bot.curation.preview import ArticlePreview, Preview
from bot.curation.rebasing import Overtaken
from bot.curation.twins import Twin
from bot.discord_app.escaping import escape, shorten
from bot.discord_app.knowledge.changes import MOST_SHOWN, render_changes, render_field_changes, render_fields
from bot.discord_app.knowledge.wordings import render_group
from bot.discord_app.rendering import Rendered, name_article, render_source
from bot.discord_app.sections import Section, render_sections
from bot.discord_app.statements import render_pieces, render_statement
from bot.domain import AliasGroups, Article, Change, ChangeKind, Draft, Statement

PREVIEW_COLOUR = discord.Colour(0x5865F2)
OVERTAKEN_COLOUR = discord.Colour(0xD9A21B)

_TITLES = {
    ChangeKind.ADD: "Add",
    ChangeKind.EDIT: "Edit",
    ChangeKind.RETIRE: "Retire",
    ChangeKind.RESTORE: "Restore",
    ChangeKind.ROLL_BACK: "Roll back",
    ChangeKind.ALIASES: "Change the words that mean the same",
    ChangeKind.STATEMENT: "Statement",
    ChangeKind.IMPORT: "Import",
    ChangeKind.UNDO: "Undo",
}
_TITLE_CHARS = 120
_SHOWN_CHARS = 90
_REASON_CHARS = 300
_MOST_DROPPED = 4
_MOST_ARTICLES = 12
_MOST_OTHERS = 4
_FIRST = (
    "Publishing this makes your server a story of its own, `{}`, as a copy of `{}`: from then on it changes "
    "only here. {}"
)
_WHOLE_SERVER = "Your server reads it from then on, and so does every channel that is set to `{}`."
_SOME_CHANNELS = (
    "Every channel that is set to `{}` reads it from then on; the rest of your server reads on what it does."
)
_OVERTAKEN_ROOM = 1500
_ROOM = 5600


def render_preview(preview: Preview, *, room: int = _ROOM) -> Rendered:
    """Return everything that a change does, in one message of at most `room` characters."""
    draft, change = preview.draft, preview.draft.change
    head = [f"Reason: {escape(shorten(change.reason, _REASON_CHARS))}"] if change.reason else []
    sections: list[Section] = []
    if len(preview.articles) == 1:
        (article,) = preview.articles
        head = [*_head_article(article), *head]
        sections += _describe_article(article)
    elif preview.articles:
        head = [f"{len(preview.articles)} articles", *head]
        sections.append(_list_articles(preview.articles))
    sections += _describe_others_parts(preview)
    sections.append(Section("Dry run", [_describe_rehearsal(preview)]))
    sections.append(Section("Before you publish", _warn(preview)))
    title = f"Preview: {_name_change(draft)}"
    return render_sections(title, head or ["Nothing is live yet."], sections, PREVIEW_COLOUR, room=room)


def render_overtaken(overtaken: Sequence[Overtaken], preview: Preview) -> Rendered:
    """Return what others changed meanwhile, and below it the preview of the change laid anew on that."""
    lines, more = [], 0
    for item in overtaken:
        name = f"**{escape(shorten(item.title, _SHOWN_CHARS))}**"
        lines.append(f"{name} was retired." if item.retired else f"{name} was changed:")
        lines += [] if item.retired else render_changes(item.differences[:MOST_SHOWN])
        more += len(item.differences[MOST_SHOWN:])
    head = ["Nothing was published. Look at the change again, on what is live now, below."]
    above = render_sections(
        "Somebody else was faster",
        head,
        [Section("What they changed", lines or ["The words that mean the same."], more)],
        OVERTAKEN_COLOUR,
        room=_OVERTAKEN_ROOM,
    )
    below = render_preview(preview, room=_ROOM - _OVERTAKEN_ROOM)
    text = f"{above.embeds[0].title}. {head[0]}\n{below.text}"
    return Rendered((*above.embeds, *below.embeds), text[:1990])


def name_draft(draft: Draft) -> str:
    """Return in a few words what a draft would change, ready to be shown."""
    ids = [change.article_id for change in draft.change.articles]
    named = f" of `{ids[0]}`" if len(ids) == 1 else f" of {len(ids)} articles" if ids else ""
    return f"{_TITLES[draft.change.kind].lower()}{named}"


def _name_change(draft: Draft) -> str:
    change = draft.change
    if change.kind is ChangeKind.STATEMENT:
        return "make a statement" if change.statements else "end a statement"
    what = {0: "", 1: " an article"}.get(len(change.articles), " articles")
    return _TITLES[change.kind].lower() + ("" if change.kind is ChangeKind.ALIASES else what)


def _head_article(article: ArticlePreview) -> list[str]:
    shown = article.after or article.before
    if shown is None:
        return [f"`{article.article_id}`"]
    lines = [f"**{escape(shorten(name_article(shown), _TITLE_CHARS))}**", f"`{article.article_id}`"]
    if article.after is None:
        lines.append("It stops answering at once. It can be restored.")
    return lines


def _describe_article(article: ArticlePreview) -> list[Section]:
    before, after = article.before, article.after
    if after is None:
        return [Section("Source", [render_source(before)] if before else [])]
    fields = render_field_changes(before, after) if before else render_fields(after)
    left_out = [_render_dropped(d.text, d.reason) for d in article.dropped[:_MOST_DROPPED]]
    count = len(article.dropped)
    return [
        Section("What is known of it changes" if before else "Source", fields),
        Section(
            "Sentences that change",
            render_changes(article.differences[:MOST_SHOWN]),
            len(article.differences[MOST_SHOWN:]),
        ),
        Section("To quote from", [_count_sentences(article)]),
        Section(f"Left out: {count} block{'s' if count != 1 else ''}", left_out, count - len(left_out)),
        Section("Nearly the same as", [line for twin in article.twins for line in _render_twin(twin)]),
        Section("Whose report it is", [_describe_origin(article, after)]),
        Section("Remarks", [escape(shorten(note, _TITLE_CHARS)) for note in article.notes]),
    ]


def _list_articles(articles: Sequence[ArticlePreview]) -> Section:
    lines = []
    remarked_first = sorted(articles, key=lambda article: not article.notes)
    for article in remarked_first[:_MOST_ARTICLES]:
        shown = article.after or article.before
        name = escape(shorten(name_article(shown), _SHOWN_CHARS)) if shown else f"`{article.article_id}`"
        lines.append(f"- **{_tell_what(article)}** {name} · {_count_sentences(article)}")
        lines += [f"  nearly the same as {_name(twin.article)}" for twin in article.twins[:1]]
        lines += [f"  {escape(shorten(note, _TITLE_CHARS))}" for note in article.notes]
    return Section("Articles", lines, len(articles) - len(articles[:_MOST_ARTICLES]))


def _tell_what(article: ArticlePreview) -> str:
    if article.after is None:
        return "retired:"
    return "new:" if article.before is None else "changed:"


def _count_sentences(article: ArticlePreview) -> str:
    sentences, passages = article.sentences, article.passages
    return (
        f"{sentences:,} sentence{'s' if sentences != 1 else ''} "
        f"in {passages:,} passage{'s' if passages != 1 else ''}"
    )


def _render_dropped(text: str, reason: str) -> str:
    return f"- {escape(shorten(reason, _SHOWN_CHARS))}: “{escape(shorten(text, _SHOWN_CHARS))}”"


def _render_twin(twin: Twin) -> list[str]:
    count = len(twin.sentences)
    shared = f", {count} sentence{'s' if count != 1 else ''} word for word" if count else ""
    lines = [f"- {_name(twin.article)}: about {round(twin.share * 100)} % of the shorter one{shared}"]
    return lines + [f"> {escape(shorten(text, _TITLE_CHARS))}" for text in twin.sentences[:3]]


def _name(article: Article) -> str:
    return f"**{escape(shorten(name_article(article), _SHOWN_CHARS))}**"


def _describe_origin(article: ArticlePreview, after: Article) -> str:
    if after.origin:
        return f"{escape(shorten(after.origin, _SHOWN_CHARS))} (as stated)"
    if article.origins:
        names = ", ".join(escape(shorten(name, _SHOWN_CHARS)) for name in article.origins[:3])
        return f"{names} (found in the text)"
    return "Not found: it counts as unknown, not as independent. State it with `origin:`."


def _describe_others_parts(preview: Preview) -> list[Section]:
    return [
        Section("Mean the same from now on", _render_groups(preview.added_aliases)),
        Section("No longer mean the same", _render_groups(preview.removed_aliases)),
        *_show_statements("Will be shown as", preview.statements),
        *_show_statements("Will no longer be shown", preview.ended),
    ]


def _show_statements(heading: str, statements: Sequence[Statement]) -> list[Section]:
    """Return the first statement whole, in as many sections as it takes, and the others below it."""
    if not statements:
        return []
    first, *others = statements
    pieces = [Section(heading if place == 0 else "…", [p]) for place, p in enumerate(render_pieces(first))]
    return [*pieces, Section("…", [render_statement(statement) for statement in others])]


def _render_groups(groups: AliasGroups) -> list[str]:
    return [render_group(group) for group in groups]


def _describe_rehearsal(preview: Preview) -> str:
    cases = preview.rehearsal.cases
    if not cases:
        return "No question was asked yet to try it with."
    count = len(cases)
    return f"Of {count} question{'s' if count != 1 else ''}: **{preview.rehearsal}**."


def _tell_first(change: Change) -> str:
    switched = _SOME_CHANNELS if change.for_channels else _WHOLE_SERVER
    return _FIRST.format(change.story, change.copied_from, switched.format(change.copied_from))


def _warn(preview: Preview) -> list[str]:
    lines = [_tell_first(preview.draft.change)] if preview.first else []
    others = preview.others[:_MOST_OTHERS]
    lines += [f"{name_drafter(other)} has a draft, too: {name_draft(other)}." for other in others]
    more = len(preview.others) - len(others)
    return lines + ([f"So have {more} others."] if more else [])


def name_drafter(draft: Draft) -> str:
    """Return whose draft it is, ready to be shown."""
    return f"<@{draft.moderator_id}>" if draft.moderator_id else "The operator"
