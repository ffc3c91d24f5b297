"""Packed files as streams of their members, bounded and never unpacked to disk.

``.gz .bz2 .xz .zst`` hold one stream, ``.zip .tar`` and its packed forms many. A member that grows
beyond what honest text can is refused by name; the others are read.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any

from khabar.errors import InputError
from khabar.sources.article import Failure
from khabar.sources.limits import LIMITS

#: What may go wrong inside a packed stream; every one of them is a broken file, not a bug.
BROKEN = (
    OSError,
    EOFError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
    NotImplementedError,  # a zip method that Python does not know
    RuntimeError,  # an encrypted member
    struct.error,
    ValueError,  # a number or a name in a head that cannot be
    IndexError,
    KeyError,
    OverflowError,
    MemoryError,  # a size in a head that no machine has
)


class TooLarge(InputError):
    """A stream went beyond its limit."""


@dataclass(slots=True)
class Member:
    """One file, whatever it was packed in. ``name`` leads to it: ``2024.zip/05/12.jsonl``."""

    name: str
    stream: IO[bytes]


class Counting(io.RawIOBase):
    """Counts the bytes read from a file, to know how far a reading has come."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._raw.read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


class Bounded(io.RawIOBase):
    """A stream that stops where it unfolds to more than honest text would."""

    def __init__(
        self, stream: Any, packed: Counting | int, name: str, archive: Bounded | None = None
    ) -> None:
        self._stream, self._packed, self._name = stream, packed, name
        #: The archive around it, whose members together are bounded too: they may overlap.
        self._archive = archive
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        # read1: what was unpacked before a cut is handed on before the cut is reported.
        data = self._stream.read1(len(buffer))
        buffer[: len(data)] = data
        self.add(len(data))
        return len(data)

    def add(self, count: int) -> None:
        """Take note of bytes that were unpacked.

        Raises:
            TooLarge: they are too many for the packed ones.
        """
        self._count += count
        packed = self._packed if isinstance(self._packed, int) else self._packed.count
        if self._count > LIMITS.unpack_free_bytes and self._count > packed * LIMITS.unpack_ratio:
            raise TooLarge(
                f"{self._name}: unfolds to more than {LIMITS.unpack_ratio} times its size; refused as a bomb"
            )
        if self._archive is not None:
            self._archive.add(count)


def members(stream: IO[bytes], name: str, *, depth: int = 0) -> Iterator[Member | Failure]:
    """The plain files inside ``stream``, itself included where it is not packed."""
    suffix = PurePosixPath(name.lower()).suffix
    if suffix not in _KINDS:
        yield Member(name, stream)
        return
    if depth > LIMITS.archive_depth:
        yield Failure(name, None, f"more than {LIMITS.archive_depth} archives inside each other")
        return
    try:
        yield from _KINDS[suffix](stream, name, depth)
    except BROKEN as error:
        yield Failure(name, None, f"broken archive: {error or type(error).__name__}")
    except InputError as error:
        yield Failure(name, None, str(error))


def _compressed(stream: IO[bytes], name: str, depth: int) -> Iterator[Member | Failure]:
    packed = Counting(stream)
    raw = io.BufferedReader(packed, 1 << 16)
    suffix = PurePosixPath(name.lower()).suffix
    inner = name[: -len(suffix)]
    if suffix == ".tgz":
        inner += ".tar"
    unpacked: Any
    if suffix in {".gz", ".tgz"}:
        unpacked = gzip.GzipFile(fileobj=raw, mode="rb")
    elif suffix == ".bz2":
        unpacked = bz2.BZ2File(raw)
    elif suffix == ".xz":
        unpacked = lzma.LZMAFile(raw)  # noqa: SIM115
    else:
        unpacked = _zstd(raw)
    bounded = io.BufferedReader(Bounded(unpacked, packed, name), 1 << 16)
    yield from members(bounded, inner, depth=depth + (not inner.endswith(".tar")))


