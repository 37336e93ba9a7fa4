"""The dry run, question by question: a page fits into an embed, whatever stands in it."""

import pytest
from hypothesis import given

from bot.curation.rehearsal import Case
from bot.discord_app.knowledge.effects import PAGE_SIZE, render_cases
from tests.discord_app.test_rendering import LONG, make_answer, make_quote


def make_case(question: str, text: str, url: str, title: str = "A title") -> Case:
    before, after = (
        make_answer(make_quote(said, url=url, title=title, publisher=title)) for said in (text, f"{text}!")
    )
    return Case(question, before, after, 12)


@pytest.mark.parametrize("chars", [30, 370])
def test_plain_cases_show_their_links_as_long_as_there_is_room(chars: int) -> None:
    url = f"https://x.example/{'y' * chars}"
    sentence = "The council said that the bridge would be closed for a week, and that nobody knew why; "
    sentence += "it would see. " * 20
    (embed,) = render_cases([make_case("What did the council say?", sentence, url)] * PAGE_SIZE, 0).embeds
    said = embed.description or ""
    assert len(said) <= 4096
    assert said.count("What did the council say?") == PAGE_SIZE
    assert said.count("The council said that the bridge") == 2 * PAGE_SIZE
    assert url in said


@given(LONG, LONG, LONG)
def test_a_page_fits_whatever_stands_in_it(question: str, text: str, title: str) -> None:
    cases = [make_case(question, text, f"https://x.example/{'y' * 370}", title)] * PAGE_SIZE
    (embed,) = render_cases(cases, 0).embeds
    assert len(embed.description or "") <= 4096
