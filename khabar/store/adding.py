"""Keeping records that were read elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from khabar.model import Record
from khabar.store.ingesting import BATCH_ARTICLES, Summary, sort_time
from khabar.store.keys import article_key, content_hash
from khabar.store.readers import make_reading
from khabar.store.writing import Head, Writer


def add(writer: Writer, records: Iterable[Record]) -> Summary:
    """Store records as they are; the same record twice is stored once."""
    summary = Summary()
    rest = iter(records)
    while batch := list(islice(rest, BATCH_ARTICLES)):
        counts = {"new": 0, "revised": 0, "known": 0}
        with writer.batch():
            for record in batch:
                counts[writer.add(_head(record), make_reading(record))] += 1
        summary.new += counts["new"]
        summary.revised += counts["revised"]
        summary.known += counts["known"]
    return summary


def _head(record: Record) -> Head:
    key = article_key(record.url, record.outlet, record.title, record.text)
    return Head(
        key=key,
        hash=content_hash(record.title, record.text),
        text=record.text,
        outlet=record.outlet,
        date=record.date,
        published=record.date,
        utc=sort_time(record.date),
        title=record.title,
        author=None,
        category=None,
        url=record.url,
        given_id=None if record.id == key else record.id,
        source=None,
        line=None,
    )
