"""CSV and Parquet, row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import IO

from khabar.errors import InputError
from khabar.sources.archives import BROKEN, read_all
from khabar.sources.article import Article, Failure
from khabar.sources.fields import make_article
from khabar.sources.limits import LIMITS


def read_csv(
    stream: IO[bytes], name: str, mapping: Mapping[str, str] | None = None
) -> Iterator[Article | Failure]:
    """A CSV file whose first line names the columns; comma, semicolon or tab between them."""
    csv.field_size_limit(LIMITS.line_bytes)
    number = 0
    lines = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="strict", newline="")
    try:
        head = lines.readline(LIMITS.line_bytes)
        separator = max(",;\t", key=head.count)
        columns = next(csv.reader([head], delimiter=separator), [])
        for number, row in enumerate(csv.reader(lines, delimiter=separator), 1):
            if row:
                try:
                    yield make_article(dict(zip(columns, row, strict=False)), name, number, mapping)
                except InputError as error:
                    yield Failure(name, number, str(error))
    except UnicodeDecodeError as error:
        yield Failure(name, number + 1, f"not UTF-8 ({error.reason}); save the table as UTF-8")
    except csv.Error as error:
        yield Failure(name, number + 1, f"broken CSV: {error}")
    except BROKEN as error:
        yield Failure(name, number + 1, f"broken file: {error or type(error).__name__}")
    except InputError as error:
        yield Failure(name, number + 1, str(error))
    finally:
        lines.detach()  # the stream is the caller's to close


def read_parquet(
    stream: IO[bytes], name: str, mapping: Mapping[str, str] | None = None
) -> Iterator[Article | Failure]:
    """A Parquet file, a few hundred rows in memory at a time."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        yield Failure(name, None, "reading Parquet needs: pip install 'khabar[tables]'")
        return
    number = 0
    try:
        if not stream.seekable():
            stream = io.BytesIO(read_all(stream, LIMITS.item_bytes, name))
        table = pyarrow.parquet.ParquetFile(stream)
        for batch in table.iter_batches(batch_size=256):
            for row in batch.to_pylist():
                number += 1
                try:
                    yield make_article(row, name, number, mapping)
                except InputError as error:
                    yield Failure(name, number, str(error))
    except (pyarrow.ArrowException, *BROKEN) as error:
        yield Failure(name, number + 1, f"broken Parquet: {error}")
    except InputError as error:
        yield Failure(name, number + 1, str(error))
