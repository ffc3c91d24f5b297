"""``khabar export``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from khabar.cli.terminal import error, guarded
from khabar.model import Record


def export(
    *,
    files: tuple[str, ...],
    to: str,
    out: Path | None,
    table: str,
    db: Path,
    query: str,
    **filters: Any,
) -> int:
    failures = 0

    def records() -> Iterator[Record]:
        nonlocal failures
        from khabar.store.readers import read_article

        for item in _open(files):
            record = read_article(item)
            if isinstance(record, str):
                failures += 1
                error(record)
            else:
                yield record

    def run() -> int:
        if files:
            _write(records(), to, out, table)
            return 1 if failures else 0
        from khabar.store import Store

        with Store(db, readonly=True) as store:
            chosen = store.matching(query, **filters) if query or any(filters.values()) else None
            _write(store.records(chosen), to, out, table)
        return 0

    return guarded(run)


def _open(files: tuple[str, ...]) -> Iterator[Any]:
    from khabar import sources

    for name in files:
        yield from sources.open(name)


def _write(records: Iterator[Record], to: str, out: Path | None, table: str) -> None:
    from khabar import export as exports

    options = {"table": table} if to == "csv" else {}
    if out is not None:
        exports.export_file(records, to, out, **options)
        return
    exports.export(records, to, sys.stdout.buffer, **options)
    sys.stdout.buffer.flush()
