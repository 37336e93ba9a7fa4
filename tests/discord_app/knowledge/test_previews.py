"""Whatever a preview has to tell, it keeps within what Discord takes."""

from datetime import UTC, datetime

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.curation.differences import SentenceChange
from bot.curation.preview import ArticlePreview, Preview
from bot.curation.rebasing import Overtaken
from bot.curation.rehearsal import Rehearsal
from bot.curation.twins import Twin
from bot.discord_app.knowledge.changes import render_changes
from bot.discord_app.knowledge.forms import ArticleForm, StatementForm
from bot.discord_app.knowledge.intake import Typed
from bot.discord_app.knowledge.previews import render_overtaken, render_preview
from bot.discord_app.rendering import Rendered
from bot.discord_app.sections import Section, render_sections
from bot.domain import Article, ArticleChange, Change, ChangeKind, Draft, Statement
from bot.ports import Dropped

NOW = datetime(2026, 1, 2, tzinfo=UTC)
LONG = "A *very* long [text] with `signs` and <@1> in it: " * 40


def assert_fits(rendered: Rendered) -> None:
    """Discord's limits for one message."""
    assert sum(len(embed) for embed in rendered.embeds) <= 6000
    assert len(rendered.text) <= 2000
    for embed in rendered.embeds:
        assert len(embed.title or "") <= 256
        assert len(embed.description or "") <= 4096
        assert len(embed.fields) <= 25
        assert all(0 < len(f.name or "") <= 256 and 0 < len(f.value or "") <= 1024 for f in embed.fields)


def make_article(number: int = 0) -> Article:
    return Article(f"a{number}", LONG, LONG, publisher=LONG, author=LONG, origin=LONG, based_on=(LONG,) * 9)


def make_look(number: int = 0, *, before: Article | None = None) -> ArticlePreview:
    article = make_article(number)
    return ArticlePreview(
        article.id,
        before,
        article,
        passages=10_000,
        sentences=90_000,
        origins=(LONG,) * 9,
        twins=(Twin(article, 0.987, (LONG,) * 20),) * 9,
        differences=(SentenceChange(LONG, LONG[5:]), SentenceChange(None, LONG)) * 30,
        dropped=(Dropped(LONG, LONG),) * 90,
        notes=(LONG,) * 30,
    )


def make_preview(articles: tuple[ArticlePreview, ...], **parts: object) -> Preview:
    changes = tuple(ArticleChange(a.article_id, None, a.after) for a in articles)
    change = Change("s", ChangeKind.IMPORT, changes, reason=LONG)
    draft = Draft("0" * 32, change, 1, "7", 42, NOW)
    fields: dict[str, object] = {
        "draft": draft,
        "articles": articles,
        "added_aliases": ((LONG, LONG),) * 50,
        "removed_aliases": ((LONG, LONG),) * 50,
        "statements": (Statement("1", LONG, LONG, LONG, NOW, NOW),) * 9,
        "ended": (Statement("1", LONG, LONG, LONG, NOW, NOW),) * 9,
        "others": (draft,) * 9,
        "rehearsal": Rehearsal(),
        "first": True,
    }
    return Preview(**(fields | parts))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "articles",
    [
        (),
        (make_look(),),
        (make_look(before=Article("a0", "Other", "Other text.", publisher=LONG[3:])),),
        (ArticlePreview("a0", make_article(), None),),
        tuple(make_look(number) for number in range(200)),
    ],
)
def test_everything_at_its_longest_fits(articles: tuple[ArticlePreview, ...]) -> None:
    preview = make_preview(articles)
    assert_fits(render_preview(preview))
    overtaken = [Overtaken("a", LONG, retired=False, differences=make_look().differences)] * 30
    assert_fits(render_overtaken(overtaken, preview))


@given(
    st.lists(st.lists(st.text(min_size=1, max_size=900), max_size=20), max_size=12),
    st.lists(st.text(min_size=1, max_size=400), max_size=9),
)
def test_any_sections_fit_and_what_is_left_out_is_counted(sections: list[list[str]], head: list[str]) -> None:
    rendered = render_sections(
        "Title", head, [Section(f"Section {i}", lines) for i, lines in enumerate(sections)], discord.Colour(0)
    )
    assert_fits(rendered)
    shown = rendered.embeds[0].fields
    assert len(shown) == sum(bool(lines) for lines in sections)


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (
            SentenceChange("It opened on Monday.", "It opened on Tuesday."),
            "**−** It opened on ~~Monday.~~\n**+** It opened on **Tuesday.**",
        ),
        (SentenceChange(None, "It is *new*."), r"**+** It is \*new\*."),
        (SentenceChange("It went.", None), "**−** It went."),
        (SentenceChange("It is here.", "It is not here."), "**−** It is here.\n**+** It is **not** here."),
    ],
)
def test_a_change_marks_the_words_that_differ(change: SentenceChange, shown: str) -> None:
    assert render_changes([change]) == [shown]


async def test_forms_keep_discords_limits() -> None:
    async def submit(*_: object) -> None: ...

    forms: list[discord.ui.Modal] = [
        ArticleForm("x" * 45, Typed("t" * 500, "s" * 4000, ("x" * 4000,) * 3), submit),
        StatementForm("Make a statement", submit),
    ]
    for form in forms:
        assert len(form.children) <= 5
        for label in form.children:
            assert isinstance(label, discord.ui.Label)
            assert len(label.text) <= 45
            assert len(label.description or "") <= 100
