"""Whom a sentence of an article names for what it says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.provenance.names import Wording, is_institution_shaped, is_outlet_shaped, trim_name
from bot.provenance.phrases import Says, load_phrases, load_trigger

_MOST_CHARS = 1000
_THIS_PAPER = r"[Tt]his\s(?:newspaper|paper|website|magazine|outlet|publication)"
_OURSELVES = re.compile(
    rf"""
      \btold\s(?:us|{_THIS_PAPER})\b
    | \b(?:spoke|speaking|spoken)\s(?:to|with)\s(?:us|{_THIS_PAPER})\b
    | \b(?:obtained|seen|reviewed|viewed)\sby\s(?:us|{_THIS_PAPER})\b
    | \b[Oo]ur\s(?:own\s)?(?:\w+\s)?
      (?:reporters?|correspondents?|reporting|journalists?|investigation|newsroom)\b
    | \b[Ww]e(?:\shave|['’]ve|\shad)?\s(?:\w+ly\s)?
      (?:learn(?:ed|t)|obtained|reviewed|interviewed|contacted|spoken?|understand|verified|reported)\b
    | \b{_THIS_PAPER}\s(?:has|understands|reported|learn(?:ed|t))\b
    """,
    re.VERBOSE,
)

# "A diver from Lindvik said": the one who says it is another.
_AFTER_PREPOSITION = re.compile(r"\b(?:of|from|on|in|at|for|with|about|by|to|near|into)\s(?:[Tt]he\s)?\Z")


@dataclass(frozen=True, slots=True)
class Citation:
    """A name that a sentence gives for what it says. `shaped` says that the name alone shows an outlet."""

    name: str
    says: Says
    depth: int
    shaped: bool = False


def find_citations(sentence: str, wording: Wording) -> tuple[Citation, ...]:
    """Return whom a sentence, without the speech in it, names for what it says.

    `wording` is how the text around it writes its words. Of what is too long for a sentence, a table or a
    text without full stops, the beginning is read.
    """
    sentence = sentence[:_MOST_CHARS]
    if not load_trigger().search(sentence):
        return ()
    return tuple(dict.fromkeys(_match(sentence, wording)))


def cites_itself(sentence: str) -> bool:
    """Tell whether a sentence, without the speech in it, says that its own outlet found out: “told us”."""
    return _OURSELVES.search(sentence) is not None


def _match(sentence: str, wording: Wording) -> Iterator[Citation]:
    opening = len(sentence) - len(sentence.lstrip(" “\"‘'(-"))
    for phrase in load_phrases():
        if not all(cue.search(sentence) for cue in phrase.cues):
            continue
        for match in phrase.pattern.finditer(sentence):
            if phrase.depth == 0 and _AFTER_PREPOSITION.search(sentence, 0, match.start()):
                continue
            article = match.groupdict().get("the") or ""
            opens = match.start("name") == opening
            name = trim_name(match["name"], opens=opens, wording=wording)
            if name is None:
                continue
            shaped = is_outlet_shaped(name, with_article=bool(article))
            if phrase.shaped and not (shaped or is_institution_shaped(name)):
                continue
            # "The Verge" within a sentence writes the article with a capital because it is part of the name.
            shown = article + name if article == "The " and match.start() > opening else name
            yield Citation(shown, phrase.says, phrase.depth, shaped)
