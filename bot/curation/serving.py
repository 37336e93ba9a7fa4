"""Answers as a community wants them."""

from dataclasses import replace

from bot.answering.service import AnswerService
from bot.curation.preferences import Preferences


def serve(answers: AnswerService, preferences: Preferences) -> AnswerService:
    """Return the service that answers by what a community has set, and shares everything else."""
    config = replace(
        answers.config,
        answer_threshold=preferences.answer_threshold,
        strong_threshold=preferences.strong_threshold,
        quote_max_chars=preferences.quote_max_chars,
    )
    return answers.with_config(config)
