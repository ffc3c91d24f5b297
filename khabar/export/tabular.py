"""CSV tables, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any

from khabar.errors import InputError
from khabar.model import Party, Record

_ARTICLE = ("id", "date", "outlet", "title", "url")
_COLUMNS = {
    "statements": (*_ARTICLE, "statement", "speaker", "country", "role", "act", "kind", "lemma", "content", "start", "end",
                   "cue_start", "cue_end", "speaker_start", "speaker_end", "resolved_by", "addressee", "via", "parent",
                   "negated", "future", "confidence", "via_inherited"),
    "events": (*_ARTICLE, "event", "type", "mode", "status", "trigger", "start", "end", "sources", "source_countries",
               "targets", "target_countries", "place", "time", "statement", "confidence"),
    "actors": (*_ARTICLE, "actor", "name", "kind", "country", "role", "actor_title", "gender", "resolved_by", "wikidata",
               "known_as"),
    "mentions": (*_ARTICLE, "start", "end", "text", "kind", "actor"),
    "times": (*_ARTICLE, "start", "end", "text", "type", "value"),
    "articles": (*_ARTICLE, "version", "statements", "events", "text"),
}  # fmt: skip
TABLES = tuple(_COLUMNS)


def write(records: Iterable[Record], stream: IO[bytes], *, table: str = "statements") -> int:
    """One table of all records; the first line names the columns.

    Raises:
        InputError: there is no such table.
    """
    if table not in _COLUMNS:
        raise InputError(f"there is no table {table!r}; use one of {', '.join(TABLES)}")
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text)
        writer.writerow(_COLUMNS[table])
        count = 0
        for record in records:
            head = (record.id, record.date, record.outlet, record.title, record.url)
            for row in _ROWS[table](record):
                writer.writerow([guard(cell) for cell in (*head, *row)])
            count += 1
        text.flush()
    finally:
        text.detach()
    return count


def guard(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: an apostrophe before = + - @ tab and CR."""
    if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return "'" + cell
    if isinstance(cell, bool):
        return int(cell)
    return cell


def _statements(record: Record) -> Iterator[tuple[Any, ...]]:
    actors = {a.id: a for a in record.actors}
    for s in record.statements:
        actor = actors.get(s.speaker.actor) if s.speaker.actor is not None else None
        content = " … ".join(record.text[a:b] for a, b in s.content)
        yield (
            s.id, s.speaker.name, actor and actor.country, actor and actor.role, s.act, s.kind, s.lemma, content,
            s.content[0][0], s.content[-1][1], *s.cue, *(s.speaker.span or (None, None)), s.speaker.resolved_by,
            s.addressee and s.addressee.name, _names(s.via), s.parent, s.negated, s.future, s.confidence,
            _names(s.via_inherited),
        )  # fmt: skip


def _events(record: Record) -> Iterator[tuple[Any, ...]]:
    countries = {a.id: a.country for a in record.actors}
    for e in record.events:
        start, end = e.trigger
        yield (
            e.id, e.type, e.mode, e.status, record.text[start:end], start, end, _names(e.sources),
            _countries(e.sources, countries), _names(e.targets), _countries(e.targets, countries),
            e.place and e.place.name, None if e.time is None else record.times[e.time].value, e.statement, e.confidence,
        )  # fmt: skip


def _actors(record: Record) -> Iterator[tuple[Any, ...]]:
    for a in record.actors:
        yield (
            a.id,
            a.name,
            a.kind,
            a.country,
            a.role,
            a.title,
            a.gender,
            a.resolved_by,
            a.wikidata,
            a.known_as,
        )


def _mentions(record: Record) -> Iterator[tuple[Any, ...]]:
    for m in record.mentions:
        yield (*m.span, m.text, m.kind, m.actor)


def _times(record: Record) -> Iterator[tuple[Any, ...]]:
    for t in record.times:
        yield (*t.span, t.text, t.type, t.value)


def _articles(record: Record) -> Iterator[tuple[Any, ...]]:
    yield (record.version, len(record.statements), len(record.events), record.text)


_ROWS: dict[str, Callable[[Record], Iterator[tuple[Any, ...]]]] = {
    "statements": _statements,
    "events": _events,
    "actors": _actors,
    "mentions": _mentions,
    "times": _times,
    "articles": _articles,
}


def _names(parties: Iterable[Party]) -> str:
    return "; ".join(p.name for p in parties if p.name)


def _countries(parties: Iterable[Party], countries: dict[int, str | None]) -> str:
    found = (countries.get(p.actor) for p in parties if p.actor is not None)
    return "; ".join(dict.fromkeys(c for c in found if c))
