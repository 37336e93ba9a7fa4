"""Hashes of persons and the key they need."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SettingsError, StorageError
from bot.refinement.hashing import PersonHasher, load_or_make_key

ROOT = Path(__file__).parents[2]
KEY = bytes(range(32))


@given(st.integers(0, 2**64), st.integers(0, 2**64))
def test_one_person_has_one_hash_and_two_have_two(one: int, other: int) -> None:
    hasher = PersonHasher(KEY)
    assert hasher.hash(one) == hasher.hash(str(one)) == PersonHasher(KEY).hash(one)
    assert (hasher.hash(one) == hasher.hash(other)) == (one == other)
    assert len(hasher.hash(one)) == 32


def test_another_key_gives_other_hashes() -> None:
    assert PersonHasher(KEY).hash(1) != PersonHasher(KEY[::-1]).hash(1)


def test_a_short_key_is_refused_and_a_long_one_is_not() -> None:
    with pytest.raises(SettingsError, match="STORYDESK_HASH_KEY"):
        PersonHasher(b"short")
    assert PersonHasher(b"x" * 500).hash(1)


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "hash.key"
    key = load_or_make_key(path)
    assert len(key) == 32
    assert load_or_make_key(path) == key
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["hash.key"]
    assert load_or_make_key(tmp_path / "other.key") != key


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 33])
def test_a_damaged_key_is_refused_and_kept(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "hash.key"
    path.write_bytes(content)
    with pytest.raises(StorageError, match=r"hash\.key.*damaged"):
        load_or_make_key(path)
    assert path.read_bytes() == content


def test_a_key_that_cannot_be_read_or_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path, tmp_path / "file" / "hash.key"):
        with pytest.raises(StorageError, match="STORYDESK_HASH_KEY"):
            load_or_make_key(path)


MAKE = """
import sys
from pathlib import Path
from bot.refinement.hashing import load_or_make_key
print("ready", flush=True)
for line in sys.stdin:
    print(load_or_make_key(Path(line.strip())).hex(), flush=True)
"""


def test_processes_that_make_the_key_at_once_get_the_same(tmp_path: Path) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", MAKE], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    paths = "".join(f"{tmp_path / str(number)}\n" for number in range(50))
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(paths)
        process.stdin.flush()
    outputs = {process.communicate(timeout=60)[0] for process in processes}
    assert len(outputs) == 1
    assert len(set(outputs.pop().split())) == 50
