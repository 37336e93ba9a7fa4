"""Names of persons that a question loses before it is kept, and the words that only look like them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from bot.text.vocabulary import fold_word
from bot.text.word_lists import load_words

MARKER = "[name]"
_SHORTEST = 3
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_SENTENCE_START = re.compile(r"(?:\A|[.!?:;…\n\"“„«(\[])\W*\Z")
_LANGUAGE = "en"


def find_named(text: str, names: Sequence[str]) -> list[str]:
    """Return the names, whole or a word of them, that a text says, the longest first.

    A name of less than three letters is none. One that consists of words of the dictionary is found only
    where the text writes it as a name, with capitals inside a sentence: "is Will here?", not "Will it rain?".
    """
    told = dict.fromkeys(form for name in names for form in _forms(name) if _says(text, form))
    return sorted(told, key=len, reverse=True)


def scrub_names(text: str, names: Sequence[str], public: str = "") -> str:
    """Return a text with `[name]` in the place of names that it says.

    `public` are the texts of the articles: whom they name is no secret, and who is called like a person of
    the story must not take the story's names out of its questions.
    """
    for name in find_named(text, names):
        if not _find(name).search(public):
            text = _find(name).sub(lambda said: said[0] if _is_word_here(said) else MARKER, text)
    return text


def _forms(name: str) -> Iterator[str]:
    """Return how a person may be called: by the whole name, as it is styled or spoken, and by words of it."""
    whole = unicodedata.normalize("NFKC", name)
    words = _WORD.findall(whole)
    for form in (name.strip(), whole.strip(), " ".join(words), *words):
        if sum(c.isalnum() for c in form) >= _SHORTEST:
            yield form


def _says(text: str, name: str) -> bool:
    return any(not _is_word_here(said) for said in _find(name).finditer(text))


def _find(name: str) -> re.Pattern[str]:
    words = r"\W+".join(map(re.escape, name.split()))
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def _is_word_here(said: re.Match[str]) -> bool:
    """Tell whether what reads like a name is meant as the words that it consists of."""
    words = _WORD.findall(said[0])
    if not words or not all(_is_in_dictionary(word) for word in words):
        return False
    capitals = all(word[0].isupper() for word in words)
    return not capitals or _is_at_start(said) or _is_title(said)


def _is_at_start(said: re.Match[str]) -> bool:
    return _SENTENCE_START.search(said.string[: said.start()]) is not None


def _is_title(said: re.Match[str]) -> bool:
    """Tell whether the words around have capitals, too, as in a title or where somebody shouts."""
    around: list[str] = _WORD.findall(said.string[: said.start()])[1:] + _WORD.findall(
        said.string[said.end() :]
    )
    capitals = sum(word[0].isupper() for word in around)
    return 2 * capitals > len(around)


def _is_in_dictionary(word: str) -> bool:
    return word.isdigit() or load_words(_LANGUAGE).get(fold_word(word)) is not None
