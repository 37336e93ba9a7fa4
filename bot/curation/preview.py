"""What a moderator sees of a change before it is published."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answering.config import AnsweringConfig
from bot.curation.differences import SentenceChange, compare_bodies, list_sentences
from bot.curation.drafting import now_in_utc
from bot.curation.rehearsal import Rehearsal, Rehearser
from bot.curation.staging import find_base, stage
from bot.domain import AliasGroups, Article, Draft, Revision, Span, Statement
from bot.ports import ArticleStore, Drafts, Dropped, Indexes, Knowledge, ReadArticle, Retriever
from bot.provenance.agreement import Provenance
from bot.provenance.shared_text import estimate_copied, sign_text
from bot.text.passages import split_passages

_TWIN = 0.3
_LEAST_SHARED = 2
_LEAST_WORDS = 6
# So many of the longest sentences are looked for, and so many passages taken for each.
_LOOKED_FOR = 12
_PASSAGES_EACH = 8
_QUERY_CHARS = 300


@dataclass(frozen=True, slots=True)
class Twin:
    """A live article that an article repeats: about which share of the shorter text, in which sentences."""

    article: Article
    share: float
    sentences: tuple[str, ...]


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
        likely = {c.article_id: await _find_likely(live, c.after) for c in change.articles}
        articles = await asyncio.to_thread(self._look, draft, knowledge, staged, read, likely)
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
        likely: Mapping[str, Sequence[Article]],
    ) -> tuple[ArticlePreview, ...]:
        live = {revision.article.id: revision for revision in knowledge.revisions}
        after = {revision.article.id: revision for revision in staged.revisions}
        reads = {item.article.id: item for item in read}
        looks = []
        for change in draft.change.articles:
            id_ = change.article_id
            new = after.get(id_)
            if new is None:
                looks.append(ArticlePreview(id_, live[id_].article if id_ in live else None, None))
            else:
                looks.append(self._look_at(live.get(id_), new, reads.get(id_), likely[id_]))
        return tuple(looks)

    def _look_at(
        self,
        live: Revision | None,
        after: Revision,
        read: ReadArticle | None,
        likely: Sequence[Article],
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
            twins=find_twins(article, likely),
            differences=differences,
            dropped=read.dropped if read else (),
            notes=read.notes if read else (),
        )

    def _find_origins(self, revision: Revision, sentences: Sequence[Span]) -> tuple[str, ...]:
        """Return the names of the origins that any sentence of an article has."""
        counted = (self._provenance.count([(revision, span)]) for span in sentences)
        return tuple(dict.fromkeys(name for agreement in counted for name in agreement.origin_names))


async def _find_likely(live: Retriever, after: Article | int | None) -> tuple[Article, ...]:
    """Return the articles that may repeat a new content: those that the index finds for its long sentences.

    Signing thousands of articles would take longer than anybody waits for a preview.
    """
    if not isinstance(after, Article):
        return ()
    sentences = sorted(list_sentences(after.body), key=len, reverse=True)[:_LOOKED_FOR]
    found: dict[str, Article] = {}
    for sentence in sentences:
        query = live.analyse(sentence[:_QUERY_CHARS])
        for passage in live.search(query, passages=_PASSAGES_EACH).passages:
            article = passage.passage.revision.article
            if article.id != after.id:
                found[article.id] = article
        await asyncio.sleep(0)
    return tuple(found.values())


def find_twins(article: Article, others: Sequence[Article]) -> tuple[Twin, ...]:
    """Return the articles that an article repeats, the likest first.

    One is a twin if about a third of the shorter text's runs of four words stand in the other, or if they
    share two sentences of six words or more.
    """
    signature = sign_text(article.body)
    sentences = {s.casefold(): s for s in list_sentences(article.body) if len(s.split()) >= _LEAST_WORDS}
    twins = []
    for other in others:
        share = estimate_copied(signature, sign_text(other.body))
        same = {s.casefold() for s in list_sentences(other.body)} & sentences.keys()
        if share >= _TWIN or len(same) >= _LEAST_SHARED:
            shared = tuple(text for key, text in sentences.items() if key in same)
            twins.append(Twin(other, share, shared))
    return tuple(sorted(twins, key=lambda twin: -twin.share))
