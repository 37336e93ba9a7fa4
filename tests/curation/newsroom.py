"""Moderators who share a database, and every promise to them as a check."""

import asyncio
import tempfile
from collections.abc import Coroutine, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from bot.app import Services, open_services
from bot.curation.drafting import Wish
from bot.curation.exporting import export
from bot.curation.importing import ImportService
from bot.curation.markdown import render_article
from bot.curation.publishing import Published
from bot.curation.reports import Status
from bot.curation.stories import CHANNEL_STORIES, choose_story
from bot.curation.workspaces import find_workspace
from bot.domain import Answer, Article, Community, CommunityKind, Draft, MadeBy, Publication
from bot.errors import ChangeError
from bot.ports import Knowledge
from bot.settings import Settings
from bot.storage.articles import SqlArticleStore
from bot.storage.database import open_database

CHANNEL = 55
IN_CHANNEL = 4
"""The moderator who works in the channel that has another story."""
Numbers = dict[str, int]
_T = TypeVar("_T")


def make_article(article_id: str, number: int) -> Article:
    """Return an article that says, in two paragraphs, what nothing else says."""
    body = (
        f"The old tower of {article_id} harbour was sold for {1000 + number} euros on Monday.\n\n"
        f"Its {7000 + number} steps are swept by hand, the warden of {article_id} harbour said."
    )
    return Article(article_id, f"The tower of {article_id}", body, language="en")


def live_numbers(knowledge: Knowledge) -> Numbers:
    return {revision.article.id: revision.number for revision in knowledge.revisions}


@dataclass
class Story:
    """What must be true of a story: what it began with, and every revision that was ever seen of it."""

    base: Numbers = field(default_factory=dict)
    statements: frozenset[str] = frozenset()
    seen: dict[tuple[str, int], str] = field(default_factory=dict)
    checked: int = 0


class House:
    """The services, and an archive that has nothing: opened once for many rooms."""

    def __init__(self) -> None:
        self._runner = asyncio.Runner()
        self._stack = AsyncExitStack()
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.folder = Path(self._folder.name)
        settings = Settings(data_dir=self.folder, knowledge_dir=None)
        self.services: Services = self.run(self._stack.enter_async_context(open_services(settings)))
        archive = open_database(f"sqlite:///{self.folder / 'archive.db'}")
        self.archive = SqlArticleStore(self.run(self._stack.enter_async_context(archive)))

    def close(self) -> None:
        self.run(self._stack.aclose())
        self._runner.close()
        self._folder.cleanup()

    def run(self, work: Coroutine[Any, Any, _T]) -> _T:
        return self._runner.run(work)


