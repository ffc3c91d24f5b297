"""Reading the articles of a store again with a newer Khabar."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

from khabar.store.ingesting import BATCH_ARTICLES
from khabar.store.readers import Readers, Task
from khabar.store.writing import Problem, Reading, Writer


def reread(
    writer: Writer,
    db: sqlite3.Connection,
    *,
    jobs: int,
    everything: bool,
    progress: Callable[[int, int], None] | None,
) -> int:
    """Every article whose record is of another version. An article is replaced whole, in one
    transaction with its batch: no record is ever made of two versions. Killed, it goes on where
    it was, because what is done has the new version."""
    from khabar import __version__

    condition = "" if everything else "WHERE version <> ?"
    values = () if everything else (f"khabar {__version__}",)
    ids = [k for (k,) in db.execute(f"SELECT id FROM articles {condition} ORDER BY id", values)]

    def chunks() -> Iterator[tuple[list[int], list[Task]]]:
        for at in range(0, len(ids), BATCH_ARTICLES):
            batch = ids[at : at + BATCH_ARTICLES]
            yield batch, [_task(db, key) for key in batch]

    done = 0
    with Readers[list[int]](jobs) as readers:
        for batch, outcomes in readers.read(chunks()):
            with writer.batch():
                for key, outcome in zip(batch, outcomes, strict=True):
                    if isinstance(outcome, Reading):
                        writer.replace(key, outcome)
                    else:  # the old record stays
                        writer.fail([Problem("reread", str(key), 0, outcome)])
            done += len(batch)
            if progress:
                progress(done, len(ids))
    return done


def _task(db: sqlite3.Connection, article: int) -> Task:
    row = db.execute(
        "SELECT t.text, date, outlet, title, url, coalesce(given_id, key)"
        " FROM articles a JOIN texts t ON t.article = a.id WHERE a.id = ?",
        (article,),
    ).fetchone()
    return Task(*row)
