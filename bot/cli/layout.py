"""How text is laid out in the terminal."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions
from rich.text import Text

_MARGIN = 2
_NARROWEST = 20


@dataclass(frozen=True, slots=True)
class Indented:
    """A text in from the left on every line, and without blanks at the ends of its lines."""

    text: Text
    by: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        for line in self.text.wrap(console, max(options.max_width - self.by - _MARGIN, _NARROWEST)):
            line.rstrip()
            yield Text(" " * self.by).append_text(line)


def unbroken(text: str, style: str) -> Text:
    """Return a line that stays one however narrow the terminal: an address, a name."""
    return Text(text, style=style, no_wrap=True, overflow="ignore")


def fold_white_space(text: str) -> str:
    """Return a text on one line, with single blanks."""
    return " ".join(text.split())
