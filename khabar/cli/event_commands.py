"""``khabar events``: who did what to whom, day by day, over many files."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import click

from khabar.model import Event, Party, Record

#: Columns of the day-by-day table.
DAILY = (
    "date",
    "source_country",
    "source_role",
    "event_type",
    "target_country",
    "target_role",
    "events",
)
#: Columns of an event row in the manner of PLOVER and POLECAT.
PLOVER = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Actor Name", "Actor Country", "Actor Role",
    "Recipient Name", "Recipient Country", "Recipient Role", "Placename", "Country", "Status",
    "Contexts", "Reported By", "Confidence", "Killed", "Wounded", "Arrested", "Source", "URL",
)  # fmt: skip


def register(group: click.Group) -> None:
    """Add the command to ``khabar``."""
    group.add_command(events)


@click.command()
@click.argument("files", nargs=-1, required=True)
@click.option("--date", help="Publication date (YYYY-MM-DD) of articles that carry none.")
@click.option("--csv", "as_csv", is_flag=True, help="The day-by-day table as CSV.")
@click.option("--rows", is_flag=True, help="One PLOVER-style CSV row per event instead.")
def events(files: tuple[str, ...], date: str | None, as_csv: bool, rows: bool) -> None:
    """Count political events day by day in FILES (articles of any kind that ``khabar read`` takes).

    Exit status: 0 all read, 1 some failed, 2 wrong usage.
    """
    from khabar.cli.reading import records_of

    failures = 0

    def read() -> Iterator[Record]:
        nonlocal failures
        for record in records_of(files, date):
            if record is None:
                failures += 1
            else:
                yield record

    if rows:
        write_csv(PLOVER, (row for record in read() for row in plover_rows(record)))
    elif as_csv:
        write_csv(DAILY, daily(read()))
    else:
        _table(daily(read()))
    raise SystemExit(1 if failures else 0)


def write_csv(header: Iterable[str], rows: Iterable[dict[str, Any]]) -> None:
    """Write rows to standard output; a cell that a spreadsheet would run is guarded."""
    from khabar.export.tabular import guard

    names = tuple(header)
    writer = csv.writer(sys.stdout)
    writer.writerow(names)
    for row in rows:
        writer.writerow([guard(row.get(name, "")) for name in names])


def daily(records: Iterable[Record]) -> Iterator[dict[str, Any]]:
    """How many events of each kind between each pair of states and sectors, by day."""
    counts: Counter[tuple[str, ...]] = Counter()
    for record in records:
        for event in record.events:
            if event.status == "denied":
                continue
            source, target = _first(record, event.sources), _first(record, event.targets)
            counts[(day_of(record, event), *source, event.type, *target)] += 1
    for key in sorted(counts):
        day, country, role, kind, to_country, to_role = key
        yield dict(
            zip(DAILY, (day, country, role, kind, to_country, to_role, counts[key]), strict=True)
        )


def day_of(record: Record, event: Event) -> str:
    """The day of an event: its own date where that is a day, else the day of publication."""
    if event.time is not None and event.status == "actual":
        value = record.times[event.time].value[:10]
        if len(value) == 10 and value[:4].isdigit() and "W" not in value and "X" not in value:
            return value
    return record.date or ""


def _first(record: Record, parties: tuple[Party, ...]) -> tuple[str, str]:
    """Country and sector of the first party that has any."""
    for party in parties:
        country, role = _sector(record, party)
        if country or role:
            return country, role
    return "", ""


def _sector(record: Record, party: Party) -> tuple[str, str]:
    """Country and sector of a party; a state that only an adjective names has no actor."""
    if party.actor is not None:
        actor = record.actors[party.actor]
        return actor.country or "", actor.role or ""
    code = _states().get(party.name or "")
    return (code, "GOV") if code else ("", "")


@cache
def _states() -> dict[str, str]:
    from khabar.names.knowledge import load

    return {name: code for code, name in load().states.items()}


def plover_rows(record: Record) -> Iterator[dict[str, Any]]:
    """One row for each event of a record, in the manner of PLOVER and POLECAT."""
    for event in record.events:
        row: dict[str, Any] = {
            "Event ID": f"{record.id}-{event.id}",
            "Event Date": day_of(record, event),
            "Event Type": event.type,
            "Event Mode": event.mode or "",
            "Status": event.status,
            "Confidence": event.confidence,
            "Source": record.outlet or "",
            "URL": record.url or "",
        }
        for side, parties in (("Actor", event.sources), ("Recipient", event.targets)):
            found = [_sector(record, p) for p in parties]
            row[f"{side} Name"] = "; ".join(p.name or "" for p in parties)
            row[f"{side} Country"] = "; ".join(country for country, _ in found)
            row[f"{side} Role"] = "; ".join(role for _, role in found)
        if event.place is not None:
            row["Placename"] = event.place.name or ""
            if event.place.actor is not None:
                row["Country"] = record.actors[event.place.actor].country or ""
        if event.statement is not None:
            row["Reported By"] = record.statements[event.statement].speaker.name or ""
        for kind in ("killed", "wounded", "arrested"):
            row[kind.capitalize()] = event.victims.get(kind, "")
        yield row


def _table(rows: Iterable[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table()
    for name in DAILY:
        table.add_column(name.replace("_", " "))
    for row in rows:
        table.add_row(*(str(row[name]) for name in DAILY))
    Console().print(table)
