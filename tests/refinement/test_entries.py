from bot.answering.service import AnswerService
from bot.domain import TERMINAL, Community, CommunityKind, QuoteReference, Trace
from bot.refinement.entries import make_entry, new_entry_id
from tests.builders import FixedIndexes, make_index


async def test_an_entry_keeps_where_each_quote_stands_and_not_its_text() -> None:
    service = AnswerService(FixedIndexes(make_index("The bridge closed on Monday.")))
    answer = await service.answer("When did the bridge close?")
    guild, trace = Community(CommunityKind.GUILD, "10"), Trace("hash", 1, 2)
    entry = make_entry(
        answer,
        entry_id="e",
        community=guild,
        channel_kind="thread",
        asked_by="slash",
        story="default",
        trace=trace,
    )
    assert (entry.channel_kind, entry.asked_by) == ("thread", "slash")
    assert entry.quotes == (QuoteReference("default", "a0", 1, answer.quotes[0].span),)
    assert (entry.answered, entry.band, entry.score) == (True, answer.band, answer.score)
    assert (entry.community, entry.trace) == (guild, trace)


async def test_an_entry_of_the_terminal_is_tied_to_nobody() -> None:
    answer = await AnswerService(FixedIndexes(make_index())).answer("When?")
    entry = make_entry(
        answer, entry_id="e", community=TERMINAL, channel_kind="terminal", asked_by="ask", story="default"
    )
    assert entry.trace is None
    assert entry.quotes == ()


def test_ids_differ_and_fit_into_a_button() -> None:
    ids = {new_entry_id() for _ in range(100)}
    assert len(ids) == 100
    assert all(len(entry_id) == 32 for entry_id in ids)
