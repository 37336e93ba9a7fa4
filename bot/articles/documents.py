"""The reader of PDF and Word documents: what the process that opens them brought out becomes a draft."""

from bot.articles.draft import Draft
from bot.articles.isolation import Isolation
from bot.articles.properties import pick_shown
from bot.ports import Dropped, Entry

DOCUMENTS = (".pdf", ".docx")


def read_document(entry: Entry, isolation: Isolation, max_chars: int) -> Draft:
    """Return the blocks of a document; of what its properties state, what its text shows.

    Raises:
        ArticleError: if it cannot be read.
    """
    found = isolation.extract(entry.suffix, entry.data, entry.name, max_chars=max_chars)
    dropped = tuple(Dropped(text, reason) for text, reason in found.dropped)
    if found.page is None:
        return Draft(found.blocks, found.fields, dropped, found.notes, found.title)
    from bot.articles.html import read_page  # noqa: PLC0415 - heavy

    blocks = read_page(found.page)
    title = next((block[2:] for block in blocks if block.startswith("# ")), None)
    return Draft(blocks, pick_shown(found.fields, blocks), dropped, found.notes, title)
