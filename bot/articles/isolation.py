"""Documents from strangers are read in a process of its own, which is ended when it takes too much."""

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO

from bot.articles.extract import Extract, to_extract
from bot.articles.extraction import OUT_OF_MEMORY, TOO_DEEP
from bot.errors import ArticleError

_KEPT = ("SYSTEMROOT", "TMPDIR", "TEMP", "TMP", "LD_LIBRARY_PATH")
_AS_TEXT = "copy its text into a .txt or .md file"


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one document may take: seconds, and bytes of memory.

    Time is bounded everywhere, memory where the system can: on Linux it is, on macOS and Windows it is not.
    """

    seconds: float = 20.0
    memory: int = 512 * 1024 * 1024


class Isolation:
    """Reads documents one at a time, each in a process of its own that gets no setting and no secret."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._turn = threading.Lock()

    def extract(self, kind: str, data: bytes, name: str, *, max_chars: int) -> Extract:
        """Return what stands in a document; `kind` is `.pdf` or `.docx`, `max_chars` the longest text.

        Raises:
            ArticleError: if it cannot be read, or not within the limits.
        """
        limits = self._limits
        request = {"kind": kind, "name": name, "max_chars": max_chars, "memory": limits.memory}
        request["seconds"] = int(limits.seconds) + 1
        with self._turn, TemporaryFile() as given, TemporaryFile() as got:
            given.write(json.dumps(request).encode("ascii") + b"\n" + data)
            given.seek(0)
            code = self._run(given, got, name)
            if code != 0:
                raise ArticleError(self._explain(code, name))
            got.seek(0)
            return _understand(got.read(limits.memory), name)

    def _run(self, given: IO[bytes], got: IO[bytes], name: str) -> int:
        """Run the process to its end, which is after the time limit at the latest; return its exit code."""
        paths = os.pathsep.join(path or os.getcwd() for path in sys.path)  # noqa: PTH109 - as text
        kept = {key: os.environ[key] for key in _KEPT if key in os.environ}
        command = [sys.executable, "-P", "-m", "bot.articles.extraction"]
        with subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command,
            stdin=given,
            stdout=got,
            stderr=subprocess.DEVNULL,
            env={**kept, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"},
        ) as process:
            try:
                return process.wait(self._limits.seconds)
            except subprocess.TimeoutExpired:
                seconds = f"{self._limits.seconds:g}"
                msg = f"{name}: takes more than the {seconds} seconds allowed to read; {_AS_TEXT}"
                raise ArticleError(msg) from None
            finally:
                process.kill()

    def _explain(self, code: int, name: str) -> str:
        if code == OUT_OF_MEMORY:
            megabytes = self._limits.memory // 1_000_000
            return f"{name}: takes more than the {megabytes:,} MB of memory allowed to read; {_AS_TEXT}"
        if code < 0:  # ended by a signal, as by a fault in it or for want of memory
            return f"{name}: is damaged, or takes too much memory to read; save it again, or {_AS_TEXT}"
        if code == TOO_DEEP:
            return f"{name}: is nested too deeply to be read; {_AS_TEXT}"
        return f"{name}: is damaged, and reading it broke off; save it again, or {_AS_TEXT}"


def _understand(answer: bytes, name: str) -> Extract:
    try:
        found = json.loads(answer)
        if refusal := found.get("refusal"):
            raise ArticleError(str(refusal))
        return to_extract(found["extract"])
    except (ValueError, KeyError, AttributeError) as error:
        msg = f"{name}: reading it gave nothing that can be understood; {_AS_TEXT}"
        raise ArticleError(msg) from error
