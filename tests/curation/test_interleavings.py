"""Moderator acts and questions in any order: every promise holds after each of them."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
)

from bot.curation.drafting import Drafting, Wish
from bot.domain import Draft
from bot.errors import ChangeError
from tests.curation.newsroom import House, Newsroom

Make = Callable[[Newsroom, Drafting, Wish], Awaitable[Draft]]


def write(article_id: str) -> Make:
    """Edit an article, or add it."""

    async def make(room: Newsroom, drafting: Drafting, wish: Wish) -> Draft:
        article = room.next_article(article_id)
        live, _ = await room.stands(wish, article_id)
        return await (drafting.edit(wish, article) if live else drafting.add(wish, [article]))

    return make


def write_what_was_open(article_id: str) -> Make:
    """Edit an article in a form that was opened before its last change."""

    async def make(room: Newsroom, drafting: Drafting, wish: Wish) -> Draft:
        if draft := await room.edit_as_seen(wish, article_id):
            return draft
        return await drafting.retire(wish, article_id)

    return make


def turn(article_id: str) -> Make:
    """Retire an article, or restore it."""

    async def make(room: Newsroom, drafting: Drafting, wish: Wish) -> Draft:
        live, _ = await room.stands(wish, article_id)
        return await (drafting.retire(wish, article_id) if live else drafting.restore(wish, article_id))

    return make


def roll_back(article_id: str, back: int) -> Make:
    async def make(room: Newsroom, drafting: Drafting, wish: Wish) -> Draft:
        _, newest = await room.stands(wish, article_id)
        return await drafting.roll_back(wish, article_id, max(1, newest - back))

    return make


def undo(back: int) -> Make:
    async def make(room: Newsroom, drafting: Drafting, wish: Wish) -> Draft:
        return await drafting.undo(wish, await room.desk.store.version(wish.workspace.writes) - back)

    return make


def bring_in(*ids: str) -> Make:
    return lambda room, drafting, wish: drafting.bring_in(wish, [room.next_article(id_) for id_ in ids])


def join_aliases(terms: tuple[str, ...]) -> Make:
    return lambda _, drafting, wish: drafting.join_aliases(wish, terms)


def drop_alias(term: str) -> Make:
    return lambda _, drafting, wish: drafting.drop_alias(wish, term)


def turn_statement() -> Make:
    """End a statement, or make one."""

    async def make(room: Newsroom, drafting: Drafting, wish: Wish) -> Draft:
        held = (await room.desk.store.knowledge(wish.workspace.reads)).statements
        if held:
            return await drafting.end_statement(wish, held[0].id)
        until = datetime.now(UTC) + timedelta(hours=1)
        return await drafting.state(wish, about="the tower", text="We wait.", signed="us", expires_at=until)

    return make


ROUND_TRIPS_EACH = 4
"""After so many interleavings one is exported and imported: that takes as long as the rest of it."""
IDS = st.sampled_from(["north", "south"])
MODERATORS = st.sampled_from([1, 2, 3, 4])
GROUPS = st.sampled_from([("tower", "spire"), ("warden", "keeper"), ("spire", "turret")])
MAKES = st.one_of(
    st.builds(write, IDS),
    st.builds(write_what_was_open, IDS),
    st.builds(turn, IDS),
    st.builds(roll_back, IDS, st.integers(1, 2)),
    st.builds(undo, st.integers(0, 1)),
    st.just(bring_in("north", "south")),
    st.builds(join_aliases, GROUPS),
    st.builds(drop_alias, st.sampled_from(["spire", "keeper"])),
    st.builds(turn_statement),
)
QUESTIONS = st.sampled_from(
    [
        "For how many euros was the old tower of north harbour sold?",
        "How many steps does the spire of south harbour have?",
        "Who sweeps the steps in north harbour?",
    ]
)


class Interleavings(RuleBasedStateMachine):
    """Four moderators, two of them of a server of its own, who draft, publish, undo and ask."""

    drafts = Bundle("drafts")

    house: ClassVar[House]
    rooms: ClassVar = count()

    def __init__(self) -> None:
        super().__init__()
        self.number = next(self.rooms)
        self.room = Newsroom(self.house, self.number)

    def teardown(self) -> None:
        if self.number % ROUND_TRIPS_EACH == 0:
            self.room.run(self.room.check_round_trip())

    @rule(target=drafts, moderator=MODERATORS, make=MAKES)
    def draft_for_later(self, moderator: int, make: Make) -> Draft | MultipleResults[Draft]:
        return self.draft(moderator, make) or multiple()

    @rule(moderator=MODERATORS, make=MAKES)
    def draft_and_publish(self, moderator: int, make: Make) -> None:
        if draft := self.draft(moderator, make):
            self.room.run(self.room.publish(draft, moderator))

    @rule(moderator=MODERATORS, make=MAKES, question=QUESTIONS)
    def ask_while_publishing(self, moderator: int, make: Make, question: str) -> None:
        if draft := self.draft(moderator, make):
            self.room.run(self.room.ask_while_publishing(draft, question, moderator))

    @rule(first=st.sampled_from([1, 2]), makes=st.tuples(MAKES, MAKES))
    def publish_two_drafts_on_one_base(self, first: int, makes: tuple[Make, Make]) -> None:
        pair = zip((first, first + 2), makes, strict=True)
        for draft in [self.draft(moderator, make) for moderator, make in pair]:
            if draft:
                self.room.run(self.room.publish(draft, first))

    @rule(draft=drafts, moderator=MODERATORS)
    def publish_what_waited(self, draft: Draft, moderator: int) -> None:
        self.room.run(self.room.publish(draft, moderator))

    @rule(draft=consumes(drafts))
    def publish_twice_at_once(self, draft: Draft) -> None:
        # A first change makes a server's story, which `publish` has to hear of.
        if draft.change.story in self.room.known:
            self.room.run(self.room.publish_twice(draft))

    @rule(draft=consumes(drafts))
    def preview_and_discard(self, draft: Draft) -> None:
        preview = self.room.run(self.room.desk.previewer.preview(draft))
        assert [item.article_id for item in preview.articles] == [c.article_id for c in draft.change.articles]
        self.room.run(self.room.desk.publisher.discard(draft.id, moderator_id=1))

    @rule(moderator=st.sampled_from([2, 4]), article_id=IDS)
    def import_before_a_first_publish(self, moderator: int, article_id: str) -> None:
        draft = self.draft(moderator, write(article_id))
        self.room.run(self.room.import_file(self.room.next_article(article_id)))
        if draft:
            self.room.run(self.room.publish_to_the_end(draft, moderator))

    @rule(article_id=IDS)
    def import_file(self, article_id: str) -> None:
        self.room.run(self.room.import_file(self.room.next_article(article_id)))

    @rule(question=QUESTIONS, at_home=st.booleans())
    def ask(self, question: str, at_home: bool) -> None:
        self.room.run(self.room.ask(question, at_home=at_home))

    @invariant()
    def every_story_is_whole(self) -> None:
        self.room.run(self.room.check())

    def draft(self, moderator: int, make: Make) -> Draft | None:
        """Return a draft; None where the change cannot be made."""
        return self.room.run(self._draft(moderator, make))

    async def _draft(self, moderator: int, make: Make) -> Draft | None:
        wish, drafts = await self.room.wish(moderator), self.room.desk.drafts
        try:
            draft = await make(self.room, self.room.desk.drafting, wish)
        except ChangeError:
            return None
        assert await drafts.get(draft.id) == draft
        return draft


class TestInterleavings(Interleavings.TestCase):  # type: ignore[valid-type,misc]
    settings = settings(
        max_examples=200, stateful_step_count=3, deadline=None, suppress_health_check=list(HealthCheck)
    )

    @classmethod
    def setUpClass(cls) -> None:
        Interleavings.house = House()

    @classmethod
    def tearDownClass(cls) -> None:
        Interleavings.house.close()
