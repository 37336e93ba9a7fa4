"""Whose knowledge a moderator works on: the story that a community reads, and the one its changes go to."""

from dataclasses import dataclass

from bot.errors import ChangeError
from bot.ports import ArticleStore


@dataclass(frozen=True, slots=True)
class Workspace:
    """What a community reads and where its moderators' changes go.

    The two differ as long as a server reads a story of the operator: its first change makes it a story of its
    own. `owner` is the server's id, empty for the terminal and for servers that curate the operator's story.
    """

    community_id: str
    reads: str
    writes: str
    owner: str = ""

    @property
    def copied_from(self) -> str | None:
        """Return the story that the first change makes a copy of, None if there is no need."""
        return None if self.reads == self.writes else self.reads


def own_story(community_id: str) -> str:
    """Return the name of the story that a server's first change makes."""
    return f"server-{community_id}"


async def find_workspace(
    store: ArticleStore, community_id: str, story: str, *, at_home: bool = False
) -> Workspace:
    """Return where the changes of a community go that reads `story`.

    The terminal, whose id is empty, and a server that is `at_home` change what they read.

    Raises:
        ChangeError: if a server reads the operator's story but has one of its own already, or reads a story
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
    if own_story(community_id) in own:
        msg = (
            f"this place reads the story {story}, which the operator keeps, and your server has one of its "
            f"own, {own_story(community_id)}; choose that one in /settings, then change it"
        )
        raise ChangeError(msg)
    return Workspace(community_id, story, own_story(community_id), community_id)
