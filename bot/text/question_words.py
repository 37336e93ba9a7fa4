"""The English words and turns of phrase that questions are made of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain import AnswerKind


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


WH = _words("who whom whose what which when where why how")
BE = _words("is are was were be been being am isn't aren't wasn't weren't")
AUXILIARIES = BE | _words("""
    do does did has have had will would shall should can could may might must don't doesn't didn't hasn't
    haven't hadn't won't wouldn't can't couldn't shouldn't isnt arent wasnt werent dont doesnt didnt hasnt
    havent hadnt wont wouldnt cant couldnt shouldnt
    """)
PREPOSITIONS = _words("""
    in on at by for of to from with within until till since under about during through into after before
    against between among near over as via up toward towards than
    """)
DEFINITE = _words("the this that these those his her its their our your my")
DETERMINERS = DEFINITE | _words("a an any some all both each every")
# These stand inside a noun phrase: "the most expensive car", "two other engineers".
INSIDE = _words("most more other another own same very too one two three few many such")
IMPERATIVES = _words("name list give state identify mention")
EXPLAINING = _words("define explain describe")
CAUSING = _words("caused causes causing made makes led leads prompted prompts triggered triggers")
MEANING = _words("mean stand")
# Behind these, the noun that counts follows "of": "what kind of engine", "the name of the company".
KIND_WORDS = _words("kind kinds type types sort sorts form forms style category categories")
PART_WORDS = _words("name names one ones some part parts two three four five")
TIME_UNITS = _words("seconds minutes hours days weeks months years decades centuries time longer")
CURRENCIES = _words("dollars euros yen rupees francs usd eur gbp cents bucks money cash")
MEASURING_UNITS = _words(
    "miles kilometers kilometres km meters metres feet inches acres hectares degrees tons tonnes kilograms "
    "kg litres liters gallons megawatts watts volts pounds"
)
PAYING = _words("""
    cost costs pay pays paid paying spend spends spent spending worth earn earns earned charge charges charged
    invest invests invested donate donates donated raise raises raised sell sells sold bill billed fund funded
    fined owe owes owed buy buys bought purchase purchased valued price priced
    """)
# What lies somewhere is long in metres; everything else lasts.
LYING = _words("river road bridge tunnel canal wall coast coastline border street pipe cable ship")
LASTING = _words(
    "take takes taking took taken last lasts lasted stay stayed remain remained closed open going"
)
STATES = _words("born responsible involved dead left next first last behind there able eligible right wrong")
HOW = {
    "old": AnswerKind.AGE, "often": AnswerKind.FREQUENCY, "frequently": AnswerKind.FREQUENCY,
    "come": AnswerKind.REASON, "soon": AnswerKind.DATE, "early": AnswerKind.DATE, "late": AnswerKind.DATE,
    "recently": AnswerKind.DATE, "long": AnswerKind.DATE, "about": AnswerKind.KEYWORDS,
    "quickly": AnswerKind.DURATION,
} | dict.fromkeys(
    _words("far tall high deep wide big large heavy fast hot cold thick close small loud powerful"),
    AnswerKind.MEASURE,
)  # fmt: skip
# Frequent words of other languages that are no English words.
FOREIGN = _words(
    "ist sind wird wurde der das ein eine nicht und est les une que qui las una por para het een niet della "
    "sono är och nie jest auf wie warum por qué"
)

COURTESY = re.compile(
    r"(?:hey|hi|hello|hiya|please|pls|plz|ok|okay|so|well|um|uh|and|but|also|now|then|actually|"
    r"quick question|sorry|excuse me|thanks|thank you|bot|kindly)\b[\s,:;.!-]+",
    re.IGNORECASE,
)
_ASKED = r"(?:can|could|would|will)\s(?:you|u|anyone|anybody|someone|somebody|we|i)\s(?:please\s|kindly\s)?"
_WANT = (
    r"(?:wonder(?:ing)?|curious|(?:want(?:ed)?|would\slike|need|['’]?d\slike)\sto\s(?:know|ask|find\sout))"
)
REQUEST = re.compile(
    rf"""(?:
      (?:{_ASKED})?(?:tell|show|remind)\s(?:me|us)
    | {_ASKED}(?=(?:say|{"|".join(IMPERATIVES | EXPLAINING)})\b)
    | do(?:es)?\s(?:you|u|we|anyone|anybody|someone|somebody)\s(?:happen\sto\s)?(?:know|remember|recall)
    | (?:i|we)(?:\sam|\sare|['’]?m|['’]re)?\s?(?:just\s|was\s)?{_WANT}
    | (?:any|do\syou\shave\sany|anyone\shave\san)\s(?:idea|clue)
    | any(?:one|body)\sknows?
    | (?:is\sit\sknown|let\sme\sknow|find\sout|say)
    | explain(?=\s(?:how|why|what|when|where|who|which)\b)
    )\b[\s,:;.!-]*""",
    re.IGNORECASE | re.VERBOSE,
)
TAG = re.compile(
    r"(?:,\s|\s(?=.*\?))(?:right|correct|yes|no|innit|true|(?:is|was|are|were|do|does|did|has|have|had|will|would|can|could)"
    r"n['’]?t\s(?:it|he|she|they|we|you))\s*\?*\s*$",
    re.IGNORECASE,
)

# What is quoted in a question is a title or a phrase, and asks nothing.
QUOTED = re.compile(r'"[^"]*"|“[^”]*”')

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*|%")
_CONTRACTED = re.compile(r"(who|what|when|where|why|how)'?(s|re|d|ll|ve)")
_CONTRACTIONS = {"s": "is", "re": "are", "d": "did", "ll": "will", "ve": "have"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question: `text` in small letters with a plain apostrophe, and where it stands."""

    text: str
    start: int
    end: int


def split_words(question: str, start: int = 0) -> Iterator[Word]:
    """Yield the words of a question from an offset on; a contracted question word ("what's") gives two."""
    for match in _WORD.finditer(question, start):
        text = match[0].lower().replace("’", "'")
        contracted = None if text == "whose" else _CONTRACTED.fullmatch(text)
        if contracted:
            yield Word(contracted[1], match.start(), match.end())
            yield Word(_CONTRACTIONS[contracted[2]], match.start(), match.end())
        else:
            yield Word(text, match.start(), match.end())
