"""The sources of a store: opening them, knowing them, trying them again."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from khabar.errors import InputError
from khabar.sources.article import Article, Failure
from khabar.sources.opening import open, total_bytes
from khabar.store.ingesting import Summary, exact_time, sort_time
from khabar.store.keys import article_key


def open_all(
    sources: Iterable[str | os.PathLike[str]],
    have: Callable[[str, str | None], bool],
    options: dict[str, Any],
    summary: Summary,
) -> Iterator[tuple[str, Iterable[Article | Failure]]]:
    """Name and articles of each source; ``summary`` is told how far the files have been read."""
    places = [os.fspath(s) for s in sources]
    sizes = [total_bytes(p) for p in places]
    whole = sum(sizes)
    before = 0
    for place, size in zip(places, sizes, strict=True):

        def consumed(count: int, before: int = before) -> None:
            summary.fraction = min(1.0, (before + count) / whole) if whole else None

        if "://" in place:
            yield place, open(place, have=have, **options)
        else:
            yield place, open(place, consumed=consumed, **options)
        before += size


def has(db: sqlite3.Connection, url: str, stamp: str | None) -> bool:
    """Whether an address is in the store, with a version not older than ``stamp``."""
    key = article_key(url, None, None, "")
    row = db.execute("SELECT max(utc) FROM articles WHERE key = ?", (key,)).fetchone()
    if row is None or row[0] is None:
        return False
    try:
        return sort_time(exact_time(stamp)) <= str(row[0])
    except InputError:  # a date that nobody can read says nothing new
        return True


def failed_places(db: sqlite3.Connection) -> list[str]:
    """What to open again: files as a whole, of a feed only the addresses that failed."""
    rows = db.execute(
        "SELECT DISTINCT CASE WHEN source LIKE '%://%' AND item LIKE '%://%' THEN item ELSE source END"
        " FROM failures WHERE source NOT IN ('articles', 'reread') ORDER BY 1"
    ).fetchall()
    return [place for (place,) in rows if "://" in place or Path(place).exists()]
