"""Questions to a store: search, who, timeline, actors.

Pages are stable: a cursor names the last row shown, so rows that an ingest adds meanwhile never
push a row onto two pages. Rows come newest first, ``who`` and ``timeline`` oldest first.
"""

from __future__ import annotations

import json
import re
import sqlite3
from typing import Any

from khabar.store.conditions import Filters, Where, bounded, encode
from khabar.store.hits import ActorHit, ArticleHit, EventHit, Hits, StatementHit
from khabar.store.snippets import marks, one_line, snippet
from khabar.store.stems import hit_pattern, match_expression

_COUNTRY = re.compile("[A-Z]{3}")


def search_articles(
    db: sqlite3.Connection, query: str, filters: Filters, *, limit: int, after: str | None
) -> Hits[ArticleHit]:
    """Articles whose title or text holds the query; without a query, those the filters leave."""
    expression = match_expression(query)
    where = Where()
    source = "articles a"
    if expression:
        source = "articles_fts f CROSS JOIN articles a ON a.id = f.rowid"
        where.add("articles_fts MATCH ?", expression)
    elif query.strip():
        return Hits()
    where.articles(filters)
    where.page(after, "a.id", newest_first=True)
    limit = bounded(limit)
    rows = db.execute(
        f"SELECT a.id, a.utc FROM {source} WHERE {where} ORDER BY a.utc DESC, a.id DESC LIMIT ?",
        (*where.values, limit + 1),
    ).fetchall()
    pattern = hit_pattern(query)
    found = [_article_hit(db, key, pattern) for key, _ in rows[:limit]]
    return Hits(found, _next(rows, limit))


def _next(rows: list[tuple[int, str]], limit: int) -> str | None:
    """The cursor of the next page: one row more than ``limit`` was asked for."""
    return encode(rows[limit - 1][1], rows[limit - 1][0]) if len(rows) > limit else None


def matching_articles(db: sqlite3.Connection, query: str, filters: Filters) -> list[int]:
    """Rows of all articles that a search would find something in, in the order of the store."""
    expression = match_expression(query)
    where = Where()
    where.articles(filters)
    if filters.of_statements:
        inner = Where()
        inner.conditions = []
        if not _narrow(db, inner, filters, "s.speaker"):
            return []
        if expression:
            inner.add(
                "s.id IN (SELECT rowid FROM statements_fts WHERE statements_fts MATCH ?)",
                expression,
            )
        where.add(f"a.id IN (SELECT s.article FROM statements s WHERE {inner})", *inner.values)
    elif expression:
        where.add("a.id IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)", expression)
    elif query.strip():
        return []
    rows = db.execute(
        f"SELECT a.id FROM articles a WHERE {where} ORDER BY a.key, a.revision", where.values
    )
    return [key for (key,) in rows]


def _article_hit(db: sqlite3.Connection, key: int, pattern: re.Pattern[str] | None) -> ArticleHit:
    name, outlet, date, published, title, url, words, text = db.execute(
        "SELECT coalesce(given_id, key), outlet, date, published, title, url, words, t.text"
        " FROM articles a JOIN texts t ON t.article = a.id WHERE a.id = ?",
        (key,),
    ).fetchone()
    match = pattern.search(text) if pattern else None
    start, end = match.span() if match else (0, 0)
    line, hits = snippet(text, start, end, pattern) if match else snippet(text, 0, 0, pattern)
    return ArticleHit(key, name, outlet, date, published, title, url, words, line, hits)


