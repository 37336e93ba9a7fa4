import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.answering.evidence import weigh_evidence
from bot.answering.features import FEATURES, measure
from bot.domain import AliasGroups
from bot.retrieval.index import Index
from tests.builders import make_index, make_knowledge, make_revision

MOST_CHARS = 400
Measures = dict[str, float]


def measure_all(index: Index, question: str, *, most_chars: int = MOST_CHARS) -> dict[str, Measures]:
    """The measures of each candidate by its last sentence."""
    query = index.analyse(question)
    found = index.search(query, passages=20)
    measured = measure(query, found, most_chars=most_chars)
    if measured is None:
        return {}
    candidates = {}
    rows = zip(measured.passage, measured.sentence, measured.values, strict=True)
    for passage, sentence, values in rows:
        where = found.passages[passage].passage
        text = where.sentences[sentence].of(where.revision.article.body)
        candidates[text] = dict(zip(FEATURES, values.tolist(), strict=True))
    return candidates


def of(question: str, *bodies: str, aliases: AliasGroups = ()) -> dict[str, Measures]:
    return measure_all(make_index(*bodies, aliases=aliases), question)


def of_one(question: str, sentence: str, *others: str) -> Measures:
    return of(question, sentence, *others)[sentence]


def of_titled(question: str, body: str, title: str) -> dict[str, Measures]:
    return measure_all(Index(make_knowledge(make_revision(body, title=title, language="en"))), question)


def test_own_is_the_coverage_by_the_sentence_itself() -> None:
    assert of_one("harbour bridge", "A harbour bridge closed.")["own"] == pytest.approx(1)
    halves = of_one("harbour bridge", "A bridge closed.", "A harbour closed.")
    assert halves["own"] == pytest.approx(0.5)


def test_a_rare_word_covers_more_than_a_common_one() -> None:
    found = of("crack bridge", "A crack grew.", "Bridges rust.", "Old bridges rust.", "Long bridges rust.")
    assert found["A crack grew."]["own"] > 0.5 > found["Bridges rust."]["own"]
    assert found["A crack grew."]["own"] + found["Bridges rust."]["own"] == pytest.approx(1)


def test_a_sentence_without_any_word_of_the_question_is_no_candidate() -> None:
    assert of("bridge", "Boats came. A bridge closed.").keys() == {"A bridge closed."}
    assert of("bridge", "Boats came.") == {}
    assert of("?!", "A bridge closed.") == {}
    assert of_titled("bridge", "Boats came.", "A bridge") == {}


def test_a_sentence_that_takes_along_one_with_a_word_of_the_question_is_a_candidate() -> None:
    found = of("bridge", "A bridge closed. It burnt. Boats came.")
    assert found.keys() == {"A bridge closed.", "It burnt."}
    assert (found["It burnt."]["own"], found["It burnt."]["lead"]) == pytest.approx((0, 1))


def test_a_definition_is_told_where_one_is_asked_for() -> None:
    body = "A bascule is a bridge that opens. A bascule burnt."
    asked = of("What is a bascule?", body)
    assert [found["defines"] for found in asked.values()] == [1, 0]
    assert not any(found["defines"] for found in of("When did the bascule burn?", body).values())


def test_only_a_match_with_the_word_itself_is_exact() -> None:
    exact = of_one("homes burn", "A home burnt.")
    assert exact["exact"] == exact["own"] == pytest.approx(1)
    related = of_one("homes burn", "A house burnt.", "A home fell.")
    assert 0 < related["exact"] < related["own"] < 1
    alias = of("GPU", "A graphics card burnt.", aliases=(("GPU", "graphics card"),))["A graphics card burnt."]
    assert alias["exact"] == 0
    assert 0 < alias["own"] < 1


LED = "Ana Lind dives. She found cracks."


