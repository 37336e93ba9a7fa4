"""The exceptions of Storydesk.

Every message says what went wrong, where, and how to mend it; it is written to be read by the person who
runs the command, and it is never shown to somebody in Discord, unless it is about what they typed there
themselves: a PreferenceError.

::

    StorydeskError
    ├── SettingsError          a setting that cannot be used
    ├── PreferenceError        a value that a community cannot set
    ├── ArticleError           one article that cannot be taken in
    ├── FetchError             a web address that is not fetched, or gives no article
    ├── ImportRefusedError     an import of which at least one file was refused; carries every reason
    ├── QuoteMismatchError     a quote that does not stand in its article word for word
    ├── ChangeError            a change of the knowledge that cannot be made
    ├── StaleChangeError       a change of something that was changed since; carries what
    ├── StorageError           the database cannot be opened, read or written
    ├── QuestionsError         a file of questions that cannot be read
    └── UnreachableError       a service on the network that does not answer; trying again may help
"""

from collections.abc import Sequence

GONE = "this draft is gone: it was published, thrown away, or waited for more than a day; make it anew"


class StorydeskError(Exception):
    """Base of everything that Storydesk raises on purpose."""


class SettingsError(StorydeskError):
    """A setting that cannot be used."""


class PreferenceError(StorydeskError):
    """A value that a community cannot set for itself."""


class ArticleError(StorydeskError):
    """One article that cannot be taken in."""


class FetchError(StorydeskError):
    """A web address that may not be fetched, does not answer, or gives what cannot be an article."""


class ImportRefusedError(StorydeskError):
    """An import of which at least one file was refused, so that nothing of it was stored.

    `reasons` holds one line for each refused file or entry.
    """

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = tuple(reasons)


class QuoteMismatchError(StorydeskError):
    """A quote that does not stand in its article word for word."""


class ChangeError(StorydeskError):
    """A change of the knowledge that cannot be made as it was asked for."""


class StaleChangeError(StorydeskError):
    """A change of something that somebody else changed since; nothing of it was published.

    `article_ids` are the articles that are not as the change found them; none where it is the aliases.
    """

    def __init__(self, article_ids: Sequence[str]) -> None:
        what = ", ".join(article_ids) or "the aliases"
        super().__init__(f"changed since by somebody else: {what}; look at it anew, then publish again")
        self.article_ids = tuple(article_ids)


class StorageError(StorydeskError):
    """The database cannot be opened, read or written."""


class QuestionsError(StorydeskError):
    """A file of questions that cannot be read."""


class UnreachableError(StorydeskError):
    """A service on the network that does not answer; trying again may help."""
