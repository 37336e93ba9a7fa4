"""The body of an answer, unpacked, and never more of it than is allowed."""

import zlib
from collections.abc import Iterator

from aiohttp import ClientResponse

from bot.errors import FetchError

_CHUNK = 64 * 1024
_PLAIN = {"", "identity"}
# Windows of zlib: 16 more means gzip.
_WINDOWS = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}


async def read_body(response: ClientResponse, most: int, name: str, *, cut: bool = False) -> bytes:
    """Return the body of an answer, unpacked; `name` is what to call it in a message.

    Nothing packed is asked for, but servers send it all the same. Unpacking stops at the limit, where
    the body is cut off, if it may be.

    Raises:
        FetchError: if it is larger than `most` bytes, packed in an unusual way, or broken.
    """
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    unpacker = None
    if encoding not in _PLAIN:
        if encoding not in _WINDOWS:
            msg = f"{name}: is sent packed in a way that was not asked for"
            raise FetchError(msg)
        unpacker = Unpacker(_WINDOWS[encoding])
    if not cut and (response.content_length or 0) > most:
        raise _too_large(name, most)
    body = bytearray()
    try:
        async for chunk in response.content.iter_chunked(_CHUNK):
            for piece in unpacker.unpack(chunk) if unpacker else (chunk,):
                body += piece
                if len(body) > most:
                    if cut:
                        return bytes(body[:most])
                    raise _too_large(name, most)
    except zlib.error:
        msg = f"{name}: is sent packed, and broken"
        raise FetchError(msg) from None
    if unpacker and not unpacker.is_complete:
        msg = f"{name}: broke off; try again"
        raise FetchError(msg)
    return bytes(body)


class Unpacker:
    """Unpacks a stream piece by piece, so that a small stream never becomes a large one at once."""

    def __init__(self, window: int) -> None:
        self._window = window
        self._object = zlib.decompressobj(window)

    @property
    def is_complete(self) -> bool:
        """Tell whether the stream came to its end."""
        return self._object.eof

    def unpack(self, data: bytes) -> Iterator[bytes]:
        """Yield what a piece of the stream unpacks to, at most 64 KiB at a time.

        Raises:
            zlib.error: if the stream is broken.
        """
        while data:
            if self._object.eof:  # a stream may consist of several
                self._object = zlib.decompressobj(self._window)
            yield self._object.decompress(data, _CHUNK)
            data = self._object.unconsumed_tail or self._object.unused_data


def _too_large(name: str, most: int) -> FetchError:
    msg = f"{name}: has more than the {most:,} bytes allowed (STORYDESK_MAX_ARTICLE_BYTES)"
    return FetchError(msg)
