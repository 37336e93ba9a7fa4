"""What a moderator sees of a change before it is published."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.config import AnsweringConfig
from bot.curation.differences import SentenceChange, compare_bodies
from bot.curation.drafting import now_in_utc
from bot.curation.rehearsal import Rehearsal, Rehearser
from bot.curation.staging import find_base, stage
from bot.curation.twins import Twin, TwinFinder
from bot.domain import AliasGroups, Article, Draft, Revision, Span, Statement
from bot.ports import ArticleStore, Drafts, Dropped, Indexes, Knowledge, ReadArticle
from bot.provenance.agreement import Provenance
from bot.text.passages import split_passages


@dataclass(frozen=True, slots=True)
class ArticlePreview:
    """What becomes of one article: `after` is None for one that is retired, `before` for a new one.

    `passages` and `sentences` count what can be quoted of it. `origins` names whose report it retells, as far
    as that is found. `dropped` and `notes` are what reading it left out and remarked.
    """

    article_id: str
    before: Article | None
    after: Article | None
    passages: int = 0
    sentences: int = 0
    origins: tuple[str, ...] = ()
    twins: tuple[Twin, ...] = ()
    differences: tuple[SentenceChange, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything that a change does. `others` are other moderators' drafts on the same story.

    `first` says that publishing it makes the server a story of its own.
    """

    draft: Draft
    articles: tuple[ArticlePreview, ...]
    added_aliases: AliasGroups
    removed_aliases: AliasGroups
    statements: tuple[Statement, ...]
    ended: tuple[Statement, ...]
    others: tuple[Draft, ...]
    rehearsal: Rehearsal
    first: bool


class Previewer:
    """Looks at drafts; nothing that it does is stored or logged."""

    def __init__(self, store: ArticleStore, drafts: Drafts, indexes: Indexes, rehearser: Rehearser) -> None:
        self._store = store
        self._drafts = drafts
        self._indexes = indexes
        self._rehearser = rehearser
        self._provenance = Provenance()
        self._twins = TwinFinder()
        # One at a time: what reads a text is for one thread.
        self._looking = asyncio.Lock()

    async def preview(
        self, draft: Draft, read: Sequence[ReadArticle] = (), *, config: AnsweringConfig | None = None
    ) -> Preview:
        """Return what a draft would do; `read` is what its articles were read from, where they were.

        `config` is how the community has its questions answered, for the dry run.

        Raises:
            StorageError: if the database cannot be read.
        """
        change = draft.change
        story = await find_base(self._store, change)
        live = await self._indexes.current(story)
        knowledge = live.knowledge
        staged = await stage(self._store, knowledge, change, now_in_utc())
        async with self._looking:
            articles = await asyncio.to_thread(self._look, draft, knowledge, staged, read)
        before, after = set(map(frozenset, knowledge.aliases)), set(map(frozenset, staged.aliases))
        rehearsal = await self._rehearser.rehearse(
            live, staged, community_id=draft.community_id, config=config
        )
        others = await self._drafts.on(change.story)
        return Preview(
            draft=draft,
            articles=articles,
            added_aliases=tuple(g for g in staged.aliases if frozenset(g) not in before),
            removed_aliases=tuple(g for g in knowledge.aliases if frozenset(g) not in after),
            statements=change.statements,
            ended=tuple(s for s in knowledge.statements if s.id in change.ended),
            others=tuple(other for other in others if other.moderator_id != draft.moderator_id),
            rehearsal=rehearsal,
            first=story != change.story,
        )

    def _look(
        self,
        draft: Draft,
        knowledge: Knowledge,
        staged: Knowledge,
        read: Sequence[ReadArticle],
    ) -> tuple[ArticlePreview, ...]:
        live = {revision.article.id: revision for revision in knowledge.revisions}
        after = {revision.article.id: revision for revision in staged.revisions}
        reads = {item.article.id: item for item in read}
        new = [c.after for c in draft.change.articles if isinstance(c.after, Article)]
        found = self._twins.find(new, [revision.article for revision in knowledge.revisions])
        twins = dict(zip((article.id for article in new), found, strict=True))
        looks = []
        for change in draft.change.articles:
            id_ = change.article_id
            then = after.get(id_)
            if then is None:
                looks.append(ArticlePreview(id_, live[id_].article if id_ in live else None, None))
            else:
                looks.append(self._look_at(live.get(id_), then, reads.get(id_), twins.get(id_, ())))
        return tuple(looks)

    def _look_at(
        self,
        live: Revision | None,
        after: Revision,
        read: ReadArticle | None,
        twins: tuple[Twin, ...],
    ) -> ArticlePreview:
        before = live.article if live else None
        article = after.article
        language = article.language or "en"
        passages = split_passages(after, language=language)
        differences = compare_bodies(before.body, article.body, language=language) if before else ()
        return ArticlePreview(
            article.id,
            before,
            article,
            passages=len(passages),
            sentences=sum(len(passage.sentences) for passage in passages),
            origins=self._find_origins(after, [s for p in passages for s in p.sentences]),
            twins=twins,
            differences=differences,
            dropped=read.dropped if read else (),
            notes=read.notes if read else (),
        )

    def _find_origins(self, revision: Revision, sentences: Sequence[Span]) -> tuple[str, ...]:
        """Return the names of the origins that any sentence of an article has."""
        counted = (self._provenance.count([(revision, span)]) for span in sentences)
        return tuple(dict.fromkeys(name for agreement in counted for name in agreement.origin_names))
