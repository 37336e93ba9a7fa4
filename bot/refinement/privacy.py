"""What everybody may do with what is kept of them: see it, take it along, delete it, have nothing kept."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain import Notice, Removed
from bot.ports import NoticeStore, Persons, QueryLog

_ABOUT = (
    "What Storydesk keeps that can be tied to you. `kept` are questions you asked (role asker), answers you "
    "voted on (voter) or reported (reporter); `notices` are questions you want to be told an answer to. "
    "Moments are in UTC."
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a person: traces, newest first, what they wait for, since when they opted out."""

    traces: Sequence[Mapping[str, object]]
    notices: Sequence[Notice]
    opted_out_since: datetime | None


def _now() -> datetime:
    return datetime.now(UTC)


class PrivacyDesk:
    """Does what persons decide on their own data, known by their keyed hash."""

    def __init__(
        self, log: QueryLog, persons: Persons, notices: NoticeStore, *, now: Callable[[], datetime] = _now
    ) -> None:
        self._log = log
        self._persons = persons
        self._notices = notices
        self._now = now

    async def show(self, person: str) -> Kept:
        """Return what is kept of a person."""
        return Kept(
            traces=await self._log.about_person(person),
            notices=await self._notices.of(person),
            opted_out_since=await self._persons.opted_out_since(person),
        )

    async def export(self, person: str) -> str:
        """Return what is kept of a person as a JSON document."""
        kept = await self.show(person)
        since = kept.opted_out_since
        document = {
            "about": _ABOUT,
            "exported_at": self._now().isoformat(),
            "opted_out_since": since.isoformat() if since else None,
            "kept": [{key: _plain(value) for key, value in trace.items()} for trace in kept.traces],
            "notices": [
                {"story": one.story, "question": one.question, "asked_for_at": one.made_at.isoformat()}
                for one in kept.notices
            ],
        }
        return json.dumps(document, ensure_ascii=False, indent=2)

    async def delete(self, person: str, *, opt_out: bool | None = None) -> Removed:
        """Delete what is kept of a person and return what there was.

        `opt_out` says what becomes of the opt-out: there is one from now on, there is none, or it stays as
        it is.
        """
        await self._log.forget_person(person)
        return await self._persons.forget(person, opt_out=opt_out, at=self._now())

    async def opt_out(self, person: str) -> datetime:
        """Log no question of a person any more; return since when that is so."""
        return await self._persons.opt_out(person, self._now())

    async def opt_in(self, person: str) -> bool:
        """Log a person's questions again; False if they were not opted out."""
        return await self._persons.opt_in(person)


def describe_removed(removed: Removed) -> list[str]:
    """Return in plain words what was deleted, a line for each kind; none if there was nothing."""
    lines = (
        (
            removed.questions,
            "question",
            "the words, and what tied them to you; they still count",
        ),
        (removed.votes, "vote", "what tied it to you; it still counts"),
        (removed.reports, "report", "the words, and what tied it to you"),
        (removed.notices, "request to be told", "all of it"),
        (removed.opt_outs, "opt-out", "all of it: your questions are logged again"),
    )
    return [f"{count} {noun}{'s' if count != 1 else ''}: {what}" for count, noun, what in lines if count]


def _plain(value: object) -> object:
    """Return a value as JSON holds it; ids as text, because they are larger than its readers' numbers."""
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
