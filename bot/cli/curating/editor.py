"""A text in the editor that a person has chosen."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

from bot.errors import StorydeskError

_FALLBACK = "notepad" if sys.platform == "win32" else "vi"


def open_in_editor(path: Path) -> None:
    """Open a file in the editor that VISUAL or EDITOR names, as git does, and return when it is closed.

    Raises:
        StorydeskError: if there is no such editor, or it says that it failed.
    """
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR") or _FALLBACK
    try:
        command = shlex.split(chosen, posix=sys.platform != "win32")
        code = subprocess.run([*command, str(path)], check=False).returncode  # noqa: S603 - their own choice
    except (OSError, ValueError) as error:
        msg = f"the editor {chosen!r} cannot be started ({error}); set EDITOR to one that can, or name a FILE"
        raise StorydeskError(msg) from None
    if code:
        msg = f"the editor {chosen!r} ended with {code}: nothing was changed"
        raise StorydeskError(msg)
