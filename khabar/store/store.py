"""``Store``: many articles in one SQLite file."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal

from khabar.errors import InputError, StoreError
from khabar.store import searching
from khabar.store.conditions import Filters
from khabar.store.database import connect, explained
from khabar.store.hits import ActorHit, ArticleHit, EventHit, Hits, StatementHit
from khabar.store.rows import load_record

if TYPE_CHECKING:
    from khabar.model import Record
    from khabar.sources.article import Article, Failure
    from khabar.store.ingesting import Defaults, Progress, Summary
    from khabar.store.writing import Writer


class Store:
    """A store of articles and their records.

    Use it as a context manager, or call :meth:`close`. Threads may share one ``Store``, processes
    may share the file: readers go on while one of them writes, and writers wait for each other.

    Args:
        path: the SQLite file; made where there is none, unless ``readonly``.
        readonly: never write, not even a migration.

    Raises:
        StoreError: the file cannot be opened, is no store, or was written by a newer Khabar.
    """

    def __init__(self, path: str | os.PathLike[str], *, readonly: bool = False) -> None:
        self.path = Path(path)
        self.readonly = readonly
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._writer: Writer | None = None
        self._closed = False
        self._connection()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection; the last one out folds the WAL into the file."""
        with self._lock:
            self._closed = True
            connections, self._connections = self._connections, []
        self._writer = None
        for connection in connections:
            connection.close()
        self._local = threading.local()

    def _connection(self) -> sqlite3.Connection:
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is None:
            if self._closed:
                raise StoreError(f"{self.path} is closed")
            db = connect(self.path, readonly=self.readonly)
            self._local.db = db
            with self._lock:
                self._connections.append(db)
        return db

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one moment of the store, whatever is written meanwhile."""
        with explained(self.path):
            db = self._connection()
            if db.in_transaction:
                yield db
                return
            db.execute("BEGIN")
            try:
                yield db
            finally:
                db.execute("COMMIT")

    @contextmanager
    def _the_writer(self) -> Iterator[Writer]:
        from khabar.store.writing import Writer

        if self.readonly:
            raise StoreError(f"{self.path} was opened for reading only")
        with self._writing, explained(self.path):
            if self._writer is None:
                db = connect(self.path, readonly=False)
                with self._lock:
                    self._connections.append(db)
                self._writer = Writer(db)
            yield self._writer

    # -- putting in ---------------------------------------------------------------------------

    def ingest(
        self,
        source: str
        | os.PathLike[str]
        | Iterable[str | os.PathLike[str]]
        | Iterable[Article | Failure],
        *,
        jobs: int = 1,
        date: str | None = None,
        outlet: str | None = None,
        progress: Progress | None = None,
        options: dict[str, Any] | None = None,
    ) -> Summary:
        """Read a source to its end and keep its articles.

        What is already there is left alone; a changed article becomes a new revision; what cannot
        be read goes to the table ``failures``. Interrupted at any moment, the same call goes on.

        Args:
            source: a file, folder or address that :func:`khabar.sources.open` knows, a list of
                such, or articles.
            jobs: processes that read; with more than one, call from a main module that guards
                itself with ``if __name__ == "__main__"``.
            date, outlet: for articles whose source does not give them.
            progress: called after each batch.
            options: passed on to :func:`khabar.sources.open`.

        Raises:
            InputError: there is no such source.
            StoreError: the store cannot be written; everything up to the last batch is safe.
        """
        from khabar.store.ingesting import Defaults, Summary
        from khabar.store.places import open_all

        summary = Summary()
        named = [source] if isinstance(source, str | os.PathLike) else source
        parts: Iterable[tuple[str, Any]] = [("articles", source)]
        if isinstance(named, list | tuple) and all(isinstance(s, str | os.PathLike) for s in named):
            parts = open_all(named, self.has, options or {}, summary)
        self._take(parts, Defaults(date, outlet), summary, jobs, progress)
        return summary

    def ingest_items(
        self, name: str, items: Iterable[Article | Failure], *, outlet: str | None = None
    ) -> Summary:
        """Keep articles that come from a source of this name; see :meth:`ingest`."""
        from khabar.store.ingesting import Defaults, Summary

        summary = Summary()
        self._take([(name, items)], Defaults(None, outlet), summary, 1, None)
        return summary

    def _take(
        self,
        parts: Iterable[tuple[str, Any]],
        defaults: Defaults,
        summary: Summary,
        jobs: int,
        progress: Progress | None,
    ) -> None:
        from khabar.store.ingesting import ingest
        from khabar.store.readers import Readers

        with self._the_writer() as writer, Readers[Any](jobs) as readers:
            for name, items in parts:
                ingest(
                    writer,
                    self._known,
                    name,
                    items,
                    readers=readers,
                    defaults=defaults,
                    summary=summary,
                    progress=progress,
                )

    def visited(self, place: str, etag: str | None, last_modified: str | None) -> None:
        """Remember what a server said of a feed, to ask only for news next time."""
        with self._the_writer() as writer, writer.batch():
            writer.visited(place, etag, last_modified)

    def has(self, url: str, stamp: str | None = None) -> bool:
        """Whether an address is in the store, with a version not older than ``stamp``."""
        from khabar.store.places import has

        return has(self._connection(), url, stamp)

    def retry_failed(self, **known: Any) -> Summary:
        """Read again everything that the table ``failures`` names; what succeeds leaves it.

        Args:
            known: what :meth:`ingest` takes besides its source.
        """
        from khabar.store.places import failed_places

        with self._reading() as db:
            places = failed_places(db)
        return self.ingest(places, **known)

    def add(self, records: Iterable[Record]) -> Summary:
        """Keep records that were read elsewhere, such as on a cluster."""
        from khabar.store.adding import add

        with self._the_writer() as writer:
            return add(writer, records)

    def _known(self, key: str, hash: bytes) -> bool:
        db = self._connection()
        row = db.execute(
            "SELECT 1 FROM articles WHERE key = ? AND hash = ?", (key, hash)
        ).fetchone()
        return row is not None

    def reread(
        self,
        *,
        jobs: int = 1,
        everything: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> int:
        """Read again what an older Khabar read (or ``everything``); how many articles that was."""
        from khabar.store.rereading import reread

        with self._the_writer() as writer:
            return reread(
                writer, self._connection(), jobs=jobs, everything=everything, progress=progress
            )

    # -- asking -------------------------------------------------------------------------------

    def search(
        self,
        query: str = "",
        *,
        speaker: str | None = None,
        outlet: str | None = None,
        country: str | None = None,
        act: str | None = None,
        kind: str | None = None,
        since: str | None = None,
        until: str | None = None,
        scope: Literal["articles", "statements"] | None = None,
        limit: int = 20,
        after: str | None = None,
    ) -> Hits[Any]:
        """Articles or statements that hold all words of ``query``, newest first.

        A filter on statements (``speaker``, ``country``, ``act``, ``kind``) finds statements whose
        content holds the words; without one, articles are found. ``scope`` says it outright.

        Args:
            query: words; ``"…"`` a phrase, ``-word`` without it, ``word*`` its beginning.
            speaker: words of the speaker's name.
            country: ISO 3166-1 alpha-3 code of the speaker's country.
            since, until: first and last day of publication.
            after: the ``next`` of the page before.

        Raises:
            InputError: a day, a cursor or the limit is wrong, or the query is too long.
        """
        filters = Filters(speaker, outlet, country, act, kind, since, until)
        scope = scope or ("statements" if filters.of_statements else "articles")
        with self._reading() as db:
            if scope == "statements":
                return searching.search_statements(db, query, filters, limit=limit, after=after)
            if filters.of_statements:
                raise InputError(
                    "speaker, country, act and kind narrow statements; leave out scope='articles'"
                )
            return searching.search_articles(db, query, filters, limit=limit, after=after)

    def who(
        self,
        name: str,
        query: str = "",
        *,
        outlet: str | None = None,
        act: str | None = None,
        kind: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int = 20,
        after: str | None = None,
    ) -> Hits[StatementHit]:
        """Everything that people of a name said, oldest first."""
        filters = Filters(name, outlet, None, act, kind, since, until)
        with self._reading() as db:
            return searching.search_statements(
                db, query, filters, limit=limit, after=after, newest_first=False
            )

    def timeline(
        self,
        first: str,
        second: str | None = None,
        *,
        outlet: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int = 50,
        after: str | None = None,
    ) -> Hits[EventHit]:
        """Events between two parties, oldest first: countries (``RUS``) or names."""
        filters = Filters(outlet=outlet, since=since, until=until)
        with self._reading() as db:
            return searching.timeline(db, first, second, filters, limit=limit, after=after)

    def actors(self, name: str, *, limit: int = 20) -> Hits[ActorHit]:
        """Who goes by a name."""
        with self._reading() as db:
            return searching.actors(db, name, limit=limit)

    # -- whole articles -----------------------------------------------------------------------

    def article(self, id: int | str, *, revision: int | None = None) -> Record:
        """The record of one article, by row id, record id (or its beginning) or address.

        Raises:
            InputError: no article, or more than one, has this id.
        """
        with self._reading() as db:
            return load_record(db, self._find(db, id, revision))

    def find(self, id: int | str, *, revision: int | None = None) -> int:
        """The row id of an article, given what :meth:`article` takes."""
        with self._reading() as db:
            return self._find(db, id, revision)

    def _find(self, db: sqlite3.Connection, id: int | str, revision: int | None) -> int:
        from khabar.store.lookup import find

        return find(db, id, revision)

    def statements(self, id: int | str) -> tuple[Any, ...]:
        """The statements of one article."""
        return self.article(id).statements

    def events(self, id: int | str) -> tuple[Any, ...]:
        """The events of one article."""
        return self.article(id).events

    def records(
        self, ids: Iterable[int] | None = None, *, all_revisions: bool = False
    ) -> Iterator[Record]:
        """Records one by one: those of the given rows, or all, sorted by key so that stores with
        the same articles give the same sequence."""
        with self._reading() as db:
            if ids is None:
                newest = "" if all_revisions else "WHERE superseded_by IS NULL"
                ids = (
                    k
                    for (k,) in db.execute(
                        f"SELECT id FROM articles {newest} ORDER BY key, revision"
                    )
                )
            for key in ids:
                yield load_record(db, key)

    def matching(self, query: str = "", **filters: str | None) -> list[int]:
        """Rows of all articles that :meth:`search` would find something in; :meth:`records` takes them."""
        with self._reading() as db:
            return searching.matching_articles(db, query, Filters(**filters))

    def stats(self) -> dict[str, Any]:
        """Counts of what is there."""
        from khabar.store.lookup import stats

        with self._reading() as db:
            return stats(db, self.path)

    def sql(self, query: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of any SELECT; the connection cannot write."""
        with explained(self.path):
            db = connect(self.path, readonly=True)
            try:
                return db.execute(query, tuple(values)).fetchall()
            finally:
                db.close()


__all__ = ["ActorHit", "ArticleHit", "EventHit", "Hits", "StatementHit", "Store"]
