"""Parquet: one row a record, with the record's own nesting."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any

import msgspec

from khabar.model import Record

#: Records of one row group: a few megabytes in memory, large enough to compress.
GROUP = 500


def write(records: Iterable[Record], stream: IO[bytes]) -> int:
    import pyarrow
    import pyarrow.parquet

    schema = _schema(pyarrow)
    count = 0
    with pyarrow.parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        group: list[dict[str, Any]] = []
        for record in records:
            group.append(_row(record))
            count += 1
            if len(group) >= GROUP:
                writer.write_table(pyarrow.Table.from_pylist(group, schema=schema))
                group = []
        if group:
            writer.write_table(pyarrow.Table.from_pylist(group, schema=schema))
    return count


def from_row(row: dict[str, Any]) -> Record:
    """The record of one row, as :func:`write` got it."""
    for event in row["events"]:
        event["victims"] = dict(event["victims"] or [])
    return msgspec.convert(row, Record)


def _row(record: Record) -> dict[str, Any]:
    row: dict[str, Any] = msgspec.to_builtins(record)
    for event in row["events"]:
        event["victims"] = list(event["victims"].items())
    return row


def _schema(pa: Any) -> Any:
    text, whole, real = pa.string(), pa.int32(), pa.float64()
    span = pa.list_(whole, 2)
    party = pa.struct([("span", span), ("name", text), ("actor", whole), ("resolved_by", text)])
    parties = pa.list_(party)

    def rows(*fields: tuple[str, Any]) -> Any:
        return pa.list_(pa.struct(list(fields)))

    return pa.schema([
        *((name, text) for name in ("id", "url", "outlet", "title", "date", "text", "version")),
        ("mentions", rows(("span", span), ("text", text), ("kind", text), ("actor", whole))),
        ("actors", rows(("id", whole), ("name", text), ("kind", text), ("country", text), ("role", text), ("title", text),
                        ("gender", text), ("resolved_by", text), ("wikidata", text), ("coordinates", pa.list_(real, 2)),
                        ("known_as", text))),
        ("times", rows(("span", span), ("type", text), ("value", text), ("text", text))),
        ("statements", rows(("id", whole), ("kind", text), ("act", text), ("content", pa.list_(span)), ("cue", span),
                            ("lemma", text), ("speaker", party), ("addressee", party), ("via", parties), ("parent", whole),
                            ("confidence", real), ("negated", pa.bool_()), ("future", pa.bool_()), ("via_inherited", parties))),
        ("events", rows(("id", whole), ("type", text), ("mode", text), ("trigger", span), ("sources", parties),
                        ("targets", parties), ("place", party), ("time", whole), ("status", text), ("statement", whole),
                        ("confidence", real), ("mentions", pa.list_(span)), ("victims", pa.map_(text, whole)))),
    ])  # fmt: skip
