"""JSON lines and JSON lists of articles, record by record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO, Any

import msgspec

from khabar.errors import InputError
from khabar.sources.archives import BROKEN, read_all
from khabar.sources.article import Article, Failure
from khabar.sources.fields import make_article
from khabar.sources.limits import LIMITS

_object = msgspec.json.Decoder(dict[str, Any])
_list = msgspec.json.Decoder(list[msgspec.Raw])


def read_lines(
    stream: IO[bytes], name: str, mapping: Mapping[str, str] | None = None
) -> Iterator[Article | Failure]:
    """One article a line. A bad line is reported, the others are read."""
    number = 0
    try:
        while line := stream.readline(LIMITS.line_bytes + 1):
            number += 1
            if len(line) > LIMITS.line_bytes and not line.endswith(b"\n"):
                yield Failure(
                    name, number, f"a line of more than {LIMITS.line_bytes:,} bytes; refused"
                )
                _skip_line(stream)
                continue
            line = line.strip(b" \t\r\n\0\xef\xbb\xbf")
            if line:
                yield _one(line, name, number, mapping)
    except BROKEN as error:
        yield Failure(name, number + 1, f"broken file: {error or type(error).__name__}")
    except InputError as error:
        yield Failure(name, number + 1, str(error))


def _skip_line(stream: IO[bytes]) -> None:
    while chunk := stream.readline(1 << 20):
        if chunk.endswith(b"\n"):
            return


def read_list(
    stream: IO[bytes], name: str, mapping: Mapping[str, str] | None = None
) -> Iterator[Article | Failure]:
    """A JSON list of articles, an object that holds one, or a single article."""
    try:
        data = read_all(stream, LIMITS.item_bytes, name)
    except BROKEN as error:
        yield Failure(name, None, f"broken file: {error or type(error).__name__}")
        return
    except InputError as error:
        yield Failure(name, None, str(error))
        return
    data = data.removeprefix(b"\xef\xbb\xbf").strip()
    if data[:1] == b"[":
        try:
            rows = _list.decode(data)
        except (msgspec.DecodeError, RecursionError) as error:
            yield Failure(name, None, f"broken JSON: {error}")
            return
        for number, row in enumerate(rows, 1):
            yield _one(bytes(row), name, number, mapping)
    elif b"\n{" in data[:1_000_000] and _several(data):
        for number, line in enumerate(data.split(b"\n"), 1):
            if line.strip():
                yield _one(line.strip(), name, number, mapping)
    else:
        yield _one(data, name, 1, mapping)


def _several(data: bytes) -> bool:
    """Whether this is JSON lines under the name .json."""
    try:
        _object.decode(data[: data.index(b"\n")])
    except (msgspec.DecodeError, UnicodeError):
        return False
    return True


def _one(
    data: bytes, name: str, number: int, mapping: Mapping[str, str] | None
) -> Article | Failure:
    try:
        return make_article(_object.decode(data), name, number, mapping)
    except UnicodeError:
        return Failure(name, number, "not UTF-8; convert the file (iconv -f WINDOWS-1256 -t UTF-8)")
    except (msgspec.DecodeError, RecursionError) as error:
        return Failure(name, number, f"broken JSON: {error}")
    except InputError as error:
        return Failure(name, number, str(error))
