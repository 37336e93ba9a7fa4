"""What brings a page from the web."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: `url` is what was asked for, `final_url` where redirects led.

    `media_type` has small letters and no parameters; `charset` is the encoding that the server stated, if it
    did; `data` is as it would be stored in a file, unpacked.
    """

    url: str
    final_url: str
    media_type: str
    data: bytes
    charset: str | None = None


class Fetcher(Protocol):
    """What brings a page from the web; every refusal is a FetchError of one line."""

    async def fetch(self, url: str) -> Fetched:
        """Return what a public web address gives.

        Raises:
            FetchError: if it may not be fetched, does not answer, or gives what cannot be an article.
        """
        ...
