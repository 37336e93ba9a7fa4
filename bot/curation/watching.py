"""The silent-edit watch: pages that articles came from are fetched again, and what changed is reported."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.curation.differences import SentenceChange, compare_bodies, list_sentences
from bot.curation.drafting import now_in_utc
from bot.domain import Article, Revision
from bot.errors import ArticleError, FetchError, StorageError
from bot.ports import ArticleStore, Fetcher, QuotedAnswers, Readers, Watch, Watches

EVERY = timedelta(hours=6)
"""How often a page is fetched again."""
# A page that keeps so little of what it was may be gone or closed; it is said so.
_LEAST_KEPT = 0.3
# An article of which less stands on its page was written otherwise: only later changes of the page count.
_LEAST_COPIED = 0.5

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SilentEdit:
    """A page that does not say any more what its article says.

    `article` is what the page would make of it. `quoted[i]` is how many answers quoted the sentence that
    `differences[i]` changes or takes away. `mostly_gone` says that hardly anything is left of the article.
    """

    revision: Revision
    article: Article
    differences: tuple[SentenceChange, ...]
    quoted: tuple[int, ...]
    mostly_gone: bool


class Watcher:
    """Looks at the pages of live articles; it changes no article. `now` tells the moment."""

    def __init__(
        self,
        store: ArticleStore,
        readers: Readers,
        quoted: QuotedAnswers,
        watches: Watches,
        fetcher: Fetcher | None,
        *,
        now: Callable[[], datetime] = now_in_utc,
    ) -> None:
        self._store = store
        self._readers = readers
        self._quoted = quoted
        self._watches = watches
        self._fetcher = fetcher
        self._now = now

    @property
    def is_allowed(self) -> bool:
        """Tell whether pages may be fetched at all."""
        return self._fetcher is not None

    async def page(self, story: str, article_id: str) -> str | None:
        """Return the body that an article's page made when it was looked at last; None if it made none."""
        watch = (await self._watches.of(story)).get(article_id)
        return watch.page if watch else None

    async def look(self, story: str, *, at_once: bool = False) -> AsyncIterator[SilentEdit]:
        """Fetch each page of a story that is due, or all `at_once`, and yield what was changed silently.

        A page is compared with what it said last, the first time with the article, if that was taken from
        it. What `mark_told` was not called for is yielded again when the page is due next. A page that cannot
        be fetched or read now is looked at again then too; it stops nothing. Where fetching is not allowed
        nothing is.

        Raises:
            StorageError: if the database cannot be read or written.
        """
        if self._fetcher is None:
            return
        knowledge = await self._store.knowledge(story)
        watches = await self._watches.of(story)
        for revision in knowledge.revisions:
            watch = watches.get(revision.article.id)
            due = at_once or watch is None or watch.checked_at + EVERY <= self._now()
            if not revision.article.url or not due:
                continue
            try:
                edit = await self._look_at(self._fetcher, revision, watch.page if watch else None)
            except StorageError:
                raise
            except Exception:  # noqa: BLE001 - one page must not stop the others
                _log.exception("the page of %s in %s could not be looked at", revision.article.id, story)
                continue
            if edit is not None:
                yield edit

    async def mark_told(self, edit: SilentEdit) -> None:
        """Keep that somebody was told of a silent edit: the page is compared with what it says now.

        Raises:
            StorageError: if the database cannot be written.
        """
        article = edit.article
        await self._watches.put(article.story, article.id, Watch(self._now(), article.body))

    async def _look_at(self, fetcher: Fetcher, revision: Revision, before: str | None) -> SilentEdit | None:
        article = revision.article
        page = await self._fetch(fetcher, article)
        edit = None if page is None else await self._compare(revision, before, page)
        # What nobody was told of yet must be found again.
        seen = before if edit is not None else page or before
        await self._watches.put(article.story, article.id, Watch(self._now(), seen))
        return edit

    async def _fetch(self, fetcher: Fetcher, article: Article) -> str | None:
        """Return the body that a page makes now; None if it cannot be fetched or read."""
        try:
            entry = self._readers.receive(await fetcher.fetch(article.url or ""))
            read = await asyncio.to_thread(self._readers.read, entry, {"title": article.title})
        except (FetchError, ArticleError):
            return None
        return read.article.body

    async def _compare(self, revision: Revision, before: str | None, page: str) -> SilentEdit | None:
        """Return what a page changed of an article; None if nothing that stands in it."""
        article = revision.article
        language = article.language or "en"
        differences, kept = await asyncio.to_thread(_find_changes, article, before, page, language)
        if not differences or (before is None and kept < _LEAST_COPIED):
            return None
        counts = await self._count_quotes(article, differences)
        return SilentEdit(revision, replace(article, body=page), differences, counts, kept < _LEAST_KEPT)

    async def _count_quotes(
        self, article: Article, differences: tuple[SentenceChange, ...]
    ) -> tuple[int, ...]:
        texts: list[str] = []
        for answer in await self._quoted.quoting(article.story, article.id):
            for reference in (shown.reference for shown in answer.quotes if not shown.withdrawn):
                if reference.article_id != article.id:
                    continue
                quoted = await self._store.revision(reference.story, article.id, reference.revision)
                if quoted is not None:
                    texts.append(" ".join(reference.span.of(quoted.article.body).split()))
        return tuple(
            sum(change.before in text for text in texts) if change.before else 0 for change in differences
        )


def _find_changes(
    article: Article, before: str | None, page: str, language: str
) -> tuple[tuple[SentenceChange, ...], float]:
    """Return what changed on a page of the sentences of an article, and which share of these it still has."""
    sentences = set(list_sentences(article.body, language=language))
    now = set(list_sentences(page, language=language))
    changes = compare_bodies(article.body if before is None else before, page, language=language)
    ours = tuple(change for change in changes if change.before is None or change.before in sentences)
    return ours, len(sentences & now) / max(len(sentences), 1)
