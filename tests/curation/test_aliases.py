import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.curation.aliases import find_repeated, read_aliases, render_aliases
from bot.errors import ArticleError

terms = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(lambda t: " ".join(t.split()))
groups = (
    st.lists(
        st.lists(terms.filter(bool), min_size=2, max_size=4, unique_by=str.casefold).map(tuple), max_size=4
    )
    .filter(lambda some: not list(find_repeated(tuple(some))))
    .map(tuple)
)


@given(groups, st.sampled_from(["default", "other-1"]))
def test_what_is_rendered_reads_back(given_groups: tuple[tuple[str, ...], ...], story: str) -> None:
    stated, read = read_aliases(render_aliases(given_groups, story).encode(), "aliases.toml")
    assert (stated or "default", read) == (story, given_groups)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[[alias", "cannot be read at its end; put text in double quotes"),
        ("alias = 1", "must hold"),
        ("[[aliases]]\n", "must hold"),
        ("[[alias]]\n", "no list of terms"),
        ("[[alias]]\nterms = [1, 2]\n", "no list of terms"),
        ('[[alias]]\nterms = ["one"]\n', "fewer than two terms"),
        ('[[alias]]\nterms = ["One", "one ", ""]\n', "fewer than two terms"),
        ('story = "a b"\n', "no usable name"),
    ],
)
def test_what_cannot_be_used_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ArticleError, match=f"aliases.toml: .*{reason}"):
        read_aliases(text.encode(), "aliases.toml")


def test_every_fault_is_named() -> None:
    lists = ('terms = ["one"]', "", 'terms = ["a", "b"]', 'terms = ["A", "c"]')
    text = "".join(f"[[alias]]\n{line}\n" for line in lists)
    reason = r"group 1 .*one.* fewer .*; group 2 has no list .*; in more than one group: A"
    with pytest.raises(ArticleError, match=reason):
        read_aliases(text.encode(), "aliases.toml")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'[[alias]]\nterms = ["a, "b"]', "cannot be read at line 2; put text in double quotes"),
        (b'[[alias]]\nterms = ["\xfc", "b"]', "is not UTF-8 at line 2; save it as UTF-8"),
        (
            b"published = 2024-13-45",
            "cannot be read at line 1; write a date as year-month-day, such as 2024-05-14",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_by_line(data: bytes, reason: str) -> None:
    with pytest.raises(ArticleError, match=f"aliases.toml: {reason}"):
        read_aliases(data, "aliases.toml")


def test_a_term_in_two_groups_is_found_whatever_its_letters() -> None:
    assert list(find_repeated((("GPU", "card"), ("gpu", "chip")))) == ["gpu"]
    assert list(find_repeated((("GPU", "card"), ("CPU", "chip")))) == []
