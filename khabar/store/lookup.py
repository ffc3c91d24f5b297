"""Finding one article, and counting all of them."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from khabar.errors import InputError
from khabar.store.keys import article_key


def find(db: sqlite3.Connection, id: int | str, revision: int | None) -> int:
    """The row of an article by row id, key, the beginning of its key, given id or address."""
    wanted = str(id)
    if isinstance(id, int) or (wanted.isdigit() and len(wanted) < 12):
        row = db.execute("SELECT key, id FROM articles WHERE id = ?", (int(wanted),)).fetchone()
        if row is not None and revision is None:
            return int(row[1])
        keys = [row[0]] if row is not None else []
    else:
        keys = _keys(db, wanted)
    if not keys:
        raise InputError(f"no article {wanted!r} in the store; khabar search shows ids")
    if len(keys) > 1:
        raise InputError(f"{wanted!r} begins the ids of several articles; write more of it")
    condition, values = "superseded_by IS NULL", (keys[0],)
    if revision is not None:
        condition, values = "revision = ?", (keys[0], revision)  # type: ignore[assignment]
    row = db.execute(f"SELECT id FROM articles WHERE key = ? AND {condition}", values).fetchone()
    if row is None:
        raise InputError(f"article {wanted!r} has no revision {revision}")
    return int(row[0])


def _keys(db: sqlite3.Connection, wanted: str) -> list[str]:
    rows = db.execute(
        "SELECT DISTINCT key FROM articles WHERE given_id = ? LIMIT 2", (wanted,)
    ).fetchall()
    if not rows and "/" in wanted:
        rows = db.execute(
            "SELECT DISTINCT key FROM articles WHERE key = ?",
            (article_key(wanted, None, None, ""),),
        ).fetchall()
    if not rows and len(wanted) >= 4 and all(c in "0123456789abcdef" for c in wanted):
        rows = db.execute(
            "SELECT DISTINCT key FROM articles WHERE key >= ? AND key < ? LIMIT 2",
            (wanted, wanted + "g"),
        ).fetchall()
    return [key for (key,) in rows]


_COUNTS = (
    "articles",
    "names",
    "actors",
    "mentions",
    "times",
    "statements",
    "events",
    "near_duplicates",
    "failures",
)


def stats(db: sqlite3.Connection, path: Path) -> dict[str, Any]:
    """What ``khabar stats`` shows."""
    found: dict[str, Any] = {table: _one(db, f"SELECT count(*) FROM {table}") for table in _COUNTS}
    found["revised"] = _one(db, "SELECT count(*) FROM articles WHERE superseded_by IS NOT NULL")
    found["words"] = _one(db, "SELECT coalesce(sum(words), 0) FROM articles")
    found["first"], found["last"] = db.execute(
        "SELECT min(date), max(date) FROM articles"
    ).fetchone()
    found["outlets"] = [
        {"outlet": outlet, "articles": count, "words": words, "first": first, "last": last}
        for outlet, count, words, first, last in db.execute(
            "SELECT outlet, count(*), sum(words), min(date), max(date) FROM articles"
            " WHERE superseded_by IS NULL GROUP BY outlet ORDER BY 2 DESC, 1"
        )
    ]
    found["acts"] = dict(
        db.execute(
            "SELECT act, count(*) FROM statements GROUP BY act ORDER BY 2 DESC, 1"
        ).fetchall()
    )
    found["event_types"] = dict(
        db.execute("SELECT type, count(*) FROM events GROUP BY type ORDER BY 2 DESC, 1").fetchall()
    )
    found["versions"] = dict(
        db.execute("SELECT version, count(*) FROM articles GROUP BY version ORDER BY 1").fetchall()
    )
    found["bytes"] = path.stat().st_size
    return found


def _one(db: sqlite3.Connection, query: str) -> int:
    return int(db.execute(query).fetchone()[0])
