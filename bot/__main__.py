"""`python -m bot` is `storydesk`."""

import io
import sys


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot show a character shows another
    try:
        # Here, so that Ctrl-C while it is imported ends quietly.
        from bot.cli.main import run_command_line  # noqa: PLC0415

        sys.exit(run_command_line())
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
