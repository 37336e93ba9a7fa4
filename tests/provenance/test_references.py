import pytest

from bot.provenance.references import Reference, find_reference

BEFORE, UNNAMED = Reference.BEFORE, Reference.UNNAMED


@pytest.mark.parametrize(
    ("sentence", "reference"),
    [
        ("The same report says the pier fell.", BEFORE),
        ("The report adds that the pier fell.", BEFORE),
        ("The newspaper also estimated the cost.", BEFORE),
        ("The pier fell, according to that report.", BEFORE),
        ("In that report's view, the pier fell.", BEFORE),
        ("Another report says the pier fell.", UNNAMED),
        ("The pier fell, one report says.", UNNAMED),
        ("The pier fell, according to a second report.", UNNAMED),
        ("Several other newspapers say so.", UNNAMED),
        ("A third report puts the number at 5.", UNNAMED),
        ("According to a new report, the pier fell.", None),
        ("Reports say that the pier fell.", None),
        ("One report was lost in the fire.", None),
        ("He wrote the same report twice.", None),
        ("The story of the pier is long.", None),
        ("Ein Bericht sagt, dass die Brücke fiel.", None),
    ],
)
def test_a_report_without_its_name_is_the_one_before_or_one_more(
    sentence: str, reference: Reference | None
) -> None:
    assert find_reference(sentence) is reference
