"""Web archives: every page of a WARC or WACZ file.

The file is cut into records here, each of which warcio then reads by itself: a damaged record is
reported with its place, and reading goes on at the next one that begins.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from typing import IO, Any

from khabar.errors import InputError
from khabar.sources.archives import BROKEN, TooLarge, read_all
from khabar.sources.article import Article, Failure
from khabar.sources.limits import LIMITS

ReadPage = Callable[[bytes, str, int | None, str | None, str | None], Article | Failure]

_GZIP, _WARC = b"\x1f\x8b\x08", b"WARC/1."
_LENGTH = re.compile(rb"\r?\nContent-Length:[ \t]*(\d{1,12})[ \t]*\r?\n", re.IGNORECASE)
_PAGES = ("text/html", "application/xhtml+xml")
_CHUNK = 1 << 16
#: Bytes of the head lines of a record.
_HEAD = 1 << 16
#: Bytes of a record that are kept: a page at its limit, and the heads around it.
_KEPT = LIMITS.html_bytes + 2 * _HEAD


class _Damaged(Exception):
    """The record at hand cannot be read."""


def read_warc(stream: IO[bytes], name: str, read_page: ReadPage) -> Iterator[Article | Failure]:
    """Articles of all HTML responses.

    Args:
        read_page: makes an article of bytes, name, place, address and content type.
    """
    try:
        import warcio  # noqa: F401
    except ImportError:
        yield Failure(name, None, "reading WARC needs: pip install 'khabar[warc]'")
        return
    try:
        if not stream.seekable():
            stream = io.BytesIO(read_all(stream, LIMITS.item_bytes, name))
        size = stream.seek(0, io.SEEK_END)
    except (*BROKEN, TooLarge) as error:
        yield Failure(name, None, f"broken file: {error}")
        return
    at = _skip_blank(stream, 0)
    well = True
    while at < size:
        try:
            record, end = _cut(stream, at, size)
            yield from _pages(record, name, at, read_page)
            at, well = _skip_blank(stream, end), True
        except (*BROKEN, _Damaged) as error:
            if well:  # one report for one damaged stretch, however many false starts are in it
                yield Failure(name, at, f"damaged record at byte {at:,}: {error}")
            at, well = _next_start(stream, at + 1, size), False


def _cut(stream: IO[bytes], at: int, size: int) -> tuple[bytes, int]:
    """The record (or the records of one gzip member) at ``at``, unpacked, and where it ends."""
    stream.seek(at)
    head = stream.read(len(_WARC))
    stream.seek(at)
    if head.startswith(_GZIP):
        return _unzip(stream, at)
    if not head.startswith(_WARC):
        raise _Damaged("no record begins here")
    return _plain(stream, at, size)


def _unzip(stream: IO[bytes], at: int) -> tuple[bytes, int]:
    unzip = zlib.decompressobj(31)
    kept = bytearray()
    count = 0
    while not unzip.eof:
        chunk = unzip.unconsumed_tail or stream.read(_CHUNK)
        if not chunk:
            raise _Damaged("the file ends inside a record")
        data = unzip.decompress(chunk, 1 << 20)
        count += len(data)
        kept += data[: max(0, _KEPT - len(kept))]
        if count > LIMITS.unpack_free_bytes and count > (stream.tell() - at) * LIMITS.unpack_ratio:
            raise _Damaged("unfolds to more than any page; refused as a bomb")
    return bytes(kept), stream.tell() - len(unzip.unused_data)


def _plain(stream: IO[bytes], at: int, size: int) -> tuple[bytes, int]:
    head = stream.read(_HEAD)
    body = _body_start(head)
    found = _LENGTH.search(head, 0, body)
    if found is None:
        raise _Damaged("no Content-Length")
    end = at + body + int(found[1])
    if end > size:
        raise _Damaged("the file ends inside a record, or its length is wrong")
    follows = _skip_blank(stream, end)
    stream.seek(follows)
    if follows < size and stream.read(len(_WARC)) != _WARC:
        raise _Damaged("its length is wrong")
    stream.seek(at)
    return stream.read(min(end - at, _KEPT)) + b"\r\n\r\n", end


def _body_start(head: bytes) -> int:
    for gap in (b"\r\n\r\n", b"\n\n"):
        found = head.find(gap)
        if found >= 0:
            return found + len(gap)
    raise _Damaged("its head does not end")


def _skip_blank(stream: IO[bytes], at: int) -> int:
    """Past the line ends between two records."""
    stream.seek(at)
    while data := stream.read(_CHUNK):
        rest = data.lstrip(b"\r\n")
        at += len(data) - len(rest)
        if rest:
            break
    return at


def _next_start(stream: IO[bytes], at: int, size: int) -> int:
    """Where the next record may begin at or after ``at``; ``size`` where none does."""
    overlap = len(_WARC) - 1
    stream.seek(at)
    before = b""
    while chunk := stream.read(_CHUNK):
        window = before + chunk
        found = [i for i in (window.find(_GZIP), window.find(_WARC)) if i >= 0]
        if found:
            return at - len(before) + min(found)
        at += len(chunk)
        before = window[-overlap:]
    return size


def _pages(data: bytes, name: str, place: int, read_page: ReadPage) -> Iterator[Article | Failure]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        with redirect_stderr(io.StringIO()):  # warcio prints bytes of the file there
            for record in ArchiveIterator(io.BytesIO(data)):
                item = _page(record, name, place, read_page)
                if item is not None:
                    yield item
    except (
        ArchiveLoadFailed,
        ValueError,
        AttributeError,
        KeyError,
        TypeError,
        IndexError,
    ) as error:
        raise _Damaged(str(error) or type(error).__name__) from error


def _page(record: Any, name: str, place: int, read_page: ReadPage) -> Article | Failure | None:
    if record.rec_type not in {"response", "resource"}:
        return None
    http = record.http_headers
    if http is not None and http.get_statuscode() not in {"200", ""}:
        return None
    headers = record.rec_headers if http is None else http
    kind = headers.get_header("Content-Type")
    if kind and not kind.strip().lower().startswith(_PAGES):
        return None
    url = record.rec_headers.get_header("WARC-Target-URI")
    try:
        body = read_all(record.content_stream(), LIMITS.html_bytes, f"{url or name}")
    except InputError as error:
        return Failure(name, place, str(error))
    return read_page(body, name, place, url, kind)


def read_wacz(stream: IO[bytes], name: str, read_page: ReadPage) -> Iterator[Article | Failure]:
    """The WARC files inside a WACZ, which is a zip."""
    try:
        if not stream.seekable():
            stream = io.BytesIO(read_all(stream, LIMITS.item_bytes, name))
        with zipfile.ZipFile(stream) as archive:
            for entry in archive.infolist():
                if entry.filename.startswith("archive/") and ".warc" in entry.filename:
                    with archive.open(entry) as content:
                        yield from read_warc(content, f"{name}/{entry.filename}", read_page)
    except (*BROKEN, TooLarge) as error:
        yield Failure(name, None, f"broken WACZ: {error or type(error).__name__}")
