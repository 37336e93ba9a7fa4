import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import Agreement, Attribution, Quote, Revision, Span
from bot.provenance.agreement import Place, Provenance
from tests.builders import make_revision
from tests.provenance.test_shared_text import REPORT

PADDING = " The ferry to the island runs as it always does in the spring of the year."


def place(revision: Revision, text: str) -> Place:
    start = revision.article.body.index(text)
    return revision, Span(start, start + len(text))


def origins(
    body: str,
    text: str,
    *,
    publisher: str | None = None,
    origin: str | None = None,
    based_on: tuple[str, ...] = (),
) -> tuple[str, ...]:
    """Return the origins that one article is found to have for a part of it."""
    revision = make_revision(body, language="en", publisher=publisher, origin=origin, based_on=based_on)
    return Provenance().count([place(revision, text)]).origin_names


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The pier fell, according to a Gazette report.", "Gazette"),
        ("The pier fell, according to a new Coast Wire report.", "Coast Wire"),
        ("Semaphore reports that the pier fell.", "Semaphore"),
        ("The pier fell, Semaphore reports.", "Semaphore"),
        ("This comes from Coast Wire, which says the pier fell.", "Coast Wire"),
        ("The pier fell, the minister was told, citing Coast Wire.", "Coast Wire"),
        ("The fall of the pier was first reported by Coast Wire.", "Coast Wire"),
        ("Coast Wire puts forward the claim that the pier fell.", "Coast Wire"),
        ("The pier fell, says one of the sources tapped by Coast Wire.", "Coast Wire"),
        ("The pier fell, a diver told the Gazette.", "Gazette"),
        ("According to the Harbour Gazette, the pier fell.", "Harbour Gazette"),
        ("LINDVIK (Coast Wire) - The pier fell.", "Coast Wire"),
        ("According to the news agency Coastal, the pier fell.", "Coastal"),
        ("The pier will be rebuilt, according to the City Council.", "City Council"),
        ("As The Verge first reported, the pier fell.", "The Verge"),
        ("The pier fell, The Verge reports.", "The Verge"),
        ("Coast Wire puts the number of wrecks at 5.", "Coast Wire"),
        ("Coast Wire estimates that five ferries sank.", "Coast Wire"),
        ("The Harbour Gazette describes the pier as a danger.", "Harbour Gazette"),
        ("The pier fell, Coast Wire's reporting suggests.", "Coast Wire"),
        ("Half of them swim, according to figures from the Harbour Institute.", "Harbour Institute"),
        ("A survey of residents by Semaphore found that half of them swim.", "Semaphore"),
        ("Half of them swim, according to a Semaphore poll.", "Semaphore"),
        ("Semaphore, citing two sources, says the pier fell.", "Semaphore"),
        ("One of Semaphore's anonymous sources says the pier fell.", "Semaphore"),
        ("The pier fell, according to two reports, which both cite Semaphore.", "Semaphore"),
        ("The pier fell, according to a report that draws on Semaphore.", "Semaphore"),
        ("The pier will fall, if Coast Wire is right.", "Coast Wire"),
    ],
)
def test_a_quote_has_the_origin_that_its_own_sentence_names(sentence: str, name: str) -> None:
    assert origins(sentence, sentence) == (name,)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ada Lind said the bridge is safe.",
        "According to Ada Lind, the bridge is safe.",
        "A spokesperson said the bridge is safe.",
        "According to the mayor, the bridge is safe.",
        "Ada Lind reports to the mayor.",
        "Ada Lind, who dives, reported that the pier fell.",
        "Mayor Ada Lind reports that the pier fell.",
        "The bridge is safe, according to anonymous sources.",
        "According to plan, the bridge opened in May.",
        "The report reports that nobody knows.",
        "Yesterday reports came in that the pier fell.",
        "Residents report that the pier fell.",
        "Acme Shipping reports a loss of two million.",
        "Ada Lind told Bo Berg that the pier fell.",
        "The City Council was told in May.",
        "He resigned in May, citing the weather.",
        "“Coast Wire reports that the pier fell,” said Ada Lind.",
        "Ada Lind puts the number of wrecks at 5.",
        "Ada Lind, citing the weather, describes the pier as a danger.",
        "Figures from Lindvik show that half of them swim.",
        "The survey by Friday found nothing.",
    ],
)
def test_who_merely_says_something_in_the_story_is_no_origin(sentence: str) -> None:
    assert origins(sentence, sentence) == ()


