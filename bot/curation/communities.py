"""What holds in each community: the story it reads and the settings it has made for itself."""

from collections import OrderedDict
from collections.abc import Collection, Hashable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.curation.preferences import Preference, Preferences, Resolved, Source, resolve
from bot.curation.stories import CHANNEL_STORIES, STORY, find_readable, pick_story
from bot.domain import Act, Community, CommunityKind
from bot.errors import PreferenceError
from bot.ports import ArticleStore, AuditTrail, CommunitySettings

COMMAND = "settings"
"""The command that the audit trail names for a change of settings."""

_MOST_KEPT = 1000
_NOT_READABLE = "The story {} is gone, or another server's: choose another one."


@dataclass(frozen=True, slots=True)
class Local:
    """What holds in a place: the story that it reads, and the settings of its community.

    `stored` are the keys that it has set, usable or not; `own` the stories that belong to it, `readable` all
    that it may choose among, those first. `server_story` is read where a channel has no other.
    """

    community: Community
    story: str
    resolved: Resolved
    stored: Set[str] = frozenset()
    own: Set[str] = frozenset()
    readable: tuple[str, ...] = ()
    server_story: str | None = None

    @property
    def preferences(self) -> Preferences:
        """Return the values of the settings."""
        return self.resolved.preferences


@dataclass(frozen=True, slots=True)
class _Known:
    """What is stored of one server, and what follows from it."""

    stored: Mapping[str, object]
    own: frozenset[str]
    readable: tuple[str, ...]
    resolved: Resolved


class Communities:
    """Knows what holds in each community; what is changed, in any process, holds from the next question on.

    A look costs one short read of the database. Everything else is kept, for the last 1000 servers, until
    something is set or a story is begun anywhere. `from_environment` are the keys that the operator has set.
    """

    def __init__(
        self,
        store: ArticleStore,
        settings: CommunitySettings,
        audit: AuditTrail,
        operator: Preferences,
        from_environment: Collection[str] = (),
    ) -> None:
        self._store = store
        self._settings = settings
        self._audit = audit
        self._operator = operator
        self._from_environment = frozenset(from_environment)
        self._elsewhere = resolve({}, operator, self._from_environment)
        self._mark: Hashable = None
        self._known: OrderedDict[Community, _Known] = OrderedDict()
        self._apart: frozenset[str] | None = None

    async def at(self, community: Community, channel_id: int | None = None) -> Local:
        """Return what holds in a place. Outside of servers it is what the operator has set."""
        if community.kind is not CommunityKind.GUILD:
            return Local(community, self._operator.story, self._elsewhere)
        known = await self._look(community)
        default = self._operator.story
        story = pick_story(known.stored, known.readable, community, default, channel_id)
        whole = pick_story(known.stored, known.readable, community, default)
        return Local(community, story, known.resolved, known.stored.keys(), known.own, known.readable, whole)

    async def find_apart(self) -> Collection[str]:
        """Return the ids of the servers that may read another story than the operator's first one."""
        mark = await self._check_mark()
        if self._apart is not None:
            return self._apart
        choosers = await self._settings.communities(STORY)
        ids = {each.id for each in choosers if each.kind is CommunityKind.GUILD}
        apart = frozenset({*ids, *await self._store.owners()})
        if mark == self._mark:
            self._apart = apart
        return apart

    async def change(self, community: Community, preference: Preference, value: object, actor: str) -> Local:
        """Set a value that was read, or with None go back to the operator's; the audit trail has it.

        Raises:
            PreferenceError: if it cannot be used in this community; nothing is stored then.
            StorageError: if the database cannot be written.
        """
        key = preference.key
        known = await self._look(community)
        stored = None if value is None else preference.dump(value)
        others = {name: each for name, each in known.stored.items() if name != key}
        wanted = others if stored is None else {**others, key: stored}
        then = self._resolve(wanted, known.readable)
        fault = then.faults.get(key)
        if stored is not None and fault is not None:
            raise PreferenceError(fault)
        old, new = (getattr(each.preferences, key) for each in (known.resolved, then))
        note = f"{preference.dump(old)} → {preference.dump(new)}"
        act = _make_act(community, key, actor, done=True, notes=(note,))
        await self._settings.put(community, key, stored, act=act)
        return await self.at(community)

    async def refuse(self, community: Community, key: str, actor: str) -> None:
        """Keep in the audit trail that somebody was refused a change; `actor` is a keyed hash."""
        await self._audit.record(_make_act(community, key, actor, done=False))

    async def _check_mark(self) -> Hashable:
        mark = await self._settings.mark()
        if mark != self._mark:
            self._mark, self._apart = mark, None
            self._known.clear()
        return mark

    async def _look(self, community: Community) -> _Known:
        mark = await self._check_mark()
        known = self._known.get(community)
        if known is not None:
            self._known.move_to_end(community)
            return known
        stored = await self._settings.get(community)
        own = frozenset(await self._store.stories(community.id))
        readable = await find_readable(self._store, community)
        known = _Known(stored, own, readable, self._resolve(stored, readable))
        if mark == self._mark:  # nothing changed while it was read
            self._known[community] = known
            while len(self._known) > _MOST_KEPT:
                self._known.popitem(last=False)
        return known

    def _resolve(self, stored: Mapping[str, object], readable: Collection[str]) -> Resolved:
        return drop_unreadable(resolve(stored, self._operator, self._from_environment), readable)


def drop_unreadable(resolved: Resolved, readable: Collection[str]) -> Resolved:
    """Return settings without the stories that the community chose and may not read, told as faults."""
    preferences, faults = resolved.preferences, dict(resolved.faults)
    if resolved.sources[STORY] is Source.OWN and preferences.story not in readable:
        faults[STORY] = _NOT_READABLE.format(preferences.story)
    gone = sorted({*preferences.channel_stories.values()} - {*readable})
    if gone:
        kept = {id_: story for id_, story in preferences.channel_stories.items() if story in readable}
        preferences = replace(preferences, channel_stories=kept)
        faults[CHANNEL_STORIES] = _NOT_READABLE.format(", ".join(gone))
    return replace(resolved, preferences=preferences, faults=faults)


def _make_act(community: Community, key: str, actor: str, *, done: bool, notes: tuple[str, ...] = ()) -> Act:
    return Act(datetime.now(UTC), community.id, actor, COMMAND, key, done=done, notes=notes)
