"""The form of an English question: which word asks, and what the words beside it say of the answer."""

import re
from collections.abc import Sequence

from bot.domain import AnswerKind
from bot.text import question_words as words
from bot.text.head_nouns import kind_of_noun
from bot.text.stopwords import ENGLISH

_MOST_WORDS = 6
_MOST_PREPOSITIONS = 2
_FEWEST_STATED = 4
_STATE_ENDINGS = ("ed", "ing", "ible", "able")
_ENDS = (ENGLISH | words.PREPOSITIONS | words.AUXILIARIES | words.WH | words.DETERMINERS) - words.INSIDE
_LEADING = words.BE | words.DETERMINERS
# "Reasons" and "ways" are heads wherever they stand: "the ways bacteria can spread".
_ANYWHERE = (AnswerKind.REASON, AnswerKind.MANNER)
_BREAK = re.compile(r"[,;:.?!()]")

Found = tuple[AnswerKind, str | None]
"""A kind, and the noun phrase that says so closer."""


class QuestionForm:
    """The words of one question, and what they say of the kind of its answer."""

    def __init__(self, question: str, found: Sequence[words.Word]) -> None:
        self.question = question
        self.words = found
        self._quoted = [match.span() for match in words.QUOTED.finditer(question)]

    def text(self, position: int) -> str:
        """Return the word at a position, empty beyond the last."""
        return self.words[position].text if position < len(self.words) else ""

    def surface(self, start: int, end: int) -> str | None:
        """Return the words from one position up to another as they were typed."""
        return self.question[self.words[start].start : self.words[end - 1].end] if start < end else None

    def phrase(self, start: int) -> str | None:
        """Return the noun phrase at a position, without its determiner."""
        start = self._skip_determiners(start)
        return self.surface(start, self._phrase_end(start))

    def find_question_word(self) -> int | None:
        """Return the position of the word that asks; None if there is none, or an auxiliary stands in front.

        It stands in front, behind a preposition, after a comma, at the end, or, if it is "what" or "how",
        anywhere.
        """
        first = 0
        while first < _MOST_PREPOSITIONS and self.text(first) in words.PREPOSITIONS:
            first += 1
        inside = [i for i in range(1, len(self.words)) if self._may_ask(i) and self._asks_inside(i)]
        if self._may_ask(first):
            subordinate = self.text(0) in {"when", "where"} and self.text(1) not in words.AUXILIARIES
            return inside[0] if subordinate and inside else first
        if self.text(0) in words.AUXILIARIES or self._is_imperative():
            return None
        return inside[0] if inside else None

    def read_request(self, *, requested: bool) -> Found:
        """Return what is asked for without a question word; `requested` if "tell me" stood before it."""
        first = self.text(0)
        if first in words.EXPLAINING or (requested and first == "about"):
            return AnswerKind.DEFINITION, self.phrase(1)
        if requested or self._is_imperative():
            return self.read_noun(0 if requested else 1, AnswerKind.THING)
        english = any(word.text in ENGLISH for word in self.words)
        stated = english and "?" in self.question and len(self.words) >= _FEWEST_STATED
        return (AnswerKind.YES_NO if stated else AnswerKind.KEYWORDS), None

    def read_question(self, asked: int) -> Found:
        """Return what the question word at a position asks for."""
        match self.text(asked):
            case "who" | "whom" | "whose":
                return self._read_who(asked)
            case "when":
                return AnswerKind.DATE, None
            case "where":
                return AnswerKind.PLACE, None
            case "why":
                return AnswerKind.REASON, None
            case "how":
                return self._read_how(asked + 1)
            case _:
                return self._read_what(asked)

    def read_noun(self, start: int, otherwise: AnswerKind) -> Found:
        """Return the kind of the noun phrase at a position, `otherwise` where its noun says nothing."""
        start = self._skip_determiners(start)
        end = self._phrase_end(start)
        if start == end:
            return otherwise, None
        if self.text(end) == "of" and self.text(end - 1) in words.KIND_WORDS:
            return AnswerKind.THING, self.phrase(end + 1)
        if self.text(end) in {"of", "for"} and self.text(end - 1) in words.PART_WORDS:
            return self.read_noun(end + 1, otherwise)
        # Behind an article and before an auxiliary, the last noun is the head; else a verb may follow it.
        after = words.AUXILIARIES | ({"of"} if self.text(start - 1) in _LEADING else set())
        whole = self.text(end) in after
        for last in range(end, start, -1):
            kind = kind_of_noun(self.text(last - 1).removesuffix("'s").removesuffix("'"))
            if kind is not None and (last == end or not whole or kind in _ANYWHERE):
                return kind, self.surface(start, last)
        return otherwise, self.surface(start, self._without_verb(start, end))

    def _is_imperative(self) -> bool:
        objects = words.DETERMINERS | words.PART_WORDS | {"me", "us"}
        return self.text(0) in words.IMPERATIVES and self.text(1) in objects

    def _may_ask(self, position: int) -> bool:
        if self.text(position) not in words.WH:
            return False
        start = self.words[position].start
        return not any(opening < start < closing for opening, closing in self._quoted)

    def _asks_inside(self, position: int) -> bool:
        word, before = self.words[position], self.words[position - 1]
        marked = "?" in self.question
        apart = _BREAK.search(self.question, before.end, word.start) is not None
        inverted = self.text(position + 1) in words.AUXILIARIES
        if position == len(self.words) - 1 or word.text in {"what", "how"}:
            return True
        if word.text in {"which", "whom", "whose"}:
            return before.text in words.PREPOSITIONS or marked
        return (marked and (apart or inverted or before.text in words.PREPOSITIONS)) or (apart and inverted)

    def _read_who(self, asked: int) -> Found:
        if self.text(asked) == "whose" or self.text(asked + 1) not in words.BE:
            return AnswerKind.PERSON, None
        start = asked + 2
        end = self._phrase_end(start)
        if start < end == len(self.words):
            name = self.surface(start, end) or ""
            state = self.text(start) in words.STATES or self.text(start).endswith(_STATE_ENDINGS)
            if not state and kind_of_noun(self.text(end - 1)) is not AnswerKind.PERSON:
                return AnswerKind.DEFINITION, name
        kind, focus = self.read_noun(start, AnswerKind.THING)
        return AnswerKind.PERSON, focus if kind is AnswerKind.PERSON else None

    def _read_what(self, asked: int) -> Found:
        following, rest = self.text(asked + 1), {word.text for word in self.words[asked + 1 :]}
        otherwise = AnswerKind.CHOICE if self.text(asked) == "which" else AnswerKind.THING
        if following in {"about", "if"}:
            return AnswerKind.KEYWORDS, None
        if following in words.CAUSING or (following in words.BE and self.text(asked + 2) in words.CAUSING):
            return AnswerKind.REASON, None
        if following in words.BE:
            return self._read_what_is(asked + 2)
        if following in words.AUXILIARIES:
            if rest & words.MEANING:
                return AnswerKind.DEFINITION, self.phrase(asked + 2)
            return (AnswerKind.MONEY if "cost" in rest else AnswerKind.THING), None
        kind, focus = self.read_noun(asked + 1, otherwise)
        # "Which engineers" asks for a choice among those that the articles name.
        return (otherwise if kind is AnswerKind.PERSON and otherwise is AnswerKind.CHOICE else kind), focus

    def _read_what_is(self, start: int) -> Found:
        bare = self._skip_determiners(start)
        end = self._phrase_end(bare)
        whole = bare < end == len(self.words)
        name = whole and self.surface(bare, end)
        definite = self.text(start) in words.DEFINITE
        owned = any("'" in word.text for word in self.words[bare:end])
        if name and not owned and (not definite or name[0].isupper()):
            return AnswerKind.DEFINITION, name
        return self.read_noun(start, AnswerKind.THING)

    def _read_how(self, start: int) -> Found:
        rest = {word.text for word in self.words[start + 1 :]}
        match self.text(start):
            case "many":
                return self._count(start + 1)
            case "much":
                return self._amount(start + 1, rest)
            case "long" if self.text(start + 1) != "ago":
                focus = self.phrase(start + 1) if self.text(start + 1) in words.DETERMINERS else None
                extends = rest & words.LYING and not rest & words.LASTING
                return (AnswerKind.MEASURE if extends else AnswerKind.DURATION), focus
            case "far" if self.text(start + 1) == "along":
                return AnswerKind.MANNER, None
            case word:
                return words.HOW.get(word, AnswerKind.MANNER), None

    def _count(self, start: int) -> Found:
        while self.text(start) in words.INSIDE | {"of", "the", "different"}:
            start += 1
        unit, kind = self.text(start), AnswerKind.COUNT
        if unit in words.CURRENCIES:
            kind = AnswerKind.MONEY
        elif unit in {"percent", "%"}:
            kind = AnswerKind.SHARE
        elif unit in words.TIME_UNITS:
            kind = AnswerKind.DURATION
        elif unit in words.MEASURING_UNITS:
            kind = AnswerKind.MEASURE
        return kind, self.read_noun(start, kind)[1]

    def _amount(self, start: int, rest: set[str]) -> Found:
        following = self.text(start)
        if following in words.TIME_UNITS:
            return AnswerKind.DURATION, None
        if following == "of":
            return AnswerKind.SHARE, self.phrase(start + 1)
        priced = following in words.BE and len(self.words) - start <= _MOST_WORDS  # "how much is a ticket"
        if following in words.CURRENCIES or priced:
            return AnswerKind.MONEY, None
        if following in words.AUXILIARIES | {""} or following in words.PAYING:
            return (AnswerKind.MONEY if rest & words.PAYING else AnswerKind.MEASURE), None
        kind, focus = self.read_noun(start, AnswerKind.MEASURE)
        return (AnswerKind.MONEY if kind is AnswerKind.MONEY else AnswerKind.MEASURE), focus

    def _skip_determiners(self, start: int) -> int:
        while self.text(start) in words.DETERMINERS | {"of", "me", "us", "exactly", "else"}:
            start += 1
        return start

    def _phrase_end(self, start: int) -> int:
        end = start
        while end < min(len(self.words), start + _MOST_WORDS) and self.text(end) not in _ENDS | words.MEANING:
            if end and _BREAK.search(self.question, self.words[end - 1].end, self.words[end].start):
                break
            end += 1
        return end

    def _without_verb(self, start: int, end: int) -> int:
        """Return the end of a noun phrase whose last word may be the verb: "which bird sings"."""
        last = self.words[end - 1]
        named = self.question[last.start].isupper() or last.text in words.PART_WORDS
        complete = named or self.text(end) in words.AUXILIARIES | {"of"}
        verbal = last.text.endswith("ed") or last.text in {"happened", "happens", "made", "called"}
        return end - 1 if verbal or (end - start > 1 and not complete) else end
