"""An article as read for whom it has things from: the sentences that name somebody, and its outlets."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from bot.domain import Article, Span
from bot.provenance.citations import Citation, cites_itself, find_citations
from bot.provenance.names import NAME, NameMerger, Wording, read_wording, trim_name
from bot.provenance.persons import is_introduced, is_thing_shaped, strip_roles
from bot.provenance.phrases import Says
from bot.provenance.references import Reference, find_reference
from bot.provenance.speech import mask_speech
from bot.provenance.words import any_of, load_words
from bot.text.blocks import split_blocks
from bot.text.language import is_english
from bot.text.sentences import split_sentences

# What is read of a very long text, a book or a log: reading this much takes about a tenth of a second, once.
MOST_CHARS = 30_000
_SAMPLE_CHARS = 1500
_NAME_ALONE = re.compile(NAME)
_KINDS = any_of("outlet_kinds")
# Not "the Lindvik newspaper", which is the newspaper of a town.
_BESIDE_KIND = (
    re.compile(rf"\b{_KINDS}\s(?:[Tt]he\s)?{NAME}"),
    re.compile(rf"{NAME},\s(?:an?|the)\s(?:\w+\s){{0,3}}{_KINDS}\b"),
)


@dataclass(frozen=True, slots=True)
class CitingSentence:
    """A sentence that gives somebody for what it says, and the block it stands in.

    `own` says that it gives its own outlet, `reference` how it refers to a report without its name.
    """

    block: Span
    span: Span
    citations: tuple[Citation, ...]
    own: bool
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class Sourcing:
    """What an article tells of where it has things from: its citing sentences, and outlets by its own word.

    `english` is False for an article in another language, in which nothing is looked for; `whole` is False
    for one of which only the beginning was read, so that nothing can be said of the whole.
    """

    english: bool
    sentences: tuple[CitingSentence, ...] = ()
    outlets: tuple[str, ...] = ()
    whole: bool = True


def read_sourcing(article: Article) -> Sourcing:
    """Return what an article says of where it has things from; of a very long one, its beginning is read."""
    if not reads_english(article):
        return Sourcing(english=False)
    body = article.body[:MOST_CHARS]
    wording = read_wording(body)
    sentences = list(_find_sentences(body, wording))
    names = {c.name for sentence in sentences for c in sentence.citations}
    persons = {name for name in names if _is_person(name, article, body)}
    kept = [_leave_out(sentence, persons) for sentence in sentences]
    reporting = (c.name for s in kept for c in s.citations if c.says is Says.REPORTS or c.shaped)
    beside = _find_beside_kind(body, wording)
    outlets = tuple(dict.fromkeys((*reporting, *beside, *_name_reports(article.based_on))))
    merger = NameMerger(outlets)
    expanded = tuple(_expand(sentence, merger) for sentence in kept)
    return Sourcing(english=True, sentences=expanded, outlets=outlets, whole=len(article.body) <= MOST_CHARS)


def reads_english(article: Article) -> bool:
    """Tell whether an article is in English: by what it states, or else by its first words."""
    if article.language:
        return article.language.lower().startswith("en")
    return is_english(article.body[:_SAMPLE_CHARS])


def _find_sentences(body: str, wording: Wording) -> Iterator[CitingSentence]:
    for block in split_blocks(body):
        masked = mask_speech(block.span.of(body))
        for span in split_sentences(masked):
            text = span.of(masked)
            citations, own = find_citations(text, wording), cites_itself(text)
            reference = find_reference(text)
            if citations or own or reference:
                start = block.span.start
                place = Span(start + span.start, start + span.end)
                yield CitingSentence(block.span, place, citations, own, reference)


def _find_beside_kind(body: str, wording: Wording) -> Iterator[str]:
    for pattern in _BESIDE_KIND:
        for match in pattern.finditer(body):
            name = trim_name(match["name"], opens=False, wording=wording)
            if name is not None:
                yield name


def _name_reports(based_on: Collection[str]) -> Iterator[str]:
    """Yield whose reports an article says its facts come from: “Gazette: Bridge closes”."""
    for report in based_on:
        name, colon, _ = report.partition(": ")
        if colon and _NAME_ALONE.fullmatch(name):
            yield name


def _leave_out(sentence: CitingSentence, persons: Collection[str]) -> CitingSentence:
    return replace(sentence, citations=tuple(c for c in sentence.citations if c.name not in persons))


def _expand(sentence: CitingSentence, merger: NameMerger) -> CitingSentence:
    """Give every name the longest form of an outlet that the article calls by it, where that is one."""
    expanded = (
        replace(c, name=merger.merge(c.name, by_beginning=c.says is Says.REPORTS) or c.name)
        for c in sentence.citations
    )
    return replace(sentence, citations=tuple(expanded))


def _is_person(name: str, article: Article, body: str) -> bool:
    """Tell whether an article marks a name as a person's: by a title, an age, “who”, or as its author's."""
    titled = name.casefold() in load_words()["roles"] or strip_roles(name) != name
    return (titled and not is_thing_shaped(name)) or name == article.author or is_introduced(name, body)
