"""PLOVER events, one JSON object a line, in the layout of `plover.schema.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import IO, Any

from khabar.model import Actor, Event, Party, Record


def schema() -> dict[str, Any]:
    """The JSON Schema that every line obeys."""
    text = (files(__name__.rpartition(".")[0]) / "plover.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def write(records: Iterable[Record], stream: IO[bytes]) -> int:
    count = 0
    for record in records:
        count += 1
        for event in events(record):
            stream.write(json.dumps(event, ensure_ascii=False).encode("utf-8") + b"\n")
    return count


def events(record: Record) -> Iterator[dict[str, Any]]:
    """The events of one article."""
    actors = {a.id: a for a in record.actors}
    for e in record.events:
        yield _event(record, e, actors)


def _event(record: Record, e: Event, actors: dict[int, Actor]) -> dict[str, Any]:
    start, end = e.trigger
    teller = next((s.speaker.name for s in record.statements if s.id == e.statement), None)
    return {
        "event_id": f"{record.id}:{e.id}",
        "event_type": e.type,
        "event_mode": e.mode,
        "event_date": None if e.time is None else record.times[e.time].value,
        "publication_date": record.date,
        "status": e.status,
        "source": [_party(p, actors) for p in e.sources],
        "target": [_party(p, actors) for p in e.targets],
        "location": None if e.place is None else _party(e.place, actors),
        "counts": dict(sorted(e.victims.items())),
        "told_by": teller,
        "confidence": e.confidence,
        "text": record.text[start:end],
        "span": [start, end],
        "span_unit": "unicode code points",
        "article": {
            "id": record.id,
            "url": record.url,
            "publisher": record.outlet,
            "headline": record.title,
        },
        "coder": record.version,
    }


def _party(party: Party, actors: dict[int, Actor]) -> dict[str, Any]:
    actor = actors.get(party.actor) if party.actor is not None else None
    return {
        "name": party.name,
        "country": actor.country if actor else None,
        "sector": actor.role if actor else None,
        "wikidata": actor.wikidata if actor else None,
        "coordinates": list(actor.coordinates) if actor and actor.coordinates else None,
    }
