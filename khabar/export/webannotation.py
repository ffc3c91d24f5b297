"""W3C Web Annotations: each item of the record as an annotation of the article's text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import IO, Any
from urllib.parse import quote

from khabar.model import Party, Record

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
#: Characters before and after a quotation that make it unique.
_AROUND = 32


def write(records: Iterable[Record], stream: IO[bytes]) -> int:
    """One annotation collection with one page, streamed."""
    stream.write(
        f'{{"@context": "{CONTEXT}", "type": "AnnotationCollection", "label": "Khabar",\n'
        '"first": {"type": "AnnotationPage", "startIndex": 0, "items": [\n'.encode()
    )
    count = total = 0
    for record in records:
        count += 1
        for item in annotate(record):
            line = json.dumps(item, ensure_ascii=False)
            stream.write((",\n" if total else "").encode() + line.encode("utf-8"))
            total += 1
    stream.write(f'\n]}}, "total": {total}}}\n'.encode())
    return count


def annotate(record: Record) -> Iterator[dict[str, Any]]:
    """The annotations of one record, statements first."""
    for s in record.statements:
        body = {
            "type": "Statement", "kind": s.kind, "act": s.act, "lemma": s.lemma, "speaker": _party(record, s.speaker),
            "cue": record.text[slice(*s.cue)], "via": [_party(record, p) for p in s.via], "confidence": s.confidence,
            "negated": s.negated, "future": s.future,
            "addressee": s.addressee and _party(record, s.addressee),
            "via_inherited": [_party(record, p) for p in s.via_inherited],
        }  # fmt: skip
        yield _annotation(record, f"statement-{s.id}", "identifying", body, s.content)
    for e in record.events:
        body = {
            "type": "Event", "event": e.type, "mode": e.mode, "status": e.status, "confidence": e.confidence,
            "sources": [_party(record, p) for p in e.sources], "targets": [_party(record, p) for p in e.targets],
            "place": e.place and _party(record, e.place),
        }  # fmt: skip
        yield _annotation(record, f"event-{e.id}", "classifying", body, (e.trigger,))
    names = {a.id: a.name for a in record.actors}
    for i, m in enumerate(record.mentions):
        name = None if m.actor is None else names.get(m.actor)
        body = {"type": "Mention", "kind": m.kind, "name": name}
        yield _annotation(record, f"mention-{i}", "tagging", body, (m.span,))
    for i, t in enumerate(record.times):
        body = {"type": "Timex3", "timexType": t.type, "value": t.value}
        yield _annotation(record, f"time-{i}", "tagging", body, (t.span,))


def _annotation(
    record: Record,
    name: str,
    motivation: str,
    body: dict[str, Any],
    spans: Iterable[tuple[int, int]],
) -> dict[str, Any]:
    source = record.url or f"urn:khabar:{quote(record.id, safe='')}"
    targets = [
        {"source": source, "selector": [_position(a, b), _quote(record.text, a, b)]}
        for a, b in spans
    ]
    body = {k: v for k, v in body.items() if v not in (None, [], {})}
    return {
        "type": "Annotation",
        "id": f"urn:khabar:{quote(record.id, safe='')}:{name}",
        "motivation": motivation,
        # The record's fields as one JSON text: the vocabulary of annotations has no words for them.
        "body": {"type": "TextualBody", "format": "application/json", "purpose": motivation,
                 "value": json.dumps(body, ensure_ascii=False)},
        "target": targets[0] if len(targets) == 1 else targets,
    }  # fmt: skip


def _position(start: int, end: int) -> dict[str, Any]:
    return {"type": "TextPositionSelector", "start": start, "end": end}


def _quote(text: str, start: int, end: int) -> dict[str, Any]:
    return {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - _AROUND) : start],
        "suffix": text[end : end + _AROUND],
    }


def _party(record: Record, party: Party) -> dict[str, Any]:
    actor = next((a for a in record.actors if a.id == party.actor), None)
    found = {
        "name": party.name,
        "country": actor and actor.country,
        "wikidata": actor and actor.wikidata,
    }
    return {k: v for k, v in found.items() if v}
