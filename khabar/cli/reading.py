"""``khabar read``: files in; tables, JSON lines or a page out."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import khabar
from khabar import sources
from khabar.cli.terminal import error, plain
from khabar.errors import InputError, KhabarError
from khabar.model import Party, Record, Statement
from khabar.sources import Article, Failure
from khabar.sources.opening import total_bytes

if TYPE_CHECKING:
    from rich.table import Table

# A right-to-left isolate keeps a cell's own order, whatever stands beside it; each line needs its own,
# for a terminal orders line by line.
_ARABIC = re.compile("[\u0621-\u064a\ufb50-\ufdff\ufe70-\ufefc]")
_RTL, _END = "\u2067", "\u2069"
_LINE_OF_CELL = re.compile("(?<=│ )([^│\n]*?[\u0600-\u06ff][^│\n]*?)(?= *│)")


def read_files(
    files: tuple[str, ...], date: str | None, as_json: bool, html: Path | None, explain: bool
) -> int:
    """Read every article; 0 where all went well, 1 where some failed."""
    records: list[Record] = []
    failed = read = 0
    progress = _Progress(files)
    for record in records_of(files, date, progress.consumed):
        progress.show(read + failed)
        if record is None:
            failed += 1
            continue
        read += 1
        if as_json:
            sys.stdout.write(record.to_json() + "\n")
            sys.stdout.flush()  # whoever reads our output has each record at once
        else:
            _print(record, explain)
        if html is not None:
            records.append(record)
    progress.clear()
    if not read and not failed:
        error(
            "no articles there; give files of .txt, .html, .json or .jsonl, or - for standard input"
        )
        return 1
    if html is not None:
        _write_page(html, records)
    return int(failed > 0)


class _Progress:
    """One line on a terminal's stderr that says how far a long reading has come."""

    #: Less than this is read before anybody asks.
    _MUCH = 2_000_000

    def __init__(self, files: tuple[str, ...]) -> None:
        self.total = sum(total_bytes(name) for name in files if name != "-")
        self.on = sys.stderr.isatty() and not sys.stdout.isatty() and self.total > self._MUCH
        self.before = self.done = 0
        self.shown = 0.0

    def consumed(self, count: int) -> None:
        if count < self.done:  # the next of several files or folders
            self.before += self.done
        self.done = count

    def show(self, articles: int) -> None:
        now = time.monotonic()
        if self.on and now - self.shown > 0.5:
            self.shown = now
            share = min(1.0, (self.before + self.done) / self.total)
            sys.stderr.write(f"\r{share:4.0%}  {articles:,} articles\033[K")
            sys.stderr.flush()

    def clear(self) -> None:
        if self.on:
            sys.stderr.write("\r\033[K")


def records_of(
    files: tuple[str, ...], date: str | None, consumed: Callable[[int], None] | None = None
) -> Iterator[Record | None]:
    """The record of every article; None for one that failed, after a line on stderr that says why."""
    for item in _items(files, consumed):
        if isinstance(item, Failure):
            error(_place(item.source, item.line, item.reason))
            yield None
        else:
            yield _record(item, date)


def _items(
    files: tuple[str, ...], consumed: Callable[[int], None] | None = None
) -> Iterator[Article | Failure]:
    for name in files:
        try:
            if name == "-":
                yield from sources.read_stream(sys.stdin.buffer, "standard input")
            else:
                yield from sources.open(name, consumed=consumed)
        except KhabarError as problem:
            yield Failure(name, None, str(problem))


def _record(article: Article, date: str | None) -> Record | None:
    source = article.source or "input"
    if article.encoding:
        error(_place(source, article.line, f"read as {article.encoding}"))
    if not _ARABIC.search(article.text):
        error(_place(source, article.line, "no Arabic in it; nothing to read"))
        return None
    try:
        return khabar.read(
            article.text,
            date=article.date or date,
            outlet=article.outlet,
            title=article.title,
            url=article.url,
            id=article.id,
        )
    except KhabarError as problem:
        error(_place(source, article.line, str(problem)))
        return None


