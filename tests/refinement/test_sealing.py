import pytest

from bot.refinement.sealing import PersonSealer

KEY = b"a key that only the tests know"


def test_a_seal_gives_the_id_back_to_the_key_that_made_it_alone() -> None:
    seal = PersonSealer(KEY).seal(234567890123456789)
    assert PersonSealer(KEY).unseal(seal) == 234567890123456789
    assert PersonSealer(KEY + b"!").unseal(seal) is None
    assert "234567890123456789" not in seal


def test_two_seals_of_one_id_cannot_be_told_from_those_of_two() -> None:
    sealer = PersonSealer(KEY)
    assert sealer.seal(1) != sealer.seal(1)
    assert len(sealer.seal(1)) == len(sealer.seal(234567890123456))


@pytest.mark.parametrize("seal", ["", "nonsense", "gAAAAA"])
def test_what_is_no_seal_is_none(seal: str) -> None:
    assert PersonSealer(KEY).unseal(seal) is None
