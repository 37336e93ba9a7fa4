"""Days and times as moderators are shown them: in the time zone that their server has set."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.answering.wording import name_day


def describe_moment(moment: datetime, time_zone: str) -> str:
    """Return an aware moment as day and time in a zone of the IANA database: 24 November 2026, 13:20."""
    there = moment.astimezone(ZoneInfo(time_zone))
    return f"{name_day(there.date())}, {there:%H:%M}"