def _place(source: str, line: int | None, reason: str) -> str:
    if reason.startswith(("there is no file", f"{source}: ")):
        return reason
    return f"{source}{f' line {line}' if line else ''}: {reason}"


def _write_page(target: Path, records: list[Record]) -> None:
    from khabar.page import render

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(render(records), encoding="utf-8")
    except OSError as problem:
        raise InputError(f"{target}: cannot be written: {problem.strerror or problem}") from problem
    sys.stdout.write(
        f"The page is {target}: open it in a browser. "
        "Next: khabar read FILE --json, or khabar read FILE --html OUT\n"
    )


def _short(text: str | None, width: int = 0) -> str:
    """Text of an article for a table: no controls, shortened."""
    clean = " ".join(plain(text or "").replace("│", "|").split())
    return clean[: width - 1] + "…" if width and len(clean) > width else clean


def _cell(text: str | None, width: int = 0) -> str:
    """The same for a line of its own, isolated."""
    clean = _short(text, width)
    return f"{_RTL}{clean}{_END}" if clean else ""


def _print(record: Record, explain: bool) -> None:
    from rich.console import Console

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 150)
    head = next((line for line in record.text.splitlines() if line.strip()), "")
    console.print(f"\n{_cell(record.title or head, 110)}", style="bold", markup=False)
    facts = "  ".join(p for p in (record.date, plain(record.outlet), plain(record.url)) if p)
    if facts:
        console.print(facts, style="dim", markup=False)
    with console.capture() as captured:
        if record.statements:
            console.print(_statements(record, explain), markup=False)
    sys.stdout.write(_LINE_OF_CELL.sub(f"{_RTL}\\1{_END}", captured.get()))
    _line(console, "dates", [f"{_cell(t.text)} {t.value}" for t in record.times])
    _line(
        console,
        "names",
        [
            _cell(a.name)
            + (
                f" ({', '.join(p for p in (a.role, a.country) if p)})"
                if a.role or a.country
                else ""
            )
            for a in record.actors
        ],
    )
    _line(
        console,
        "events",
        [
            f"{e.type}: {_names(e.sources)} → {_names(e.targets)}"
            + ("" if e.status == "actual" else f" ({e.status})")
            for e in record.events
        ],
    )


def _statements(record: Record, explain: bool) -> Table:
    from rich.markup import escape
    from rich.table import Table

    table = Table(expand=True)
    told = any(s.addressee and s.addressee.name for s in record.statements)
    for name, ratio, least in (
        ("kind", 2, 8),
        ("speaker", 5, 10),
        *([("to", 3, 6)] if told else []),
        ("via", 3, 6),
        ("cue", 2, 6),
        ("content", 12, 16),
    ):
        table.add_column(name, ratio=ratio, min_width=least, overflow="fold")
    if explain:
        table.add_column("speaker by", ratio=3, min_width=8)
    for s in record.statements:
        content = " … ".join(record.text[slice(*span)] for span in s.content)
        signs = (" not" if s.negated else "") + (" to come" if s.future else "")
        row = [
            f"{s.kind} {s.act}{signs}",
            _short(s.speaker.name) or f"({s.speaker.resolved_by or 'unresolved'})",
            *([_short(s.addressee.name) if s.addressee else ""] if told else []),
            _via(s),
            _short(record.text[slice(*s.cue)]),
            _short(content, 160),
        ]
        if explain:
            row.append(f"{s.speaker.resolved_by or ''} {s.confidence:.2f}")
        table.add_row(*map(escape, row))
    return table


def _via(s: Statement) -> str:
    """The media that the words name; in brackets those of the speech that they go on with."""
    if s.via:
        return _short("، ".join(v.name or "" for v in s.via))
    inherited = _short("، ".join(v.name or "" for v in s.via_inherited))
    return f"({inherited})" if inherited else ""


def _name(party: Party) -> str:
    return _cell(party.name) or f"({party.resolved_by or 'unresolved'})"


def _names(parties: tuple[Party, ...]) -> str:
    return "، ".join(_name(p) for p in parties) or "?"


def _line(console: object, label: str, items: list[str]) -> None:
    if items:
        console.print(f"{label}: " + " · ".join(items), markup=False)  # type: ignore[attr-defined]
