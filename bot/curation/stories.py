"""Which story a community reads."""

from collections.abc import Collection, Mapping

from bot.curation.workspaces import own_story
from bot.domain import Community, CommunityKind
from bot.ports import ArticleStore, CommunitySettings

STORY = "story"
"""The setting of a community that names the story it reads."""
CHANNEL_STORIES = "channel_stories"
"""The setting of a server that names other stories for some channels: a mapping from channel id to story."""


async def choose_story(
    store: ArticleStore,
    settings: CommunitySettings,
    community: Community,
    *,
    default: str,
    channel_id: int | None = None,
) -> str:
    """Return the story that is read in a place: that of the channel, of the server, its own, or `default`.

    What was set and cannot be read there any more, because the story is gone or another server's, does not
    count. Direct messages and the terminal have no story of their own: they read `default`.
    """
    if community.kind is not CommunityKind.GUILD:
        return default
    stories = await find_readable(store, community)
    return pick_story(await settings.get(community), stories, community, default, channel_id)


async def find_readable(store: ArticleStore, community: Community) -> tuple[str, ...]:
    """Return the stories that a community may read: its own first, then the operator's."""
    own = await store.stories(community.id) if community.id else ()
    return (*own, *await store.stories(""))


def pick_story(
    chosen: Mapping[str, object],
    readable: Collection[str],
    community: Community,
    default: str,
    channel_id: int | None = None,
) -> str:
    """Return the story that is read in a place, by what its server has set and the stories it may read."""
    by_channel = chosen.get(CHANNEL_STORIES)
    candidates = [
        by_channel.get(str(channel_id)) if isinstance(by_channel, dict) else None,
        chosen.get(STORY),
        own_story(community.id),
    ]
    return next((story for story in candidates if isinstance(story, str) and story in readable), default)


async def follow_story(store: ArticleStore, community: Community, story: str) -> str:
    """Return the story that holds now what `story` held for a community: its own, since it has one.

    A server reads a story of the operator until its moderators change something; what they publish stands in
    the server's own story from then on.
    """
    if community.kind is not CommunityKind.GUILD or story not in await store.stories(""):
        return story
    own = own_story(community.id)
    return own if own in await store.stories(community.id) else story
