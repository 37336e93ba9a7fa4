from datetime import UTC, datetime

from bot.discord_app.moments import describe_moment


def test_a_moment_is_told_as_it_is_on_the_clocks_there() -> None:
    moment = datetime(2031, 6, 30, 22, 5, tzinfo=UTC)
    assert describe_moment(moment, "Europe/Berlin") == "1 July 2031, 00:05"
    assert describe_moment(moment, "UTC") == "30 June 2031, 22:05"
