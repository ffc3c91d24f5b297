"""Writing articles and their records, each batch in one transaction."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from khabar.store.database import transaction
from khabar.store.duplicates import Duplicates, available
from khabar.store.rows import Row, Rows, load_record, to_rows
from khabar.store.stems import stem_line


@dataclass(slots=True)
class Reading:
    """What a worker makes of one article: its record as rows, and what the indexes need."""

    rows: Rows
    version: str
    title_stems: str
    text_stems: str
    words: int
    signature: bytes | None


@dataclass(slots=True, frozen=True)
class Head:
    """What the store keeps of an article besides its record."""

    key: str
    hash: bytes
    text: str
    outlet: str | None
    date: str | None
    published: str | None
    utc: str
    title: str | None
    author: str | None
    category: str | None
    url: str | None
    given_id: str | None
    source: str | None
    line: int | None


@dataclass(slots=True, frozen=True)
class Problem:
    """One thing that could not be read."""

    source: str
    item: str
    line: int
    reason: str


#: Names remembered between batches; beyond it the memory is emptied.
_NAMES_KEPT = 300_000


class Writer:
    """The one writer of this process. Not for several threads at once."""

    def __init__(self, db: sqlite3.Connection, *, duplicates: bool = True) -> None:
        self._db = db
        self._names: dict[str, int] = {}
        self._sources: dict[str, int] = {}
        self._duplicates = Duplicates() if duplicates and available() else None
        self._seen_version = -1

    @contextmanager
    def batch(self) -> Iterator[None]:
        """One transaction; whatever memory was built on it goes away with it."""
        last = self._duplicates.last if self._duplicates else 0
        try:
            with transaction(self._db):
                self._catch_up()
                yield
        except BaseException:
            self._names.clear()
            self._sources.clear()
            if self._duplicates:
                self._duplicates.forget_after(last)
            raise

    def _catch_up(self) -> None:
        """Take in what another process wrote since our last batch."""
        version = self._db.execute("PRAGMA data_version").fetchone()[0]
        if version == self._seen_version:
            return
        self._seen_version = version
        self._names.clear()
        if self._duplicates:
            for article, state in self._db.execute(
                "SELECT article, signature FROM signatures WHERE article > ? ORDER BY article",
                (self._duplicates.last,),
            ):
                self._duplicates.add(article, state)

    def add(self, head: Head, reading: Reading) -> str:
        """Store one article; says what became of it: ``new``, ``revised`` or ``known``."""
        db = self._db
        revisions = db.execute(
            "SELECT id, revision, hash FROM articles WHERE key = ? ORDER BY revision", (head.key,)
        ).fetchall()
        if any(h == head.hash for _, _, h in revisions):
            return "known"
        now = utc_now()
        source = None if head.source is None else self._source(head.source)
        article = db.execute(
            "INSERT INTO articles (key, revision, outlet, date, published, utc, title, author, category, url,"
            " given_id, words, hash, version, source, line, stored_at, read_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                head.key, len(revisions) + 1, head.outlet, head.date, head.published, head.utc, head.title,
                head.author, head.category, head.url, head.given_id, reading.words, head.hash, reading.version, source,
                head.line, now, now,
            ),
        ).lastrowid  # fmt: skip
        assert article is not None
        if revisions:
            db.execute(
                "UPDATE articles SET superseded_by = ? WHERE id = ?", (article, revisions[-1][0])
            )
        db.execute("INSERT INTO texts VALUES (?, ?)", (article, head.text))
        db.execute(
            "INSERT INTO articles_fts (rowid, title, text) VALUES (?, ?, ?)",
            (article, reading.title_stems, reading.text_stems),
        )
        self._insert(article, reading.rows)
        self._link(article, reading.signature, {i for i, _, _ in revisions})
        return "revised" if revisions else "new"

    def replace(self, article: int, reading: Reading) -> None:
        """Put a newer reading in the place of the old one."""
        db = self._db
        old = load_record(db, article)
        ids = [
            i
            for (i,) in db.execute(
                "SELECT id FROM statements WHERE article = ? ORDER BY number", (article,)
            )
        ]
        contents = to_rows(old).contents
        db.executemany(
            "INSERT INTO statements_fts (statements_fts, rowid, content) VALUES ('delete', ?, ?)",
            zip(ids, contents, strict=True),
        )
        for table in ("events", "statements", "mentions", "times", "actors"):
            db.execute(f"DELETE FROM {table} WHERE article = ?", (article,))
        self._insert(article, reading.rows)
        db.execute(
            "UPDATE articles SET version = ?, read_at = ? WHERE id = ?",
            (reading.version, utc_now(), article),
        )

    def _insert(self, article: int, rows: Rows) -> None:
        db, name = self._db, self._name
        db.executemany(
            "INSERT INTO actors VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(article, r[0], name(r[1]), *r[2:]) for r in rows.actors],
        )
        db.executemany(
            "INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(article, *r) for r in rows.mentions],
        )
        db.executemany(
            "INSERT INTO times VALUES (?, ?, ?, ?, ?, ?, ?)", [(article, *r) for r in rows.times]
        )
        first = self._next("statements")
        db.executemany(
            "INSERT INTO statements VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (first + i, article, *r[:9], name(r[9]), *r[10:])
                for i, r in enumerate(rows.statements)
            ],
        )
        db.executemany(
            "INSERT INTO statements_fts (rowid, content) VALUES (?, ?)",
            [(first + i, content) for i, content in enumerate(rows.contents)],
        )
        db.executemany(
            "INSERT INTO statement_parties VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(first + r[0], r[1], r[2], name(r[3]), *r[4:]) for r in rows.statement_parties],
        )
        first = self._next("events")
        db.executemany(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(first + i, article, *r) for i, r in enumerate(rows.events)],
        )
        db.executemany(
            "INSERT INTO event_parties VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(first + r[0], r[1], r[2], name(r[3]), *r[4:]) for r in rows.event_parties],
        )

    def _next(self, table: str) -> int:
        return int(self._db.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()[0])

    def _link(self, article: int, state: bytes | None, revisions: set[int]) -> None:
        if self._duplicates is None or state is None:
            return
        self._db.executemany(
            "INSERT INTO near_duplicates VALUES (?, ?, ?)",
            [
                (article, other, round(score, 3))
                for other, score in self._duplicates.similar(state)
                if other not in revisions
            ],
        )
        self._db.execute("INSERT INTO signatures VALUES (?, ?)", (article, state))
        self._duplicates.add(article, state)

    def _name(self, name: str | None) -> int | None:
        if name is None:
            return None
        known = self._names.get(name)
        if known is not None:
            return known
        row = self._db.execute("SELECT id FROM names WHERE name = ?", (name,)).fetchone()
        if row is None:
            key = self._db.execute("INSERT INTO names (name) VALUES (?)", (name,)).lastrowid
            assert key is not None
            self._db.execute(
                "INSERT INTO names_fts (rowid, name) VALUES (?, ?)", (key, stem_line(name))
            )
        else:
            key = int(row[0])
        if len(self._names) >= _NAMES_KEPT:
            self._names.clear()
        self._names[name] = key
        return key

    def _source(self, place: str) -> int:
        key = self._sources.get(place)
        if key is None:
            self._db.execute(
                "INSERT INTO sources (place) VALUES (?) ON CONFLICT DO NOTHING", (place,)
            )
            key = int(
                self._db.execute("SELECT id FROM sources WHERE place = ?", (place,)).fetchone()[0]
            )
            self._sources[place] = key
        return key

    def fail(self, problems: Iterable[Problem]) -> None:
        """Remember what could not be read."""
        now = utc_now()
        self._db.executemany(
            "INSERT INTO failures (source, item, line, reason, tries, first_at, last_at) VALUES (?, ?, ?, ?, 1, ?, ?)"
            " ON CONFLICT (source, item, line) DO UPDATE"
            " SET reason = excluded.reason, tries = tries + 1, last_at = excluded.last_at",
            [(p.source, p.item, p.line, p.reason, now, now) for p in problems],
        )

    def forgive(self, source: str, still: set[tuple[str, int]], good: set[str] | None) -> None:
        """Drop the failures of a source that its latest reading no longer had.

        Args:
            still: what failed this time.
            good: items that were read this time; None where the whole source was.
        """
        rows = self._db.execute(
            "SELECT id, item, line FROM failures WHERE source = ? OR item = ?", (source, source)
        ).fetchall()
        gone: list[Row] = [
            (key,)
            for key, item, line in rows
            if (item, line) not in still and (good is None or item in good)
        ]
        self._db.executemany("DELETE FROM failures WHERE id = ?", gone)

    def visited(self, place: str, etag: str | None, last_modified: str | None) -> None:
        """Remember what a server said of a feed, to ask only for news next time."""
        self._db.execute(
            "UPDATE sources SET etag = ?, last_modified = ?, fetched_at = ? WHERE id = ?",
            (etag, last_modified, utc_now(), self._source(place)),
        )


def utc_now() -> str:
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
