"""The process in which documents from strangers are read: bounded in memory and time, it answers with JSON.

Its standard input is one line of JSON (`kind`, `name`, `max_chars`, `memory`, `seconds`) with the document
behind it; its standard output is `{"extract": …}` or `{"refusal": "…"}`. `isolation` starts it. It imports as
little as it can, and trusts nothing that it reads.
"""

import json
import sys
from typing import Any

from bot.errors import ArticleError

OUT_OF_MEMORY = 3
TOO_DEEP = 4


def main() -> int:
    """Read one document and say what stands in it; return the exit code."""
    request = json.loads(sys.stdin.buffer.readline())
    _limit_resources(request["memory"], request["seconds"])
    try:
        answer = _extract(request, sys.stdin.buffer.read())
    except ArticleError as error:
        answer = json.dumps({"refusal": str(error)}).encode("ascii")
    except MemoryError:
        return OUT_OF_MEMORY
    except RecursionError:
        return TOO_DEEP
    sys.stdout.buffer.write(answer)
    return 0


def _extract(request: dict[str, Any], data: bytes) -> bytes:
    if request["kind"] == ".pdf":
        from bot.articles.pdf import extract_pdf as extract  # noqa: PLC0415 - only what is needed
    else:
        from bot.articles.docx import extract_docx as extract  # noqa: PLC0415
    found = extract(data, request["name"], max_chars=request["max_chars"])
    return b'{"extract": ' + found.to_json() + b"}"


def _limit_resources(memory: int, seconds: int) -> None:
    """Bound what this process may take. Windows has no such limits, and macOS does not heed `RLIMIT_AS`."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    limits = ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_FSIZE, memory))
    for kind, most in (*limits, (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (allowed, allowed))
        except (OSError, ValueError):  # a system that does not know this one
            continue


if __name__ == "__main__":
    sys.exit(main())
