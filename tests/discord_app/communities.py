"""A second server whose moderators published a story of its own, beside the one of `stories`."""

from datetime import date

import simcord

from bot.curation.preferences import find_preference
from bot.discord_app.desk import QuestionDesk
from bot.domain import Article, ArticleChange, Change, ChangeKind, Community, CommunityKind, MadeBy, Maker

LIGHTHOUSE = Article(
    id="lighthouse",
    title="Norvik rebuilds its lighthouse",
    publisher="Norvik Gazette",
    published=date(2031, 6, 1),
    language="en",
    body="The council of Norvik paid 12 million crowns for the new lighthouse in May.",
)
MILL = Article(
    id="mill",
    title="Ostby closes its mill",
    publisher="Ostby Times",
    published=date(2031, 6, 2),
    language="en",
    body="The owners of the mill in Ostby dismissed 230 workers on Friday.",
)
LIT = "How much did Norvik pay for the lighthouse?"
PAID = "12 million crowns"
DISMISSED = "How many workers did the mill in Ostby dismiss?"
WORKERS = "230"


async def give_story(desk: QuestionDesk, guild: simcord.GuildHandle, article: Article) -> str:
    """Publish a story of a server's own and return its name."""
    story, id_ = f"server-{guild.id}", str(guild.id)
    added = (ArticleChange(article.id, None, article),)
    change = Change(story, ChangeKind.ADD, added, copied_from="nothing", owner=id_)
    await desk.services.curation.store.apply(change, Maker(MadeBy.MODERATOR, 1))
    return story


async def choose(desk: QuestionDesk, guild: simcord.GuildHandle, key: str, value: object) -> None:
    """Set something for a server, as an administrator would."""
    community = Community(CommunityKind.GUILD, str(guild.id))
    await desk.services.communities.change(community, find_preference(key), value, "1")
