"""Web archives: every page of a WARC or WACZ file.

A damaged record is reported with its place, and reading goes on at the next one that begins.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import IO, Any

from khabar.sources.archives import BROKEN, TooLarge, read_all
from khabar.sources.article import Article, Failure
from khabar.sources.limits import LIMITS

#: What a record may begin with: plain, gzip, zstd.
_STARTS = (b"WARC/1.", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd")
_PAGES = ("text/html", "application/xhtml+xml")
ReadPage = Callable[[bytes, str, int | None, str | None, str | None], Article | Failure]


def read_warc(stream: IO[bytes], name: str, read_page: ReadPage) -> Iterator[Article | Failure]:
    """Articles of all HTML responses.

    Args:
        read_page: makes an article of bytes, name, place, address and content type.
    """
    try:
        if not stream.seekable():
            stream = io.BytesIO(read_all(stream, LIMITS.item_bytes, name))
    except (*BROKEN, TooLarge) as error:
        yield Failure(name, None, f"broken file: {error}")
        return
    size = stream.seek(0, io.SEEK_END)
    start = 0
    while start < size:
        stream.seek(start)
        last = start - 1
        try:
            for place, item in _records(stream, start, name, read_page):
                last = place
                if item is not None:
                    yield item
            return
        except (*BROKEN, ValueError) as error:
            # The record after the last good one is damaged: find where another begins.
            bad = _next_start(stream, last + 1, size) if last >= start else start
            yield Failure(name, bad, f"damaged record at byte {bad:,}: {error}")
            start = _next_start(stream, bad + 1, size)


def _records(
    stream: IO[bytes], start: int, name: str, read_page: ReadPage
) -> Iterator[tuple[int, Article | Failure | None]]:
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        yield 0, Failure(name, None, "reading WARC needs: pip install 'khabar[warc]'")
        return
    response = WarcRecordType.response | WarcRecordType.resource
    for record in ArchiveIterator(_Rest(stream, start), parse_http=True, auto_decode="all"):
        place = start + record.stream_pos
        if not record.record_type & response:
            yield place, None
            continue
        kind = (
            (record.http_content_type or "")
            if record.is_http
            else record.headers.get("Content-Type", "")
        )
        if record.is_http and (
            record.http_headers is None or not _good(record.http_headers.status_code)
        ):
            yield place, None
            continue
        if kind and not kind.startswith(_PAGES):
            yield place, None
            continue
        url = record.headers.get("WARC-Target-URI")
        data = record.reader.read(LIMITS.html_bytes + 1)
        if len(data) > LIMITS.html_bytes:
            yield (
                place,
                Failure(name, place, f"{url}: a page of more than {LIMITS.html_bytes:,} bytes"),
            )
            continue
        full = record.http_headers.get("Content-Type") if record.is_http else kind
        yield place, read_page(data, name, place, url, full)


def _good(status: Any) -> bool:
    return status is None or int(status) == 200


class _Rest(io.RawIOBase):
    """The rest of a stream from ``start``, as a stream of its own."""

    def __init__(self, stream: IO[bytes], start: int) -> None:
        self._stream = stream
        self._stream.seek(start)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _next_start(stream: IO[bytes], at: int, size: int) -> int:
    """Where the next record may begin at or after ``at``; ``size`` where none does."""
    overlap = max(map(len, _STARTS)) - 1
    stream.seek(at)
    before = b""
    while chunk := stream.read(1 << 16):
        window = before + chunk
        found = [i for i in (window.find(s) for s in _STARTS) if i >= 0]
        if found:
            return at - len(before) + min(found)
        at += len(chunk)
        before = window[-overlap:]
    return size


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
