"""What came of an import or an export, file by file."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.domain import AliasGroups, Article, MadeBy
from bot.ports import Dropped


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
    """What came of one file or line: `reason` is a sentence, `article` and `dropped` are for explaining.

    `article` is None where there is none: a file of aliases, what was skipped or refused.
    """

    name: str
    status: Status
    reason: str
    article: Article | None = None
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()


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
    """What an import would do: its report, and what is to be published if nothing is refused."""

    report: ImportReport
    articles: tuple[Article, ...]
    aliases: Mapping[str, AliasGroups]
    made_by: MadeBy


@dataclass(frozen=True, slots=True)
class ExportReport:
    """The files of an export: written anew, left as they were, and those of no live article (not deleted)."""

    written: tuple[Path, ...]
    unchanged: tuple[Path, ...]
    stale: tuple[Path, ...]
