"""Whose knowledge a moderator works on: the story that a community reads, and the one its changes go to."""

from dataclasses import dataclass
from itertools import chain, count

from bot.errors import ChangeError
from bot.ports import ArticleStore

SERVER_PREFIX = "server-"
"""What the names of servers' own stories begin with; nobody else begins one of such a name."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """What a community reads and where its moderators' changes go.

    The two differ as long as a server reads a story of the operator: its first change makes it a story of its
    own. `owner` is the server's id, empty for the terminal and for servers that curate the operator's story.
    `for_channels` says that the server as a whole reads another story than this place.
    """

    community_id: str
    reads: str
    writes: str
    owner: str = ""
    for_channels: bool = False

    @property
    def copied_from(self) -> str | None:
        """Return the story that the first change makes a copy of, None if there is no need."""
        return None if self.reads == self.writes else self.reads


def own_story(community_id: str) -> str:
    """Return the name of the story that a server's first change makes, if the whole server is to read it."""
    return f"{SERVER_PREFIX}{community_id}"


async def name_copy(store: ArticleStore, owner: str, copied: str, *, for_channels: bool) -> str:
    """Return the name of a server's copy of a story: that of the one there is, else one that is free.

    A copy that only some channels read never has the name that the server falls back to.
    """
    copies = await store.copies(owner)
    if copied in copies:
        return copies[copied]
    taken, own = set(await store.stories()), own_story(owner)
    names = chain([] if for_channels else [own], (f"{own}-{number}" for number in count(2)))
    return next(name for name in names if name not in taken)


async def find_workspace(
    store: ArticleStore, community_id: str, story: str, *, at_home: bool = False, for_channels: bool = False
) -> Workspace:
    """Return where the changes of a community go that reads `story`.

    The terminal, whose id is empty, and a server that is `at_home` change what they read. `for_channels` says
    that the server as a whole reads another story.

    Raises:
        ChangeError: if a server reads the operator's story but has a copy of it already, or reads a story
            that belongs to another server.
    """
    if not community_id or at_home:
        return Workspace(community_id, story, story)
    own = await store.stories(community_id)
    if story in own:
        return Workspace(community_id, story, story, community_id)
    if story in await store.stories() and story not in await store.stories(""):
        msg = f"the story {story} belongs to another server; choose one of your own in /settings"
        raise ChangeError(msg)
    copy = await name_copy(store, community_id, story, for_channels=for_channels)
    if copy in own:
        msg = (
            f"this place reads the story {story}, which the operator keeps, and your server has a copy of "
            f"it, {copy}; choose that one in /settings, then change it"
        )
        raise ChangeError(msg)
    return Workspace(community_id, story, copy, community_id, for_channels)