def search_statements(
    db: sqlite3.Connection,
    query: str,
    filters: Filters,
    *,
    limit: int,
    after: str | None,
    newest_first: bool = True,
) -> Hits[StatementHit]:
    """Statements whose content holds the query and that the filters let through."""
    expression = match_expression(query)
    where = Where()
    source = "statements s JOIN articles a ON a.id = s.article"
    if not (expression or filters.speaker or filters.country):
        # Nothing rare to begin with: go through the articles in order and stop when a page is full.
        source = "articles a CROSS JOIN statements s ON s.article = a.id"
    if expression:
        source = "statements_fts f CROSS JOIN statements s ON s.id = f.rowid CROSS JOIN articles a ON a.id = s.article"
        where.add("statements_fts MATCH ?", expression)
    elif query.strip():
        return Hits()
    if not _narrow(db, where, filters, "+s.speaker" if expression else "s.speaker"):
        return Hits()
    where.articles(filters)
    where.page(after, "s.id", newest_first=newest_first)
    limit = bounded(limit)
    way = "DESC" if newest_first else "ASC"
    rows = db.execute(
        f"SELECT s.id, a.utc FROM {source} WHERE {where} ORDER BY a.utc {way}, s.id {way} LIMIT ?",
        (*where.values, limit + 1),
    ).fetchall()
    pattern = hit_pattern(query)
    found = [_statement_hit(db, key, pattern) for key, _ in rows[:limit]]
    return Hits(found, _next(rows, limit))


def _narrow(db: sqlite3.Connection, where: Where, filters: Filters, speaker: str) -> bool:
    """Add the filters on statements; False where nobody has the speaker's name.

    ``+s.speaker`` keeps the index of speakers out of a query that words narrow down already.
    """
    if filters.speaker:
        names = _names(db, filters.speaker)
        if not names:
            return False
        where.add(f"{speaker} IN (SELECT value FROM json_each(?))", json.dumps(names))
    for column, value in [
        ("country", filters.country),
        ("act", filters.act),
        ("kind", filters.kind),
    ]:
        if value:
            where.add(f"s.{column} = ?", value.upper() if column == "country" else value)
    return True


def _statement_hit(
    db: sqlite3.Connection, key: int, pattern: re.Pattern[str] | None
) -> StatementHit:
    row = db.execute(
        "SELECT s.article, s.number, n.name, s.country, s.act, s.kind, s.lemma, s.start, s.end, s.pieces,"
        " a.outlet, a.date, a.published, a.title, a.url, s.speaker_by, s.confidence, s.negated, s.future, t.text"
        " FROM statements s JOIN articles a ON a.id = s.article JOIN texts t ON t.article = s.article"
        " LEFT JOIN names n ON n.id = s.speaker WHERE s.id = ?",
        (key,),
    ).fetchone()
    article, number, speaker, country, act, kind, lemma, start, end, pieces, *rest = row
    outlet, date, published, title, url, by, confidence, negated, future, text = rest
    parties = db.execute(
        "SELECT p.role, n.name FROM statement_parties p JOIN names n ON n.id = p.name"
        " WHERE p.statement = ? ORDER BY p.position",
        (key,),
    ).fetchall()
    told, via, inherited = (
        tuple(name for role, name in parties if role == wanted)
        for wanted in ("addressee", "via", "via_inherited")
    )
    spans = json.loads(pieces) if pieces else [(start, end)]
    content = " … ".join(one_line(text[a:b]) for a, b in spans)
    return StatementHit(
        article, number, speaker, country, act, kind, lemma, content, marks(content, pattern), outlet, date,
        published, title, url, (start, end), by, confidence, bool(negated), bool(future),
        told[0] if told else None, via, inherited,
    )  # fmt: skip


