import pytest

from bot.curation import twins
from bot.curation.twins import TwinFinder
from bot.domain import Article
from bot.provenance.runs import Runs, list_runs

REPORT = (
    "The harbour bridge was closed on Monday after divers had found a deep crack in its eastern pier. "
    "Engineers will look at the pier today, and the town has asked a shipyard for a pontoon."
)
APART = (
    "Lindvik shut its harbour crossing this week. Commuters have to use the ferries, which leave six times "
    "an hour, and pupils may come to school later than they are used to."
)


def article(id_: str, body: str) -> Article:
    return Article(id_, id_, body)


def test_a_copy_is_found_with_the_sentences_that_it_shares() -> None:
    live = [article("report", REPORT), article("apart", APART)]
    ((twin,), none) = TwinFinder().find(
        [article("copy", f"This was written at night. {REPORT}"), article("other", "Nothing of the kind.")],
        live,
    )
    assert twin.article.id == "report"
    assert twin.share > 0.9
    assert len(twin.sentences) == 2
    assert none == ()


def test_two_shared_sentences_make_a_twin_of_a_long_article_that_shares_little_else() -> None:
    filler = " ".join(f"On day {n} the crew of boat {n} counted {n} gulls near pier {n}." for n in range(80))
    others = " ".join(f"Lamp {n} of street {n} burned for {n} hours before night {n}." for n in range(80))
    live = [article("long", f"{filler} {REPORT}")]
    ((twin,),) = TwinFinder().find([article("new", f"{others} {REPORT}")], live)
    assert twin.share < 0.3
    assert len(twin.sentences) == 2
    assert TwinFinder().find([article("new", f"{others} {REPORT.split('. ', maxsplit=1)[0]}.")], live) == [()]


def test_what_an_article_was_before_is_no_twin_of_it() -> None:
    assert TwinFinder().find([article("report", REPORT + " More.")], [article("report", REPORT)]) == [()]


def test_the_likest_of_many_twins_are_told() -> None:
    live = [
        article(f"copy-{n}", REPORT + f" And note {n} of the desk at night." * (n + 1)) for n in range(20)
    ]
    (found,) = TwinFinder().find([article("new", REPORT)], live)
    assert len(found) == 8
    assert list(found) == sorted(found, key=lambda twin: -twin.share)


def test_an_article_is_read_once_as_long_as_there_is_room_for_its_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[str] = []

    def watched(text: str) -> Runs:
        read.append(text)
        return list_runs(text)

    monkeypatch.setattr(twins, "list_runs", watched)
    new, live = article("new", "A ferry sank."), [article("report", REPORT), article("apart", APART)]
    finder = TwinFinder()
    finder.find([new], live)
    finder.find([new], live)
    assert read.count(REPORT) == read.count(APART) == 1
    small = TwinFinder(kept_runs=len(list_runs(APART)))
    small.find([new], live)
    small.find([new], live)
    assert read.count(REPORT) == 3
