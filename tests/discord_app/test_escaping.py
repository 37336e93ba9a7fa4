import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_app.escaping import (
    escape,
    fold,
    fold_around,
    is_visible,
    link_target,
    shorten,
    strip_markup,
)
from bot.domain import Span

DANGEROUS = st.text(st.sampled_from("ab1 .-+>#*_~|`\\[]()<@!&:/\n\t\u200b\u200d\u202e\u00a0é😀"), max_size=40)
ANY = st.text(max_size=60) | DANGEROUS

# What Discord's Markdown does with a backslash before anything that is no letter, digit or space.
UNESCAPED_SPECIAL = re.compile(r"(?<!\\)(?:\\\\)*[*_~|`<>\[\]#@]")


def unescape(text: str) -> str:
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", text)


@given(ANY)
def test_without_its_escapes_escaped_text_is_what_it_was(text: str) -> None:
    assert unescape(escape(fold(text))) == fold(text)


@given(ANY)
def test_no_special_character_stands_unescaped(text: str) -> None:
    escaped = escape(fold(text))
    assert not UNESCAPED_SPECIAL.search(re.sub(r"\\.", "", escaped))
    assert not re.match(r"[-+.)]|\d+[.)]", escaped)
    assert "://" not in re.sub(r"\\.", "", escaped)
    assert len(escaped) <= 2 * len(text)


@given(ANY)
def test_folded_text_is_one_line_without_anything_invisible(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert not set(folded) & set("\u200b\u202e\ufeff\u2066\x00")
    assert fold(folded) == folded


@pytest.mark.parametrize("text", ["👩‍👩‍👧 family", "नमस्\u200dते"])
def test_joiners_that_make_letters_and_emoji_stay(text: str) -> None:
    assert fold(text) == text


@given(ANY, st.data())
def test_a_highlight_parts_the_folded_text_and_changes_none_of_it(text: str, data: st.DataObject) -> None:
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    parts = fold_around(text, Span(start, end))
    assert "".join(parts) == fold(text)
    assert parts[1] == fold(text[start:end])


@given(ANY, st.integers(2, 50))
def test_shortened_text_is_a_beginning_and_says_so(text: str, most: int) -> None:
    short = shorten(text, most)
    assert len(short) <= most
    assert short == fold(text) or (short.endswith("…") and fold(text).startswith(short[:-1]))


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("[free](https://evil.example)", r"\[free\](https\://evil.example)"),
        ("@everyone <@1> <#2> </ask:3> <t:4>", r"\@everyone \<\@1\> \<\#2\> \</ask\:3\> \<t\:4\>"),
        ("- list", r"\- list"),
        ("-# small", r"\-\# small"),
        ("1. first", r"1\. first"),
        ("10:30 and 3.5 stay readable: yes", r"10\:30 and 3.5 stay readable: yes"),
        ("```code```", r"\`\`\`code\`\`\`"),
    ],
)
def test_escapes_are_as_few_as_they_can_be(text: str, escaped: str) -> None:
    assert escape(text) == escaped


@pytest.mark.parametrize(
    "url",
    [None, "", "javascript:alert(1)", "ftp://x.example", "https://", "https://a b.example", "http://[", "x"],
)
def test_only_web_addresses_are_linked(url: str | None) -> None:
    assert link_target(url) is None


def test_an_overlong_address_is_not_linked() -> None:
    assert link_target("https://x.example/" + "a" * 500) is None


@given(st.text(max_size=80))
def test_no_address_breaks_out_of_its_link(path: str) -> None:
    target = link_target("https://x.example/" + path)
    assert target is None or not set(target) & set(' ()<>[]\\\n"`|')


def test_a_closing_bracket_in_an_address_is_encoded() -> None:
    assert link_target("https://x.example/a_(b)") == "https://x.example/a_%28b%29"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<@12> who?", "who?"),
        ("<@!12> <@&3> <#4> <a:wave:5> <:ok:6> </ask:7> <t:8:R>", ""),
        ("a < b and c > d", "a < b and c > d"),
    ],
)
def test_markup_that_only_discord_reads_is_taken_out_of_a_question(text: str, plain: str) -> None:
    assert strip_markup(text) == plain


@pytest.mark.parametrize(
    "text", ["", " \n", "\u200b", "\u200d\u200c", "\ufe0f", "\u3164\u2800", "\ud800", "\u0301"]
)
def test_what_nobody_can_see_is_not_visible(text: str) -> None:
    assert not is_visible(text)


@pytest.mark.parametrize("text", ["a", "\u200bé", "…", "🚢", "船"])
def test_what_somebody_can_see_is_visible(text: str) -> None:
    assert is_visible(text)
