"""Answer recall in Discord: what quoted a correction is listed, and corrected in place by one click."""

import discord

from tests.discord_app.cogs.test_knowledge import FILE, WEIGHT, fill
from tests.discord_app.conftest import Newsroom, labels, seen_text, shown

OPEN = "Answers that quoted it"
CORRECT = "Correct them"


async def correct_the_weight(newsroom: Newsroom) -> discord.Message:
    """Edit the article, publish that, and return the message that says so."""
    form = await newsroom.do("edit", article="telescope", reason="the council corrected it")
    edited = await newsroom.moderator.submit_modal(form, fill(form, text0=("14 tonnes", "15 tonnes")))
    return shown(await newsroom.moderator.click(shown(edited), label="Publish"))


async def test_an_answer_is_listed_with_a_link_and_corrected_in_place_with_the_reason(
    newsroom: Newsroom,
) -> None:
    town, moderator = newsroom.town, newsroom.moderator
    added = await newsroom.publish("add", file=FILE)
    assert OPEN not in labels(added)
    answer = await town.ask(WEIGHT)
    asked_privately = await town.ask(WEIGHT, private=True)
    await town.read("SELECT 1")
    published = await correct_the_weight(newsroom)
    listed = shown(await moderator.click(published, label=OPEN))
    said = seen_text(listed)
    assert "2 answers quoted sentences that were changed" in said
    assert "1 only the asker can see: out of reach" in said
    assert f"/{town.channel.id}/{answer.id}" in said
    assert f"{asked_privately.id}" not in said
    assert "now: The telescope weighs 15 tonnes" in said
    corrected = await moderator.click(listed, label=CORRECT)
    assert shown(corrected).content == "1 corrected."
    (message,) = [m for m in town.answers() if m.id == answer.id]
    seen = seen_text(message)
    assert seen.startswith(answer.content)
    assert "Corrected" in seen
    assert "> The telescope weighs 15 tonnes" in seen.replace("**", "")
    assert "~~The telescope weighs 14 tonnes" in seen
    assert "Reason: the council corrected it" in seen
    assert "Helpful" in labels(message)
    assert ("correct answers", "telescope") in [(act[1], act[2]) for act in await newsroom.acts()]


async def test_what_was_corrected_is_recalled_again_when_the_correction_is_undone(newsroom: Newsroom) -> None:
    town, moderator = newsroom.town, newsroom.moderator
    await newsroom.publish("add", file=FILE)
    answer = await town.ask(WEIGHT)
    await town.read("SELECT 1")
    published = await correct_the_weight(newsroom)
    listed = shown(await moderator.click(published, label=OPEN))
    await moderator.click(listed, label=CORRECT)
    undone = shown(await moderator.click(published, label="Undo"))
    again = shown(await moderator.click(undone, label=OPEN))
    assert "1 answer quoted" in seen_text(again)
    await moderator.click(again, label=CORRECT)
    (message,) = [m for m in town.answers() if m.id == answer.id]
    assert "> The telescope weighs 14 tonnes" in seen_text(message).replace("**", "")


async def test_an_answer_from_a_retired_article_is_withdrawn(newsroom: Newsroom) -> None:
    town, moderator = newsroom.town, newsroom.moderator
    await newsroom.publish("add", file=FILE)
    answer = await town.ask(WEIGHT)
    await town.read("SELECT 1")
    retired = await newsroom.publish("retire", article="telescope")
    listed = shown(await moderator.click(retired, label=OPEN))
    await moderator.click(listed, label=CORRECT)
    (message,) = [m for m in town.answers() if m.id == answer.id]
    assert "nothing took its place" in seen_text(message)


async def test_a_deleted_answer_is_counted_and_stops_nothing(newsroom: Newsroom) -> None:
    town, moderator = newsroom.town, newsroom.moderator
    await newsroom.publish("add", file=FILE)
    gone, stays = await town.ask(WEIGHT), await town.ask(WEIGHT)
    await town.read("SELECT 1")
    await gone.delete()
    published = await correct_the_weight(newsroom)
    listed = shown(await moderator.click(published, label=OPEN))
    corrected = await moderator.click(listed, label=CORRECT)
    assert shown(corrected).content == "1 corrected.\n1 could not be reached: deleted."
    assert labels(shown(corrected)) == []
    assert "1 whose messages were deleted" in seen_text(shown(await moderator.click(published, label=OPEN)))
    (message,) = [m for m in town.answers() if m.id == stays.id]
    assert "15" in seen_text(message)


async def test_a_member_cannot_correct_answers(newsroom: Newsroom) -> None:
    town = newsroom.town
    await newsroom.publish("add", file=FILE)
    answer = await town.ask(WEIGHT)
    await town.read("SELECT 1")
    form = await newsroom.do("edit", article="telescope", private=False)
    edited = await newsroom.moderator.submit_modal(form, fill(form, text0=("14 tonnes", "15 tonnes")))
    published = shown(await newsroom.moderator.click(shown(edited), label="Publish"))
    refused = await town.member.click(published, label=OPEN)
    assert "Only moderators" in seen_text(shown(refused))
    (message,) = [m for m in town.answers() if m.id == answer.id]
    assert "14" in seen_text(message)


async def test_more_sources_show_no_quote_that_was_withdrawn(newsroom: Newsroom) -> None:
    town = newsroom.town
    await newsroom.publish("add", file=FILE)
    other = b"---\ntitle: The weight of it\n---\n\nThe new telescope weighs 14 tonnes, the harbour said.\n"
    await newsroom.publish("add", file=("other.md", other))
    answer = await town.ask(WEIGHT)
    assert "More sources" in labels(answer)
    await town.read("SELECT 1")
    await newsroom.publish("retire", article="telescope")
    await newsroom.publish("retire", article="other")
    more = await town.member.click(answer, label="More sources")
    assert "The articles changed since" in seen_text(shown(more))


