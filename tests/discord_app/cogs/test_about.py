from bot import __version__
from tests.discord_app.conftest import Town, seen_text, shown


async def test_help_names_every_way_to_ask(town: Town) -> None:
    result = await town.member.slash(town.channel, "help")
    text = seen_text(shown(result))
    assert result.ephemeral
    for word in ("/ask", "mention me", "direct message", "Follow up", "Check against", "/sources"):
        assert word in text


async def test_about_says_what_it_is_and_what_it_keeps(town: Town) -> None:
    result = await town.member.slash(town.channel, "about")
    text = seen_text(shown(result))
    assert result.ephemeral
    assert "**Articles:** 3" in text
    assert "deleted after 30 days" in text
    assert "**Report**" in text
    assert f"Version {__version__}" in text


async def test_both_work_in_direct_messages(town: Town) -> None:
    for command in ("help", "about", "sources", "privacy show"):
        assert (await town.member.user.slash(command)).acknowledged
