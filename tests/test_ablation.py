"""The ablation on a small artificial sample: its groups, its thresholds, its rows and its figures."""

import pkgutil
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("sklearn", reason="scikit-learn is in the extra “fitting”, which is not installed")
pytest.importorskip("scipy", reason="scipy is in the extra “fitting”, which is not installed")

from bot.answering.decision import DECIDING, STANDING
from bot.answering.doubts import DOUBTS
from tests.fitting.ablation import (
    GROUPS,
    Row,
    Shipped,
    UngroupedError,
    add_decision,
    add_measures,
    check_groups,
)
from tests.fitting.baseline import Baseline
from tests.fitting.figures import FIGURES, Reached, reach
from tests.fitting.reporting import format_ablation
from tests.fitting.samples import SETS, Source, make_samples
from tests.fitting.tries import TRIES
from tests.fitting.validation import (
    FOLDS,
    cross_validate_order,
    cross_validate_score,
    fold_of,
    match_silence,
)
from tests.small_sets import ask, make_sources


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    return make_sources()


@pytest.fixture(scope="module")
def shipped(sources: list[Source]) -> Shipped:
    samples = list(make_samples(sources))
    folds = fold_of(samples)
    standings = cross_validate_order(samples, folds)
    scores = cross_validate_score(standings, folds)
    # The score that leaves some of the answerable questions unanswered.
    threshold = np.median(scores[[sample.answerable for sample in samples]])
    return Shipped(samples, folds, standings, reach(samples, standings, scores, scores >= threshold))


def test_every_measure_of_the_bot_is_in_a_group() -> None:
    check_groups()


@pytest.mark.parametrize(
    ("groups", "fault"),
    [
        ({**GROUPS, "kind of answer": ("lacks", "near", "beside", "adds", "defines")}, "asks: in no group"),
        ({**GROUPS, "luck": ("dice",)}, "dice: grouped, but not in bot/answering/features.py"),
        ({**GROUPS, "once more": ("own",)}, "own: grouped twice"),
    ],
)
def test_a_group_that_does_not_fit_the_measures_is_told(groups: dict[str, Sequence[str]], fault: str) -> None:
    with pytest.raises(UngroupedError, match=fault):
        check_groups(groups)


def test_a_measure_of_the_decision_that_nobody_knows_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fitting.ablation.DECIDING", (*DECIDING, "mood"))
    with pytest.raises(UngroupedError, match="mood: decided from"):
        check_groups()


def test_what_the_ablation_leaves_out_is_there_in_the_program() -> None:
    for target, _ in TRIES.values():
        pkgutil.resolve_name(target)


@given(st.lists(st.tuples(st.integers(-50, 50), st.booleans(), st.booleans()), min_size=1, max_size=40))
def test_silence_is_matched_by_what_the_other_folds_say(drawn: list[tuple[int, bool, bool]]) -> None:
    scores = np.array([value for value, _, _ in drawn], dtype=float) + np.arange(len(drawn)) / 1000
    answerable, before = (np.array([entry[i] for entry in drawn]) for i in (1, 2))
    folds = np.arange(len(drawn)) % FOLDS
    matched = match_silence(scores, answerable, folds, before)
    for fold in range(FOLDS):
        others = answerable & (folds != fold)
        silent = int((~before[others]).sum())
        lowest = np.sort(scores[others])
        mine = folds == fold
        if silent < len(lowest):
            assert (matched[mine] == (scores[mine] >= lowest[silent])).all()
        else:
            assert not matched[mine].any()
    # What a score means does not matter, only its order.
    assert (match_silence(np.exp(scores / 50), answerable, folds, before) == matched).all()


def test_matched_scores_leave_as_many_unanswered_as_before() -> None:
    draw = np.random.default_rng(3)
    scores, folds = draw.normal(size=4000), draw.integers(FOLDS, size=4000)
    answerable, before = draw.random(4000) < 0.6, draw.random(4000) < 0.8
    matched = match_silence(scores, answerable, folds, before)
    assert (~matched[answerable]).mean() == pytest.approx((~before[answerable]).mean(), abs=0.01)


