"""A record as rows, and rows as a record again: nothing is lost on the way."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

from khabar.model import Actor, Event, Mention, Party, Record, Statement, Time
from khabar.store.stems import stem_line

Row = tuple[Any, ...]


@dataclass(slots=True)
class Rows:
    """The rows of one record. Names are still strings; article and row ids are not there yet."""

    actors: list[Row]
    mentions: list[Row]
    times: list[Row]
    statements: list[Row]
    #: (index of the statement, role, position, name, start, end, actor, resolved_by)
    statement_parties: list[Row]
    events: list[Row]
    #: (index of the event, role, position, name, start, end, actor, resolved_by, country)
    event_parties: list[Row]
    #: Stems of the content of each statement.
    contents: list[str]


def to_rows(record: Record) -> Rows:
    """The rows that mirror ``record``."""
    text = record.text
    countries = {a.id: a.country for a in record.actors}
    rows = Rows([], [], [], [], [], [], [], [])
    for a in record.actors:
        lat, lon = a.coordinates or (None, None)
        rows.actors.append(
            (
                a.id,
                a.name,
                a.kind,
                a.country,
                a.role,
                a.title,
                a.gender,
                a.resolved_by,
                a.wikidata,
                lat,
                lon,
                a.known_as,
            )
        )
    for i, m in enumerate(record.mentions):
        start, end = m.span
        own = None if text[start:end] == m.text else m.text
        rows.mentions.append((i, start, end, m.kind, m.actor, own))
    for i, t in enumerate(record.times):
        start, end = t.span
        own = None if text[start:end] == t.text else t.text
        rows.times.append((i, start, end, t.type, t.value, own))
    for i, s in enumerate(record.statements):
        rows.statements.append(_statement(s, countries))
        rows.contents.append(" ".join(stem_line(text[a:b]) for a, b in s.content))
        given = [
            ("addressee", (s.addressee,) if s.addressee else ()),
            ("via", s.via),
            ("via_inherited", s.via_inherited),
        ]
        for role, parties in given:
            rows.statement_parties += [(i, role, j, *_party(p)) for j, p in enumerate(parties)]
    for i, e in enumerate(record.events):
        rows.events.append(_event(e))
        for role, parties in [
            ("source", e.sources),
            ("target", e.targets),
            ("place", (e.place,) if e.place else ()),
        ]:
            rows.event_parties += [
                (i, role, j, *_party(p), None if p.actor is None else countries.get(p.actor))
                for j, p in enumerate(parties)
            ]
    return rows


def _statement(s: Statement, countries: dict[int, str | None]) -> Row:
    who = s.speaker
    pieces = _spans(s.content) if len(s.content) > 1 else None
    first, last = who.span or (None, None)
    country = None if who.actor is None else countries.get(who.actor)
    return (
        s.id, s.kind, s.act, s.content[0][0], s.content[-1][1], pieces, s.cue[0], s.cue[1], s.lemma,
        who.name, first, last, who.actor, who.resolved_by, country, s.parent, s.confidence,
        int(s.negated), int(s.future),
    )  # fmt: skip


def _event(e: Event) -> Row:
    return (
        e.id, e.type, e.mode, e.trigger[0], e.trigger[1], e.time, e.status, e.statement, e.confidence,
        _spans(e.mentions) if e.mentions else None,
        json.dumps(e.victims, ensure_ascii=False) if e.victims else None,
    )  # fmt: skip


def _party(p: Party) -> Row:
    start, end = p.span or (None, None)
    return (p.name, start, end, p.actor, p.resolved_by)


def _spans(spans: Iterable[tuple[int, int]]) -> str:
    return json.dumps([list(s) for s in spans], separators=(",", ":"))


_spans_decoder = msgspec.json.Decoder(tuple[tuple[int, int], ...])


def load_record(db: sqlite3.Connection, article: int) -> Record:
    """The record of one stored article, equal to the one that was read.

    Raises:
        KeyError: there is no such article.
    """
    head = db.execute(
        "SELECT coalesce(a.given_id, a.key), a.url, a.outlet, a.title, a.date, t.text, a.version"
        " FROM articles a JOIN texts t ON t.article = a.id WHERE a.id = ?",
        (article,),
    ).fetchone()
    if head is None:
        raise KeyError(article)
    name, url, outlet, title, date, text, version = head
    return Record(
        id=name,
        url=url,
        outlet=outlet,
        title=title,
        date=date,
        text=text,
        version=version,
        mentions=tuple(
            Mention((s, e), own if own is not None else text[s:e], kind, actor)
            for s, e, kind, actor, own in db.execute(
                "SELECT start, end, kind, actor, text FROM mentions WHERE article = ? ORDER BY number",
                (article,),
            )
        ),
        actors=_actors(db, article),
        times=tuple(
            Time((s, e), kind, value, own if own is not None else text[s:e])
            for s, e, kind, value, own in db.execute(
                "SELECT start, end, type, value, text FROM times WHERE article = ? ORDER BY number",
                (article,),
            )
        ),
        statements=_statements(db, article),
        events=_events(db, article),
    )


def _actors(db: sqlite3.Connection, article: int) -> tuple[Actor, ...]:
    found = []
    for row in db.execute(
        "SELECT a.number, n.name, kind, country, role, title, gender, resolved_by, wikidata,"
        " latitude, longitude, known_as FROM actors a JOIN names n ON n.id = a.name"
        " WHERE article = ? ORDER BY number",
        (article,),
    ):
        number, name, kind, country, role, title, gender, by, wikidata, lat, lon, known_as = row
        where = None if lat is None else (lat, lon)
        found.append(
            Actor(number, name, kind, country, role, title, gender, by, wikidata, where, known_as)
        )
    return tuple(found)


def _statements(db: sqlite3.Connection, article: int) -> tuple[Statement, ...]:
    parties = _parties(db, "statement", article)
    found = []
    for row in db.execute(
        "SELECT s.id, number, kind, act, start, end, pieces, cue_start, cue_end, lemma, n.name, speaker_start,"
        " speaker_end, speaker_actor, speaker_by, parent, confidence, negated, future"
        " FROM statements s LEFT JOIN names n ON n.id = s.speaker WHERE article = ? ORDER BY number",
        (article,),
    ):
        key, number, kind, act, start, end, pieces, cue_start, cue_end, lemma, *rest = row
        name, first, last, actor, by, parent, confidence, negated, future = rest
        addressee = parties.get((key, "addressee"), ())
        found.append(
            Statement(
                id=number,
                kind=kind,
                act=act,
                content=_spans_decoder.decode(pieces) if pieces else ((start, end),),
                cue=(cue_start, cue_end),
                lemma=lemma,
                speaker=Party(None if first is None else (first, last), name, actor, by),
                addressee=addressee[0] if addressee else None,
                via=parties.get((key, "via"), ()),
                parent=parent,
                confidence=confidence,
                negated=bool(negated),
                future=bool(future),
                via_inherited=parties.get((key, "via_inherited"), ()),
            )
        )
    return tuple(found)


def _events(db: sqlite3.Connection, article: int) -> tuple[Event, ...]:
    parties = _parties(db, "event", article)
    found = []
    for row in db.execute(
        "SELECT id, number, type, mode, trigger_start, trigger_end, time, status, statement, confidence, mentions,"
        " victims FROM events WHERE article = ? ORDER BY number",
        (article,),
    ):
        (
            key,
            number,
            kind,
            mode,
            start,
            end,
            time,
            status,
            statement,
            confidence,
            mentions,
            victims,
        ) = row
        place = parties.get((key, "place"), ())
        found.append(
            Event(
                id=number,
                type=kind,
                mode=mode,
                trigger=(start, end),
                sources=parties.get((key, "source"), ()),
                targets=parties.get((key, "target"), ()),
                place=place[0] if place else None,
                time=time,
                status=status,
                statement=statement,
                confidence=confidence,
                mentions=_spans_decoder.decode(mentions) if mentions else (),
                victims=json.loads(victims) if victims else {},
            )
        )
    return tuple(found)


def _parties(
    db: sqlite3.Connection, owner: str, article: int
) -> dict[tuple[int, str], tuple[Party, ...]]:
    found: dict[tuple[int, str], tuple[Party, ...]] = {}
    for key, role, start, end, name, actor, by in db.execute(
        f"SELECT p.{owner}, p.role, p.start, p.end, n.name, p.actor, p.resolved_by"
        f" FROM {owner}s o JOIN {owner}_parties p ON p.{owner} = o.id LEFT JOIN names n ON n.id = p.name"
        f" WHERE o.article = ? ORDER BY p.{owner}, p.role, p.position",
        (article,),
    ):
        party = Party(None if start is None else (start, end), name, actor, by)
        found[key, role] = (*found.get((key, role), ()), party)
    return found
