"""What cleaning keeps and drops, against what a reader of the pages says: by block."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from bot.articles.cleaning import clean
from bot.articles.plain import read_plain
from bot.articles.readers import ArticleReaders

PAGES = Path(__file__).parent / "pages"
SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
SEEDS_GOLD = Path(__file__).parent / "seeds.gold.toml"


@dataclass(frozen=True)
class Quality:
    """Blocks of the gold files: the article's own that were kept and lost, the page's dropped and left."""

    kept: int
    lost: tuple[str, ...]
    dropped: int
    left: tuple[str, ...]

    @property
    def keep_recall(self) -> float:
        return self.kept / (self.kept + len(self.lost))

    @property
    def keep_precision(self) -> float:
        return self.kept / (self.kept + len(self.left))

    @property
    def drop_recall(self) -> float:
        return self.dropped / (self.dropped + len(self.left))

    @property
    def drop_precision(self) -> float:
        return self.dropped / (self.dropped + len(self.lost))

    def __add__(self, other: "Quality") -> "Quality":
        return Quality(
            self.kept + other.kept,
            self.lost + other.lost,
            self.dropped + other.dropped,
            self.left + other.left,
        )

    def __str__(self) -> str:
        figures = (
            f"keep: recall {self.keep_recall:.3f}, precision {self.keep_precision:.3f} ({self.kept} kept)",
            f"drop: recall {self.drop_recall:.3f}, precision {self.drop_precision:.3f} ({self.dropped} gone)",
        )
        return "\n".join([*figures, *map("lost: {}".format, self.lost), *map("left: {}".format, self.left)])


def measure_page(gold_file: Path) -> Quality:
    gold = tomllib.loads(gold_file.read_text("utf-8"))
    stem = gold_file.name.removesuffix(".gold.toml")
    page = next(path for path in PAGES.glob(f"{stem}.*") if path != gold_file)
    readers = ArticleReaders(max_bytes=2_000_000)
    body = readers.read(readers.open(page)[0]).article.body
    blocks = [_fold(block) for block in body.split("\n\n")]
    lost = tuple(text for text in gold["keep"] if not any(_fold(text) in block for block in blocks))
    left = tuple(text for text in gold["drop"] if any(_fold(text) in block for block in blocks))
    return Quality(len(gold["keep"]) - len(lost), lost, len(gold["drop"]) - len(left), left)


def measure_seed(stem: str) -> Quality:
    gold = tomllib.loads(SEEDS_GOLD.read_text("utf-8"))[stem]
    stated = ArticleReaders(max_bytes=2_000_000).sources(SEEDS)[f"{stem}.txt"]
    blocks = read_plain((SEEDS / f"{stem}.txt").read_text("utf-8")).blocks
    numbered = [f"{number}\n{block}" for number, block in enumerate(blocks, start=1)]
    assert sorted(gold["keep"] + gold["drop"] + gold["either"]) == list(range(1, len(numbered) + 1))
    kept = clean(blocks, str(stated["title"])).kept
    lost = tuple(f"{stem} {n}" for n in gold["keep"] if blocks[n - 1] not in kept)
    left = tuple(f"{stem} {n}" for n in gold["drop"] if blocks[n - 1] in kept)
    return Quality(len(gold["keep"]) - len(lost), lost, len(gold["drop"]) - len(left), left)


def pages() -> list[Path]:
    return sorted(PAGES.glob("*.gold.toml"))


def seeds() -> list[str]:
    return sorted(tomllib.loads(SEEDS_GOLD.read_text("utf-8")))


def _fold(text: str) -> str:
    return " ".join(text.split())
