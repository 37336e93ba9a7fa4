"""What the answering service needs to be told; the defaults are those of the settings."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnsweringConfig:
    """Limits and thresholds of an answer.

    Scores are shares from 0 to 1; lengths are in characters of the quoted text. An answer is called old when
    the newest article that it quotes is older than `stale_after_days`; 0: never.
    """

    answer_threshold: float = 0.28
    strong_threshold: float = 0.5
    quote_max_chars: int = 400
    article_max_chars: int = 800
    max_quotes: int = 4
    stale_after_days: int = 180
