"""Opening the file: connections, migrations, transactions, errors that say what to do."""

from __future__ import annotations

import os
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from khabar.errors import StoreError

#: "Khbr" in ASCII: `file` and SQLite tools can tell a Khabar store by it.
APPLICATION_ID = 0x4B686272
#: Milliseconds a connection waits for another writer.
BUSY_TIMEOUT = 60_000
#: Measured on 879 newspaper articles: 4096 gives a file of 3.04 times the text, 8192 of 3.13,
#: 16384 of 3.23; speed is the same.
PAGE_SIZE = 4096
#: Bytes of WAL that stay on disk after a checkpoint.
WAL_LIMIT = 16 * 1024 * 1024


def connect(path: Path, *, readonly: bool) -> sqlite3.Connection:
    """Open the store at ``path``; create or migrate it unless ``readonly``.

    Raises:
        StoreError: there is no such file, it is no store, or it is newer than this Khabar.
    """
    if readonly and not path.exists():
        raise StoreError(
            f"there is no store at {path}; make one with: khabar ingest SOURCE --db {path}"
        )
    if not readonly and not path.parent.is_dir():
        raise StoreError(f"the folder {path.parent} does not exist; make it first")
    db = None
    with explained(path):
        try:
            db = _open(path, readonly)
            _check(db, path)
            if not readonly:
                _migrate(db, path)
            elif 0 < schema_version(db) < len(migrations()):
                connect(path, readonly=False).close()  # an older layout is brought up to date first
        except BaseException:
            if db is not None:
                db.close()
            raise
    return db


def _open(path: Path, readonly: bool) -> sqlite3.Connection:
    mode = "ro" if readonly else "rwc"
    if readonly and not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists():
        mode = "ro&immutable=1"  # a WAL file needs its -shm beside it, which nobody may write here
    db = sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_TIMEOUT / 1000,
        cached_statements=256,
    )
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA cache_size = -65536")
    db.execute("PRAGMA temp_store = MEMORY")
    if readonly:
        db.execute("PRAGMA query_only = ON")
        db.execute("PRAGMA mmap_size = 4294967296")
    else:
        db.execute("PRAGMA foreign_keys = ON")
    return db


def _check(db: sqlite3.Connection, path: Path) -> None:
    db.execute("BEGIN")  # one moment of the file: another process may be creating it
    version = schema_version(db)
    kind = db.execute("PRAGMA application_id").fetchone()[0]
    tables = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    db.execute("COMMIT")
    if kind != APPLICATION_ID and (tables or version):
        raise StoreError(f"{path} is a database of another program; give another --db")
    newest = len(migrations())
    if version > newest:
        raise StoreError(
            f"{path} was written by a newer Khabar (layout {version}, this one knows {newest}); upgrade Khabar"
        )


def schema_version(db: sqlite3.Connection) -> int:
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    return version


def migrations() -> list[str]:
    """The SQL of every migration, oldest first."""
    folder = files("khabar.store") / "migrations"
    names = sorted(p.name for p in folder.iterdir() if re.fullmatch(r"\d{4}\.sql", p.name))
    return [(folder / name).read_text(encoding="utf-8") for name in names]


def _migrate(db: sqlite3.Connection, path: Path) -> None:
    scripts = migrations()
    if schema_version(db) == 0:
        db.execute(f"PRAGMA page_size = {PAGE_SIZE}")
    _use_wal(db)
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute(f"PRAGMA journal_size_limit = {WAL_LIMIT}")
    if schema_version(db) == len(scripts):
        return
    with transaction(db):  # another process may have been quicker: look again inside
        for number in range(schema_version(db), len(scripts)):
            for statement in _statements(scripts[number]):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {number + 1}")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _use_wal(db: sqlite3.Connection) -> None:
    """Switch the file to WAL. SQLite does not wait for other connections in this one step, so we do."""
    deadline = time.monotonic() + BUSY_TIMEOUT / 1000
    while db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _statements(script: str) -> Iterator[str]:
    buffer = ""
    for line in script.splitlines(keepends=True):
        buffer += line
        if sqlite3.complete_statement(buffer):
            yield buffer
            buffer = ""


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Everything inside happens or nothing does. IMMEDIATE: a reader never has to upgrade."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


_ADVICE = {
    sqlite3.SQLITE_FULL: "the disk is full; free some space and run the same command again",
    sqlite3.SQLITE_READONLY: "the file or its folder is read-only; give another --db or change its permissions",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; check the folder and its permissions",
    sqlite3.SQLITE_NOTADB: "it is not an SQLite database; give another --db",
    sqlite3.SQLITE_CORRUPT: "the file is damaged; restore a copy, or rescue it with: sqlite3 FILE .recover",
    sqlite3.SQLITE_BUSY: "another process is writing for too long; run the same command again later",
    sqlite3.SQLITE_LOCKED: "another process is writing for too long; run the same command again later",
    sqlite3.SQLITE_IOERR: "the disk reported an error; check it, then run the same command again",
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        advice = _ADVICE.get(code & 0xFF) if code is not None else None
        raise StoreError(f"{path}: {advice} ({error})" if advice else f"{path}: {error}") from error