def test_lead_is_what_the_sentence_that_is_taken_along_adds() -> None:
    led = of("cracks Lind", LED)["She found cracks."]
    assert [led["own"], led["lead"], led["two"]] == pytest.approx([0.5, 0.5, 1])
    assert led["before"] == pytest.approx(0)
    assert led["heading"] == 0


def test_no_sentence_of_another_paragraph_is_taken_along() -> None:
    alone = of("cracks Lind", LED.replace(". ", ".\n\n"))["She found cracks."]
    assert (alone["lead"], alone["two"]) == (0, 0)
    assert alone["before"] == pytest.approx(0.5)


def test_no_sentence_is_taken_along_where_the_quote_would_be_too_long() -> None:
    index = make_index(LED)
    long = measure_all(index, "cracks Lind", most_chars=len(LED))["She found cracks."]
    short = measure_all(index, "cracks Lind", most_chars=len(LED) - 1)["She found cracks."]
    assert (long["two"], short["two"]) == (1, 0)
    assert short["before"] == pytest.approx(0.5)


def test_heading_and_title_add_to_the_quote() -> None:
    found = of_titled("harbour bridge crack", "## Bridge\n\nA crack grew.", "Old harbour")["A crack grew."]
    assert found["own"] == pytest.approx(1 / 3)
    assert found["heading"] == pytest.approx(found["title"]) == pytest.approx(2 / 3)
    assert found["missing"] == 0
    doubled = of_titled("bridge crack", "## Bridge\n\nA bridge has cracks.", "")["A bridge has cracks."]
    assert doubled["heading"] == pytest.approx(0)
    assert doubled["title"] == pytest.approx(0.5)


def test_neighbours_count_for_what_they_add_to_the_quote() -> None:
    body = "Dunford has ferries. Boats came. Bridges rust. Piers have cracks. Cranes fell."
    found = of("ferries boats bridge piers cranes", body)
    middle = found["Bridges rust."]
    shares = [middle["own"], middle["before"], middle["after"], middle["opening"]]
    assert shares == pytest.approx([1 / 5] * 4)
    assert middle["whole"] == pytest.approx(4 / 5)
    first, last = found["Dunford has ferries."], found["Cranes fell."]
    assert [first["before"], first["opening"], last["after"]] == pytest.approx([0, 0, 0])
    assert first["whole"] == last["whole"] == pytest.approx(4 / 5)


def test_neighbours_do_not_reach_into_another_passage() -> None:
    body = "Bridges rust.\n\n## Piers\n\nPiers have cracks."
    found = of("bridge crack", body)
    assert found["Bridges rust."]["after"] == found["Bridges rust."]["whole"] == pytest.approx(0)
    assert found["Piers have cracks."]["before"] == found["Piers have cracks."]["opening"] == pytest.approx(0)


def test_run_is_the_longest_run_of_words_in_the_order_of_the_question() -> None:
    question = "Was the harbour bridge of Dunford closed?"
    assert of_one(question, "Then the harbour bridge of Dunford fell.")["run"] == pytest.approx(5 / 7)
    turned = of_one(question, "Dunford closed a bridge in the harbour.")
    assert turned["run"] == pytest.approx(2 / 7)  # "the harbour"
    assert turned["own"] == pytest.approx(1)


def test_pairs_of_neighbouring_words_count_wherever_they_stand() -> None:
    question = "harbour bridge eastern pier"
    pairs = [
        of_one(question, sentence)["pairs"]
        for sentence in (
            "A pier of an eastern bridge of a harbour.",
            "An eastern pier of a bridge of a harbour.",
            "An eastern pier of a harbour bridge.",
            "A harbour bridge eastern pier.",
        )
    ]
    assert pairs[0] == 0
    assert pairs == sorted(set(pairs))
    assert pairs[-1] == pytest.approx(1)


def test_start_is_the_coverage_by_the_first_four_words() -> None:
    assert of_one("crack", "Divers saw a crack.")["start"] == pytest.approx(1)
    assert of_one("crack", "Divers also saw a crack.")["start"] == 0


