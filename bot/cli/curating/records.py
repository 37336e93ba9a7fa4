"""The knowledge as JSON: articles, publications, previews."""

from collections.abc import Mapping, Sequence

from bot.cli.curating.wording import name_maker, to_utc
from bot.curation.differences import SentenceChange
from bot.curation.preview import ArticlePreview, Preview
from bot.curation.rehearsal import Case, Rehearsal
from bot.domain import Answer, Article, Publication, Revision, Statement


def article_to_json(article: Article) -> dict[str, object]:
    """Return an article's fields without its body."""
    return {
        "id": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "author": article.author,
        "url": article.url,
        "published": article.published.isoformat() if article.published else None,
        "language": article.language,
        "origin": article.origin,
        "based_on": list(article.based_on),
    }


def revision_to_json(revision: Revision, *, live: bool) -> dict[str, object]:
    """Return what is known of a revision, without its body."""
    made = {"revision": revision.number, "live": live, "made_by": revision.made_by.value}
    return article_to_json(revision.article) | made | {"created_at": to_utc(revision.created_at)}


def publication_to_json(
    publication: Publication, differences: Mapping[str, Sequence[SentenceChange]] | None = None
) -> dict[str, object]:
    """Return a publication; with `differences`, by article id, what became of each sentence."""
    articles = []
    for replaced in publication.articles:
        named = {"id": replaced.article_id, "before": replaced.before, "after": replaced.after}
        if differences is not None:
            named["differences"] = _differences(differences[replaced.article_id])  # type: ignore[assignment]
        articles.append(named)
    return {
        "version": publication.version,
        "story": publication.story,
        "kind": publication.kind.value,
        "by": name_maker(publication),
        "at": to_utc(publication.published_at),
        "reason": publication.reason,
        "articles": articles,
        "aliases": list(publication.aliases) if publication.aliases else None,
        "statements_made": list(publication.made),
        "statements_ended": list(publication.ended),
    }


def statement_to_json(statement: Statement) -> dict[str, object]:
    """Return a statement."""
    return {
        "id": statement.id,
        "about": statement.about,
        "text": statement.text,
        "signed": statement.signed,
        "made_at": to_utc(statement.made_at),
        "expires_at": to_utc(statement.expires_at),
    }


def preview_to_json(preview: Preview) -> dict[str, object]:
    """Return everything that a change would do."""
    change = preview.draft.change
    return {
        "story": change.story,
        "kind": change.kind.value,
        "reason": change.reason,
        "articles": [_article(article) for article in preview.articles],
        "aliases_added": [list(group) for group in preview.added_aliases],
        "aliases_removed": [list(group) for group in preview.removed_aliases],
        "statements_made": [statement_to_json(statement) for statement in preview.statements],
        "statements_ended": [statement_to_json(statement) for statement in preview.ended],
        "other_drafts": len(preview.others),
        "dry_run": _rehearsal(preview.rehearsal),
    }


def _article(article: ArticlePreview) -> dict[str, object]:
    return {
        "id": article.article_id,
        "before": article_to_json(article.before) if article.before else None,
        "after": article_to_json(article.after) if article.after else None,
        "passages": article.passages,
        "sentences": article.sentences,
        "origins": list(article.origins),
        "repeats": [
            {"id": twin.article.id, "share": round(twin.share, 3), "sentences": list(twin.sentences)}
            for twin in article.twins
        ],
        "differences": _differences(article.differences),
        "dropped": [{"reason": block.reason, "text": block.text} for block in article.dropped],
        "notes": list(article.notes),
    }


def _differences(differences: Sequence[SentenceChange]) -> list[dict[str, object]]:
    return [{"before": change.before, "after": change.after} for change in differences]


def _rehearsal(rehearsal: Rehearsal) -> dict[str, object]:
    return {
        "summary": str(rehearsal),
        "golden_broken": [case.question for case in rehearsal.broken],
        "questions": [_case(case) for case in rehearsal.cases],
    }


def _case(case: Case) -> dict[str, object]:
    return {
        "question": case.question,
        "asked": case.asked,
        "effect": case.effect.value,
        "before": _answer(case.before),
        "after": _answer(case.after),
        "passes": list(case.passes) if case.passes else None,
    }


def _answer(answer: Answer) -> dict[str, object] | None:
    if not answer.answered:
        return None
    quote = answer.quotes[0]
    quote.verify()
    return {"text": quote.text, "article": quote.article.id, "revision": quote.revision.number}