def test_the_nearest_attribution_before_it_in_its_paragraph_counts() -> None:
    body = (
        "The pier fell, Semaphore reports. Boats left.\n\n"
        "The bridge closed, according to a Coast Wire report. Divers found a crack. It is deep."
    )
    assert origins(body, "It is deep.") == ("Coast Wire",)
    assert origins(body, "Boats left.") == ("Semaphore",)
    assert origins(body, "Divers found a crack. It is deep.") == ("Coast Wire",)


def test_what_is_said_after_a_quote_does_not_reach_back() -> None:
    body = (
        "Boats left. The pier fell, Semaphore reports. The bridge closed, according to a Coast Wire report."
    )
    assert origins(body, "Boats left.") == ()


def test_an_article_that_names_one_origin_has_it_throughout() -> None:
    body = (
        "The bridge closed.\n\nIt was old, according to a Coast Wire report.\n\nBoats left, Coast Wire says."
    )
    assert origins(body, "The bridge closed.") == ("Coast Wire",)


def test_another_report_that_is_not_named_is_nobodys_that_is() -> None:
    body = "It was old, according to a Coast Wire report. Another report says boats left. The quay is dry."
    assert origins(body, "It was old") == ("Coast Wire",)
    assert origins(body, "boats left") == ()
    assert origins(body, "The quay is dry.") == ()
    assert origins(f"The bridge closed.\n\n{body}", "The bridge closed.") == ()


def test_a_person_who_speaks_in_an_unnamed_report_does_not_give_it_a_name() -> None:
    body = "It was old, a Coast Wire report says. Ada Lind said in May that boats left, one report says."
    assert origins(body, "boats left") == ()


def test_the_same_report_is_the_one_before_be_it_in_another_paragraph() -> None:
    body = (
        "Boats left, Semaphore reports.\n\nIt was old, a Coast Wire report says.\n\n"
        "The same report puts the number of cracks at two. The quay is dry.\n\nOne report tells of gulls.\n\n"
        "The same report says that they are loud."
    )
    assert origins(body, "the number of cracks") == ("Coast Wire",)
    assert origins(body, "The quay is dry.") == ("Coast Wire",)
    assert origins(body, "they are loud") == ()


def test_whose_reports_an_article_says_it_is_based_on_are_outlets() -> None:
    body = "Semaphore puts the number of wrecks at 5. Boats left."
    assert origins(body, "the number of wrecks") == ()
    based_on = ("Semaphore: “Wrecks”", "An unnamed publisher: “Wrecks”", "Wrecks")
    assert origins(body, "the number of wrecks", based_on=based_on) == ("Semaphore",)


def test_an_outlet_may_begin_with_a_word_for_a_person() -> None:
    sentence = "The pier fell, according to a Prince Bay Gazette report."
    assert origins(sentence, sentence) == ("Prince Bay Gazette",)


def test_where_an_article_names_several_nothing_is_guessed() -> None:
    body = "The bridge closed.\n\nIt was old, a Coast Wire report says.\n\nBoats left, Semaphore reports."
    assert origins(body, "The bridge closed.") == ()
    assert origins(body, "It was old") == ("Coast Wire",)


def test_a_body_is_the_origin_of_its_own_statement_only() -> None:
    body = (
        "The bridge closed. It costs two million, according to the City Council. Boats left.\n\nDivers dived."
    )
    assert origins(body, "It costs two million") == ("City Council",)
    assert origins(body, "Boats left.") == ()
    assert origins(body, "Divers dived.") == ()


def test_of_those_who_retell_each_other_the_one_furthest_back_is_the_origin() -> None:
    sentence = "The pier fell, the Gazette writes, citing Coast Wire."
    assert origins(sentence, sentence) == ("Coast Wire",)
    sentence = "The pier fell, Semaphore reports, according to documents seen by Coast Wire."
    assert origins(sentence, sentence) == ("Coast Wire",)


def test_a_name_that_is_used_as_an_outlets_elsewhere_is_an_outlets_here() -> None:
    assert origins("According to Semaphore, the pier fell.", "the pier fell") == ()
    body = "According to Semaphore, the pier fell.\n\nA Semaphore report tells of boats."
    assert origins(body, "the pier fell") == ("Semaphore",)
    other = make_revision("Boats left, Semaphore reports.", article_id="b", language="en")
    first = make_revision("According to Semaphore, the pier fell.", language="en")
    places = [place(first, "the pier fell"), place(other, "Boats left")]
    assert Provenance().count(places) == Agreement(2, ("Semaphore",), 0)


