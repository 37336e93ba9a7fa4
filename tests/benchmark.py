"""Measures what users wait for: a cold start, an answer, a rebuild, and what moderators do meanwhile.

How long the event loop is blocked is measured too: at a rebuild, where an answer quotes articles that were
not read yet for where they have things from, and while a moderator previews an edit and an import, publishes,
and looks at the history of a long article. Of that time the loop's own work is told apart, which other
programs on the machine do not lengthen.

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
from collections.abc import Awaitable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.app import Services, open_services
from bot.curation.chronicle import list_turns
from bot.curation.drafting import Wish
from bot.curation.workspaces import Workspace
from bot.discord_app.knowledge.histories import show_history_page
from bot.domain import Answer, Article, MadeBy
from bot.settings import Settings
from bot.text.word_lists import load_words

_WORDS_A_SENTENCE = 17
_SENTENCES_A_PASSAGE = 6
_LONGEST_BLOCK_MS = 50
_VOCABULARY = 30_000
_IMPORTED = 200
_LONG_PASSAGES = 250


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
        blocks += await _measure_curation(services, story, passages_an_article)
    return blocks


async def _measure_curation(services: Services, story: str, passages: int) -> list[float]:
    """Print what a moderator waits for, and for how long the event loop is blocked; return the latter."""
    curation, wish = services.curation, Wish(Workspace("", story, story), None)
    edit = await curation.drafting.edit(wish, _article(1, passages, story))
    blocks = [await _print_work("preview of an edit", curation.previewer.preview(edit))]
    blocks.append(await _print_work("publish of it", curation.publisher.publish(edit.id, moderator_id=None)))
    blocks.append(await _print_work("first question after it", _ask(services, story, " ".join(_words(6)))))
    new = [_article(1_000_000 + n, 4, story) for n in range(_IMPORTED)]
    batch = await curation.drafting.add(wish, new)
    blocks.append(
        await _print_work(f"preview of {_IMPORTED} new articles", curation.previewer.preview(batch))
    )
    long = [replace(_article(2_000_000, _LONG_PASSAGES, story), id="long") for _ in range(2)]
    for article in long:
        await services.store.publish([article], made_by=MadeBy.IMPORT)
    blocks.append(await _print_work("history of an article of 1,500 sentences", _history(services, story)))
    return blocks


async def _history(services: Services, story: str) -> None:
    turns = await list_turns(services.curation.history, story, "long")
    (live,) = [r for r in (await services.store.knowledge(story)).revisions if r.article.id == "long"]
    await show_history_page(live.article, turns, 0, live.number)


async def _print_work(what: str, work: Awaitable[object]) -> float:
    started, used = time.perf_counter(), time.process_time()
    block, own = await _longest_blocks(work)
    _print(f"  {what}", time.perf_counter() - started, "s")
    _print("    of the processor", time.process_time() - used, "s")
    _print("    longest block of the event loop meanwhile", 1000 * block, "ms")
    _print("    of that its own work, at the longest", 1000 * own, "ms")
    return 1000 * block


def _ask(services: Services, story: str, question: str) -> Coroutine[Any, Any, Answer]:
    return services.answers.answer(question, story=story, best_effort=True)


async def _longest_block(work: Awaitable[object]) -> float:
    """Return the longest time in seconds for which the event loop did not turn while `work` ran."""
    return (await _longest_blocks(work))[0]


async def _longest_blocks(work: Awaitable[object]) -> tuple[float, float]:
    """Return for how long the event loop did not turn while `work` ran, and how long it worked itself."""
    longest = own = 0.0
    task = asyncio.ensure_future(work)
    last, used = time.perf_counter(), time.thread_time()
    while not task.done():
        await asyncio.sleep(0)
        now, using = time.perf_counter(), time.thread_time()
        longest, own = max(longest, now - last), max(own, using - used)
        last, used = now, using
    await task
    return longest, own


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
