"""Reasons in a sentence, told by the words that introduce them; English only."""

import re
from collections.abc import Iterator

from bot.domain import Span

# Behind these the reason stands.
_BEHIND = (
    r"because|due\sto|owing\sto|thanks\sto|as\sa\s(?:result|consequence)\sof|on\saccount\sof|"
    r"on\sthe\sgrounds?|in\sorder\sto|so\sas\sto|so\sthat|for\sfear|fearing|in\sresponse\sto|in\sprotest|"
    r"(?:stem(?:s|med|ming)?|result(?:s|ed|ing)?|aris(?:es?|ing)|arose)\sfrom|"
    r"(?:attributed|put\sdown)\sto|blamed\son|(?:caused|prompted|triggered|driven|motivated|explained)\sby|"
    r"as\sa\smeans\s(?:to|of)|for\s[\w-]+\sreasons?"
)
# "Since" tells a reason, unless what follows is a time.
_SINCE = (
    r"since\b(?!\s(?:then|when|\d|last|early|late|mid|(?-i:[A-Z])|"
    r"the\s(?:\d|early|late|mid|last|start|end|beginning|days?|times?)))"
)
# An infinitive of purpose, unless the word before asks for one: "is likely to help".
_PURPOSE = (
    r"(?:(?P<unfit>likely|able|unable|enough|ready|going|how|have|has|had|want\w*|tr(?:y|ies|ied)|beg[aiu]n\w*|"
    r"continue\w*|fail\w*|need\w*|allow\w*|expect\w*|refuse[ds]?|agree[ds]?|decide[ds]?|plan\w*|hope[ds]?|"
    r"abilit(?:y|ies))\s)?to\s(?:avoid|prevent|protect|help|reduce|increase|improve|ensure|keep|make|escape|"
    r"save|stop|recover)"
)
# Behind "the reason for that is" it stands as well, but these words themselves are none of it.
_NAMED = (
    r"(?:reason|cause|purpose|aim|motive)s?\b(?:\s[^.;:!?]{1,60}?)??\s?"
    r"(?::|\b(?:is|are|was|were|included?|includes)\b)(?!\s(?:not\s)?(?:known|unknown|unclear)\b)"
)
# "Cause" is the verb behind these words.
_BEFORE_VERB = ("to", "can", "may", "could", "might", "will", "would", "that", "which")
_CAUSE = "|".join(rf"(?<=\b{word}\s)cause" for word in _BEFORE_VERB)
# Before these it stands, and behind them what came of it.
_BEFORE = (
    r"(?:(?P<passive>is|are|was|were|be|been|being)\s(?:[a-z]+ly\s)?)?"
    rf"(?:{_CAUSE}|causes(?!\s(?:of|for|are|were|include)\b)|caused|leads?\sto|led\sto|"
    r"resulted\sin|results\sin(?=\s(?:an?|the)\b)|prompts|prompted|triggers|triggered|explains)\b(?!\sby\b)"
    r"|(?:is|are|was|were)\s(?:an?|the|one\sof\sthe)\s(?:[a-z-]+\s){0,2}(?:cause|reason)s?\s(?:of|for|why)"
)
# It stands in what goes before, and no form tells how much of that it is.
_SOMEWHERE = (
    r"as\sa\s(?:result|consequence)(?!\sof)|therefore|thus|hence|consequently|for\s(?:this|that)\sreason"
)
_CUE = re.compile(
    rf"\b(?:(?P<named>{_NAMED})|(?P<somewhere>{_SOMEWHERE})|(?P<behind>{_BEHIND}|{_SINCE}|{_PURPOSE})\b"
    rf"|(?P<before>{_BEFORE}))",
    re.IGNORECASE,
)
_LOOSE_END = " \t\n\r.!?,"
_CLAUSE_END = re.compile(r"[;.!?](?:\s|$)|,\s(?!and\b|or\b)")
_SENTENCE_END = re.compile(r"[;.!?](?:\s|$)")
_CLAUSE_START = re.compile(r"[;:.!?]\s|,\s|\b(?:that|which|who)\s|\bbut\s")


def find_cues(sentence: str) -> list[Span]:
    """Return where words stand that tell of a reason, in order; relative to the sentence."""
    return [Span(match.start(), match.end()) for match in _find(sentence)]


def find_reasons(sentence: str) -> list[Span]:
    """Return the clauses that give a reason, in order, as far as their form tells where they begin and end.

    A conjunction belongs to its clause ("because a crack was found"); of "the cause was a crack" it is the
    crack, and of "a crack led to the closure" what goes before the verb.
    """
    reasons = []
    for match in _find(sentence):
        if match["somewhere"]:
            continue
        if match["before"]:
            starts = [found.end() for found in _CLAUSE_START.finditer(sentence, 0, match.start())]
            span = _trim(sentence, max(starts, default=0), match.start())
        else:
            end = (_SENTENCE_END if match["named"] else _CLAUSE_END).search(sentence, match.end())
            start = match.end() if match["named"] else match.start()
            span = _trim(sentence, start, len(sentence) if end is None else end.start())
        if span is not None:
            reasons.append(span)
    return reasons


def _find(sentence: str) -> Iterator[re.Match[str]]:
    return (match for match in _CUE.finditer(sentence) if not (match["unfit"] or match["passive"]))


def _trim(sentence: str, start: int, end: int) -> Span | None:
    piece = sentence[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip().rstrip(_LOOSE_END))
    return Span(start, end) if start < end else None