def test_last_is_the_match_of_the_last_carrying_word() -> None:
    assert of_one("Was the bridge closed?", "It closed.")["last"] == 1
    assert of_one("Was the bridge closed?", "A bridge opened.", "It closed.")["last"] == 0


def test_near_is_higher_the_closer_the_words_of_the_question_stand_to_an_answer() -> None:
    close = of_one("When was the bridge closed?", "The bridge closed in May.")
    far = of_one("When was the bridge closed?", f"The bridge closed, {'as many had long said, ' * 3}in May.")
    none = of_one("When was the bridge closed?", "The bridge closed.")
    assert 1 > close["near"] > far["near"] > none["near"] == 0
    assert (close["lacks"], far["lacks"], none["lacks"]) == (0, 0, 1)
    # Four characters lie between "closed" and "May".
    assert of_one("When did it close?", "It closed in May.")["near"] == pytest.approx(math.exp(-4 / 60))


def test_lacks_is_only_told_of_what_has_a_form() -> None:
    assert of_one("What closed?", "It closed.")["lacks"] == 0
    assert of_one("How many closed?", "They closed.")["lacks"] == 1
    assert of_one("How many closed?", "Seven closed.")["lacks"] == 0


def test_beside_tells_the_noun_that_is_asked_for_next_to_the_answer() -> None:
    question = "Which city is the bridge in?"
    beside = of_one(question, "The bridge is in the city of Dunford.")["beside"]
    apart = of_one(question, "The bridge, unlike others that the city has, is in Dunford.")["beside"]
    assert beside > apart > 0
    assert of_one(question, "The bridge is in Dunford.")["beside"] == 0
    assert of_one("When was the bridge closed?", "The bridge closed in May.")["beside"] == 0


def test_names_are_the_share_that_is_lacking() -> None:
    both, one, after = "Ada Marsh and Bo Lind met.", "Then Ada Marsh met Bo.", "They met."
    found = of("Did Ada Marsh and Bo Lind meet?", both, f"{one}\n\n{after}")
    assert found[both]["names"] == pytest.approx(0)
    assert 0 < found[one]["names"] < 1
    # The sentence before holds all names but one.
    assert found[after]["names"] == pytest.approx(found[one]["names"])
    assert of_one("Did they meet?", "They met.")["names"] == 0


def test_numbers_are_the_share_that_is_lacking() -> None:
    question = "Did 12 boats come in 2020?"
    assert of_one(question, "In 2020, 12 boats came.")["numbers"] == 0
    assert of_one(question, "In 2020, 13 boats came.")["numbers"] == pytest.approx(0.5)
    assert of_one(question, "Boats came.")["numbers"] == 1
    assert of_titled(question, "Then 12 boats came.", "Boats of 2020")["Then 12 boats came."]["numbers"] == 0
    assert of_one("Did boats come?", "Boats came.")["numbers"] == 0


def test_missing_is_the_rarest_word_that_is_lacking() -> None:
    bodies = ("Bridges rust.", "Bridges rust and crack.", "Old bridges rust.")
    assert of("bridge crack", *bodies)["Bridges rust and crack."]["missing"] == 0
    assert of("bridge crack", *bodies)["Bridges rust."]["missing"] == 1
    assert 0 < of("bridge crack", "A crack grew.", *bodies)["A crack grew."]["missing"] < 1


def test_what_only_says_what_kind_of_thing_is_asked_for_may_be_missing() -> None:
    found = of("Which city is the bridge in?", "The bridge is in Dunford.", "A city burnt.")
    assert found["The bridge is in Dunford."]["missing"] == 0
    assert found["The bridge is in Dunford."]["own"] > 0.7


def test_adds_tells_whether_there_is_a_carrying_word_that_the_question_does_not_hold() -> None:
    question = "When was the harbour bridge closed?"
    assert of_one(question, "The harbour bridge was being closed.")["adds"] == 0
    assert of_one(question, "The harbour bridge was closed on Monday.")["adds"] == 1


