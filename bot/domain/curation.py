"""What moderators do with the knowledge: changes of a story, and the publications that they become."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.articles import AliasGroups, Article, MadeBy, Revision


class ChangeKind(StrEnum):
    """What a change does, as the history names it."""

    ADD = "add"
    EDIT = "edit"
    RETIRE = "retire"
    RESTORE = "restore"
    ROLL_BACK = "rollback"
    ALIASES = "alias"
    STATEMENT = "statement"
    IMPORT = "import"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Maker:
    """Who makes a change: what brought it in, and the moderator's Discord id where a moderator did.

    The terminal's operator is a moderator without an id.
    """

    made_by: MadeBy
    moderator_id: int | None = None


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """What becomes of one article.

    `after` is its new content, the number of a revision that goes live again, or None: it is retired.
    `before` is the number of the revision that was live when the change was made, None if none was.
    """

    article_id: str
    before: int | None
    after: Article | int | None


@dataclass(frozen=True, slots=True)
class Statement:
    """A moderators' holding statement on a matter that the articles do not cover yet.

    `about` says the matter in the words that people ask with. `signed` is who makes it, in the moderators'
    own words. From `expires_at` on it is not shown.
    """

    id: str
    about: str
    text: str
    signed: str
    made_at: datetime
    expires_at: datetime

    def holds(self, now: datetime) -> bool:
        """Tell whether it is shown at a moment."""
        return self.made_at <= now < self.expires_at


@dataclass(frozen=True, slots=True)
class AliasEdit:
    """What a moderator says of aliases: that terms mean the same, or that one leaves its group."""

    joined: tuple[str, ...] = ()
    dropped: str | None = None


@dataclass(frozen=True, slots=True)
class AliasChange:
    """New alias groups of a story; `before` is the number of the groups that they take the place of.

    `edit` is what made them of those, so that it can be made of others, too.
    """

    before: int
    after: AliasGroups
    edit: AliasEdit | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one story, not published yet: all of it goes live at once, or none.

    `copied_from` names the story that this one begins as a copy of, if it does not exist when the change is
    published. `owner` is the server that the story belongs to, empty for the operator's. `for_channels` says
    that the server as a whole reads another story: only the channels that are set to what is copied read the
    copy. `ended` are ids of statements that end.
    """

    story: str
    kind: ChangeKind
    articles: tuple[ArticleChange, ...] = ()
    aliases: AliasChange | None = None
    statements: tuple[Statement, ...] = ()
    ended: tuple[str, ...] = ()
    reason: str = ""
    copied_from: str | None = None
    owner: str = ""
    for_channels: bool = False


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a publication did to one article: the revisions live before and after it, None if none was."""

    article_id: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How an article stands: its live revision, None if it is retired, its newest, and whose word that is.

    `changed_by` is who published the last change of it, a withdrawal or a return included.
    """

    live: Revision | None
    newest: Revision
    changed_by: MadeBy

    @property
    def number(self) -> int | None:
        """Return the number of the live revision."""
        return None if self.live is None else self.live.number


@dataclass(frozen=True, slots=True)
class AliasStanding:
    """How a story's aliases stand: the groups, their number, and those of them that moderators made."""

    number: int
    groups: AliasGroups
    moderated: AliasGroups


@dataclass(frozen=True, slots=True)
class Publication:
    """A change that went live: the version of the story it made, who made it, when, why, and what it did.

    `aliases` are the numbers of the alias groups before and after, where it changed them. `made` and `ended`
    are ids of statements.
    """

    story: str
    version: int
    kind: ChangeKind
    made_by: MadeBy
    moderator_id: int | None
    published_at: datetime
    reason: str = ""
    articles: tuple[Replaced, ...] = ()
    aliases: tuple[int, int] | None = None
    made: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A change that a moderator looks at before it is published; `base` is the version it was made on."""

    id: str
    change: Change
    base: int
    community_id: str
    moderator_id: int | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Act:
    """What a moderator did or was refused, for the audit trail.

    `actor` is the moderator's id, or a keyed hash of who was refused. `version` is the publication it made.
    """

    at: datetime
    community_id: str
    actor: str
    command: str
    subject: str
    done: bool
    story: str | None = None
    version: int | None = None
    notes: tuple[str, ...] = field(default=())
