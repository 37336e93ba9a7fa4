"""What the log teaches, in one hand."""

from dataclasses import dataclass

from bot.refinement.bursts import BurstWatch
from bot.refinement.gaps import GapService


@dataclass(frozen=True, slots=True)
class RefinementDesk:
    """The services that make the knowledge better, for the terminal and for Discord alike."""

    gaps: GapService
    bursts: BurstWatch
