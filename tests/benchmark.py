"""Measures what users wait for: a cold start, an answer, and a rebuild of the index behind the scenes.

How long the event loop is blocked meanwhile is measured too, at a rebuild and where an answer quotes articles
that were not read yet for where they have things from.

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
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from bot.app import Services, open_services
from bot.domain import Answer, Article, MadeBy
from bot.settings import Settings
from bot.text.word_lists import load_words

_WORDS_A_SENTENCE = 17
_SENTENCES_A_PASSAGE = 6
_LONGEST_BLOCK_MS = 50
_VOCABULARY = 30_000


def main() -> None:
    """Run every measurement and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="a tenth of the articles")
    passages = 1_000 if parser.parse_args().smoke else 10_000
    blocks: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            data_dir=Path(folder),
            database_url=f"sqlite:///{folder}/bench.db",
            knowledge_dir=None,
        )
        _print("cold start of `storydesk ask`, median of 5", _cold_start(folder), "s")
        for passages_an_article in (4, 400):
            blocks += asyncio.run(_measure(settings, passages, passages_an_article))
    if max(blocks) > _LONGEST_BLOCK_MS:
        sys.exit(f"the event loop was blocked for {max(blocks):.0f} ms; {_LONGEST_BLOCK_MS} is the most")


async def _measure(settings: Settings, passages: int, passages_an_article: int) -> list[float]:
    """Print the figures of one shape of knowledge; return for how long the event loop was blocked, in ms."""
    random.seed(20230411)
    story = f"of-{passages_an_article}"
    articles = [_article(n, passages_an_article, story) for n in range(passages // passages_an_article)]
    sys.stdout.write(f"{len(articles)} articles of {passages_an_article} passages\n")
    async with open_services(settings) as services:
        await services.store.publish(articles, made_by=MadeBy.IMPORT)
        started = time.perf_counter()
        blocks = [1000 * await _longest_block(services.indexes.current(story))]
        _print("  build", time.perf_counter() - started, "s")
        _print("  longest block of the event loop meanwhile", blocks[0], "ms")
        await services.store.publish([_article(0, passages_an_article, story)], made_by=MadeBy.IMPORT)
        blocks.append(1000 * await _longest_block(services.indexes.current(story)))
        _print("  the same at a rebuild, the old index let go", blocks[1], "ms")
        load_words("en")  # as the bot does when it starts
        unread = [_ask(services, story, " ".join(_words(6))) for _ in range(5)]
        blocks.append(1000 * max([await _longest_block(asked) for asked in unread]))
        _print("  the same while unread articles are quoted", blocks[2], "ms")
        times = []
        for _ in range(200):
            question = " ".join(_words(6))
            times.append((await _ask(services, story, question)).took_ms)
        _print("  answer, p50", statistics.median(times), "ms")
        _print("  answer, p95", statistics.quantiles(times, n=20)[-1], "ms")
    return blocks


def _ask(services: Services, story: str, question: str) -> Coroutine[Any, Any, Answer]:
    return services.answers.answer(question, story=story, best_effort=True)


async def _longest_block(work: Coroutine[Any, Any, object]) -> float:
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


def _article(number: int, passages: int, story: str) -> Article:
    body = "\n\n".join(" ".join(map(_sentence, range(_SENTENCES_A_PASSAGE))) for _ in range(passages))
    return Article(f"article-{number}", f"Article {number}", body, story=story, language="en")


def _sentence(place: int) -> str:
    """Return a sentence; every third says whose report it tells, as those of news do."""
    words = " ".join(_words(_WORDS_A_SENTENCE))
    return (
        f"{' '.join(_words(2)).title()} reports that {words}." if place % 3 == 2 else f"{words.capitalize()}."
    )


def _words(count: int) -> list[str]:
    """Return words whose frequencies fall off as in natural text (Zipf's law)."""
    return [f"w{int(_VOCABULARY ** random.random()):x}" for _ in range(count)]


def _print(what: str, value: float, unit: str) -> None:
    sys.stdout.write(f"{what}: {value:.2f} {unit}\n")


if __name__ == "__main__":
    main()
