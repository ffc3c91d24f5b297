"""schema.org: articles and the quotations in them, as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import IO, Any
from urllib.parse import quote

from khabar.model import Actor, Party, Record

#: Said in the file itself, so that nobody needs the network to read it.
CONTEXT = {"@vocab": "https://schema.org/", "url": {"@type": "@id"}, "sameAs": {"@type": "@id"},
           "isPartOf": {"@type": "@id"}, "datePublished": {"@type": "https://schema.org/Date"}}  # fmt: skip
_TYPES = {
    "person": "Person",
    "organization": "Organization",
    "state": "Country",
    "place": "Place",
    "group": "Organization",
}


def write(records: Iterable[Record], stream: IO[bytes]) -> int:
    """One JSON-LD document, its graph streamed."""
    stream.write(f'{{"@context": {json.dumps(CONTEXT)},\n"@graph": [\n'.encode())
    count = items = 0
    for record in records:
        count += 1
        for node in nodes(record):
            stream.write(
                (",\n" if items else "").encode()
                + json.dumps(node, ensure_ascii=False).encode("utf-8")
            )
            items += 1
    stream.write(b"\n]}\n")
    return count


def nodes(record: Record) -> list[dict[str, Any]]:
    """The article, then its quotations."""
    name = f"urn:khabar:{quote(record.id, safe='')}"
    article = {
        "@id": name,
        "@type": "NewsArticle",
        "inLanguage": "ar",
        "headline": record.title,
        "datePublished": record.date,
        "url": record.url,
        "publisher": {"@type": "NewsMediaOrganization", "name": record.outlet}
        if record.outlet
        else None,
    }
    found = [_present(article)]
    actors = {a.id: a for a in record.actors}
    for s in record.statements:
        if s.negated or s.future:
            continue  # nobody has said it
        quotation = {
            "@id": f"{name}:statement-{s.id}",
            "@type": "Quotation",
            "isPartOf": name,
            "inLanguage": "ar",
            "text": " … ".join(record.text[a:b] for a, b in s.content),
            "additionalType": s.kind,
            "creator": _party(s.speaker, actors),
            "audience": _audience(s.addressee),
            "provider": [p for p in (_party(v, actors) for v in s.via) if p] or None,
        }
        found.append(_present(quotation))
    return found


def _audience(party: Party | None) -> dict[str, str] | None:
    if party is None or party.name is None:
        return None
    return {"@type": "Audience", "name": party.name}


def _party(party: Party, actors: dict[int, Actor]) -> dict[str, Any] | None:
    if party.name is None:
        return None
    actor = actors.get(party.actor) if party.actor is not None else None
    node = {
        "@type": _TYPES.get(actor.kind if actor else "", "Thing"),
        "name": party.name,
        "jobTitle": actor.title if actor and actor.kind == "person" else None,
        "sameAs": f"https://www.wikidata.org/entity/{actor.wikidata}"
        if actor and actor.wikidata
        else None,
    }
    return _present(node)


def _present(node: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in node.items() if v is not None}