def test_a_short_name_is_the_longer_one_of_the_same_articles() -> None:
    body = "Boats left, a Harbour Insider report says.\n\nInsider speculates that the pier fell."
    assert origins(body, "the pier fell") == ("Harbour Insider",)
    first = make_revision("The pier fell, according to an Insider report.", language="en")
    other = make_revision("Harbour Insider reports that the pier fell.", article_id="b", language="en")
    places = [place(first, "The pier fell"), place(other, "the pier fell")]
    assert Provenance().count(places) == Agreement(2, ("Harbour Insider",), 0)


def test_two_outlets_stay_two() -> None:
    first = make_revision("The pier fell, according to a Harbour Post report.", language="en")
    other = make_revision("The pier fell, according to an Island Post report.", article_id="b", language="en")
    found = Provenance().count([place(first, "The pier fell"), place(other, "The pier fell")])
    assert found == Agreement(2, ("Harbour Post", "Island Post"), 0)


def test_aliases_of_the_story_make_one_origin_of_two_names() -> None:
    first = make_revision("The pier fell, according to a Coast Wire report.", language="en")
    other = make_revision("The pier fell, according to a Kystnytt report.", article_id="b", language="en")
    places = [place(first, "The pier fell"), place(other, "The pier fell")]
    assert Provenance().count(places, (("Coast Wire", "Kystnytt"),)) == Agreement(2, ("Coast Wire",), 0)


def test_what_a_moderator_set_goes_before_what_was_found() -> None:
    sentence = "The pier fell, according to a Coast Wire report."
    assert origins(sentence, "The pier fell", origin="Harbour Board") == ("Harbour Board",)
    german = make_revision("Das Wehr brach.", language="de", origin="Kystnytt")
    assert Provenance().count([place(german, "Das Wehr")]) == Agreement(1, ("Kystnytt",), 0)


def test_an_article_is_its_publishers_report_only_where_it_says_so() -> None:
    told = "The pier fell, a diver told the Gazette."
    assert origins(told, told, publisher="Harbour Gazette") == ("Harbour Gazette",)
    us = "The pier fell, a diver told us."
    assert origins(us, us, publisher="Harbour Gazette") == ("Harbour Gazette",)
    assert origins(us, us) == ()
    assert origins("The pier fell.", "The pier fell.", publisher="Harbour Gazette") == ()


def test_an_own_finding_beside_a_cited_report_makes_two_origins_of_an_article() -> None:
    body = "The bridge closed.\n\nA diver told us of cracks.\n\nBoats left, Semaphore reports."
    assert origins(body, "The bridge closed.") == ()


def test_an_article_that_another_one_retells_is_the_origin_of_both() -> None:
    first = make_revision("The pier fell at noon.", publisher="Harbour Gazette", language="en")
    other = make_revision("The pier fell, the Gazette reports.", article_id="b", language="en")
    places = [place(first, "The pier fell"), place(other, "The pier fell")]
    assert Provenance().count(places) == Agreement(2, ("Harbour Gazette",), 0)


def test_a_copy_has_the_origin_of_what_it_copies() -> None:
    first = make_revision(f"{REPORT} This is according to a Coast Wire report.", language="en")
    copy = make_revision(f"A town is cut off. {REPORT}", article_id="b", language="en")
    apart = make_revision(f"The bridge was closed. {PADDING}", article_id="c", language="en")
    places = [
        place(first, "The harbour bridge"),
        place(copy, "The harbour bridge"),
        place(apart, "The bridge"),
    ]
    assert Provenance().count(places) == Agreement(3, ("Coast Wire",), 1)


def test_copies_without_an_origin_stay_unknown_and_are_told_apart() -> None:
    bodies = (
        REPORT,
        f"A town is cut off. {REPORT}",
        f"The bridge was closed. {PADDING}",
        f"{REPORT} So it is.",
    )
    revisions = [make_revision(body, article_id=f"a{i}", language="en") for i, body in enumerate(bodies)]
    found = Provenance().count([(revision, Span(0, 10)) for revision in revisions])
    assert found == Agreement(4, (), 4, copies=2)


