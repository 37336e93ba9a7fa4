"""Publishing what moderators drafted, and undoing it."""

from dataclasses import dataclass

from bot.curation.acts import make_act
from bot.curation.drafting import Drafting, Wish, now_in_utc
from bot.curation.rebasing import Overtaken, find_overtaken, rebase
from bot.domain import Draft, MadeBy, Maker, Publication
from bot.errors import GONE, ChangeError, StaleChangeError
from bot.ports import ArticleStore, Drafts


@dataclass(frozen=True, slots=True)
class Published:
    """What came of publishing a draft.

    `publication` is None where nothing was published: because it changes nothing, or because the draft was
    overtaken. Then `rebased` is the same change on what is live now, to be looked at and published again.
    """

    publication: Publication | None
    rebased: Draft | None = None
    overtaken: tuple[Overtaken, ...] = ()


class Publisher:
    """Makes drafts live; what a draft has not seen is never overwritten."""

    def __init__(
        self,
        store: ArticleStore,
        drafts: Drafts,
        drafting: Drafting,
    ) -> None:
        self._store = store
        self._drafts = drafts
        self._drafting = drafting

    async def publish(self, draft_id: str, *, moderator_id: int | None) -> Published:
        """Publish a draft: all of it is live when this returns, or nothing.

        A change of other articles since does not matter. Where one that it changes was changed by somebody
        else, nothing is published; the draft is laid anew on what is live, and the difference is returned.
        A server whose first change this is reads its own story from then on.

        Raises:
            ChangeError: if the draft is gone.
            StorageError: if the database cannot be written; the draft is still there then.
        """
        draft = await self._drafts.get(draft_id)
        if draft is None:
            raise ChangeError(GONE)
        maker = Maker(MadeBy.MODERATOR, moderator_id)
        act = make_act(draft, moderator_id, "publish", now_in_utc())
        try:
            publication = await self._store.apply(draft.change, maker, draft_id=draft_id, act=act)
        except StaleChangeError:
            overtaken, rebased = await find_overtaken(self._store, draft), await rebase(self._store, draft)
            if not await self._drafts.replace(draft_id, rebased):
                raise ChangeError(GONE) from None
            return Published(None, rebased, overtaken)
        return Published(publication)

    async def undo(self, wish: Wish, version: int) -> Published:
        """Undo a publication; see `publish` for what happens where it was overtaken.

        Raises:
            ChangeError: if the publication is not recorded.
            StorageError: if the database cannot be written; nothing was undone then.
        """
        draft = await self._drafting.undo(wish, version)
        return await self.publish(draft.id, moderator_id=wish.moderator_id)

    async def discard(self, draft_id: str, *, moderator_id: int | None) -> Draft | None:
        """Throw a draft away; None if it is gone already."""
        draft = await self._drafts.get(draft_id)
        if draft is None:
            return None
        return await self._drafts.take(draft_id, act=make_act(draft, moderator_id, "discard", now_in_utc()))
