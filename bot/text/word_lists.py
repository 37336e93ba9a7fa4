"""Words of a language with how often they are used, as pyspellchecker ships them."""

import gzip
import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=2)
def load_words(language: str) -> Mapping[str, int]:
    """Return the words of a language, in small letters, with their frequencies; empty if there is no list.

    The lists are those of subtitles and, for English, of the spelling dictionaries beside them (some 160,000
    words). Reading one takes about a tenth of a second, once: ask only when a word is in doubt.
    """
    found = files("spellchecker") / "resources" / f"{language}.json.gz"
    if not found.is_file():
        return {}
    words: dict[str, int] = json.loads(gzip.decompress(found.read_bytes()))
    return words
