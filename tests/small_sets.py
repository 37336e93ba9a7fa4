"""Two small artificial sets of questions, for tests of the fit and of its figures."""

from collections.abc import Iterator

from bot.answering.evaluation import KnownQuestion
from tests.builders import make_index
from tests.fitting.samples import Source

TOWNS = ("Dunford", "Lindvik", "Marsk", "Ostby", "Pellow", "Quarne", "Ruthen", "Selby")
TREES = ("oak", "elm", "fir", "ash", "yew", "pine", "lime", "rowan")


def ask(number: int, question: str, answers: tuple[str, ...]) -> KnownQuestion:
    """Return a question that article `a{number}` answers; without answers none does."""
    articles = frozenset({f"a{number}"}) if answers else frozenset[str]()
    return KnownQuestion(str(number), question, bool(answers), answers, articles)


def make_questions() -> Iterator[tuple[str, KnownQuestion]]:
    """Half of the towns have a bridge that was closed on a day; of the others it is asked in vain."""
    for number, town in enumerate(TOWNS):
        known = number % 2 == 0
        body = f"In {town} there is an old bridge over a river.\n\nMany asked about the bridge of {town}."
        if known:
            body += f"\n\nThe bridge of {town} was closed on {number + 1} May 2031."
        question = f"When was the bridge of {town} closed?"
        answers = (f"{number + 1} May 2031",) if known else ()
        yield body, ask(number, question, answers)


def make_sources() -> list[Source]:
    """Return two sets under names of real ones: the bridges of towns, and trees that grow for some years."""
    bodies, questions = zip(*make_questions(), strict=True)
    forests = [
        f"The {tree} is a tree with hard wood, as of an old bridge. It grows for {i + 90} years."
        for i, tree in enumerate(TREES)
    ]
    asked = [ask(i, f"How long does the {tree} grow?", (f"{i + 90} years",)) for i, tree in enumerate(TREES)]
    return [
        Source("story", make_index(*bodies), tuple(questions)),
        Source("selqa", make_index(*forests), tuple(asked)),
    ]
