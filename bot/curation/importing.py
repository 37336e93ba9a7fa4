"""Import: files and folders become revisions that go live together, or not at all."""

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.curation.aliases import find_repeated, read_aliases
from bot.curation.fetching import fetch_entries
from bot.curation.gathering import SOURCES_NAME, gather_files
from bot.curation.merging import Merged, merge_aliases
from bot.curation.reports import ImportPlan, ImportReport, Outcome, Status
from bot.curation.workspaces import SERVER_PREFIX
from bot.domain import DEFAULT_STORY, AliasChange, AliasGroups, Article, MadeBy, Standing
from bot.errors import ArticleError, ImportRefusedError
from bot.ports import ArticleStore, Entry, Fetcher, ReadArticle, Readers
from bot.text.identifiers import is_identifier

Progress = Callable[[int, int], None]
"""Told how many articles are read, of how many."""


@dataclass(frozen=True, slots=True)
class _Pending:
    """An entry with what its folder states of it."""

    entry: Entry
    stated: Mapping[str, object]


class ImportService:
    """Brings articles and aliases into a store. Reading and cleaning never hold up the event loop."""

    def __init__(self, store: ArticleStore, readers: Readers, fetcher: Fetcher | None = None) -> None:
        self._store = store
        self._readers = readers
        self._fetcher = fetcher

    async def plan(
        self,
        paths: Sequence[Path],
        *,
        urls: Sequence[str] = (),
        story_override: str | None = None,
        made_by: MadeBy = MadeBy.IMPORT,
        progress: Progress | None = None,
    ) -> ImportPlan:
        """Return what importing files, folders and web pages would do, without doing it.

        What is refused stands in the report. `story_override` goes before the story that files state. Groups
        of aliases are merged into those that are stored: see `merge_aliases`.

        Raises:
            ImportRefusedError: if `story_override` cannot be the name of a story.
        """
        if story_override is not None and not is_identifier(story_override):
            reason = f"the story {story_override!r} cannot be named so; use letters, digits and - _ . only"
            raise ImportRefusedError([reason])
        gathered = await asyncio.to_thread(gather_files, paths, self._readers)
        outcomes = gathered.outcomes
        pending = await asyncio.to_thread(self._open_files, gathered.articles, outcomes)
        pages = await fetch_entries(urls, self._fetcher, self._readers, outcomes)
        pending.extend(_Pending(page, {}) for page in pages)
        stories = await self._store.stories()
        read: list[tuple[str, ReadArticle]] = []
        for done, item in enumerate(pending, start=1):
            try:
                result = await asyncio.to_thread(self._readers.read, item.entry, item.stated)
                story = story_override or result.article.story
                _check_story(item.entry.name, story, stories)
                read.append((item.entry.name, replace(result, article=replace(result.article, story=story))))
            except ArticleError as error:
                outcomes.append(Outcome(item.entry.name, Status.REFUSED, str(error)))
            if progress is not None:
                progress(done, len(pending))
        publishable = await self._compare(read, outcomes, made_by)
        aliases = await self._plan_aliases(gathered.aliases, outcomes, story_override, stories)
        return ImportPlan(ImportReport(tuple(outcomes)), publishable, aliases, made_by)

    async def publish(self, plan: ImportPlan) -> ImportReport:
        """Do what was planned, all at once, and return its report.

        Raises:
            ImportRefusedError: with every reason, if anything was refused; nothing was stored then.
            StaleChangeError: if an article or the aliases were changed since; nothing was stored then.
            StorageError: if the database cannot be written; nothing was stored then.
        """
        if plan.report.refusals:
            raise ImportRefusedError(plan.report.refusals)
        if plan.articles or plan.aliases:
            expected = {(article.story, article.id): before for article, before in plan.replaced}
            await self._store.publish(
                plan.articles, made_by=plan.made_by, aliases=plan.aliases, expected=expected
            )
        return plan.report

    async def import_paths(
        self,
        paths: Sequence[Path],
        *,
        story_override: str | None = None,
        made_by: MadeBy = MadeBy.IMPORT,
        progress: Progress | None = None,
    ) -> ImportReport:
        """Import files and folders: everything goes live at once, or nothing; see `plan` and `publish`."""
        plan = await self.plan(paths, story_override=story_override, made_by=made_by, progress=progress)
        return await self.publish(plan)

    async def seed(self, directory: Path) -> ImportReport:
        """Take in the knowledge folder that an empty database starts from; see `import_paths`."""
        return await self.import_paths([directory], made_by=MadeBy.SHIPPED)

    def _open_files(self, files: Iterable[Path], outcomes: list[Outcome]) -> list[_Pending]:
        """Return what the files hold, unread, each with what the `sources.toml` beside it states."""
        pending: list[_Pending] = []
        sources: dict[Path, Mapping[str, Mapping[str, object]]] = {}
        for path in files:
            try:
                if path.parent not in sources:
                    sources[path.parent] = {}
                    sources[path.parent] = self._readers.sources(path.parent)
            except ArticleError as error:
                outcomes.append(Outcome(str(path.with_name(SOURCES_NAME)), Status.REFUSED, str(error)))
            try:
                stated = sources[path.parent].get(path.name, {})
                pending.extend(_Pending(entry, stated) for entry in self._readers.open(path))
            except ArticleError as error:
                outcomes.append(Outcome(str(path), Status.REFUSED, str(error)))
        return pending

    async def _compare(
        self, read: Sequence[tuple[str, ReadArticle]], outcomes: list[Outcome], made_by: MadeBy
    ) -> tuple[tuple[Article, int | None], ...]:
        """Report each article against what is stored, and return those that are to be published.

        With each comes the number of the live revision that it takes the place of, None if there is none.
        """
        stored: dict[tuple[str, str], Standing] = {}
        for story in sorted({result.article.story for _, result in read}):
            ids = [result.article.id for _, result in read if result.article.story == story]
            standing = await self._store.standing(story, ids)
            stored |= {(story, article_id): found for article_id, found in standing.items()}
        first: dict[tuple[str, str], str] = {}
        publishable: list[tuple[Article, int | None]] = []
        for name, result in read:
            article = result.article
            key = (article.story, article.id)
            if key in first:
                reason = f"{name}: the id {article.id!r} is also that of {first[key]}; give one another `id`"
                outcomes.append(Outcome(name, Status.REFUSED, reason))
                continue
            first[key] = name
            status, reason = _judge(article, stored.get(key), made_by)
            explained = (article, result.dropped, result.notes)
            outcomes.append(Outcome(name, status, reason, *explained, story=article.story))
            if status in {Status.ADDED, Status.REVISED}:
                found = stored.get(key)
                publishable.append((article, found.number if found else None))
        return tuple(publishable)

    async def _plan_aliases(
        self,
        files: Iterable[Path],
        outcomes: list[Outcome],
        story_override: str | None,
        stories: Collection[str],
    ) -> dict[str, AliasChange]:
        """Report the files of aliases, and return all groups of the stories whose groups change."""
        found: dict[str, AliasGroups] = {}
        names: dict[str, str] = {}
        for path in files:
            try:
                data = await asyncio.to_thread(path.read_bytes)
                story, groups = read_aliases(data, str(path))
                key = story_override or story or DEFAULT_STORY
                _check_story(str(path), key, stories)
            except OSError as error:
                reason = f"{path}: cannot be opened ({error.strerror}); check its permissions"
                outcomes.append(Outcome(str(path), Status.REFUSED, reason))
                continue
            except ArticleError as error:
                outcomes.append(Outcome(str(path), Status.REFUSED, str(error)))
                continue
            found[key] = (*found.get(key, ()), *groups)
            names[key] = str(path)
        changed: dict[str, AliasChange] = {}
        for key, groups in found.items():
            if repeated := sorted(set(find_repeated(groups))):
                reason = f"{names[key]}: in more than one group: {', '.join(repeated)}; keep each in one"
                outcomes.append(Outcome(names[key], Status.REFUSED, reason))
                continue
            stored = await self._store.alias_standing(key)
            merged = merge_aliases(stored.groups, groups, stored.moderated)
            if merged.withheld:
                terms = "; ".join(", ".join(group) for group in merged.withheld)
                reason = f"a moderator has changed these since, and they stay: {terms}"
                outcomes.append(Outcome(names[key], Status.KEPT, reason, story=key))
            if merged.is_change or not merged.withheld:
                outcomes.append(Outcome(names[key], _judge_aliases(merged), str(merged), story=key))
            if merged.is_change:
                changed[key] = AliasChange(stored.number, merged.groups)
        return changed


def _check_story(name: str, story: str, stories: Collection[str]) -> None:
    """Return if an import may bring something into a story.

    Raises:
        ArticleError: if it would begin one of a server's name: nobody would own it.
    """
    if story.startswith(SERVER_PREFIX) and story not in stories:
        msg = f"{name}: {story!r} is a server's name, and it has no story yet; choose another story"
        raise ArticleError(msg)


def _judge(article: Article, stored: Standing | None, made_by: MadeBy) -> tuple[Status, str]:
    if stored is None:
        return Status.ADDED, "new"
    if stored.live is not None and stored.live.article.content_hash == article.content_hash:
        return Status.UNCHANGED, "is stored like this"
    if stored.changed_by is MadeBy.MODERATOR and made_by is not MadeBy.MODERATOR:
        if stored.live is None:
            return Status.KEPT, "a moderator has retired it; it stays retired"
        return Status.KEPT, "a moderator has edited it since; the moderator's version stays"
    return Status.REVISED, "differs from what is stored"


def _judge_aliases(merged: Merged) -> Status:
    if not merged.is_change:
        return Status.UNCHANGED
    return Status.REVISED if merged.changed or merged.kept else Status.ADDED
