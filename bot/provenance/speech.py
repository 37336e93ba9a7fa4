"""What stands in quotation marks, set aside: what a quoted person says is not what the article says."""

import re

_LEAST_WORDS = 4
_PAIRED = re.compile(
    r"“(?P<curly>[^“”]*)”|\"(?P<straight>[^\"]*)\"|‘(?P<single>[^‘]*?[,.?!…])’(?!\w)"
    r"|\A(?P<begun>[^“”\"]*)”|“(?P<open>[^“”]*)\Z"
)


def mask_speech(paragraph: str) -> str:
    """Return a paragraph with what it quotes at length replaced by blanks, so that offsets stay.

    Quotation marks and a comma or full stop before them are kept. A few words in quotation marks are not
    speech: a title, a nickname, a word that is doubted. Speech that began in an earlier paragraph, or goes on
    in the next, is known by curly marks only.
    """
    return _PAIRED.sub(_blank, paragraph)


def _blank(match: re.Match[str]) -> str:
    start, end = match.span(match.lastgroup or 0)
    said = match.string[start:end]
    if len(said.split()) < _LEAST_WORDS:
        return match[0]
    kept = said[-1] if said[-1] in ",.?!…" else " "
    blank = " " * (len(said) - 1) + kept
    return match.string[match.start() : start] + blank + match.string[end : match.end()]
