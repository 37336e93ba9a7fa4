"""Whether an English sentence can be understood alone."""

import re

_OPENING_MARKS = r"[\"“‘'(\[]*"
_POINTING_WORDS = (
    "he|she|it|they|him|her|his|hers|its|their|theirs|them|this|these|those|that|such|but|and|or|so|yet|however|"
    "instead|also|then|therefore|thus|hence|meanwhile|otherwise|nevertheless|nonetheless|moreover|furthermore|"
    "additionally|consequently|accordingly|similarly|likewise|conversely|indeed|both|neither|another|others|some|"
    "most|many|there|here|one of|as a result|in addition|in contrast|for example|for instance|"
    "on the other hand|by contrast|after that|at the time|at that time|as such|in turn|in fact|of these"
)
_POINTS_BACK = re.compile(rf"{_OPENING_MARKS}(?:{_POINTING_WORDS})(?![\w'’-])", re.IGNORECASE)
_DEFINITE = re.compile(rf"{_OPENING_MARKS}[Tt]he (?=[a-z0-9])")
# "In 1990, the company …": what stands before the comma only says when, where or how.
_AFTER_ADVERBIAL = re.compile(
    rf"{_OPENING_MARKS}(?:In|On|At|By|After|Before|During|From|Since|As|When|While|Although|Though|Despite|Under|"
    r"With|For|Until|Following|Due|Because|If|According|\w+ly|Today|Later)\b[^,]{0,60},\s"
    r"(?:the (?=[a-z])|(?:this|these|those|such|he|she|it|they) )"
)
_POINTER = re.compile(
    r"\b(?:he|she|it|they|his|her|its|their|him|them|this|these|those|such|that (?:time|year|day|period)|"
    r"the (?:former|latter|same|other))\b"
)
_PERSONAL = re.compile(rf"{_OPENING_MARKS}(?:he|she|it|they|his|her|its|their)\b", re.IGNORECASE)
_WEAK_POINTER = re.compile(rf"(?i:{_POINTER.pattern})|\b[Tt]he (?=[a-z])")
_NAME_INSIDE = re.compile(r"(?<=\s)[\"“‘(]?[^\W\d_a-z][\w’'-]+")
_EARLY_CHARS = 60
_WEAK_CHARS = 100


def leans_on_previous(sentence: str) -> bool:
    """Tell whether a sentence cannot be understood without the one before it.

    It cannot when its subject is a pronoun or a definite noun phrase that is no name ("The company"), when it
    starts with a connective, or when a pronoun or demonstrative stands near its start before any name.
    """
    if _POINTS_BACK.match(sentence) or _DEFINITE.match(sentence) or _AFTER_ADVERBIAL.match(sentence):
        return True
    pointer = _POINTER.search(sentence, 0, _EARLY_CHARS)
    if pointer is None:
        return False
    name = _NAME_INSIDE.search(sentence)
    return name is None or name.start() > pointer.start()


def starts_with_pronoun(sentence: str) -> bool:
    """Tell whether the first word of a sentence is a personal pronoun: who is meant stands before it."""
    return _PERSONAL.match(sentence) is not None


def may_lean_on_previous(sentence: str) -> bool:
    """Tell whether a sentence holds, not far from its start, a pronoun or definite noun phrase at all.

    What it stands for may be named in the sentence before.
    """
    return _WEAK_POINTER.search(sentence, 0, _WEAK_CHARS) is not None
