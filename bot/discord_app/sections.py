"""Messages made of headed lists of lines: as much as Discord takes, and what is left out is counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile

import discord

from bot.discord_app.rendering import Rendered

_FIELD_CHARS = 1000
_HEAD_CHARS = 1500
_ALL_CHARS = 5600
_TEXT_CHARS = 1950
_MORE_CHARS = len("\nand 10,000 more")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with lines below it, ready to be shown; `more` counts lines that were never made.

    A line may hold line breaks: it is shown whole or not at all.
    """

    heading: str
    lines: Sequence[str]
    more: int = 0


def render_sections(
    title: str,
    head: Sequence[str],
    sections: Sequence[Section],
    colour: discord.Colour,
    *,
    room: int = _ALL_CHARS,
) -> Rendered:
    """Return one message with a title, some lines below it, and sections; `room` bounds the embed.

    Sections without lines are left out. Each of them may take an equal share of what the ones before left.
    """
    shown = [section for section in sections if section.lines]
    above = fit_lines(head, min(_HEAD_CHARS, room // 3))
    embed = discord.Embed(title=title, description=above, colour=colour)
    left = room - len(title) - len(above) - sum(len(section.heading) for section in shown)
    for place, section in enumerate(shown):
        value = fit_lines(section.lines, min(_FIELD_CHARS, left // (len(shown) - place)), section.more)
        embed.add_field(name=section.heading, value=value, inline=False)
        left -= len(value)
    return Rendered((embed,), _to_text(title, above, shown))


def fit_lines(lines: Sequence[str], room: int, more: int = 0) -> str:
    """Return the first lines that fit into `room` characters, and how many did not."""
    ends = accumulate(len(line) + 1 for line in lines)
    kept = lines[: sum(1 for _ in takewhile(lambda end: end <= room - _MORE_CHARS, ends))]
    left_out = len(lines) - len(kept) + more
    return "\n".join([*kept, *([f"and {left_out:,} more"] if left_out else [])])


def _to_text(title: str, above: str, sections: Sequence[Section]) -> str:
    """Return the same in plain text, for where no embed is allowed: the sections that there is room for."""
    text = f"**{title}**\n{above}"
    for place, section in enumerate(sections):
        room = (_TEXT_CHARS - len(text)) // (len(sections) - place) - len(section.heading) - len("\n****\n")
        text += f"\n**{section.heading}**\n{fit_lines(section.lines, room, section.more)}"
    return text