class Newsroom:
    """A story of the operator and a server that reads it, and what is known of them."""

    def __init__(self, house: House, number: int) -> None:
        self.run, self.services, self.desk = house.run, house.services, house.services.curation
        self._archive, self._folder = house.archive, house.folder / str(number)
        self.server, self.home = Community(CommunityKind.GUILD, str(number)), f"home-{number}"
        self.other = f"other-{number}"
        self.known = {self.home: Story(), self.other: Story()}
        self._count = 0
        first = [self.next_article("north"), replace(self.next_article("north"), story=self.other)]
        self.run(self.services.store.publish(first, made_by=MadeBy.SHIPPED))
        self.run(self.desk.settings.put(self.server, CHANNEL_STORIES, {str(CHANNEL): self.other}))

    def next_article(self, article_id: str) -> Article:
        self._count += 1
        return replace(make_article(article_id, self._count), story=self.home)

    async def story_of(self, *, at_home: bool, channel: int | None = None) -> str:
        """Return the story that the operator reads, or the server, or one of its channels."""
        if at_home:
            return self.home
        store, settings = self.desk.store, self.desk.settings
        return await choose_story(store, settings, self.server, default=self.home, channel_id=channel)

    async def wish(self, moderator: int) -> Wish:
        """Return a wish of a moderator: the odd ones are the operator's, the even ones the server's.

        Number 4 works in a channel that has another story than the server.
        """
        at_home = bool(moderator % 2)
        if at_home:
            return Wish(await find_workspace(self.desk.store, "", self.home), moderator, "why")
        whole = await self.story_of(at_home=False)
        reads = await self.story_of(at_home=False, channel=CHANNEL if moderator == IN_CHANNEL else None)
        apart = reads != whole
        workspace = await find_workspace(self.desk.store, self.server.id, reads, for_channels=apart)
        return Wish(workspace, moderator, "why")

    async def edit_as_seen(self, wish: Wish, article_id: str) -> Draft | None:
        """Draft an edit in a form that was opened some revisions ago."""
        standing = (await self.desk.store.standing(wish.workspace.reads, [article_id])).get(article_id)
        if standing is None or standing.number is None or standing.number == 1:
            return None
        return await self.desk.drafting.edit(wish, self.next_article(article_id), seen=standing.number - 1)

    async def stands(self, wish: Wish, article_id: str) -> tuple[bool, int]:
        """Return whether an article is live in what a moderator reads, and its newest revision, 0 if none."""
        found = (await self.desk.store.standing(wish.workspace.reads, [article_id])).get(article_id)
        return (found is not None and found.live is not None), found.newest.number if found else 0

    async def publish_to_the_end(self, draft: Draft, moderator: int) -> None:
        """Publish a draft, and once more what it is laid anew as where it was overtaken."""
        await self.publish(draft, moderator)
        for anew in await self.desk.drafts.on(draft.change.story):
            if anew.moderator_id == moderator and anew.made_at > draft.made_at:
                await self.publish(anew, moderator)

    async def publish(self, draft: Draft, moderator: int) -> None:
        """Publish a draft, overtaken or not, and check what came of it."""
        store, story = self.desk.store, draft.change.story
        before = await store.knowledge(story)
        copied_from = draft.change.copied_from
        home = await store.knowledge(copied_from) if copied_from else before
        reads = await self._where()
        try:
            published = await self.desk.publisher.publish(draft.id, moderator_id=moderator)
        except ChangeError:
            assert await self.desk.drafts.get(draft.id) is None
            assert await store.knowledge(story) == before
            return
        assert await self.desk.drafts.get(draft.id) is None
        if published.publication is None:
            assert await store.knowledge(story) == before
            self._check_rebased(draft, published.rebased)
            return
        assert story in await store.stories(draft.change.owner)
        if copied_from and story not in self.known:
            turned = [story if at == copied_from else at for at in reads]
            assert await self._where() == turned
            held = frozenset(statement.id for statement in home.statements)
            self.known[story] = Story(live_numbers(home), held)
            before = home
        await self._check_effect(draft, published.publication, before)

    async def _where(self) -> list[str]:
        """Return what the server reads, and its channel with another story."""
        return [await self.story_of(at_home=False, channel=at) for at in (None, CHANNEL)]

    def _check_rebased(self, draft: Draft, rebased: Draft | None) -> None:
        """Check that what is laid anew is the same change: of the same server, and as much of it."""
        if rebased is not None:
            old, new = draft.change, rebased.change
            assert (new.owner, new.copied_from, new.for_channels) == (
                old.owner,
                old.copied_from,
                old.for_channels,
            )
            assert [c.article_id for c in new.articles] == [c.article_id for c in old.articles]

    async def _check_effect(self, draft: Draft, made: Publication, before: Knowledge) -> None:
        after = await self.desk.store.knowledge(made.story)
        expected = {revision.article.id: revision.article.body for revision in before.revisions}
        for change in draft.change.articles:
            expected.pop(change.article_id, None)
            if isinstance(change.after, Article):
                expected[change.article_id] = change.after.body
            elif change.after is not None:
                found = await self.desk.store.revision(made.story, change.article_id, change.after)
                assert found is not None
                expected[change.article_id] = found.article.body
        assert {revision.article.id: revision.article.body for revision in after.revisions} == expected
        assert after.aliases == (draft.change.aliases.after if draft.change.aliases else before.aliases)
        acts = await self.desk.audit.acts(draft.community_id, limit=1)
        assert [act.version for act in acts] == [made.version]

    async def publish_twice(self, draft: Draft) -> None:
        """Publish a draft from two places at once: one of them does, if any."""
        before = await self.desk.store.version(draft.change.story)
        results = await asyncio.gather(
            *(self.desk.publisher.publish(draft.id, moderator_id=m) for m in (1, 3)), return_exceptions=True
        )
        made = [r for r in results if isinstance(r, Published) and r.publication is not None]
        assert all(isinstance(result, Published | ChangeError) for result in results)
        assert await self.desk.store.version(draft.change.story) == before + len(made) <= before + 1

    async def ask_while_publishing(self, draft: Draft, question: str, moderator: int) -> None:
        """Ask while a draft is published: the answer is from before or from after, never from both."""
        story = draft.change.story
        before = live_numbers(await self.desk.store.knowledge(story))
        first, _, second = await asyncio.gather(
            self._answer(question, story), self.publish(draft, moderator), self._answer(question, story)
        )
        after = live_numbers(await self.desk.store.knowledge(story))
        for answer in (first, second):
            quoted = {(quote.article.id, quote.revision.number) for quote in answer.quotes}
            assert quoted <= set(before.items()) or quoted <= set(after.items())

    async def ask(self, question: str, *, at_home: bool) -> None:
        """Ask a question: every quote stands word for word in what is live."""
        story = await self.story_of(at_home=at_home)
        live = live_numbers(await self.desk.store.knowledge(story))
        for quote in (await self._answer(question, story)).quotes:
            assert live[quote.article.id] == quote.revision.number

    async def _answer(self, question: str, story: str) -> Answer:
        answer = await self.services.answers.answer(question, story=story, best_effort=True)
        for quote in answer.quotes:
            stored = await self.desk.store.revision(story, quote.article.id, quote.revision.number)
            assert stored is not None
            assert stored.article.body[quote.span.start : quote.span.end] == quote.text
        return answer

    async def import_file(self, article: Article) -> None:
        """Import an article from disk: a moderator's word on it stands."""
        path = self._folder / "import" / f"{article.id}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render_article(article), encoding="utf-8")
        standing = (await self.desk.store.standing(self.home, [article.id])).get(article.id)
        (outcome,) = (await self.services.importer.import_paths([path])).outcomes
        live = (await self.desk.store.standing(self.home, [article.id]))[article.id]
        if standing is not None and standing.changed_by is MadeBy.MODERATOR:
            assert (outcome.status, live) == (Status.KEPT, standing)
        else:
            assert live.live is not None
            assert live.live.article == article

    async def check(self) -> None:
        """Check the stories that were published: the history is complete, and tells what is live."""
        for story, known in self.known.items():
            if await self.desk.store.version(story) == known.checked:
                continue
            knowledge = await self.desk.store.knowledge(story)
            known.checked = knowledge.version
            made = list(reversed(await self.desk.history.publications(story, limit=1000)))
            assert [publication.version for publication in made] == list(range(1, knowledge.version + 1))
            assert live_numbers(knowledge) == replay(known.base, made)
            assert {s.id for s in knowledge.statements} == replay_statements(known.statements, made)
            for one, next_one in zip(
                numbers := [p.aliases for p in made if p.aliases], numbers[1:], strict=False
            ):
                assert one[1] == next_one[0]
            if numbers:
                assert knowledge.aliases_number == numbers[-1][1]
            found = {
                (article_id, revision.number): revision.article.content_hash
                for article_id in {item.article_id for publication in made for item in publication.articles}
                for revision in await self.desk.history.revisions(story, article_id)
            }
            assert known.seen.items() <= found.items()
            known.seen = found

    async def check_round_trip(self) -> None:
        """Export the knowledge: to import it changes nothing, and a new database gets the same from it."""
        knowledge = await self.desk.store.knowledge(self.home)
        if not knowledge.revisions:
            return
        target = self._folder / "export"
        await export(self.desk.store, self.home, target)
        await check_changes_nothing(self.services.importer, target)
        importer = ImportService(self._archive, self.desk.readers)
        await importer.import_paths([target])
        copied = await self._archive.knowledge(self.home)
        assert [r.article for r in copied.revisions] == [r.article for r in knowledge.revisions]
        assert copied.aliases == knowledge.aliases
        await check_changes_nothing(importer, target)


async def check_changes_nothing(importer: ImportService, folder: Path) -> None:
    plan = await importer.plan([folder])
    assert {outcome.status for outcome in plan.report.outcomes} == {Status.UNCHANGED}
    assert not plan.articles
    assert not plan.aliases


def replay(base: Numbers, made: Sequence[Publication]) -> Numbers:
    """Return what is live after publications, oldest first; each must find what the last one left."""
    live = dict(base)
    for publication in made:
        for item in publication.articles:
            assert live.pop(item.article_id, None) == item.before
            if item.after is not None:
                live[item.article_id] = item.after
    return live


def replay_statements(base: frozenset[str], made: Sequence[Publication]) -> set[str]:
    held = set(base)
    for publication in made:
        held |= set(publication.made)
        assert held >= set(publication.ended)
        held -= set(publication.ended)
    return held
