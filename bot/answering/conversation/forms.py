"""The forms of English follow-up questions that need no grammar: how they begin, and set phrases."""

import re
from dataclasses import dataclass

from bot.text.question_words import AUXILIARIES
from bot.text.stopwords import ENGLISH

_LINK = re.compile(
    r"(?:(?P<linking>and|but|so|or|then|also)|ok(?:ay)?|well|yes|no|hmm*|ah|oh)\b[\s,.…-]*", re.IGNORECASE
)
_AROUND = " \t\n?!.,;:…\"'“”"
_PLEASE = re.compile(r"[\s,]*\bplease\b[\s,]*", re.IGNORECASE)
_THAT = "(?:that|this|it|so)"
_SAID = "(?:sa(?:ys?|id|ying)|report(?:s|ed|ing)?|claim(?:s|ed|ing)?|writes?|wrote|told|confirm(?:s|ed|ing)?)"
_SURE = (
    "(?:confirmed|true|official|certain|sure|verified|prove[dn]|reliable|known|correct|right|"
    "(?:just )?an? (?:fact|rumou?r))"
)
_ASKS_SOURCE = re.compile(
    rf"who(?:['’]s| is| has)? {_SAID} {_THAT}(?: exactly)?"
    r"|says? who|according to whom?|(?:(?:what|which|who) )?sources?"
    r"|(?:what|which|who)(?: is| are| was|['’]s) (?:the|your|its|their|that) sources?"
    rf"(?: (?:for|of) {_THAT})?"
    rf"|where (?:does|did) {_THAT} come from|where(?: is|['’]s) {_THAT} from"
    rf"|where (?:did|do) (?:you|they) (?:get|have|read|find) {_THAT}(?: from)?"
    rf"|how (?:do (?:you|they|we) know(?: {_THAT})?|is {_THAT} known)"
    rf"|(?:is|was|has) {_THAT} (?:been )?(?:(?:really|actually|officially|already|even) )?{_SURE}"
    r"(?: (?:by (?:anyone|anybody|someone)|yet|now|officially|though))*"
    rf"|(?:did|has|have) (?:anyone|anybody|someone|they) (?:officially )?confirm(?:ed)? {_THAT}"
    rf"|really|for sure|are (?:you|they) sure(?: (?:about|of) {_THAT})?",
    re.IGNORECASE,
)
_MORE_ON = r"(?: (?:on|about) (?:it|that|this))?"
_ASKS_MORE = re.compile(
    rf"(?:(?:can|could) you )?(?:tell|show|give) (?:me|us) (?:some(?:thing)? )?more{_MORE_ON}"
    rf"|(?:any |some )?more(?: (?:details?|quotes?|sources?))?{_MORE_ON}"
    r"|(?:any |some )?details?|go on|continue"
    rf"|anything else{_MORE_ON}"
    rf"|what else(?: (?:is known|do (?:they|the articles|you) (?:say|know)))?{_MORE_ON}",
    re.IGNORECASE,
)
_ASKS_OTHER = re.compile(
    r"(?:(?:what|how) about |which |wh(?:o|at|ich|ere) (?:is|are) )?the other(?:s| ones?)?"
    r"|others|who else|which (?:others?|other ones?)",
    re.IGNORECASE,
)
_WHAT_ABOUT = re.compile(r"(?:what|how) about\s+(?P<words>\S.*)", re.IGNORECASE)
_ASKING_WORD = re.compile(
    r"\b(?:who(?:m|se)?|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|will|would|"
    r"can|could|should|tell|show|he|she|it|they|him|them)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"he|him|she|her", re.IGNORECASE)
_QUESTION_PHRASE = re.compile(
    r"(?:(?:at|by|for|from|in|on|since|to|until|till|with|of|about)\s+)?"
    r"(?:who(?:m|se)?|what|which|when|where|why|how)\b(?:['’]s\b)?"
    r"(?:\s+(?:many|much|long|old|far|big|large|often)\b)?"
    r"(?:\s+(?:for|from|to|with|by|since)(?=\W*$))?",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"what(?:\s+is|\s+are|['’]s)\s+(?!(?:the|that|this|it|its|his|her|their)\b)"
    r"|what\s+(?:do|does)\s+\S+\s+(?:mean|stand)",
    re.IGNORECASE,
)
_DEED = re.compile(r"\bdo(?:es|ing|ne)?\s+(?:that|this|it|so)\W*$", re.IGNORECASE)
_CONTRACTED = ("'s", "’s")
_AUXILIARY = re.compile(rf"\s+(?:{'|'.join(sorted(AUXILIARIES))})(?=\s)", re.IGNORECASE)
_MOST_REPLACING_WORDS = 6


@dataclass(frozen=True, slots=True)
class Form:
    """A question without the words that link it to what went before, and without the marks around it.

    `linked` tells whether it began with such a word: "and", "but", "so".
    """

    text: str
    linked: bool

    @property
    def asks_for_source(self) -> bool:
        """Whether it asks who says so, or how sure that is."""
        return _ASKS_SOURCE.fullmatch(self.text) is not None

    @property
    def asks_for_more(self) -> bool:
        """Whether it asks for more of the same; "and?" does, too."""
        return _ASKS_MORE.fullmatch(self.text) is not None or (self.linked and not self.text)

    @property
    def asks_for_other(self) -> bool:
        """Whether it asks for the other one, the others, or who else."""
        return _ASKS_OTHER.fullmatch(self.text) is not None

    @property
    def replacing_words(self) -> str | None:
        """The words that take the place of others in the question before: Y of "what about Y?", "and Y?"."""
        about = _WHAT_ABOUT.fullmatch(self.text)
        if about:
            return about["words"]
        asks = _ASKING_WORD.search(self.text) and not _PERSON.fullmatch(self.text)
        bare = self.linked and self.text and not asks
        return self.text if bare and len(self.text.split()) <= _MOST_REPLACING_WORDS else None

    @property
    def question_phrase(self) -> str | None:
        """The words that say what is asked for, if it begins with them: "since when", "how many"."""
        match = _QUESTION_PHRASE.match(self.text)
        return match[0] if match else None

    @property
    def is_whole(self) -> bool:
        """Whether it is a whole sentence: behind the words that ask, the verb stands before its subject."""
        phrase = self.question_phrase or ""
        return phrase.endswith(_CONTRACTED) or (
            bool(phrase) and bool(_AUXILIARY.match(self.text, len(phrase)))
        )

    @property
    def asks_of_deed(self) -> bool:
        """Whether it asks something of what was done: "why did he do that"."""
        return _DEED.search(self.text) is not None

    @property
    def asks_for_meaning(self) -> bool:
        """Whether it asks what a word means, which needs nothing of what went before."""
        return _DEFINES.match(self.text) is not None


def read_form(question: str) -> Form:
    """Return the form of a question."""
    text, linked = _PLEASE.sub(" ", question).strip(_AROUND), False
    while match := _LINK.match(text):
        linked = linked or match["linking"] is not None
        text = text[match.end() :]
    return Form(text.strip(_AROUND), linked)


def without_question_phrase(question: str) -> str:
    """Return what a question says besides asking: “did the ferry sink” of “when did the ferry sink?”."""
    text = read_form(question).text
    match = _QUESTION_PHRASE.match(text)
    rest = text[match.end() :].strip() if match else text
    first = rest.partition(" ")[0]
    return rest.replace(first, first.lower(), 1) if first.lower() in ENGLISH else rest
