"""ZIP archives from strangers: looked through before anything of them is unpacked."""

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from bot.errors import ArticleError

_MAGIC = b"PK"
# The record at the end of an archive: its mark, and behind 8 bytes the size of the list of members.
_END = struct.Struct("<4s8xL6x")
_END_MARK = b"PK\5\6"
_LOCATOR_MARK = b"PK\6\7"
_LOCATOR_SIZE = 20
_LONGEST_COMMENT = 1 << 16
# What the list may take for each file that is allowed: an entry is 46 bytes and a name, and what systems add.
_LISTED_BYTES = 1_000
_RATIO = 250
_SMALL = 100_000
_ENCRYPTED = 0x1
# NotImplementedError, RecursionError and what a password raises are RuntimeErrors; bad names are ValueErrors.
_BROKEN = (BadZipFile, zlib.error, EOFError, OSError, ValueError, OverflowError, RuntimeError, struct.error)
_PACK_AGAIN = "pack the files again, as a plain .zip"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most that an archive may hold: members, and bytes when unpacked. And what to call one."""

    members: int
    size: int
    kind: str = "ZIP archive"
    again: str = _PACK_AGAIN


class Archive:
    """An archive, looked through: within bounds, and readable as far as it says; `members` are its files."""

    def __init__(self, data: bytes, name: str, bounds: Bounds) -> None:
        self._name = name
        self._bounds = bounds
        if not data.startswith(_MAGIC):
            msg = f"{name}: is no {bounds.kind}, or a damaged one; {bounds.again}"
            raise ArticleError(msg)
        if fault := _find_list_fault(data, bounds):
            msg = f"{name}: {fault}"
            raise ArticleError(msg)
        try:
            self._file = ZipFile(BytesIO(data))
        except _BROKEN:
            msg = f"{name}: is a damaged {bounds.kind}; {bounds.again}"
            raise ArticleError(msg) from None
        self.members = tuple(info for info in self._file.infolist() if not info.is_dir())
        self._check()

    def read(self, member: ZipInfo) -> bytes:
        """Return the bytes of a member; what unpacks to more than it says is never unpacked whole.

        Raises:
            ArticleError: if it is damaged.
        """
        try:
            with self._file.open(member) as file:
                return file.read(member.file_size + 1)
        except _BROKEN:
            msg = f"{self._name}: is damaged at {shorten(member.filename)}; {self._bounds.again}"
            raise ArticleError(msg) from None

    def _check(self) -> None:
        bounds = self._bounds
        if len(self.members) > bounds.members:
            count = len(self.members)
            msg = f"{self._name}: holds {count:,} files, more than the {bounds.members:,} allowed; divide it"
            raise ArticleError(msg)
        for member in self.members:
            if fault := _find_fault(member):
                msg = f"{self._name}: {shorten(member.filename)} {fault}"
                raise ArticleError(msg)
        if (size := sum(member.file_size for member in self.members)) > bounds.size:
            msg = f"{self._name}: unpacks to {size:,} bytes, more than the {bounds.size:,} allowed; divide it"
            raise ArticleError(msg)


def shorten(name: str) -> str:
    """Return the name of a member as it can be shown on a line."""
    return repr(name if len(name) <= 60 else name[:59] + "…")  # noqa: PLR2004


def _find_list_fault(data: bytes, bounds: Bounds) -> str | None:
    """Return why the list of members may not be read, by what the end of an archive says of it.

    Reading a list of half a million members takes seconds and hundreds of megabytes. `ZipFile` reads as much
    as the size says, whatever the number of members; of archives above 4 GB it takes another record's word.
    """
    end = _find_end(data)
    if end is None:
        return None  # a damaged one, as ZipFile will find
    if data[max(0, end - _LOCATOR_SIZE) : end].startswith(_LOCATOR_MARK):
        return f"is packed as one above 4 GB; {bounds.again}"
    _, size = _END.unpack_from(data, end)
    if size > bounds.members * _LISTED_BYTES:
        return f"lists far more files than the {bounds.members:,} allowed; divide it"
    return None


def _find_end(data: bytes) -> int | None:
    """Return where the record at the end of an archive begins, where `ZipFile` finds it; None if nowhere."""
    end = len(data) - _END.size
    if end >= 0 and data.startswith(_END_MARK, end) and data.endswith(b"\0\0"):
        return end
    found = data.rfind(_END_MARK, max(0, end - _LONGEST_COMMENT))
    return found if 0 <= found <= end else None


def _find_fault(member: ZipInfo) -> str | None:
    if member.flag_bits & _ENCRYPTED:
        return "is encrypted; pack it without a password"
    if member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        return f"is packed in an unusual way; {_PACK_AGAIN}"
    if member.file_size > max(_SMALL, _RATIO * member.compress_size):
        return "unpacks to far more than it is packed in; leave it out"
    return None
