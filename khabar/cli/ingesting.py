"""``khabar ingest``, ``watch``, ``reread``: progress while they run, a summary at the end."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from khabar.cli.terminal import error, guarded, plain
from khabar.errors import InputError
from khabar.store import Store

if TYPE_CHECKING:
    from khabar.store.ingesting import Summary


def ingest(
    *,
    sources: tuple[str, ...],
    db: Path,
    jobs: int | None,
    outlet: str | None,
    date: str | None,
    mapping: tuple[str, ...],
    retry_failed: bool,
    allow_private: bool,
    quiet: bool,
) -> int:
    if not sources and not retry_failed:
        error("no source; name a file, folder or address, or pass --retry-failed")
        return 2
    last: list[Summary] = []

    def run() -> int:
        options = {"mapping": parse_mapping(mapping), "policy": _policy(allow_private)}
        known: dict[str, Any] = {
            "jobs": jobs or os.cpu_count() or 1,
            "date": date,
            "outlet": outlet,
            "options": options,
        }
        for source in sources:
            if "://" not in source and not Path(source).exists():
                raise InputError(f"there is no file or folder {source}; check the path")
        with Store(db) as store, _bar(quiet) as show:

            def progress(summary: Summary) -> None:
                last[:] = [summary]
                show(summary)

            if retry_failed:
                summary = store.retry_failed(progress=progress, **known)
                last[:] = [summary]
            if sources:
                summary = store.ingest(list(sources), progress=progress, **known)
                last[:] = [summary]
        _report(last[0], db)
        return 1 if last[0].failed else 0

    return _interruptible(run, lambda: _report(last[0], db) if last else None)


def parse_mapping(given: tuple[str, ...]) -> dict[str, str] | None:
    """``title=headline,text=body`` as a dictionary.

    Raises:
        InputError: a part is no pair, or names a field that articles do not have.
    """
    from khabar.sources.fields import NAMES

    found: dict[str, str] = {}
    for part in ",".join(given).split(","):
        if not part.strip():
            continue
        ours, equals, theirs = (p.strip() for p in part.partition("="))
        if not equals or ours not in NAMES or not theirs:
            raise InputError(
                f"--map {part!r}: write FIELD=COLUMN, with FIELD one of {', '.join(NAMES)}"
            )
        found[ours] = theirs
    return found or None


def _policy(allow_private: bool) -> Any:
    from khabar.sources.network import Policy

    return Policy(allow_private=allow_private)


def _interruptible(run: Callable[[], int], leave: Callable[[], None]) -> int:
    """Ctrl-C and a polite kill end the work between two batches, and say that nothing is lost."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        return guarded(run)
    except KeyboardInterrupt:
        leave()
        error("interrupted; the same command goes on where it was")
        return 1
    finally:
        signal.signal(signal.SIGTERM, before)


def _report(summary: Summary, db: Path) -> None:
    seconds = max(summary.seconds, 1e-9)
    for problem in summary.problems[:5]:
        line = f" line {problem.line}" if problem.line else ""
        error(f"{problem.item}{line}: {problem.reason}")
    if summary.failed > 5:
        error(f"and {summary.failed - 5:,} more; they are in the table `failures` of {db}")
    sys.stderr.write(
        f"{summary.new:,} new, {summary.revised:,} revised, {summary.known:,} already there,"
        f" {summary.failed:,} failed; {summary.words:,} words in {seconds:,.1f} s"
        f" ({summary.words / seconds:,.0f} words/s) → {plain(str(db))}\n"
    )


def _bar(quiet: bool) -> AbstractContextManager[Callable[[Summary], None]]:
    if quiet or not sys.stderr.isatty():
        return nullcontext(lambda summary: None)
    return _Bar()


class _Bar(AbstractContextManager[Callable[["Summary"], None]]):
    """A progress bar on standard error."""

    def __enter__(self) -> Callable[[Summary], None]:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        self._progress = Progress(
            BarColumn(),
            TextColumn("{task.percentage:>3.0f}%"),
            TextColumn("{task.description}"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._progress.start()
        self._task = self._progress.add_task("starting", total=None)
        return self._show

    def _show(self, summary: Summary) -> None:
        seconds = max(summary.seconds, 1e-9)
        self._progress.update(
            self._task,
            description=(
                f"{summary.articles:,} articles  {summary.articles / seconds:,.0f}/s  "
                f"{summary.words / seconds:,.0f} words/s  {summary.failed:,} failed"
            ),
            total=None if summary.fraction is None else 1.0,
            completed=summary.fraction or 0.0,
        )

    def __exit__(self, *_: object) -> None:
        self._progress.stop()


def watch(*, feeds: Path, db: Path, every: str | None, once: bool, allow_private: bool) -> int:
    failed = 0

    def run() -> int:
        from khabar.store.watching import Feed, load_feeds
        from khabar.store.watching import watch as follow

        def report(feed: Feed, summary: Summary) -> None:
            nonlocal failed
            failed += summary.failed
            for problem in summary.problems[:5]:
                error(f"{problem.item}: {problem.reason}")
            sys.stderr.write(
                f"{plain(feed.url)}: {summary.new:,} new, {summary.revised:,} revised, {summary.failed:,} failed\n"
            )

        listed = load_feeds(feeds, every=every)
        with Store(db) as store:
            follow(store, listed, policy=_policy(allow_private), once=once, report=report)
        return 1 if failed else 0

    return _interruptible(run, lambda: None)


def reread(*, db: Path, jobs: int | None, everything: bool) -> int:
    def run() -> int:
        if not db.exists():
            raise InputError(f"there is no store at {db}")
        show = sys.stderr.isatty()

        def progress(done: int, whole: int) -> None:
            if show:
                sys.stderr.write(f"\r{done:,} of {whole:,} articles")

        with Store(db) as store:
            count = store.reread(
                jobs=jobs or os.cpu_count() or 1, everything=everything, progress=progress
            )
        start = "\r" if show else ""
        sys.stderr.write(f"{start}{count:,} articles read again\n")
        return 0

    return _interruptible(run, lambda: None)