OTHER = b"""---
title: What the harbour weighed
publisher: Harbour Post
---

The telescope weighs 16 tonnes, said the harbour master, who weighed it.
"""
MORE = b"""---
title: On the scales
publisher: Coast Times
---

The new telescope weighs 17 tonnes, wrote the keeper of the scales.
"""


async def test_a_correction_leaves_the_other_quotes_of_the_answer_and_is_one_edit_for_all(
    newsroom: Newsroom,
) -> None:
    town, moderator = newsroom.town, newsroom.moderator
    await newsroom.publish("add", file=FILE)
    await newsroom.publish("add", file=("other.md", OTHER))
    await newsroom.publish("add", file=("more.md", MORE))
    answer = await town.ask(WEIGHT)
    for figure in ("14 tonnes", "16 tonnes", "17 tonnes"):
        assert figure in seen_text(answer)
    await town.read("SELECT 1")
    await correct_the_weight(newsroom)
    published = await newsroom.publish("retire", article="other")
    listed = shown(await moderator.click(published, label=OPEN))
    assert "1 answer quoted" in seen_text(listed)
    before = len([r for r in town.env.http_requests if r.method == "PATCH" and str(answer.id) in r.path])
    await moderator.click(listed, label=CORRECT)
    edits = [r for r in town.env.http_requests if r.method == "PATCH" and str(answer.id) in r.path]
    assert len(edits) == before + 1
    (message,) = [m for m in town.answers() if m.id == answer.id]
    seen = seen_text(message).replace("**", "")
    assert "Corrected" in seen
    assert "> The telescope weighs 15 tonnes" in seen
    assert "Quoted here before: ~~The telescope weighs 14 tonnes" in seen
    assert "> The new telescope weighs 17 tonnes" in seen
    assert "Coast Times" in seen
    assert "nothing took its place:\n~~The telescope weighs 16 tonnes" in seen
    assert "> The telescope weighs 16 tonnes" not in seen


async def test_a_withdrawn_answer_is_not_offered_again_and_comes_back_with_its_article(
    newsroom: Newsroom,
) -> None:
    town, moderator = newsroom.town, newsroom.moderator
    await newsroom.publish("add", file=FILE)
    answer = await town.ask(WEIGHT)
    await town.read("SELECT 1")
    retired = await newsroom.publish("retire", article="telescope")
    await moderator.click(shown(await moderator.click(retired, label=OPEN)), label=CORRECT)
    again = shown(await moderator.click(retired, label=OPEN))
    assert labels(again) == []
    assert "No answer" in seen_text(again)
    undone = shown(await moderator.click(retired, label="Undo"))
    listed = shown(await moderator.click(undone, label=OPEN))
    assert "withdrawn: “The telescope weighs 14 tonnes" in seen_text(listed)
    await moderator.click(listed, label=CORRECT)
    (message,) = [m for m in town.answers() if m.id == answer.id]
    assert "> The telescope weighs 14 tonnes" in seen_text(message).replace("**", "")
    assert "Withdrawn" not in seen_text(message)


async def test_what_cannot_be_reached_keeps_the_button_and_is_on_record_before_it_is_tried(
    newsroom: Newsroom,
) -> None:
    town, moderator = newsroom.town, newsroom.moderator
    await newsroom.publish("add", file=FILE)
    answer = await town.ask(WEIGHT)
    await town.read("SELECT 1")
    published = await correct_the_weight(newsroom)
    listed = shown(await moderator.click(published, label=OPEN))
    town.env.inject_error("GET", f"/channels/{town.channel.id}/messages/{answer.id}", status=403, code=50001)
    town.env.inject_error("POST", f"/channels/{town.channel.id}/messages", status=403, code=50013)
    tried = shown(await moderator.click(listed, label=CORRECT))
    assert "None was corrected.\n1 could not be reached: I may not write there." in tried.content
    assert labels(tried) == [CORRECT]
    acts = [act[1] for act in await newsroom.acts()]
    assert acts[:2] == ["answers corrected", "correct answers"]
    done = shown(await moderator.click(tried, label=CORRECT))
    assert done.content == "1 corrected."
    assert labels(done) == []


async def test_answers_in_other_servers_are_named_before_and_on_record_there(newsroom: Newsroom) -> None:
    town, moderator = newsroom.town, newsroom.moderator
    elsewhere = await newsroom.open_elsewhere()
    await town.restart(home_servers=frozenset({town.guild.id}))
    await newsroom.publish("add", file=FILE)
    answer = shown(await elsewhere.moderator.slash(elsewhere.channel, "ask", question=WEIGHT))
    await town.read("SELECT 1")
    published = await correct_the_weight(newsroom)
    listed = shown(await moderator.click(published, label=OPEN))
    assert "1 in other servers or direct messages" in seen_text(listed)
    assert str(answer.id) not in seen_text(listed)
    await moderator.click(listed, label=CORRECT)
    (there,) = [m for m in town.answers(elsewhere.channel) if m.id == answer.id]
    assert "15" in seen_text(there)
    assert there.guild is not None
    (act, *_) = await town.bot.desk.services.curation.audit.acts(str(there.guild.id))
    assert (act.command, act.subject) == ("correct answers", "telescope")
    assert f"by a moderator of the server {town.guild.id}" in act.notes[1]
