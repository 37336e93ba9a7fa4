"""The walk of a moderator through `/knowledge`, and what a member sees of it."""

from tests.discord_app.conftest import Newsroom, labels, seen_text, shown

TELESCOPE = """---
title: The observatory shows its telescope
publisher: Island Daily
published: 2031-06-02
---

The Marrow observatory showed its new telescope on Friday. The telescope weighs 14 tonnes, said Ana Bell, the director.

Sign up for our newsletter to get the news first.
"""
WEIGHT = "How much does the telescope weigh?"


async def test_the_walk(newsroom: Newsroom) -> None:
    town, moderator = newsroom.town, newsroom.moderator
    assert "don't say" in seen_text(await town.ask(WEIGHT))

    result = await newsroom.do("add", file=("telescope.md", TELESCOPE.encode()))
    preview = seen_text(shown(result))
    print(preview)
    assert result.ephemeral
    assert labels(shown(result)) == ["Publish", "Edit", "Discard"]
    assert "1 newly answered" in preview
    published = await moderator.click(shown(result), label="Publish")
    print(seen_text(shown(published)))
    assert "14 tonnes" in seen_text(await town.ask(WEIGHT))
    print(await newsroom.acts())
