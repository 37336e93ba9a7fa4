"""What “he”, “they”, “it” and the like stand for in a follow-up question, found in the turns before it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.conversation.mentions import Mention, Mentions, joined
from bot.answering.conversation.people import Sort

_MOST_THINGS = 3
_HE = {"he", "him", "his"}


@dataclass(frozen=True, slots=True)
class Antecedent:
    """What a pronoun stands for: as it is shown to the asker, and the words that it is searched for by."""

    shown: tuple[str, ...]
    searched: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Several persons that a pronoun may stand for equally well; none if there is nobody at all."""

    persons: tuple[str, ...] = ()


def find_person(turns: Sequence[Mentions], pronoun: str) -> Antecedent | Doubt:
    """Return the one person that “he” or “she” stands for; a doubt where that would be a guess.

    The newest turn that speaks of a person decides, and in it the most salient group (`Mentions.persons`).
    Nobody is meant of whom the articles say only the other pronoun.
    Of several persons there the first is meant, unless they stand in one list: “A and B” leaves a doubt. A
    name of several words that nothing tells to be a thing is taken for a person's where there is no other.
    """
    said = "he" if pronoun in _HE else "she"
    for mentions in reversed(turns):
        for persons, text in mentions.persons():
            meant = [person for person in persons if _may_be(person, said)]
            listed = joined(meant, text)
            if listed:
                return _antecedent(listed) if len(listed) == 1 else Doubt(tuple(m.name for m in listed))
    asked = turns[-1].asked if turns else ()
    names = [m for m in asked if m.sort is Sort.UNKNOWN and " " in m.name and _may_be(m, said)]
    return _antecedent(names) if len(names) == 1 else Doubt()


def _may_be(mention: Mention, said: str) -> bool:
    return not mention.pronouns or said in mention.pronouns


def find_people(turns: Sequence[Mentions]) -> Antecedent | None:
    """Return the persons in one list that “they” stands for in the newest turn, if there are such."""
    for persons, text in turns[-1].persons() if turns else ():
        listed = joined(persons, text)
        if len(listed) > 1:
            return _antecedent(listed)
    return None


def find_things(turns: Sequence[Mentions], *, names_only: bool = False) -> tuple[Antecedent, ...]:
    """Return what “it”, “they” or “the company” may stand for in the newest turn, the likeliest first.

    That is the answering words if they are a thing, the names of the question that are no person's, and the
    thing that was asked about without a name: all of these together, then fewer. Where there is none, it is
    everything that carried the question.
    """
    if not turns:
        return ()
    newest = turns[-1]
    names = newest.things()[:_MOST_THINGS]
    if names_only:
        return (_things(names),) if names else ()
    answer, phrase = newest.answer_thing(), newest.phrase()
    named = [name for name in names if not phrase or phrase.lower() not in name.lower()]
    choices = [
        _parts(answer, *named) if answer else (),
        _parts(phrase, *named),
        _parts(phrase),
        _parts(*named),
    ]
    kept = dict.fromkeys(choice for choice in choices if choice)
    return tuple(_things(choice) for choice in kept or [newest.units()])


def _antecedent(mentions: Sequence[Mention]) -> Antecedent:
    return Antecedent(tuple(m.name for m in mentions), " and ".join(m.short for m in mentions))


def _things(names: Sequence[str]) -> Antecedent:
    return Antecedent(tuple(names), ", ".join(names))


def _parts(*parts: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in parts if part))
