"""What a simulated month is measured by."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.refinement.bursts import Burst


@dataclass(frozen=True, slots=True)
class Taken:
    """How long the runs of a command took, in ms."""

    median: float
    longest: float


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one month."""

    questions: int
    groups: int
    found_groups: int
    rand_index: float
    alerts: tuple[Burst, ...]
    looks: int
    gaps: int
    off_topic_gaps: int
    top_gap: str
    answering_s: float
    placing_s: float
    times: Mapping[str, Taken]


def format_figures(figures: Figures, seconds: float) -> str:
    """Return the figures as they are printed, a line each."""
    lines = [
        f"{figures.questions} questions, {figures.groups} groups; found {figures.found_groups} groups",
        f"adjusted Rand index {figures.rand_index:.3f}",
        f"alerts {len(figures.alerts)}, in {figures.looks} looks of two processes",
        *(
            f"  told: asked by {burst.asked}, expected {burst.expected:.2f}, “{burst.gap.wordings[0]}”"
            for burst in figures.alerts
        ),
        f"open gaps {figures.gaps}, {figures.off_topic_gaps} of them of off-topic questions alone",
        f"  the first: {figures.top_gap}",
        f"answering all {figures.answering_s:.0f} s, grouping all {figures.placing_s:.1f} s",
        *(
            f"  {name}: median {t.median:.0f} ms, longest {t.longest:.0f}"
            for name, t in figures.times.items()
        ),
        f"all of it {seconds:.0f} s",
    ]
    return "\n".join(lines) + "\n"
