from pathlib import Path

import pytest

from bot.articles.sources import read_sources
from bot.errors import ArticleError


def test_a_folder_without_the_file_states_nothing(tmp_path: Path) -> None:
    assert read_sources(tmp_path) == {}


def test_each_table_states_the_fields_of_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    path = tmp_path / "sources.toml"
    path.write_text('[[article]]\nfile = "a.txt"\ntitle = "A"\npublished = 2024-05-14\n', "utf-8")
    assert read_sources(tmp_path)["a.txt"]["title"] == "A"
    assert set(read_sources(tmp_path)["a.txt"]) == {"title", "published"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[[article", "cannot be read"),
        ("article = 1", "must hold .*article"),
        ("[[articles]]\n", "must hold .*article"),
        ('[[article]]\ntitle = "A"', "names no file"),
        ('[[article]]\nfile = "b.txt"', "'b.txt', which is not beside it"),
        ('[[article]]\nfile = "../a.txt"', "which is not beside it"),
        ('[[article]]\nfile = "a.txt"\n[[article]]\nfile = "a.txt"', "'a.txt' twice"),
    ],
)
def test_what_cannot_be_used_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "a.txt").touch()
    path = tmp_path / "sources.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ArticleError, match=reason):
        read_sources(tmp_path)
