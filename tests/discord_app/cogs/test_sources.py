from dataclasses import replace
from datetime import date

from bot.domain import Article, MadeBy
from tests.discord_app.conftest import Town, labels, seen_text, shown
from tests.discord_app.stories import PURCHASE


async def publish(town: Town, *articles: Article) -> None:
    await town.bot.desk.services.store.publish(articles, made_by=MadeBy.MODERATOR)


async def test_the_list_names_every_article_with_its_link_for_the_asker_alone(town: Town) -> None:
    result = await town.member.slash(town.channel, "sources")
    text = seen_text(shown(result))
    assert result.ephemeral
    assert text.index("Island Daily — [Electric ferries") < text.index("Harbour Post — [Lindvik buys 48")
    assert "12 April 2031" in text
    assert r"Tender \*note\* \[draft\] \@everyone" in text
    assert "javascript" not in text
    assert "3 articles" in text
    assert not labels(shown(result))


async def test_a_long_list_has_pages_that_survive_a_restart(town: Town) -> None:
    await publish(
        town, *(replace(PURCHASE, id=f"more-{i}", title=f"More {i}", published=None) for i in range(9))
    )
    result = await town.member.slash(town.channel, "sources")
    assert "12 articles · page 1 of 3" in seen_text(shown(result))
    await town.restart()
    for button, page in (("Next", "page 2 of 3"), ("Next", "page 3 of 3"), ("Back", "page 2 of 3")):
        await town.member.click(shown(result), label=button)
        assert page in seen_text(shown(result))


async def test_one_article_is_shown_with_all_but_its_text(town: Town) -> None:
    await publish(town, replace(PURCHASE, based_on=("Report *one*", "Report two")))
    result = await town.member.slash(town.channel, "sources", article=PURCHASE.id)
    text = seen_text(shown(result))
    assert "Harbour Post — [Lindvik buys 48" in text
    assert "A. Reporter" in text
    assert "Coast Wire" in text
    assert "- Report \\*one\\*\n- Report two" in text
    assert "3 sentences to quote from · revision 2" in text
    assert "310 million" not in text


async def test_a_typed_title_finds_its_article_and_another_one_does_not(town: Town) -> None:
    found = await town.member.slash(town.channel, "sources", article="the PRICE of quiet")
    several = await town.member.slash(town.channel, "sources", article="ferries")
    lost = await town.member.slash(town.channel, "sources", article="Zebra *news* @everyone")
    assert "Island Daily" in seen_text(shown(found))
    assert "I have no article “ferries”" in shown(several).content
    assert r"I have no article “Zebra \*news\* \@everyone”" in shown(lost).content


async def test_an_article_that_went_away_since_it_was_offered_is_said_to_be_gone(town: Town) -> None:
    (choice,) = await town.member.autocomplete(town.channel, "sources", "article", "quiet water")
    assert choice["value"] == "ferries-retold"
    lost = await town.member.slash(town.channel, "sources", article="ferries-gone")
    assert "I have no article" in shown(lost).content


async def test_what_is_typed_offers_titles_and_publishers_that_hold_it(town: Town) -> None:
    async def offered(typed: str) -> list[str]:
        choices = await town.member.autocomplete(town.channel, "sources", "article", typed)
        return [choice["value"] for choice in choices]

    assert await offered("") == ["ferries-retold", "ferries-bought", "tender-note"]
    assert await offered("LINDVIK") == ["ferries-bought"]
    assert await offered("island daily") == ["ferries-retold"]
    assert await offered("zebra") == []


async def test_choices_keep_discords_limits(town: Town) -> None:
    long_ones = [
        replace(PURCHASE, id="x" * 150 + str(i), title=f"Number {i} of the " + "very long titles " * 20)
        for i in range(30)
    ]
    await publish(town, *long_ones)
    choices = await town.member.autocomplete(town.channel, "sources", "article", "number")
    assert len(choices) == 25
    assert all(0 < len(choice["name"]) <= 100 and 0 < len(choice["value"]) <= 100 for choice in choices)
    result = await town.member.slash(town.channel, "sources", article=choices[0]["value"])
    assert "Harbour Post" in seen_text(shown(result))


async def test_an_article_without_a_visible_title_goes_by_its_id(town: Town) -> None:
    await publish(
        town,
        replace(PURCHASE, id="blank", title="\u200b\u200d"),
        replace(PURCHASE, id="y" * 150, title="\u3164", publisher="\u200b"),
    )
    choices = await town.member.autocomplete(town.channel, "sources", "article", "")
    assert [choice["name"][:5] for choice in choices].count("blank") == 1
    assert all(choice["name"].strip() and choice["value"].strip() for choice in choices)
    (long,) = [choice for choice in choices if choice["name"].startswith("yyy")]
    assert "A. Reporter" in seen_text(
        shown(await town.member.slash(town.channel, "sources", article=long["value"]))
    )
    text = seen_text(shown(await town.member.slash(town.channel, "sources")))
    assert "Harbour Post — [blank](https://harbour.example" in text
    assert "- [yyyyy" in text
    assert "[]" not in text


async def test_the_list_is_made_once_for_each_publication(town: Town) -> None:
    desk = town.bot.desk
    await town.member.autocomplete(town.channel, "sources", "article", "l")
    before = await desk.catalogue("default")
    await town.member.autocomplete(town.channel, "sources", "article", "li")
    assert await desk.catalogue("default") is before
    await publish(town, replace(PURCHASE, id="new", title="Newly printed"))
    (choice,) = await town.member.autocomplete(town.channel, "sources", "article", "newly")
    assert choice["value"] == "new"
    assert await desk.catalogue("default") is not before


async def test_without_articles_the_list_says_so(town: Town) -> None:
    await town.restart(story="another")
    result = await town.member.slash(town.channel, "sources")
    assert shown(result).content == "There are no articles yet."
    answer = await town.ask("How many ferries?")
    assert answer.content == "There are no articles yet, so there is nothing to quote."


async def test_the_page_of_undated_and_oldest_articles_is_the_last(town: Town) -> None:
    await publish(town, replace(PURCHASE, id="old", title="Old", published=date(1, 1, 1)))
    text = seen_text(shown(await town.member.slash(town.channel, "sources")))
    assert text.index("Lindvik buys") < text.index("Old")