def _zstd(raw: IO[bytes]) -> io.BufferedReader:
    try:
        import zstandard
    except ImportError as error:
        raise InputError("reading .zst needs: pip install 'khabar[archives]'") from error

    class Reader(io.RawIOBase):
        """Frame after frame; a frame that does not end is a broken file, which zstandard's own
        reader passes over in silence."""

        def __init__(self) -> None:
            self._frame: Any = None
            self._ready = b""

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            while not self._ready:
                # Few bytes at a time: each four of them may unfold to 128 KiB.
                chunk = raw.read(1024)
                if not chunk:
                    if self._frame is not None:
                        raise EOFError("the file ends inside a zstd frame")
                    return 0
                self._ready = self._unfold(chunk)
            count = min(len(buffer), len(self._ready))
            buffer[:count], self._ready = self._ready[:count], self._ready[count:]
            return count

        def _unfold(self, chunk: bytes) -> bytes:
            found = []
            try:
                while chunk:
                    if self._frame is None:
                        self._frame = zstandard.ZstdDecompressor(
                            max_window_size=1 << 27
                        ).decompressobj()
                    found.append(self._frame.decompress(chunk))
                    chunk = b""
                    if self._frame.eof:
                        chunk, self._frame = self._frame.unused_data, None
            except zstandard.ZstdError as error:
                raise OSError(str(error)) from error
            return b"".join(found)

    return io.BufferedReader(Reader(), 1 << 16)


def _tar(stream: IO[bytes], name: str, depth: int) -> Iterator[Member | Failure]:
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        number = 0
        while (entry := archive.next()) is not None:
            archive.members.clear()  # type: ignore[attr-defined]  # it would keep the heads of all members
            number += 1
            if number > LIMITS.archive_members:
                raise InputError(
                    f"{name}: more than {LIMITS.archive_members:,} members; the rest is left out"
                )
            path = f"{name}/{_label(entry.name)}"
            if entry.isdir():
                continue
            content = archive.extractfile(entry) if entry.isreg() else None
            if content is None:
                yield Failure(path, None, "a link or device in an archive; left out")
                continue
            yield from members(io.BufferedReader(Counting(content)), path, depth=depth + 1)


def _zip(stream: IO[bytes], name: str, depth: int) -> Iterator[Member | Failure]:
    if not stream.seekable():  # a zip is read from its end
        stream = io.BytesIO(read_all(stream, LIMITS.item_bytes, name))
    whole = Bounded(stream, stream.seek(0, io.SEEK_END), name)
    with zipfile.ZipFile(stream) as archive:
        entries = archive.infolist()
        if len(entries) > LIMITS.archive_members:
            raise InputError(
                f"{name}: more than {LIMITS.archive_members:,} members; unpack it and give the folder"
            )
        for entry in entries:
            path = f"{name}/{_label(entry.filename)}"
            if entry.filename.endswith("/"):
                continue
            try:
                with archive.open(entry) as content:
                    bounded = io.BufferedReader(
                        Bounded(content, max(1, entry.compress_size), path, whole), 1 << 16
                    )
                    yield from members(bounded, path, depth=depth + 1)
            except BROKEN as error:
                yield Failure(path, None, f"broken archive: {error or type(error).__name__}")


def _label(path: str) -> str:
    """A member's name for messages. Nothing is ever written there, so ``..`` does no harm."""
    return path.encode("utf-8", "replace").decode("utf-8").lstrip("/")


def read_all(stream: IO[bytes], limit: int, name: str) -> bytes:
    """The whole of a stream that must fit into memory.

    Raises:
        TooLarge: it is longer than ``limit``.
    """
    parts, size = [], 0
    while chunk := stream.read(1 << 20):
        size += len(chunk)
        if size > limit:
            raise TooLarge(f"{name}: larger than {limit:,} bytes; refused")
        parts.append(chunk)
    return b"".join(parts)


_KINDS = {
    ".gz": _compressed,
    ".tgz": _compressed,
    ".bz2": _compressed,
    ".xz": _compressed,
    ".zst": _compressed,
    ".tar": _tar,
    ".zip": _zip,
}
