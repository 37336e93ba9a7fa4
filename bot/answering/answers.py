"""Where a sentence holds the kind of thing that a question asks for."""

import re
from functools import lru_cache

from bot.domain import AnalysedQuery, AnswerKind, Span
from bot.text.stopwords import ENGLISH
from bot.text.tokens import split_tokens

_NUMBER_WORD = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|"
    "millions?|billions?|trillions?|half|once|twice|a third|a quarter|several|single"
)
_DIGITS = r"\d[\d.,]*\d|\d"
_SCALE = r"(?:thousand|million|billion|trillion|k|m|bn|tn)\b"
_NUMBER = rf"[$€£¥]?\b(?:{_DIGITS})(?:st|nd|rd|th)?\b(?:\s?(?:{_SCALE}|%))?|\b(?:{_NUMBER_WORD})\b"
_MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?(?=\s\d)"
)
_ORDINAL = (
    r"\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    "thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth"
)
_PERIOD = "second|minute|hour|day|week|month|year|decade|centur(?:y|ie)|generation|season|quarter"
_DATE = (
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?)?(?:{_MONTH})(?:\s\d{{1,2}}(?:st|nd|rd|th)?(?!\d))?(?:,?\s\d{{4}})?\b"
    rf"|\b(?:1[0-9]|20)\d{{2}}s?\b|\b(?:{_ORDINAL})[-\s]centur(?:y|ies)\b|\b\d{{1,4}}\s(?:BCE?|AD|CE)\b"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\b(?:last|this|next)\s(?:week|month|year|spring|summer|autumn|fall|winter)\b"
    rf"|\b\w+\s(?:{_PERIOD})s?\s(?:ago|later|earlier|after|before)\b|\b(?:yesterday|today|tomorrow)\b"
)
_DURATION = (
    rf"\b(?:{_DIGITS}|{_NUMBER_WORD}|an?|few|many|some)[-\s](?:\w+\s)?(?:{_PERIOD})s?\b"
    r"|\bfrom \d{4}\b|\buntil\b|\b\d{4}\s?[–-]\s?\d{2,4}\b|\b\d+:\d\d\b"
)
_CURRENCY = "dollars?|euros?|pounds?|cents?|pence|yen|yuan|rupees?|roubles?|rubles?|francs?|marks|shillings?"
_MONEY = (
    rf"(?:\b[A-Z]{{1,3}})?[$€£¥₹]\s?(?:{_DIGITS})(?:\s?{_SCALE})?"
    rf"|\b(?:{_DIGITS}|{_NUMBER_WORD})\s?(?:{_SCALE}\s)?(?:{_CURRENCY})\b"
)
_SHARE = (
    rf"\b(?:{_DIGITS})\s?(?:%|percent|per cent|percentage)"
    r"|\b(?:half|thirds?|quarters?|fifths?|tenths?|majority|minority|most of)\b"
    r"|\b\w+ (?:in|out of) (?:ten|\d+)\b"
)
_NAME = r"[^\W\d_a-z][\w'’&.-]*(?:\s(?:(?:of|de|van|von|the|and|du|la|al|bin)\s)?[^\W\d_a-z][\w'’&-]*)*"
_PLACE = (
    r"\b(?:in|at|near|from|to|of|on|outside|inside|within|across|throughout|between|along|around|through|"
    r"into|off|north|south|east|west)\s(?:the\s)?(?:\w+\s)?[^\W\d_a-z][\w'’.-]+"
)
_REASON = (
    r"\b(?:because|due to|since|as a result|in order to|so as to|owing to|caus(?:e|ed|es)|leads? to|led to|"
    r"reasons?|so that|thanks to|result(?:ed|s|ing)? (?:of|from|in)|therefore|thus|stem(?:s|med|ming)? from|"
    r"attributed to|for fear|fearing|"
    r"to (?:avoid|prevent|protect|help|reduce|increase|improve|ensure|keep|make))\b"
)
_MANNER = r"\b(?:by|through|using|via|with|means of|in the form of|method|process)\b"
_PATTERNS = {
    AnswerKind.PERSON: _NAME,
    AnswerKind.ORGANISATION: _NAME,
    AnswerKind.CHOICE: _NAME,
    AnswerKind.PLACE: _PLACE,
    AnswerKind.DATE: _DATE,
    AnswerKind.COUNT: _NUMBER,
    AnswerKind.MEASURE: _NUMBER,
    AnswerKind.AGE: _NUMBER,
    AnswerKind.FREQUENCY: _NUMBER,
    AnswerKind.MONEY: _MONEY,
    AnswerKind.SHARE: _SHARE,
    AnswerKind.DURATION: _DURATION,
    AnswerKind.REASON: _REASON,
    AnswerKind.MANNER: _MANNER,
}
# In these, a capital tells a name from another word.
_CASED = {AnswerKind.PERSON, AnswerKind.ORGANISATION, AnswerKind.CHOICE, AnswerKind.PLACE, AnswerKind.DATE}
_FINDERS = {
    kind: re.compile(pattern, 0 if kind in _CASED else re.IGNORECASE) for kind, pattern in _PATTERNS.items()
}
_CUES = {AnswerKind.REASON, AnswerKind.MANNER}
_NAMES = {AnswerKind.PERSON, AnswerKind.ORGANISATION, AnswerKind.CHOICE}
_COUNTS = {AnswerKind.COUNT, AnswerKind.MEASURE, AnswerKind.AGE, AnswerKind.FREQUENCY}
_LOOSE_END = re.compile(r"[\s.,'’-]+$")


def is_typed(kind: AnswerKind) -> bool:
    """Tell whether answers of a kind can be told by their form."""
    return kind in _FINDERS


def is_cue(kind: AnswerKind) -> bool:
    """Tell whether only the word that introduces an answer of a kind can be told, as "because" does."""
    return kind in _CUES


def find_answers(query: AnalysedQuery, sentence: str) -> list[Span]:
    """Return where a sentence holds what could answer by its form, in order; relative to the sentence.

    What the question holds itself is no answer. Of reasons and manners only the word that introduces them is
    found. For kinds that no form tells (`is_typed`), there is nothing to find.
    """
    finder = _FINDERS.get(query.kind)
    if finder is None:
        return []
    known = _known(query.text)
    spans = []
    for match in finder.finditer(sentence):
        text = _LOOSE_END.sub("", match[0])
        if text and (query.kind in _CUES or _is_answer(query.kind, sentence, match.start(), text, known)):
            spans.append(Span(match.start(), match.start() + len(text)))
    return spans


def _is_answer(kind: AnswerKind, sentence: str, start: int, text: str, known: frozenset[str]) -> bool:
    words = [token.text for token in split_tokens(text)]
    if kind in _COUNTS:
        return not known.issuperset(words) and _FINDERS[AnswerKind.DATE].match(sentence, start) is None
    new = any(word not in known and word not in ENGLISH for word in words)
    # One word with a capital where a sentence starts is hardly a name.
    return new and not (kind in _NAMES and start == 0 and len(words) == 1)


@lru_cache(maxsize=256)
def _known(text: str) -> frozenset[str]:
    return frozenset(token.text for token in split_tokens(text))
