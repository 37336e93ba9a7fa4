"""What a question means after the turns before it: complete in itself, or carried on from them.

English only, and told by form alone. What is carried over is shown to the asker, so every rule prefers to
carry nothing, or to ask back, to a guess.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.answering.conversation.antecedents import Antecedent, Doubt, find_people, find_person, find_things
from bot.answering.conversation.forms import Form, read_form, without_question_phrase
from bot.answering.conversation.mentions import Mentions, recall
from bot.answering.conversation.pronouns import Pointer, Points, find_pointer, replace_pointer
from bot.answering.conversation.substitution import Substitution, substitute, substitute_other
from bot.answering.conversation.turns import Turn
from bot.domain import AnalysedQuery

_SECOND_PERSON = re.compile(r"\b(?:you|your|yours|i|me|my|mine|we|us|our)\b", re.IGNORECASE)
_HAPPENING = re.compile(r"\s*\b(?:happen(?:ed|s)?|occur(?:red|s)?|take place|took place)\b", re.IGNORECASE)
_IT = {"it", "its"}
_FEW_WORDS = 1
_FEW_WORDS_WHERE_LINKED = 2

NOTHING_QUOTED = "I have quoted nothing yet that I could name the source of."


class Move(StrEnum):
    """What a question does in a conversation."""

    NEW = "new"
    CARRY_ON = "carry on"
    ASK_SOURCE = "ask for the source"
    ASK_MORE = "ask for more"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class CompleteQuestion:
    """A question that is complete in itself.

    `about` is what of it was carried over, as it is shown; `own` are the words to search for that the asker
    typed, as far as they are told apart from it.
    """

    text: str
    about: tuple[str, ...] = ()
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a question means: its move, and the complete questions it may stand for, the likeliest first.

    `doubt` says what is not clear, in a sentence for the asker.
    """

    move: Move
    readings: tuple[CompleteQuestion, ...] = ()
    doubt: str | None = None


def resolve(query: AnalysedQuery, turns: Sequence[Turn]) -> Resolution:
    """Return what a question means after some turns, oldest first.

    It is carried on if it begins with "and", "what about" and the like and holds little else, points back
    with a pronoun or "the company", or is no whole question and holds hardly a carrying word of its own.
    Otherwise it is new.
    """
    form = read_form(query.text)
    if form.asks_for_source:
        return _ask_source(turns)
    if not turns:
        return _begin(form)
    remembered = recall(turns)
    newest = remembered[-1]
    if form.asks_for_more:
        return _ask_more(newest)
    if form.asks_for_other:
        return _ask_other(newest)
    own = _Own(form, query, newest)
    return _replace(own, remembered) if form.replacing_words else _carry_on(own, remembered)


class _Own:
    """What a question holds itself: its form, its names, and the words in it to search for."""

    def __init__(self, form: Form, query: AnalysedQuery, newest: Mentions) -> None:
        self.form = form
        self.text = form.text
        self.pointer = find_pointer(form.text)
        self.names = tuple(mention.name for mention in newest.find(form.text, query))
        rest = replace_pointer(form.text, self.pointer, "") if self.pointer else form.text
        rest = _HAPPENING.sub("", rest[len(form.question_phrase or "") :])
        self.words = tuple(term.surface for term in query.terms if term.surface in rest)

    @property
    def says_little(self) -> bool:
        """Whether it holds no name, and hardly a word to search for; one more where it is linked."""
        few = _FEW_WORDS_WHERE_LINKED if self.form.linked else _FEW_WORDS
        return not self.names and len(self.words) <= few

    def with_topic(self, topic: Antecedent, text: str | None = None) -> CompleteQuestion:
        """Return the question with what was spoken of behind it."""
        return CompleteQuestion(f"{text or self.text} ({topic.searched})?", topic.shown, self.words)


def _begin(form: Form) -> Resolution:
    pointer = find_pointer(form.text)
    if pointer is not None and pointer.points is Points.PERSON:
        return _unclear_person(pointer, Doubt())
    return Resolution(Move.NEW)


def _ask_source(turns: Sequence[Turn]) -> Resolution:
    for turn in reversed(turns):
        if turn.quotes:
            return Resolution(Move.ASK_SOURCE, (CompleteQuestion(turn.query.text, turn.query.about),))
    return Resolution(Move.UNCLEAR, doubt=NOTHING_QUOTED)


def _ask_more(newest: Mentions) -> Resolution:
    units = newest.units()
    topics = [CompleteQuestion(topic.searched, topic.shown) for topic in _topics(newest)]
    return Resolution(Move.ASK_MORE, (CompleteQuestion(" ".join(units), units), *topics))


def _ask_other(newest: Mentions) -> Resolution:
    other = substitute_other(newest)
    if other is None:
        return Resolution(Move.ASK_MORE, (CompleteQuestion(newest.question, newest.units()),))
    return Resolution(Move.CARRY_ON, (_substituted(other, newest),))


def _replace(own: _Own, remembered: Sequence[Mentions]) -> Resolution:
    words, newest = own.form.replacing_words or "", remembered[-1]
    pointer = find_pointer(words, english=True)
    if pointer is not None and pointer.points is Points.PERSON:
        return _replace_person(words, pointer, own, remembered)
    return Resolution(Move.CARRY_ON, tuple(_replaced(words, own, newest)))