def test_sets_that_are_taken_apart_have_their_own_thresholds(shipped: Shipped) -> None:
    whole = shipped.reached
    # The scores of the one set are all below those of the other.
    scores = whole.score + 10.0 * (whole.source == "selqa")
    together = shipped.compare(shipped.standings, scores)
    apart = shipped.compare(shipped.standings, scores, apart=True)
    assert not together.of_set("story").given.any()
    assert apart.of_set("story").given.any()
    for name in ("story", "selqa"):
        own, alone = whole.source == name, apart.of_set(name)
        expected = match_silence(
            whole.score[own], whole.answerable[own], shipped.folds[own], whole.given[own]
        )
        assert (alone.given == expected).all()


def make_reached() -> Reached:
    """Five questions on the topic, the last two not answerable, and two off it."""
    return Reached(
        source=np.array(["story"] * 7),
        answerable=np.array([True, True, True, False, False, False, False]),
        off_topic=np.array([False] * 5 + [True] * 2),
        rank=np.array([1, 3, 4, 0, 0, 0, 0]),
        sentences=np.array([1, 2, 1, 1, 0, 3, 3]),
        characters=np.array([40, 80, 40, 40, 0, 90, 90]),
        score=np.array([0.9, 0.8, 0.1, 0.5, 0.0, 0.0, 0.85]),
        given=np.array([True, True, False, True, False, False, True]),
    )


def test_figures_count_what_they_say() -> None:
    figures = {label: figure(make_reached()) for label, figure in FIGURES.items()}
    assert figures == {
        "right first": pytest.approx(1 / 3),
        "in three": pytest.approx(2 / 3),
        "AUROC": pytest.approx(5 / 6),
        "AUROC off topic": pytest.approx(4 / 6),
        "right outcome": pytest.approx(2 / 5),
        "wrong among given": pytest.approx(2 / 3),
        "answerable, unanswered": pytest.approx(1 / 3),
    }


def test_the_baseline_ranks_sentences_by_bm25_alone(sources: list[Source]) -> None:
    town, trees = (Baseline(source) for source in sources)
    asked = ask(1, "How long does the elm grow?", ("91 years",))
    best = trees.rank(asked)
    # “The elm is a tree …” comes first, since “elm” is rarer than “grow”, and it is quoted alone.
    assert best.rank != 1
    assert best.score > 0
    assert best.sentences == 1
    assert trees.rank(ask(1, "What grows for 91 years?", ("91 years",))).rank == 1
    nothing = town.rank(ask(0, "Xylophone?", ()))
    assert (nothing.rank, nothing.score, nothing.sentences, nothing.characters) == (None, 0.0, 0, 0)


@pytest.fixture(scope="module")
def blocks(shipped: Shipped, sources: list[Source]) -> dict[str, list[Row]]:
    return {"measures": list(add_measures(shipped, sources)), "decision": list(add_decision(shipped))}


def test_the_ablation_adds_each_group_and_each_part_and_ends_with_all(
    shipped: Shipped, blocks: dict[str, list[Row]]
) -> None:
    labels = [label for label, _ in blocks["measures"]]
    assert [label.removeprefix("+ ").removesuffix(" (as shipped)") for label in labels[2:]] == list(GROUPS)
    for rows in blocks.values():
        assert rows[-1][1] is shipped.reached
    names = [name for group in list(GROUPS.values())[:3] for name in group]
    three = cross_validate_order(shipped.samples, shipped.folds, names)
    scores = cross_validate_score(three, shipped.folds, (*names, *STANDING, *DOUBTS))
    assert blocks["measures"][4][1].score == pytest.approx(scores)
    plain = blocks["measures"][0][1]
    assert (plain.sentences <= 1).all()
    assert all((reached.rank == shipped.reached.rank).all() for _, reached in blocks["decision"])


def test_the_ablation_is_a_table_for_each_set(blocks: dict[str, list[Row]]) -> None:
    page = format_ablation(blocks, 2 / 12)
    assert "16.7%" in page
    tables = page.split("\n### ")[1:]
    assert [table.split("\n")[0] for table in tables] == list(SETS)
    for table in tables:
        lines = [line for line in table.split("\n") if line.startswith("|")]
        assert len(lines) == 2 + sum(len(rows) + 1 for rows in blocks.values())
        assert {line.count("|") for line in lines} == {len(FIGURES) + 3}
    story, selqa = tables[0], tables[-1]
    cells = [c.strip() for c in next(x for x in story.split("\n") if x.startswith("| + doubts")).split("|")]
    assert cells[2] == f"{FIGURES['right first'](blocks['decision'][-2][1].of_set('story')):.3f}"
    assert [c.strip() for c in selqa.split("\n")[-2].split("|")][
        4
    ] == "–"  # every tree's question is answerable
