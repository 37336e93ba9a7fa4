"""What came of an import or an export, file by file."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.domain import AliasChange, Article, MadeBy
from bot.ports import Dropped


def count_of(number: int, noun: str) -> str:
    """Return a number with its noun: “1 file”, “2,000 files”."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


class Status(StrEnum):
    """What came of one file, or of one line of a file of many."""

    ADDED = "added"
    REVISED = "revised"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    REFUSED = "refused"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file or line: `reason` says why, `article` and `dropped` are for explaining.

    The reason for a refusal begins with where the fault stands. `article` is None where there is none: a
    file of aliases, what was skipped or refused. `story` is the one it belongs to, where it has one.
    """

    name: str
    status: Status
    reason: str
    article: Article | None = None
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()
    story: str | None = None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of everything that one import was given, in the order it was read."""

    outcomes: tuple[Outcome, ...]

    def count(self, status: Status) -> int:
        """Return how many had that outcome."""
        return sum(outcome.status is status for outcome in self.outcomes)

    @property
    def refusals(self) -> tuple[str, ...]:
        """Return the reason for each refusal."""
        return tuple(o.reason for o in self.outcomes if o.status is Status.REFUSED)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do: its report, and what is to be published if nothing is refused.

    `replaced` are the articles, each with the number of the live revision that it takes the place of.
    `aliases` are, by story, all groups after the import, with the number of those they take the place of.
    """

    report: ImportReport
    replaced: tuple[tuple[Article, int | None], ...]
    aliases: Mapping[str, AliasChange]
    made_by: MadeBy

    @property
    def articles(self) -> tuple[Article, ...]:
        """Return the articles that are to be published."""
        return tuple(article for article, _ in self.replaced)


@dataclass(frozen=True, slots=True)
class ExportReport:
    """The files of an export: written anew, left as they were, and the others that an import would read."""

    written: tuple[Path, ...]
    unchanged: tuple[Path, ...]
    stale: tuple[Path, ...]
