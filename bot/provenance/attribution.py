"""The attribution label of a quote: whom it names for what it says, by its own words."""

import re

from bot.domain import Article, Attribution, Span
from bot.provenance.citations import cites_itself, find_citations
from bot.provenance.names import are_same, read_wording
from bot.provenance.phrases import SPEECH
from bot.provenance.speech import mask_speech
from bot.provenance.words import any_of
from bot.text.sentences import split_sentences

_SAY = SPEECH
_OFFICIAL = rf"\b(?i:{any_of('officials')})\b"
_BETWEEN = r"(?:\s(?:\w+ly|also|likewise|then|later|since|have|had|has))*"
_OF_THEIRS = r"(?:,?\s(?:at|in|inside|within|from|of|for|with|close\sto|familiar\swith)\s[^,.;]{1,60}?)?"
_PEOPLE = (
    r"(?:people|persons?|someone|somebody|those|employees?|officials?|executives?|engineers?|workers?|sources?|"
    r"insiders?|aides?|advisers?|advisors?|diplomats?|researchers?|staffers?)"
)
_FEW_WORDS = r"(?:[\w’'-]+\s){0,5}?"

_ANONYMOUS = re.compile(
    rf"""
      \b(?:[Aa]ccording\sto|[Cc]iting|[Pp]er)\s{_FEW_WORDS}(?:sources?|insiders?)\b(?!\sof\b)
    | \b[Aa]ccording\sto\s(?:\w+\s){{0,2}}(?:people|persons?)\b
    | \b(?:[Ss]ources?|insiders?|Insiders)\b(?!\sof\b){_OF_THEIRS}{_BETWEEN}\s{_SAY}
    | \b(?i:anonymous|unnamed|unidentified)\s(?:\w+\s){{0,2}}?{_PEOPLE}\b
    | \b{_PEOPLE}\s(?:who\s\w+\s)?(?:familiar\swith|briefed\son|with\s(?:\w+\s)?knowledge\sof)\b
    | \b(?:[Pp]eople|{_PEOPLE})\sclose\sto\s[^,.;]{{1,60}}?\s{_SAY}
    | \bcondition\sof\sanonymity\b | \brequest(?:ed|ing)?\sanonymity\b | \bsp(?:oke|eaking)\sanonymously\b
    | \b(?:not|declined|refused)\s(?:want(?:ed)?\s|wish(?:ed)?\s)?to\sbe\s(?:named|identified)\b
    """,
    re.VERBOSE,
)
# What follows the word where it is not the first part of another ("company documents").
_ENDS = r"(?=\s*(?:[,.;:)]|$)|\s(?:in|on|at|of|for|who|which|that|and|as|from)\b|\s[A-Z])"
_PAPERS = (
    r"(?:press\srelease|news\srelease|court\s(?:documents?|filings?|records?|papers)|regulatory\sfilings?|"
    r"official\s(?:statement|figures|data|records)|government\s(?:figures|data))"
)
_OFFICE = re.compile(
    rf"""
      {_OFFICIAL}{_OF_THEIRS}(?:,?(?:\s[A-Z][\w’'.-]*){{1,4}},?)?{_BETWEEN}\s{_SAY}
    | \b(?:[Aa]ccording\sto|[Cc]iting)\s(?:(?:the|an?|its|their)\s)?
      (?:(?!(?:the|an?|of|from|in)\b)[\w’'-]+\s){{0,2}}{_OFFICIAL}{_ENDS}
    | [,”"’]\s(?!t[eo]l){_SAY}\s(?:(?:the|an?|its|their)\s)?(?:[\w’'-]+\s){{0,2}}?{_OFFICIAL}
    | \b(?:[Aa]ccording\sto|[Ii]n|[Cc]iting)\s(?:(?:the|an?|its)\s)?(?:\w+\s){{0,2}}?{_PAPERS}\b
    """,
    re.VERBOSE,
)
_REPORTS_SAY = r"(?:say|says|said|suggest\w*|claim\w*|indicat\w*|point\w*|reckon\w*|that\s\w+)"
_HEARSAY = re.compile(
    rf"""
      \b(?i:reportedly|allegedly|purportedly|supposedly|unconfirmed|alleged|rumou?red|rumou?rs?)\b
    | \b(?:is|are|was|were|been)\s(?:\w+ly\s)?(?:said|reported|claimed|understood)\sto\b
    | \b[Ii]t\s(?:is|was|has\sbeen)\s(?:\w+ly\s)?(?:said|reported|claimed)\b
    | \b[Aa]ccording\sto\s(?!the\b|this\b|that\b)(?:[a-z]+\s){{0,3}}reports?\b
    | \b(?i:an?|one|another|some|several|many)\s(?:[a-z]+\s){{0,2}}reports?\s{_REPORTS_SAY}\b
    | \b[Ww]e(?:['’]re|\sare|\swere)\stold\b
    | (?<![Tt]he\s)(?<!these\s)\b[Rr]eports\s{_REPORTS_SAY}\b
    """,
    re.VERBOSE,
)


def label_attribution(text: str, *, publisher: str | None = None) -> Attribution | None:
    """Return whom a quote in English names for what it says, or None where it names nobody; never a guess.

    What stands in quotation marks is speech, and is not looked at. Where a quote fits several labels, the
    first of these is it: unnamed sources ("sources told the Gazette" stays anonymous: whoever retells it, the
    claim is theirs); the outlet itself ("told us", or its `publisher` named); an office or body, with or
    without a person's name; anybody named, be it only the outlet that is retold; and only then hearsay
    ("reportedly"), because "reportedly … , according to the Gazette" is the Gazette's word.
    """
    return _label(mask_speech(text), publisher)


def label_quote(article: Article, span: Span) -> Attribution | None:
    """Return the attribution label of a span of an English article's body; see `label_attribution`.

    The paragraph around it tells what in it is speech.
    """
    paragraph = _paragraph_around(article.body, span)
    masked = mask_speech(paragraph.of(article.body))
    text = masked[span.start - paragraph.start : span.end - paragraph.start]
    return _label(text, article.publisher)


def _paragraph_around(body: str, span: Span) -> Span:
    start = body.rfind("\n\n", 0, span.start) + 1
    end = body.find("\n\n", span.end)
    return Span(start, len(body) if end < 0 else end)


def _label(text: str, publisher: str | None) -> Attribution | None:
    if _ANONYMOUS.search(text):
        return Attribution.ANONYMOUS
    cited = _named_furthest_back(text)
    if cites_itself(text) or (publisher and any(are_same(name, publisher) for name in cited)):
        return Attribution.OWN_REPORTING
    if _OFFICE.search(text):
        return Attribution.OFFICIAL
    if cited:
        return Attribution.NAMED
    return Attribution.ALLEGED if _HEARSAY.search(text) else None


def _named_furthest_back(text: str) -> list[str]:
    wording = read_wording(text)
    spans = split_sentences(text) if text.strip() else ()
    found = [citation for span in spans for citation in find_citations(span.of(text), wording)]
    furthest = max((citation.depth for citation in found), default=0)
    return [citation.name for citation in found if citation.depth == furthest]
