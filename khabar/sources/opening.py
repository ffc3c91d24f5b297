"""``open``: from a path or an address to its articles, whatever it is packed in."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

from khabar.errors import InputError
from khabar.sources.archives import BROKEN, Member, members, read_all
from khabar.sources.article import Article, Failure
from khabar.sources.jsonrecords import read_lines, read_list
from khabar.sources.limits import LIMITS

if TYPE_CHECKING:
    from khabar.sources.network import Policy

# The readers of what is no text and no JSON load when a file needs them: most runs never do.
Items = Iterator[Article | Failure]
Consumed = Callable[[int], None]

#: Packed formats whose own reader is better than unpacking them first.
_WHOLE = (".warc.gz", ".wacz")


def open(
    source: str | os.PathLike[str],
    *,
    mapping: Mapping[str, str] | None = None,
    policy: Policy | None = None,
    consumed: Consumed | None = None,
    have: Callable[[str, str | None], bool] | None = None,
) -> Items:
    """The articles of a file, a folder or an http(s) address, one by one.

    Args:
        source: a file (text, HTML, JSON, JSON lines, CSV, Parquet, WARC, WACZ, packed or not), a
            folder of such files, or the address of a page, feed or sitemap.
        mapping: our field names to the source's, for tables and JSON.
        policy: what may be opened on the network.
        consumed: told how many bytes of files have been read so far.
        have: whether an address that a feed names need not be fetched.

    Raises:
        InputError: there is no such file.
    """
    place = os.fspath(source)
    if "://" in place:
        from khabar.sources.following import read_address
        from khabar.sources.network import Policy

        return read_address(place, policy or Policy(), have=have)
    path = Path(place)
    if not path.exists():
        raise InputError(f"there is no file or folder {place}; check the path")
    return _paths(path, mapping, consumed or (lambda count: None))


def total_bytes(source: str | os.PathLike[str]) -> int:
    """Bytes of all files that :func:`open` would read; 0 for an address."""
    path = Path(source)
    if "://" in os.fspath(source) or not path.exists():
        return 0
    return sum(p.stat().st_size for p in _files(path))


def _files(path: Path) -> Iterator[Path]:
    """The files of a folder in an order that never changes; hidden ones are left out."""
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(n for n in names if not n.startswith(".")):
            found = Path(folder) / name
            if found.is_file():
                yield found


def _paths(path: Path, mapping: Mapping[str, str] | None, consumed: Consumed) -> Items:
    before = 0
    for file in _files(path):
        try:
            with file.open("rb") as raw:
                for item in _file(raw, str(file), mapping, explicit=file == path):
                    consumed(before + raw.tell())
                    yield item
                before += file.stat().st_size
                consumed(before)
        except OSError as error:
            yield Failure(str(file), None, f"cannot be read: {error.strerror or error}")


def _file(raw: IO[bytes], name: str, mapping: Mapping[str, str] | None, *, explicit: bool) -> Items:
    if name.lower().endswith(_WHOLE):
        yield from _member(Member(name, raw), mapping, explicit)
        return
    for member in members(raw, name):
        if isinstance(member, Failure):
            yield member
        else:
            yield from _member(member, mapping, explicit, outright=member.name == name)


def _member(
    member: Member, mapping: Mapping[str, str] | None, explicit: bool, outright: bool = True
) -> Items:
    name = member.name.lower()
    suffix = PurePosixPath(name).suffix
    if suffix in {".jsonl", ".ndjson"}:
        yield from read_lines(member.stream, member.name, mapping)
    elif suffix == ".json":
        yield from read_list(member.stream, member.name, mapping)
    elif suffix in {".csv", ".tsv", ".parquet"}:
        from khabar.sources.tables import read_csv, read_parquet

        read_table = read_parquet if suffix == ".parquet" else read_csv
        yield from read_table(member.stream, member.name, mapping)
    elif name.endswith((".warc", ".warc.gz", ".wacz")):
        from khabar.sources.pages import read_page
        from khabar.sources.warc import read_wacz, read_warc

        read_pages = read_wacz if suffix == ".wacz" else read_warc
        yield from read_pages(member.stream, member.name, read_page)
    elif suffix in {".html", ".htm", ".xhtml"}:
        from khabar.sources.pages import read_page

        yield _whole(member, LIMITS.html_bytes, lambda data: read_page(data, member.name))
    elif suffix in {".txt", ".text", ""} or (explicit and (outright or suffix not in _NOT_TEXT)):
        yield _whole(member, LIMITS.article_chars * 4, lambda data: read_text(data, member.name))


#: Files that lie beside articles in archives and folders; reported only where named outright.
_NOT_TEXT = {".jpg", ".jpeg", ".png", ".gif", ".pdf", ".mp4", ".css", ".js", ".db", ".exe"}


def _whole(
    member: Member, limit: int, read: Callable[[bytes], Article | Failure]
) -> Article | Failure:
    try:
        return read(read_all(member.stream, limit, member.name))
    except BROKEN as error:
        return Failure(member.name, None, f"broken file: {error or type(error).__name__}")
    except InputError as error:
        return Failure(member.name, None, str(error))


def read_stream(stream: IO[bytes], name: str) -> Items:
    """Articles from standard input: JSON lines, a JSON list, HTML or plain text, by its first byte."""
    data = stream.read(LIMITS.item_bytes + 1)
    if len(data) > LIMITS.item_bytes:
        yield Failure(name, None, f"more than {LIMITS.item_bytes:,} bytes; give it as a file")
        return
    head = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if head == b"{":
        yield from read_lines(BytesIO(data), name)
    elif head == b"[":
        yield from read_list(BytesIO(data), name)
    elif head == b"<":
        from khabar.sources.pages import read_page

        yield read_page(data, name)
    else:
        yield read_text(data, name)


def read_text(data: bytes, name: str) -> Article | Failure:
    """A plain text file as one article."""
    if not data.strip():
        return Failure(name, None, "the file is empty")
    text, encoding = decode(data)
    if text is None:
        return Failure(
            name, None, "no text in UTF-8 or another known encoding; convert it to UTF-8"
        )
    if "\0" in text:
        return Failure(name, None, "this is a binary file, not text (it holds NUL bytes)")
    return Article(text=text, source=name, encoding=encoding)


#: Single-byte encodings of Arabic, tried in this order where two read equally well.
_ARABIC_ENCODINGS = ("windows-1256", "iso-8859-6")
_LETTERS = re.compile("[\u0621-\u064a]")
_COMMON = re.compile("(?:^|\\s)(?:ال\\w{2,}|في|من|على|إلى|أن|إن|عن|التي|الذي|وال\\w{2,})")


def decode(data: bytes) -> tuple[str | None, str | None]:
    """(text, encoding where it is not UTF-8); text is None where no encoding fits.

    UTF-16 is known by its mark or its zero bytes. Among the single-byte encodings the one wins in
    which the text has the most common Arabic words: a statistical detector needs longer texts.
    """
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace"), "utf-16"
    sample = data[:200_000]
    if 0 in sample:  # Arabic in UTF-16 without its mark is valid UTF-8: only its spaces show zeros
        for encoding in ("utf-16-le", "utf-16-be"):
            start = sample[: len(sample) // 2 * 2].decode(encoding, "replace")
            if len(_LETTERS.findall(start)) * 2 > len(start):
                return data.decode(encoding, "replace"), "utf-16"
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        pass
    best = max(_ARABIC_ENCODINGS, key=lambda e: len(_COMMON.findall(sample.decode(e, "replace"))))
    text = data.decode(best, "replace")
    if len(_LETTERS.findall(text[:200_000])) * 2 < len(text[:200_000].split()) * 3:
        return None, None
    return text, best


__all__ = ["open", "read_stream", "total_bytes"]
