"""A story written for these tests: ferries of a town that does not exist."""

from datetime import date

from bot.domain import Article

PURCHASE = Article(
    id="ferries-bought",
    title="Lindvik buys 48 electric ferries",
    publisher="Harbour Post",
    author="A. Reporter",
    url="https://harbour.example/2031/ferries-bought",
    published=date(2031, 4, 12),
    language="en",
    origin="Coast Wire",
    body=(
        "The town of Lindvik bought 48 electric ferries in March. The ferries cost 310 million euros, "
        "the harbour board said.\n\nThe first ferry sails in autumn from the northern pier."
    ),
)
RETELLING = Article(
    id="ferries-retold",
    title="Electric ferries: the price of quiet water",
    publisher="Island Daily",
    url="https://island.example/quiet-water",
    published=date(2031, 4, 14),
    language="en",
    body=(
        "Town officials paid the shipyard for the electric ferries bought by Lindvik, 48 of them, from "
        "reserves.\n\nCritics call the ferries too slow for winter storms."
    ),
)
NASTY = Article(
    id="tender-note",
    title="Tender *note* [draft] @everyone",
    publisher="Board `of` Works",
    url="javascript:alert(1)",
    language="en",
    body=(
        "The **tender** number is 77_88: ask @everyone or <@123456789012345678> at "
        "[the desk](https://evil.example/x) ```today``` ||hidden|| about it."
    ),
)
DEPARTURE = Article(
    id="first-departure",
    title="The first ferry",
    publisher="Island Daily",
    published=date(2031, 5, 3),
    language="en",
    body="The first night ferry to Lindvik sailed on 2 May, with a choir on its deck.",
)
OTHER_DEPARTURE = Article(
    id="other-departure",
    title="Lindvik sails @everyone by night",
    publisher="Harbour Post",
    published=date(2031, 5, 4),
    language="en",
    body="Hundreds waved in the rain. On 5 May the first night ferry to Lindvik sailed.",
)
ARTICLES = (PURCHASE, RETELLING, NASTY)

BOUGHT = "How many electric ferries did Lindvik buy?"
PRICE = "How much did the ferries cost?"
TENDER = "What is the tender number?"
DEPARTED = "When did the first night ferry to Lindvik sail?"
UNKNOWN = "Which mountain did the zebra climb?"