def _replace_person(words: str, pointer: Pointer, own: _Own, remembered: Sequence[Mentions]) -> Resolution:
    person, newest = find_person(_in_view(remembered), pointer.word), remembered[-1]
    if isinstance(person, Doubt):
        return _unclear_person(pointer, person)
    # "And her?" asks for another person than the question before it did.
    if pointer.word == words.lower() and any(mention.name in person.shown for mention in newest.asked):
        return _unclear_person(pointer, Doubt())
    readings = _replaced(replace_pointer(words, pointer, person.searched), own, newest)
    shown = (tuple(dict.fromkeys((*person.shown, *reading.about))) for reading in readings)
    named = (replace(reading, about=about) for reading, about in zip(readings, shown, strict=True))
    return Resolution(Move.CARRY_ON, tuple(named))


def _replaced(words: str, own: _Own, newest: Mentions) -> list[CompleteQuestion]:
    replaced = substitute(words, newest)
    readings = [_substituted(replaced, newest, own.words)] if replaced else []
    return [*readings, *(own.with_topic(topic, words) for topic in _topics(newest))]


def _carry_on(own: _Own, remembered: Sequence[Mentions]) -> Resolution:
    newest, pointer = remembered[-1], own.pointer
    if pointer is None:
        return _complete(own, newest)
    found: tuple[Antecedent, ...]
    match pointer.points:
        case Points.PERSON:
            person = find_person(_in_view(remembered), pointer.word)
            if isinstance(person, Doubt):
                return _unclear_person(pointer, person)
            found = (person,)
        case Points.PLURAL:
            people = find_people(remembered)
            found = (people,) if people else find_things(remembered)
        case Points.ORGANISATION:
            found = find_things(remembered, names_only=True)
        case Points.THING if own.words or pointer.word in _IT:
            found = find_things(remembered)
        case _:  # "where was that?", "that report"
            return _complete(own, newest)
    readings = [reading for one in found for reading in _put_in(pointer, one, own, newest)]
    return Resolution(Move.CARRY_ON, tuple(readings)) if readings else Resolution(Move.NEW)


def _in_view(remembered: Sequence[Mentions]) -> Sequence[Mentions]:
    """Return the turns in which a pronoun may have its person: after silence the silent one alone.

    What came before a question without an answer is another matter, and nobody stands in its answer.
    """
    return remembered if remembered[-1].quote else remembered[-1:]


def _put_in(pointer: Pointer, found: Antecedent, own: _Own, newest: Mentions) -> Iterator[CompleteQuestion]:
    phrase = own.form.question_phrase
    if phrase and own.form.asks_of_deed and not own.words:
        yield _ask_of_deed(phrase, found, newest)
        return
    text = replace_pointer(own.text, pointer, found.searched)
    others = tuple(name for name in newest.things() if name not in found.shown)
    fits = not own.names and len(own.words) <= _FEW_WORDS_WHERE_LINKED
    if others and fits and pointer.points in {Points.PERSON, Points.PLURAL}:
        yield own.with_topic(Antecedent((*found.shown, *others), ", ".join(others)), text)
    yield CompleteQuestion(f"{text}?", found.shown, own.words)


def _ask_of_deed(phrase: str, doer: Antecedent, newest: Mentions) -> CompleteQuestion:
    """Return what is asked of the deed that the question before was about: "why did he do that?"."""
    named = {mention.name for mention in newest.asked}
    who = "" if named.issuperset(doer.shown) else f" ({doer.searched})"
    about = tuple(dict.fromkeys((*doer.shown, *newest.units())))
    return CompleteQuestion(f"{phrase} {without_question_phrase(newest.question)}{who}?", about)


def _complete(own: _Own, newest: Mentions) -> Resolution:
    phrase = own.form.question_phrase
    complete = _SECOND_PERSON.search(own.text) or own.form.asks_for_meaning
    # "What is the weather?": short, but whole; "how many residents?" and "and what is the price?" are not.
    whole = own.words and not own.pointer and not own.form.linked and own.form.is_whole
    if not own.says_little or complete or whole or not (phrase or own.form.linked or own.pointer):
        return Resolution(Move.NEW)
    if phrase and not own.words:
        rest = without_question_phrase(newest.question)
        return Resolution(Move.CARRY_ON, (CompleteQuestion(f"{phrase} {rest}?", newest.units()),))
    readings = [own.with_topic(topic) for topic in _topics(newest)]
    return Resolution(Move.CARRY_ON, (*readings, CompleteQuestion(f"{own.text}?", (), own.words)))


def _topics(newest: Mentions) -> tuple[Antecedent, ...]:
    """Return what was spoken of: its names and the thing without a name, or either, or every word."""
    names, phrase = {mention.name: mention.short for mention in newest.asked}, newest.phrase()
    named = Antecedent(tuple(names), ", ".join(names.values()))
    if phrase is None or any(phrase.lower() in name.lower() for name in names):
        return (named,) if names else (Antecedent(newest.units(), " ".join(newest.units())),)
    thing = Antecedent((phrase,), phrase)
    both = Antecedent((*names, phrase), ", ".join((phrase, *names.values())))
    return (both, thing, named) if names else (thing,)


def _substituted(substitution: Substitution, newest: Mentions, own: tuple[str, ...] = ()) -> CompleteQuestion:
    gone = substitution.replaced.lower()
    kept = (unit for unit in newest.units() if unit.lower() not in gone and gone not in unit.lower())
    return CompleteQuestion(substitution.text, tuple(kept), own)


def _unclear_person(pointer: Pointer, doubt: Doubt) -> Resolution:
    whom = f"Whom do you mean by “{pointer.word}”"
    asked = f"{whom}: {' or '.join(doubt.persons)}?" if doubt.persons else f"{whom}?"
    return Resolution(Move.UNCLEAR, doubt=f"{asked} Ask with the name.")
