"""Measures what users wait for: a cold start, an answer, and a rebuild of the index behind the scenes.

Run it as `python -m tests.benchmark`; `--smoke` takes a tenth of the articles, to see that it runs. Every
figure is printed with its unit. Machines differ: compare figures of one run.
"""

import argparse
import asyncio
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bot.app import open_services
from bot.domain import DEFAULT_STORY, Article, MadeBy
from bot.settings import Settings

_WORDS_A_SENTENCE = 17
_SENTENCES_A_PASSAGE = 6
_PASSAGES_AN_ARTICLE = 4
_VOCABULARY = 30_000


def main() -> None:
    """Run every measurement and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="a tenth of the articles")
    passages = 1_000 if parser.parse_args().smoke else 10_000
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            data_dir=Path(folder),
            database_url=f"sqlite:///{folder}/bench.db",
            knowledge_dir=None,
        )
        _print("cold start of `storydesk ask`, median of 5", _cold_start(folder), "s")
        asyncio.run(_measure(settings, passages))


async def _measure(settings: Settings, passages: int) -> None:
    random.seed(20230411)
    articles = [_article(number) for number in range(passages // _PASSAGES_AN_ARTICLE)]
    async with open_services(settings) as services:
        await services.store.publish(articles, made_by=MadeBy.IMPORT)
        started = time.perf_counter()
        longest = await _longest_block(services.indexes.current(DEFAULT_STORY))
        _print(f"build of {passages} passages", time.perf_counter() - started, "s")
        _print("  longest block of the event loop meanwhile", longest * 1000, "ms")
        await services.store.publish([_article(0)], made_by=MadeBy.IMPORT)
        longest = await _longest_block(services.indexes.current(DEFAULT_STORY))
        _print("  the same at a rebuild, the old index let go", longest * 1000, "ms")
        times = []
        for _ in range(200):
            question = " ".join(_words(6))
            times.append((await services.answers.answer(question)).took_ms)
        _print(f"answer at {passages} passages, p50", statistics.median(times), "ms")
        _print("  p95", statistics.quantiles(times, n=20)[-1], "ms")


async def _longest_block(work) -> float:  # type: ignore[no-untyped-def]
    """Return the longest time in seconds for which the event loop did not turn while `work` ran."""
    longest = 0.0
    task = asyncio.ensure_future(work)
    last = time.perf_counter()
    while not task.done():
        await asyncio.sleep(0)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    await task
    return longest


def _cold_start(folder: str) -> float:
    environment = {**os.environ, "STORYDESK_DATA_DIR": folder, "STORYDESK_DATABASE_URL": ""}
    command = [sys.executable, "-m", "bot", "ask", "How many GPUs did Elon Musk buy?"]
    times = []
    for _ in range(6):  # the first makes the database
        started = time.perf_counter()
        subprocess.run(command, env=environment, check=True, capture_output=True)
        times.append(time.perf_counter() - started)
    return statistics.median(times[1:])


def _article(number: int) -> Article:
    paragraphs = [
        " ".join(" ".join(_words(_WORDS_A_SENTENCE)).capitalize() + "." for _ in range(_SENTENCES_A_PASSAGE))
        for _ in range(_PASSAGES_AN_ARTICLE)
    ]
    return Article(f"article-{number}", f"Article {number}", "\n\n".join(paragraphs), language="en")


def _words(count: int) -> list[str]:
    """Return words whose frequencies fall off as in natural text (Zipf's law)."""
    return [f"w{int(_VOCABULARY ** random.random()):x}" for _ in range(count)]


def _print(what: str, value: float, unit: str) -> None:
    sys.stdout.write(f"{what}: {value:.2f} {unit}\n")


if __name__ == "__main__":
    main()