def test_asks_tells_a_question() -> None:
    assert of_one("Was it closed?", "Was it closed?")["asks"] == 1
    assert of_one("Was it closed?", "It was closed.")["asks"] == 0


def test_the_best_passage_and_the_best_quote_by_bm25_have_all() -> None:
    found = of("bridge crack", "A bridge has a crack.", "A bridge.", "A pier of a very old bridge has rust.")
    best = found["A bridge has a crack."]
    assert (best["passage"], best["quote"]) == (1, 1)
    others = [found["A bridge."], found["A pier of a very old bridge has rust."]]
    for measure_name in ("passage", "quote"):
        assert 1 > others[0][measure_name] > others[1][measure_name] > 0


def test_long_is_the_length_of_the_whole_quote() -> None:
    short, long = of_one("bridge", "A bridge."), of_one("bridge", "A bridge " + "that stands " * 40 + "here.")
    assert 0 < short["long"] < long["long"] == 1
    led = of("cracks Lind", LED)["She found cracks."]["long"]
    assert led > of("cracks Lind", LED.replace(". ", ".\n\n"))["She found cracks."]["long"]


@pytest.mark.parametrize(
    ("question", "repeats", "answers"),
    [
        (
            "When was the harbour bridge closed?",
            "Nobody asked when the harbour bridge was closed.",
            "The harbour bridge was closed on 3 May 2021.",
        ),
        (
            "Who closed the harbour bridge?",
            "It is not clear who closed the harbour bridge.",
            "Ada Marsh, mayor of Dunford, closed the harbour bridge.",
        ),
        (
            "What did divers find in the pier?",
            "What did divers find in the pier?",
            "Divers found a deep crack in the pier.",
        ),
        (
            "What did divers find in the pier?",
            "What divers did find in the pier.",
            "Divers found a deep crack in the pier.",
        ),
    ],
)
def test_a_sentence_that_only_repeats_the_question_comes_after_one_that_adds_the_answer(
    question: str, repeats: str, answers: str
) -> None:
    for bodies in ((repeats, answers), (answers, repeats)):
        index = make_index(*bodies)
        best = weigh_evidence(index, index.analyse(question), most_chars=MOST_CHARS)[0]
        assert best.text == answers


def test_every_measure_is_explained() -> None:
    assert all(FEATURES.values())
    assert len(set(FEATURES.values())) == len(FEATURES)


PIECES = [
    "bridge", "The bridge", "She", "crack.", "closed", "12", "May", "GPU", "graphics card", "?", ".", "\n\n",
    "## Pier\n\n", "in Dunford", "because", "- ", "Which city", "who", "%",
]  # fmt: skip
TEXTS = st.text(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)


@example([":"], "0", "0")
@example(["?"], "", "?")
@example(["~the"], "", "the ~the")
@given(st.lists(TEXTS, max_size=3), TEXTS, TEXTS)
def test_every_measure_of_every_text_is_a_share(bodies: list[str], title: str, question: str) -> None:
    revisions = (make_revision(body, article_id=f"a{i}", title=title) for i, body in enumerate(bodies))
    index = Index(make_knowledge(*revisions, aliases=(("GPU", "graphics card"),)))
    query = index.analyse(question)
    found = index.search(query, passages=20)
    measured = measure(query, found, most_chars=MOST_CHARS)
    if measured is None:
        return
    assert measured.values.shape == (len(measured.passage), len(FEATURES))
    for table in (measured.values, measured.covered, measured.around):
        assert np.isfinite(table).all()
        assert (table >= -1e-9).all()
        assert (table <= 1 + 1e-9).all()
    assert (measured.around >= measured.covered).all()
    assert measured.covered.any(axis=0).all()
    assert not math.isnan(measured.values.sum())
