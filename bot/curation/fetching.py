"""Web addresses that an import was given."""

from collections.abc import Iterable

from bot.curation.reports import Outcome, Status
from bot.errors import FetchError
from bot.ports import Entry, Fetcher, Readers

_OFF = "fetching is off; save the page and import the file, or have STORYDESK_ALLOW_FETCHING set to true"


def is_url(text: str) -> bool:
    """Tell whether what somebody names is a web address, not a file."""
    return text.lower().startswith(("http://", "https://"))


async def fetch_entries(
    urls: Iterable[str], fetcher: Fetcher | None, readers: Readers, outcomes: list[Outcome]
) -> list[Entry]:
    """Return what web addresses give, unread, each once; what is refused is added to the outcomes.

    Without a fetcher all are: the operator has not allowed it.
    """
    entries: list[Entry] = []
    for url in dict.fromkeys(urls):
        if fetcher is None:
            outcomes.append(Outcome(url, Status.REFUSED, f"{url}: {_OFF}"))
            continue
        try:
            entries.append(readers.receive(await fetcher.fetch(url)))
        except FetchError as error:
            outcomes.append(Outcome(url, Status.REFUSED, str(error)))
    return entries