def timeline(
    db: sqlite3.Connection,
    first: str,
    second: str | None,
    filters: Filters,
    *,
    limit: int,
    after: str | None,
) -> Hits[EventHit]:
    """Events between two parties, whoever acts on whom; a country by its code, others by name."""
    where = Where()
    ends = [_party(db, first)] + ([_party(db, second)] if second else [])
    if not all(ends):
        return Hits()
    (column, values) = ends[0]
    base = f"SELECT event FROM event_parties WHERE {column} AND role <> 'place'"
    where.add(f"e.id IN ({base})", *values)
    if second:
        (other, others) = ends[1]
        where.add(
            "EXISTS (SELECT 1 FROM event_parties p JOIN event_parties q ON q.event = p.event"
            " AND q.role = CASE p.role WHEN 'source' THEN 'target' ELSE 'source' END"
            f" WHERE p.event = e.id AND p.role IN ('source', 'target') AND {_of('p', column)} AND {_of('q', other)})",
            *values,
            *others,
        )
    where.articles(filters)
    where.page(after, "e.id", newest_first=False)
    limit = bounded(limit)
    rows = db.execute(
        "SELECT e.id, a.utc FROM events e JOIN articles a ON a.id = e.article"
        f" WHERE {where} ORDER BY a.utc, e.id LIMIT ?",
        (*where.values, limit + 1),
    ).fetchall()
    found = [_event_hit(db, key) for key, _ in rows[:limit]]
    return Hits(found, _next(rows, limit))


def _party(db: sqlite3.Connection, wanted: str) -> tuple[str, tuple[Any, ...]]:
    if _COUNTRY.fullmatch(wanted):
        return "country = ?", (wanted,)
    return "name IN (SELECT value FROM json_each(?))", (json.dumps(_names(db, wanted)),)


def _of(alias: str, condition: str) -> str:
    return f"{alias}.{condition}"


def _event_hit(db: sqlite3.Connection, key: int) -> EventHit:
    row = db.execute(
        "SELECT e.article, e.number, e.type, e.mode, e.status, e.trigger_start, e.trigger_end, m.value, e.confidence,"
        " a.outlet, a.date, a.published, a.title, a.url, t.text"
        " FROM events e JOIN articles a ON a.id = e.article JOIN texts t ON t.article = e.article"
        " LEFT JOIN times m ON m.article = e.article AND m.number = e.time WHERE e.id = ?",
        (key,),
    ).fetchone()
    (
        article,
        number,
        kind,
        mode,
        status,
        start,
        end,
        time,
        confidence,
        outlet,
        date,
        published,
        title,
        url,
        text,
    ) = row
    parties: dict[str, list[str]] = {"source": [], "target": [], "place": []}
    for role, name in db.execute(
        "SELECT role, n.name FROM event_parties p JOIN names n ON n.id = p.name WHERE event = ? ORDER BY role, position",
        (key,),
    ):
        parties[role].append(name)
    line, hits = snippet(text, start, end, None)
    return EventHit(
        article, number, kind, mode, status, tuple(parties["source"]), tuple(parties["target"]),
        parties["place"][0] if parties["place"] else None, time, line, hits, outlet, date, published, title, url,
        (start, end), confidence,
    )  # fmt: skip


def actors(db: sqlite3.Connection, name: str, *, limit: int) -> Hits[ActorHit]:
    """Who goes by a name, the most frequent first."""
    names = _names(db, name)
    rows = db.execute(
        "SELECT n.name, count(DISTINCT a.article), (SELECT count(*) FROM statements s WHERE s.speaker = n.id), n.id"
        " FROM actors a JOIN names n ON n.id = a.name WHERE a.name IN (SELECT value FROM json_each(?))"
        " GROUP BY n.id ORDER BY 2 DESC, 3 DESC, n.name LIMIT ?",
        (json.dumps(names), bounded(limit)),
    ).fetchall()
    found = []
    for text, articles, statements, key in rows:
        kind, country, role = db.execute(
            "SELECT kind, country, role FROM actors WHERE name = ?"
            " GROUP BY kind, country, role ORDER BY count(*) DESC, kind, country, role LIMIT 1",
            (key,),
        ).fetchone()
        found.append(ActorHit(text, kind, country, role, articles, statements))
    return Hits(found)


def _names(db: sqlite3.Connection, wanted: str) -> list[int]:
    expression = match_expression(wanted)
    if not expression:
        return []
    return [
        key
        for (key,) in db.execute(
            "SELECT rowid FROM names_fts WHERE names_fts MATCH ?", (expression,)
        )
    ]
