"""500 files from strangers: each is read or refused with one clear line, within bounds, and harms nothing."""

import os
import re
import sys
from pathlib import Path

import pytest

from bot.articles.isolation import Limits
from bot.articles.readers import ArticleReaders
from bot.curation.importing import ImportService
from bot.curation.reports import Status
from bot.errors import ImportRefusedError
from bot.storage.articles import SqlArticleStore
from tests.curation.malformed import GOOD, LARGE, make_files

COUNT = 500
MOST_BYTES = 300_000
MOST_MEMORY = 120_000_000
"""By how many bytes it may grow: the libraries of the readers take most of them, a file of 50 MB none."""
BEFORE = "The ferry\n\nThe ferry sails every hour, the company said."


def measure_peak() -> int:
    """Return the most memory, in bytes, that this process or one that it started and saw end ever held."""
    import resource  # noqa: PLC0415 - not on Windows

    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peak = max(resource.getrusage(who).ru_maxrss for who in whose)
    return peak if sys.platform == "darwin" else peak * 1024


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not say how much memory was held")
async def test_500_malformed_files_are_read_or_refused_in_one_line(
    store: SqlArticleStore, folder: Path
) -> None:
    importer = ImportService(store, ArticleReaders(MOST_BYTES, Limits(seconds=5.0)))
    (folder / "ferry.txt").write_text(BEFORE)
    await importer.import_paths([folder])
    (folder / "ferry.txt").unlink()
    stored = await store.knowledge("default")
    peak = measure_peak()
    read = refused = 0
    for name, data in make_files(COUNT, seed=4):
        path = folder / name
        path.write_bytes(data)
        if name.startswith("large"):
            os.truncate(path, LARGE)
        plan = await importer.plan([path])
        path.unlink()
        assert plan.report.outcomes, name
        if not plan.report.refusals:
            read += 1
            assert plan.report.count(Status.ADDED) == len(plan.report.outcomes), name
            continue
        refused += 1
        for reason in plan.report.refusals:
            check_line(reason, path)
        with pytest.raises(ImportRefusedError):
            await importer.publish(plan)
    assert (read + refused, await store.knowledge("default")) == (COUNT, stored)
    assert refused > COUNT // 2
    assert read > COUNT // 10
    assert measure_peak() - peak < MOST_MEMORY


def check_line(reason: str, path: Path) -> None:
    """Hold a refusal to what it promises: one line that says where, what, and how to mend it."""
    assert reason.startswith(str(path)), reason
    assert reason.isprintable(), reason
    assert len(reason.removeprefix(str(path))) < 700, reason
    assert not re.search(r"Traceback|Error\b|Exception|object at 0x|None", reason.removeprefix(str(path))), (
        reason
    )


async def test_the_good_files_that_the_malformed_ones_are_made_of_are_read(
    importer: ImportService, folder: Path
) -> None:
    for suffix, data in GOOD.items():
        (folder / f"bridge{suffix[1:]}{suffix}").write_bytes(data)
    report = await importer.import_paths([folder])
    assert report.count(Status.ADDED) == len(GOOD) + 2
