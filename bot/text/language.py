"""Which language a text is in."""

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from bot.text.stopwords import ENGLISH
from bot.text.tokens import split_tokens

LANGUAGES = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french",
    "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish",
}  # fmt: skip
"""Languages with a Snowball stemmer, by ISO 639-1 code; the stemmer's name is the language's in English."""

_SURE = 0.3
# One or two words may be names, unless their script gives them away.
_FEW_WORDS = 3
_SURE_OF_FEW = 0.95
_TIMES_LIKELIER = 20.0
_ENGLISH_SHARE = 0.2
_SAMPLE_CHARS = 4000


def language_name(code: str) -> str:
    """Return a language's name in English, or its code if the name is not known."""
    return LANGUAGES[code].title() if code in LANGUAGES else code


def is_english(text: str) -> bool:
    """Tell whether a text of some length is in English: by the share of English function words in it."""
    words = [token.text for token in split_tokens(text[:_SAMPLE_CHARS])]
    return sum(word in ENGLISH for word in words) >= _ENGLISH_SHARE * len(words)


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of the language that a text of some length is most likely in.

    English is known by its function words, without loading the identifier.
    """
    if is_english(text):
        return "en"
    return str(_identifier().classify(text[:_SAMPLE_CHARS])[0])


def foreign_language(text: str, expected: Collection[str]) -> str | None:
    """Return the ISO 639-1 code of the language of `text` if it is clearly none of those expected.

    None means that it is one of them, or that the text is too short to tell: a few names and a question
    mark could be any language. The identifier is langid's naive Bayes model over byte n-grams (Lui and
    Baldwin 2012), as py3langid ships it. Loading it takes most of a second, once.
    """
    words = sum(1 for _ in split_tokens(text))
    ranked = {str(code): float(probability) for code, probability in _identifier().rank(text)}
    best = max(ranked, key=lambda code: ranked[code])
    likeliest_expected = max((ranked.get(code, 0.0) for code in expected), default=0.0)
    probability = ranked[best]
    enough = _SURE if words >= _FEW_WORDS else _SURE_OF_FEW
    if best in expected or probability < enough or probability < _TIMES_LIKELIER * likeliest_expected:
        return None
    return best


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - slow, and rarely needed

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