def test_an_article_counts_once_and_with_the_origin_of_its_best_quote() -> None:
    body = "The bridge closed, a Coast Wire report says.\n\nThe pier fell, Semaphore reports.\n\nBoats left."
    revision = make_revision(body, language="en")
    places = [place(revision, text) for text in ("The bridge closed", "The pier fell", "Boats left.")]
    assert Provenance().count(places) == Agreement(1, ("Coast Wire",), 0)
    assert Provenance().count(places[1:]) == Agreement(1, ("Semaphore",), 0)
    assert Provenance().count(places[2:]) == Agreement(1, (), 1)


def test_a_name_that_could_be_one_of_two_outlets_makes_no_third() -> None:
    bodies = (
        "The pier fell, according to a Harbour Post report.",
        "Divers saw a crack, an Island Post report says.",
        "Nobody was hurt at the quay, if a Post report is right.",
    )
    revisions = [make_revision(body, article_id=f"a{i}", language="en") for i, body in enumerate(bodies)]
    found = Provenance().count([(revision, Span(0, 10)) for revision in revisions])
    assert found == Agreement(3, ("Harbour Post", "Island Post"), 1)


def test_a_short_name_is_first_of_all_one_of_its_own_article() -> None:
    bodies = (
        "The pier fell, according to a Harbour Post report.",
        "Boats left, an Island Post report says.\n\nDivers saw a crack, if a Post report is right.",
    )
    revisions = [make_revision(body, article_id=f"a{i}", language="en") for i, body in enumerate(bodies)]
    places = [place(revisions[0], "The pier fell"), place(revisions[1], "Divers saw a crack")]
    assert Provenance().count(places) == Agreement(2, ("Harbour Post", "Island Post"), 0)


def test_in_another_language_nothing_is_looked_for() -> None:
    body = "Die Brücke ist gesperrt. Semaphore reports that nobody knows. Sagte der Bürgermeister der Stadt."
    revision = make_revision(body)
    text = "Semaphore reports that nobody knows."
    assert Provenance().count([place(revision, text)]) == Agreement(1, (), 1)
    span = place(revision, text)[1]
    (quote,) = Provenance().label([Quote(revision, span, text, None, 1.0)])
    assert quote.attribution is None


def test_of_a_very_long_article_nothing_is_said_of_the_whole() -> None:
    body = (
        "The bridge closed, a Coast Wire report says.\n\n"
        + "Boats came and boats went.\n\n" * 1500
        + "Boats left."
    )
    assert origins(body, "The bridge closed") == ("Coast Wire",)
    assert origins(body, "Boats left.") == ()


def test_quotes_get_their_labels() -> None:
    revision = make_revision("Police said the pier fell. Boats left.", language="en")
    quotes = [
        Quote(*place(revision, text), text, None, 1.0)
        for text in ("Police said the pier fell.", "Boats left.")
    ]
    assert [quote.attribution for quote in Provenance().label(quotes)] == [Attribution.OFFICIAL, None]


def test_nothing_behind_an_answer_is_nothing() -> None:
    assert Provenance().count([]) == Agreement()


WORDS = st.sampled_from([
    "according to", "Coast", "Wire", "Semaphore", "reports", "that", ",", "“", "”", "us", "told",
    "a", "report", "The", "citing", "the", "Gazette", "said", ".", "\n\n", "fell", "’s", "(", ")", "which",
    "by", "é", "語",
])  # fmt: skip
BODIES = st.lists(WORDS, min_size=1, max_size=40).map(" ".join) | st.text(min_size=1, max_size=200)


@settings(deadline=None)
@given(st.lists(BODIES, min_size=1, max_size=4), st.none() | st.just("Harbour Gazette"), st.data())
def test_every_article_has_an_origin_or_is_unknown(
    bodies: list[str], publisher: str | None, data: st.DataObject
) -> None:
    places = []
    for number, body in enumerate(bodies):
        start = data.draw(st.integers(0, len(body) - 1))
        span = Span(start, data.draw(st.integers(start + 1, len(body))))
        places.append((make_revision(body, article_id=str(number), publisher=publisher, language="en"), span))
    provenance = Provenance()
    found = provenance.count(places)
    assert found.articles == len(bodies)
    assert 0 <= found.copies <= found.unknown <= found.articles
    assert all(found.origin_names)
    assert bool(found.origin_names) == (found.unknown < found.articles)
    assert provenance.count(places) == found
    assert Provenance(1).count(reversed(places)).unknown == found.unknown
