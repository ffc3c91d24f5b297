"""``khabar search``, ``who``, ``timeline``, ``show``, ``stats``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from khabar.cli.terminal import dim, error, guarded, marked, plain
from khabar.store import ArticleHit, EventHit, Hits, StatementHit, Store


def search(*, db: Path, as_json: bool, as_csv: bool, **filters: Any) -> int:
    return _ask(db, as_json, as_csv, lambda store: store.search(filters.pop("query"), **filters))


def who(*, db: Path, name: str, as_json: bool, as_csv: bool, **filters: Any) -> int:
    return _ask(db, as_json, as_csv, lambda store: store.who(name, filters.pop("query"), **filters))


def timeline(
    *, db: Path, first: str, second: str | None, as_json: bool, as_csv: bool, **filters: Any
) -> int:
    return _ask(db, as_json, as_csv, lambda store: store.timeline(first, second, **filters))


def _ask(db: Path, as_json: bool, as_csv: bool, ask: Callable[[Store], Hits[Any]]) -> int:
    def run() -> int:
        with Store(db, readonly=True) as store:
            hits = ask(store)
        if as_json:
            sys.stdout.write(hits.to_json() + "\n")
        elif as_csv:
            _csv(hits)
        else:
            _print(hits)
        return 0

    return guarded(run)


def _print(hits: Hits[Any]) -> None:
    for hit in hits:
        if isinstance(hit, StatementHit):
            lines = _statement(hit)
        elif isinstance(hit, EventHit):
            lines = _event(hit)
        else:
            lines = _article(hit)
        sys.stdout.write("\n".join(lines) + "\n\n")
    if not hits:
        error("nothing found; use fewer words or filters")
    elif hits.next:
        sys.stdout.write(f"more: --after {hits.next}\n")


def _where(hit: ArticleHit | StatementHit | EventHit, number: str) -> str:
    return dim(
        "  ".join(p for p in (number, plain(hit.outlet), plain(hit.title), plain(hit.url)) if p)
    )


def _when(published: str | None) -> str:
    return plain(published)[:16].replace("T", " ") or "no date"


def _article(hit: ArticleHit) -> list[str]:
    return [f"{_when(hit.published)}  {plain(hit.title) or plain(hit.outlet)}", f"  {marked(hit.snippet, hit.marks)}",
            f"  {_where(hit, str(hit.article))}"]  # fmt: skip


def _statement(hit: StatementHit) -> list[str]:
    speaker = plain(hit.speaker) or f"({hit.speaker_by or 'nobody named'})"
    country = f" ({hit.country})" if hit.country else ""
    signs = "".join(s for s, on in ((" negated", hit.negated), (" future", hit.future)) if on)
    told = f" → {plain(hit.addressee)}" if hit.addressee else ""
    media = "، ".join(map(plain, hit.via or hit.via_inherited))
    via = f"  via {media if hit.via else f'({media})'}" if media else ""
    return [
        f"{_when(hit.published)}  {speaker}{country}{told}  [{hit.act}, {hit.kind}{signs}]{via}",
        f"  {marked(hit.content, hit.marks)}",
        f"  {_where(hit, f'{hit.article}#{hit.statement}')}",
    ]


def _event(hit: EventHit) -> list[str]:
    sources, targets = ("، ".join(map(plain, names)) or "?" for names in (hit.sources, hit.targets))
    details = ", ".join(
        p for p in (hit.mode, hit.status, hit.time and f"on {hit.time}", plain(hit.place)) if p
    )
    return [
        f"{_when(hit.published)}  {hit.type}  {sources} → {targets}  [{details}]",
        f"  {marked(hit.snippet, hit.marks)}",
        f"  {_where(hit, str(hit.article))}",
    ]


def _csv(hits: Hits[Any]) -> None:
    import csv

    from khabar.export.tabular import guard

    rows = hits.to_dicts()
    writer = csv.writer(sys.stdout)
    if rows:
        writer.writerow(rows[0])
    for row in rows:
        writer.writerow([guard(_cell(value)) for value in row.values()])


def _cell(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return "; ".join(
            "-".join(map(str, v)) if isinstance(v, list | tuple) else str(v) for v in value
        )
    return value


def show(*, db: Path, id: str, revision: int | None, as_json: bool) -> int:
    def run() -> int:
        with Store(db, readonly=True) as store:
            record = store.article(id.partition("#")[0], revision=revision)
        if as_json:
            sys.stdout.write(record.to_json() + "\n")
            return 0
        out = [
            plain(record.title),
            dim(
                "  ".join(
                    plain(p) for p in (record.date, record.outlet, record.url, record.id) if p
                )
            ),
        ]
        out += ["", *(plain(line) for line in record.text.splitlines()), ""]
        for s in record.statements:
            content = " … ".join(record.text[a:b] for a, b in s.content)
            speaker = plain(s.speaker.name) or f"({s.speaker.resolved_by or 'nobody named'})"
            via = f" via {'، '.join(plain(p.name) for p in s.via if p.name)}" if s.via else ""
            out.append(f"#{s.id} {speaker}{via} [{s.act}, {s.kind}]: {plain(content)}")
        for e in record.events:
            ends = [
                "، ".join(plain(p.name) for p in parties if p.name) or "?"
                for parties in (e.sources, e.targets)
            ]
            out.append(
                f"{e.type} {ends[0]} → {ends[1]} [{e.status}]: {plain(record.text[slice(*e.trigger)])}"
            )
        sys.stdout.write("\n".join(out) + "\n")
        return 0

    return guarded(run)


def stats(*, db: Path, failures: bool, as_json: bool) -> int:
    def run() -> int:
        if failures:
            return _failures(db, as_json)
        with Store(db, readonly=True) as store:
            found = store.stats()
        if as_json:
            import json

            sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
            return 0
        for name in ("articles", "revised", "words", "statements", "events", "actors", "mentions", "times", "names",
                     "near_duplicates", "failures"):  # fmt: skip
            sys.stdout.write(f"{name.replace('_', ' '):<16}{found[name]:>14,}\n")
        sys.stdout.write(f"{'file':<16}{found['bytes'] / 1e6:>11,.1f} MB\n")
        sys.stdout.write(
            f"{'published':<16}{found['first'] or '-'} to {found['last'] or '-'}\n\noutlets\n"
        )
        for row in found["outlets"]:
            sys.stdout.write(
                f"{row['articles']:>10,}  {row['words'] or 0:>12,} words  {plain(row['outlet']) or '(none)'}\n"
            )
        for title in ("acts", "event_types", "versions"):
            line = ", ".join(f"{name} {count:,}" for name, count in found[title].items())
            sys.stdout.write(f"\n{title.replace('_', ' ')}: {line or '-'}\n")
        return 0

    return guarded(run)


def _failures(db: Path, as_json: bool) -> int:
    with Store(db, readonly=True) as store:
        rows = store.sql("SELECT item, line, reason, tries, last_at FROM failures ORDER BY id")
    if as_json:
        import json

        names = ("item", "line", "reason", "tries", "last_at")
        sys.stdout.write(
            json.dumps([dict(zip(names, r, strict=True)) for r in rows], ensure_ascii=False) + "\n"
        )
        return 0
    for item, line, reason, tries, _ in rows:
        place = f"{item} line {line}" if line else item
        sys.stdout.write(f"{plain(place)}: {plain(reason)} (tried {tries} times)\n")
    return 0
